"""What cannot be planned: two things at one address, a picture that is not there."""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator

from ...core.errors import ProblemsError
from ...core.settings import DigestSettings
from ...core.types import Problem
from ..taxonomy import TaggedPost
from .post_cards import post_path
from .site_files import SiteFiles, StaticPage

OWN_ADDRESSES = (  # of pages and folders that the plan makes
    *("actors", "countries", "topics", "stories", "archives", "search", "feeds", "theme", "pagefind"),
    *("index.html", "404.html", "robots.txt", "sitemap.xml", "manifest.webmanifest"),
)
SLUG_RE = re.compile(r"\w[\w.~-]*")


def find_problems(posts: Iterable[TaggedPost], files: SiteFiles, settings: DigestSettings) -> list[Problem]:
    """Find what would put two things at one address, or a broken picture on a page."""
    problems: list[Problem] = []
    ids: dict[str, str] = {}
    places: dict[tuple[dt.date, str], str] = {}  # as many as there are addresses, without making them
    copies = {copy.path for copy in files.copies}
    for one in posts:
        post = one.post
        if not SLUG_RE.fullmatch(post.slug) or not unicodedata.is_normalized("NFC", post.slug):
            problems.append(
                _problem(one, "slug", f"{post.slug!r} cannot be part of an address; use letters and hyphens")
            )
        other = ids.setdefault(post.id or one.file, one.file)
        if other != one.file:
            problems.append(_problem(one, "id", f"{post.id!r} is also the id of {other}; delete the line of the copy"))
        other = places.setdefault((one.date.date(), post.slug), one.file)
        if other != one.file:
            problems.append(_problem(one, "slug", f"{other} has the address {post_path(one)} too; change this slug"))
        if post.image and post.image.src.removeprefix("/") not in copies:
            folders = ", ".join(settings.static_paths)
            message = f"{post.image.src!r} is no file below {folders}; move it there, or add its folder to STATIC_PATHS"
            problems.append(_problem(one, "image", message))
    return problems


def find_page_problems(pages: Iterable[StaticPage]) -> Iterator[Problem]:
    """Find static pages at addresses that cannot be theirs."""
    owners: dict[str, str] = dict.fromkeys(OWN_ADDRESSES, "the site itself")
    for page in pages:
        if not all(map(SLUG_RE.fullmatch, page.slug.split("/"))):
            message = f"{page.slug!r} cannot be the address of a page; use letters and hyphens"
            yield Problem(file=page.file, field="slug", message=message)
        elif page.slug.casefold() in owners:
            message = f"/{page.slug}/ is an address of {owners[page.slug.casefold()]}; give the page another slug"
            yield Problem(file=page.file, field="slug", message=message)
        owners.setdefault(page.slug.casefold(), page.file)


def _problem(one: TaggedPost, field: str, message: str) -> Problem:
    return Problem(file=one.file, field=field, message=message)


def refuse(problems: list[Problem]) -> None:
    if problems:
        raise ProblemsError(tuple(sorted(problems, key=lambda problem: problem.file)))
