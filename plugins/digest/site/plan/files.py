"""Everything else of a site: static pages, copied files, search, redirects, the sitemap, the 404 page."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from ...core.addresses import story_path, term_path
from ...core.types import Page, Problem
from .digest import Digest, make_pair_ref, make_site_card
from .feeds import former_pairs
from .frame import absolute, make_page, output_path
from .groups import SitemapEntry
from .pictures import plan_variants
from .post_cards import post_path
from .social_card import plan_card

MANIFEST = "manifest.webmanifest"
FOR_ROBOTS = ("robots.txt", "sitemap.xml")


def plan_static_pages(digest: Digest) -> Iterator[Page]:
    """Plan the editor's own pages."""
    for page in digest.files.pages:
        yield make_page(
            digest,
            f"{page.slug}/",
            "page.html",
            kind="page",
            title=page.title,
            description=page.description,
            inputs={"title": page.title, "body": page.body},
        )


def plan_fixed_pages(digest: Digest) -> Iterator[Page]:
    """Plan the search page, the page that hosts show for a wrong address, and what an installed site is called."""
    yield Page(path=MANIFEST, template=MANIFEST, inputs={})
    yield make_page(
        digest,
        "search/",
        "search.html",
        kind="search",
        title="Search",
        description=f"Search all posts of {digest.site.name} by words, countries, topics, actors, sources and years.",
        section="search",
        inputs={"available": digest.settings.search != "none" and bool(digest.feed_posts)},
    )
    yield make_page(
        digest, "404.html", "404.html", kind="missing", title="There is no such page", noindex=True, inputs={}
    )


def plan_copies(digest: Digest) -> Iterator[Page]:
    """Plan the theme's files and the pictures; the renderer copies them."""
    for copy in digest.files.copies:
        yield Page(path=copy.path, template="copy", inputs={"file": copy})


def plan_drawn(digest: Digest) -> Iterator[Page]:
    """Plan smaller sizes of pictures, and the card of pages without one of their own; Pillow makes them."""
    yield from plan_variants(digest.pictures.variants)
    card = make_site_card(digest.settings, digest.drawing)
    if card:
        yield plan_card(card)


def plan_redirects(digest: Digest) -> Iterator[Page]:
    """Plan a small page at each former address of a post, a term, a pair or a story."""
    for former, target, title in _list_moves(digest):
        yield make_page(
            digest,
            former,
            "redirect.html",
            kind="redirect",
            title=title,
            noindex=True,
            canonical=target,
            inputs={"target": target, "title": title},
        )


def plan_for_robots(digest: Digest, found: Iterable[SitemapEntry]) -> Iterator[Page]:
    """Plan the sitemap, which needs the site's address, and robots.txt."""
    listed = digest.settings.siteurl != ""
    sitemap = absolute(digest, "sitemap.xml") if listed else None
    yield Page(path="robots.txt", template="text:robots", inputs={"sitemap": sitemap})
    if listed:
        yield Page(
            path="sitemap.xml",
            template="text:sitemap",
            inputs={"pages": tuple((absolute(digest, path), time) for path, time in found)},
        )


def _list_moves(digest: Digest) -> Iterator[tuple[str, str, str]]:
    """Yield former address, present address and name."""
    for one in (*digest.listed, *digest.hidden):
        for alias in one.post.aliases:
            yield alias_path(alias), post_path(one), one.post.title
    for (taxonomy, slug), term in digest.terms.items():
        for former in term.term.former_slugs:
            if (taxonomy, former) not in digest.terms:
                yield term_path(taxonomy, former), term_path(taxonomy, slug), term.term.name
    for key in digest.pairs:
        for former in former_pairs(digest, key):
            ref = make_pair_ref(digest, key)
            yield term_path(key[0], former), ref.path, ref.name
    for slug, group in digest.stories.items():
        for former in group.story.former_slugs:
            if former not in digest.stories:
                yield story_path(former), story_path(slug), group.story.title


def list_parents(path: str) -> Iterator[str]:
    """List the folders that a path is in."""
    for place, character in enumerate(path):
        if character == "/":
            yield path[:place]


def refuse_redirect(digest: Digest, path: str, other: str) -> Problem:
    """Say which former address cannot have a redirect, for a file of the site is in its place."""
    for one in (*digest.listed, *digest.hidden):
        for alias in one.post.aliases:
            if output_path(alias_path(alias)) == path:
                message = f"{alias} is the place of the site's file {other}; delete it here"
                return Problem(file=one.file, field="aliases", message=message)
    return Problem(file=path, message=f"a former slug leads to the place of the site's file {other}; delete it")


def alias_path(alias: str) -> str:
    """Return a former address as a path: no leading slash, and a trailing one unless it names a file."""
    path = unquote(alias).lstrip("/")
    return path if path.endswith(("/", ".html", ".htm")) or path == "" else f"{path}/"


def is_safe_path(path: str) -> bool:
    """Return whether a path stays inside the output folder."""
    parts = output_path(path).split("/")
    return not path.startswith("/") and "\\" not in path and path.isprintable() and not {"", ".", ".."} & set(parts)
