"""What a saved page says about itself: headline, writers, day of publication, outlet, address, captions."""

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Final
from urllib.parse import urlsplit

from lxml import html
from trafilatura.metadata import extract_metadata

from ...core.data import read_data
from ...core.types import Caption, Metadata, Source
from .linked_data import Node, find_article, find_authors
from .titles import SEPARATOR_RE, letters, without_outlet

# Without a look at the machine's clock, and without guesses from the text.
DATES: Final = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
PUBLISHED: Final = frozenset(
    ("article:published_time", "og:published_time", "datepublished", "date.published", "publishdate",
     "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created", "og:article:published_time",
     "pubdate", "publish_date", "article.published", "dc.date", "date")
)  # fmt: skip
WRITERS: Final = frozenset(
    ("author", "article:author", "og:author", "byl", "dc.creator", "dcterms.creator", "parsely-author",
     "sailthru.author", "cxenseparse:author")
)  # fmt: skip
ADDRESS_RE = re.compile(r"\(?https?://\S*")
WORD_RE = re.compile(r"\w+")
ASIDE: Final = frozenset(("nav", "aside", "footer", "header"))
MOST_CAPTIONS: Final = 30
LEAST_SHARED: Final = 0.5  # of the words of the page's title, for a heading to be the headline
SITE_WORDS: Final = 3  # of the name of a site
EARLIEST: Final = 1900
MONTHS: Final = 12
DOTTED_RE = re.compile(r"(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?((?:19|20)\d\d)(?!\d)")


def read_metadata(tree: html.HtmlElement) -> Metadata:
    """Read the metadata of a page; what it does not say is None or empty."""
    found = extract_metadata(tree, date_config=dict(DATES), extensive=False)
    own = find_article(tree)
    published, updated = _find_date(tree, own, found.date)
    url = found.url if found.url and urlsplit(found.url).scheme in ("http", "https") else None
    return Metadata(
        headline=_find_headline(tree, found.title, found.sitename),
        description=found.description,
        updated=updated,
        source=Source(
            name=_tidy(found.sitename),
            url=url,
            author=_find_writers(tree, own, found.author, found.sitename),
            published=published,
            captions=tuple(_captions(tree)),
        ),
    )


def _find_writers(tree: html.HtmlElement, own: Node, read: str | None, outlet: str | None) -> tuple[str, ...]:
    """List whom the page names as its writers: by JSON-LD, else by meta elements, else as trafilatura reads it.

    An account of one word, or the outlet, is none of them where another of the three names a person.
    """
    known = letters(outlet or "")
    ways = (find_authors(own), _list_writers(tree), _read_writers(read))
    people = (tuple(name for name in names if _is_full(name) and letters(name) != known) for names in ways)
    return next(filter(None, people), next(filter(None, ways), ()))


def _list_writers(tree: html.HtmlElement) -> tuple[str, ...]:
    names = [
        _tidy(ADDRESS_RE.sub(" ", meta.get("content") or ""))
        for meta in tree.iter("meta")
        if (meta.get("name") or meta.get("property") or "").lower() in WRITERS
    ]
    return tuple(dict.fromkeys(filter(None, names)))


def _is_full(name: str) -> bool:
    return " " in name or not name.isascii()  # no space between names in Chinese


def _read_writers(found: str | None) -> tuple[str, ...]:
    """List the writers that trafilatura found; of a date behind a name it leaves the month."""
    names = [name.split() for name in (found or "").split(";")]
    return tuple(" ".join(words[: -1 if words[-1].casefold() in _months() else None]) for words in names if words)


@cache
def _months() -> frozenset[str]:
    return frozenset(name for names in read_data("cleaning_dates.yaml")["months"].values() for name in names.split())


def _find_headline(tree: html.HtmlElement, title: str | None, outlet: str | None) -> str | None:
    """Take the page's one main heading where it says what the title says; else the title without the outlet's name."""
    named = _tidy(tree.findtext(".//head/title"))
    if named and title and _is_site(title, named):
        title, outlet = named, title
    headings = [
        text
        for heading in tree.iter("h1")
        if (text := _tidy(heading.text_content())) and not _is_outlet(text, title, outlet)
    ]
    wanted = _words(title)
    rated = [(len(wanted & _words(text)) / max(1, min(len(wanted), len(_words(text)))), text) for text in headings]
    best = max(rated, default=(0.0, ""), key=lambda pair: pair[0])
    if best[0] >= LEAST_SHARED and len(_words(best[1])) > 1:
        return best[1]
    if not title:
        return headings[0] if len(headings) == 1 else None
    return without_outlet(" ".join(title.split()), outlet)


