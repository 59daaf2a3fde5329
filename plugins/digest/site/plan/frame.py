"""What every page of the plan is put together with: its frame, the dates and links in it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from urllib.parse import quote
from zlib import crc32

from ...core.types import Page
from ..fingerprint import LazyInputs
from ..taxonomy import TaggedPost
from ..views import FeedLinks, Link, PageMeta, Pagination, Picture
from .digest import Digest
from .social_card import SocialCard

# English, whatever the machine's locale
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
URL_SAFE = "/+~@:,;=!$&'()*"
UNLISTED = ("missing", "redirect", "search")  # kinds of pages that search engines are not told of


def make_page(
    digest: Digest,
    path: str,
    template: str,
    *,
    kind: str,
    title: str,
    description: str | None = None,
    noindex: bool = False,
    feeds: FeedLinks | None = None,
    section: str | None = None,
    image: Picture | None = None,
    card: SocialCard | None = None,
    published: dt.datetime | None = None,
    modified: dt.datetime | None = None,
    canonical: str | None = None,
    inputs: dict[str, object],
) -> Page:
    """Plan the HTML page at an address such as `countries/china/`; `canonical`: the address that it stands for."""
    meta = PageMeta(
        path=output_path(path),
        kind=kind,
        title=title,
        description=description,
        canonical=absolute(digest, path if canonical is None else canonical) if digest.settings.siteurl else None,
        noindex=noindex,
        feeds=feeds,
        section=section,
        image=image,
        social=_choose_social(image, card),
        published=published,
        modified=modified,
    )
    changed = modified or published
    sitemap = None if noindex or kind in UNLISTED else (path, changed.isoformat() if changed else None)
    return Page(path=meta.path, template=template, inputs={"page": meta, **inputs}, sitemap=sitemap)


def _choose_social(image: Picture | None, card: SocialCard | None) -> Picture | None:
    """Return what social networks show: the editor's picture if they can, else the card."""
    if image is not None and (image.shareable or card is None):
        return image
    return card.picture if card else None


def plan_lazily(
    path: str, template: str, make: Callable[[], Page], *, listed: dt.datetime | bool = True, **fingerprints: bytes
) -> Page:
    """Plan a page at an address that is put together when it is rendered; `fingerprints`: of its inputs.

    `listed` is when the page of a post was last changed, or False where search engines are not to find it.
    """
    sitemap = None if listed is False else (path, listed.isoformat() if isinstance(listed, dt.datetime) else None)
    return Page(
        path=output_path(path),
        template=template,
        inputs=LazyInputs(lambda: make().inputs, **fingerprints),
        sitemap=sitemap,
    )


def output_path(path: str) -> str:
    """Return the file that serves an address."""
    return f"{path}index.html" if path == "" or path.endswith("/") else path


def absolute(digest: Digest, path: str) -> str:
    """Return the full address of a page or feed."""
    return f"{digest.settings.base_url}/{quote(path, safe=URL_SAFE)}"


def day_name(day: dt.date) -> str:
    """Return `17 August 2021`."""
    return f"{day.day} {month_name(day.year, day.month)}"


def month_name(year: int, month: int) -> str:
    """Return `August 2021`."""
    return f"{MONTHS[month - 1]} {year}"


def neighbours(links: Sequence[Link], place: int) -> dict[str, Link | None]:
    """Return the links before and after one in a row that runs newest first."""
    newer = links[place - 1] if place > 0 else None
    older = links[place + 1] if place + 1 < len(links) else None
    return {"newer": newer, "older": older}


def slices(
    posts: Sequence[TaggedPost], size: int, path: str
) -> Iterable[tuple[str, tuple[TaggedPost, ...], Pagination]]:
    """Divide a list, newest first, into pages: each with its address, its posts and where it stands.

    Pages are laid out from the oldest post on: a new one changes the first page alone.
    """
    starts = _find_starts(posts, size)
    links = [Link(path=path, name="The newest"), *reversed(list(_link_pages(posts, starts, path)))]
    bounds = [0, *reversed(starts), len(posts)]
    for place, (link, start, end) in enumerate(zip(links, bounds[:-1], bounds[1:], strict=True)):
        until = link.name if place else None
        yield link.path, tuple(posts[start:end]), Pagination(until=until, **neighbours(links, place))


def _find_starts(posts: Sequence[TaggedPost], size: int) -> list[int]:
    """Say where the pages of older posts start, the oldest page first; each has `size`, or a quarter more or less.

    A page starts with the post whose id has the lowest checksum of all that it could start with: after a post in the
    middle has gone or come, the next pages soon start where they did. Counted out, each newer page would change.
    The page of the newest posts has what is left, half a page at least.
    """
    least, most, spare = size - size // 4, size + size // 4, (size + 1) // 2
    starts, rest = [], len(posts)
    while rest >= most + spare:
        rest = min(range(rest - most, rest - least + 1), key=lambda place: _checksum(posts[place]))
        starts.append(rest)
    return starts


def _checksum(one: TaggedPost) -> int:
    return crc32((one.post.id or one.file).encode())


def _link_pages(posts: Sequence[TaggedPost], starts: Sequence[int], path: str) -> Iterator[Link]:
    """Call each page by the day of its newest post: by numbers, one page more would rename all newer ones."""
    seen: Counter[dt.date] = Counter()
    for place in starts:
        day = posts[place].date.date()
        seen[day] += 1
        again = seen[day] if seen[day] > 1 else None
        address = f"{day}-{again}" if again else f"{day}"
        name = f"{day_name(day)} ({again})" if again else day_name(day)
        yield Link(path=f"{path}page/{address}/", name=name)
