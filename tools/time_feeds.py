#!/usr/bin/env python3
"""Time RSS and Atom of 1,000 entries against bare feedgen with title, link, id, date and content of the same entries.

    .venv/bin/python tools/time_feeds.py [--entries 1000] [--paragraphs 20] [--runs 15]

Both are run in turn; it prints the medians in CPU seconds and the median of the ratios.
"""

import argparse
import datetime as dt
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.core.types import Feed, FeedCategory, FeedEntry, FeedImage
from digest.site.feeds import PreparedEntry, format_atom, format_rss
from feedgen.feed import FeedGenerator

SITE = "https://digest.example/"
START = dt.datetime(2021, 1, 1, tzinfo=dt.UTC)
PARAGRAPH = (
    "<p>Delegations of both sides met on day {0}, agreed on “little” &amp; left "
    '<a href="https://wire.example/{0}">a note</a>'
    " on what they will speak of when they meet again.</p>\n"
)


def make_entry(number: int, content: str) -> FeedEntry:
    """Make an entry with everything that ours have."""
    moment = START + dt.timedelta(minutes=number)
    terms = [("actors", 1), ("actors", 2), ("countries", 3), ("countries", 4), ("topics", 5)]
    return FeedEntry(
        id=f"urn:uuid:7d3a9c7e-6a54-5b7b-9d38-{number:012}",
        url=f"{SITE}2021/01/01/post-{number}/",
        title=f"Talks & tables: what day {number} brought",
        published=moment,
        updated=moment,
        authors=("Ada Writer",),
        source_name="Example Wire",
        source_url=f"https://wire.example/{number}?a=1",
        categories=tuple(
            FeedCategory(scheme=f"{SITE}{kind}/", term=f"term-{place}", label=f"Term {place}") for kind, place in terms
        ),
        summary="Both sides met, and both say that it was worth their while; neither says what for.",
        content=content,
        image=FeedImage(url=f"{SITE}images/{number}.jpg", media_type="image/jpeg", length=4321)
        if number % 10 == 0
        else None,
    )


def run_bare(entries: tuple[FeedEntry, ...]) -> None:
    """Make both formats with feedgen alone, each from a generator of its own."""
    for kind in ("atom", "rss"):
        generator = FeedGenerator()
        generator.id(SITE)
        generator.title("Digest")
        generator.description("Digest")
        generator.link(href=SITE)
        for entry in entries:
            item = generator.add_entry(order="append")
            item.id(entry.id)
            item.title(entry.title)
            item.link(href=entry.url)
            item.published(entry.published)
            item.updated(entry.updated)
            item.content(entry.content, type="html")
        getattr(generator, f"{kind}_str")()


def run_ours(entries: tuple[FeedEntry, ...]) -> None:
    """Make both formats as a build does: each entry prepared once."""
    feed = Feed(
        id="urn:uuid:0a4b3f3e-0d0d-5c0f-8f65-3c3a3d2b1a00",
        url=f"{SITE}feeds/all.xml",
        page_url=SITE,
        title="Digest",
        subtitle="Digest",
        updated=START,
        lang="en",
        author="The editors",
        entries=entries,
    )
    prepared = [PreparedEntry(entry) for entry in entries]
    format_atom(feed, prepared)
    format_rss(feed, prepared)


def cpu(function: Callable[[tuple[FeedEntry, ...]], None], entries: tuple[FeedEntry, ...]) -> float:
    """Return the CPU seconds of one run."""
    start = time.process_time()
    function(entries)
    return time.process_time() - start


def main() -> None:
    """Run both in turn and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1000)
    parser.add_argument("--paragraphs", type=int, default=20, help="of the content: about 30 words each")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    content = "".join(PARAGRAPH.format(number) for number in range(options.paragraphs))
    entries = tuple(make_entry(number, content) for number in range(options.entries))
    times = [(cpu(run_bare, entries), cpu(run_ours, entries)) for _ in range(options.runs)]
    bare, ours = (statistics.median(values) for values in zip(*times, strict=True))
    ratio = statistics.median(mine / theirs for theirs, mine in times)
    sys.stdout.write(f"bare feedgen {bare:.3f} s, ours {ours:.3f} s, ratio {ratio:.2f}\n")


if __name__ == "__main__":
    main()