def _is_site(title: str, named: str) -> bool:
    """Recognise a title that was taken from a heading with the name of the site: the page's own title says more."""
    is_short = len(_words(title)) <= SITE_WORDS < len(_words(named))
    return _is_outlet(title, named, None) or (is_short and _words(title).isdisjoint(_words(named)))


def _is_outlet(heading: str, title: str | None, outlet: str | None) -> bool:
    """Recognise a heading that names the site: it is the outlet's name, or how the page's title ends."""
    ends = SEPARATOR_RE.split(title or "")[1:]
    return letters(heading) in {letters(name) for name in (outlet or "", *ends[-1:]) if name}


def _find_date(tree: html.HtmlElement, own: Node, day: str | None) -> tuple[dt.date | dt.datetime | None, bool]:
    """Find when the page was published, and whether all it tells is when it was updated."""
    published = [own.get("datePublished") or own.get("dateCreated"), *_stated(tree, modified=False)]
    moment = next((moment for value in published if (moment := _parse(str(value or "")))), None)
    if moment:
        return moment, False
    found = _settle_order(tree, _parse(day or ""))
    stated = [own.get("dateModified"), *_stated(tree, modified=True)]
    modified = {_day(moment) for value in stated if (moment := _parse(str(value or "")))}
    return found, found is not None and _day(found) in modified


def _settle_order(tree: html.HtmlElement, found: dt.date | dt.datetime | None) -> dt.date | dt.datetime | None:
    """Swap day and month of a date that was read off numbers alone, if the page says the other date elsewhere."""
    if found is None or found.day > MONTHS or found.day == found.month:
        return found
    day = _day(found)
    told = {_day(moment) for time in tree.iter("time") if (moment := _parse((time.get("datetime") or "")[:10]))}
    told |= {date for match in DOTTED_RE.finditer(tree.text_content()) if (date := _dotted(match))}
    swapped = day.replace(month=day.day, day=day.month)
    return swapped if swapped in told and day not in told else found


def _dotted(match: re.Match[str]) -> dt.date | None:
    """Read a date of which the day always stands first: 1.11.2023."""
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1]))
    except ValueError:
        return None


def _stated(tree: html.HtmlElement, *, modified: bool) -> Iterator[str]:
    """Give the dates that the page states for machines beside JSON-LD."""
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if ("modified" in name or "updated" in name) if modified else name in PUBLISHED:
            yield meta.get("content") or ""
    for time in tree.iter("time") if not modified else ():
        if (time.get("itemprop") or "").lower() == "datepublished" or time.get("pubdate") is not None:
            yield time.get("datetime") or ""


def _parse(value: str) -> dt.date | dt.datetime | None:
    """Read an ISO date; with its time where that has a zone. Other forms are left to htmldate."""
    try:
        moment = dt.datetime.fromisoformat(value.strip())
    except ValueError:
        return None
    if not EARLIEST < moment.year < 2100:
        return None
    return moment if moment.tzinfo and "T" in value.upper() else moment.date()


def _day(moment: dt.date | dt.datetime) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _captions(tree: html.HtmlElement) -> Iterator[Caption]:
    """Give the words under the pictures of the article or, where nothing is marked as it, of the page."""
    around = next(iter(tree.iter("article", "main")), tree)
    seen: set[str] = set()
    for element in around.iter("figcaption"):
        text = _tidy(element.text_content())
        is_aside = any(parent.tag in ASIDE for parent in element.iterancestors())
        if text and text not in seen and not is_aside and len(seen) < MOST_CAPTIONS:
            seen.add(text)
            yield Caption(text=text)


def _tidy(text: str | None) -> str | None:
    return " ".join((text or "").split()) or None


def _words(text: str | None) -> set[str]:
    return set(WORD_RE.findall((text or "").casefold()))
