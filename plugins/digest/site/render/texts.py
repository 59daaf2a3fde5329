"""The site's small text files: the list of feeds as OPML, the sitemap, robots.txt."""

from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from ..views import FeedRow

XML = '<?xml version="1.0" encoding="UTF-8"?>\n'


def format_opml(
    *, title: str, main: FeedRow, rows: tuple[tuple[str, tuple[FeedRow, ...]], ...], absolute: Callable[[str], str]
) -> str:
    """Write the list of feeds as OPML 2.0: the main one, then a folder for each taxonomy."""
    lines = [f'{XML}<opml version="2.0">', f"<head><title>{escape(title)}</title></head>", "<body>"]
    lines += _outline(title, main, absolute)
    for heading, items in rows:
        if items:
            lines.append(f"<outline text={quoteattr(heading)} title={quoteattr(heading)}>")
            lines += [line for row in items for line in _outline(row.feeds.title, row, absolute)]
            lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>"]) + "\n"


def format_sitemap(*, pages: tuple[tuple[str, str | None], ...], absolute: Callable[[str], str]) -> str:  # noqa: ARG001
    """Write the sitemap: each page's address and, of posts, the last change."""
    lines = [f'{XML}<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    for address, changed in pages:
        lastmod = f"<lastmod>{changed}</lastmod>" if changed else ""
        lines.append(f"<url><loc>{escape(address)}</loc>{lastmod}</url>")
    return "\n".join([*lines, "</urlset>"]) + "\n"


def format_robots(*, sitemap: str | None, absolute: Callable[[str], str]) -> str:  # noqa: ARG001
    """Write robots.txt: everything may be read; where the sitemap is."""
    lines = ["User-agent: *", "Disallow:"] + ([f"Sitemap: {sitemap}"] if sitemap else [])
    return "\n".join(lines) + "\n"


def _outline(title: str, row: FeedRow, absolute: Callable[[str], str]) -> Iterator[str]:
    address = row.feeds.atom or row.feeds.rss
    if address:
        page = absolute(row.term.path if row.term else row.story.path if row.story else "")
        yield (
            f'<outline type="rss" text={quoteattr(title)} title={quoteattr(title)}'
            f" xmlUrl={quoteattr(absolute(address))} htmlUrl={quoteattr(page)}/>"
        )


TEXTS: Mapping[str, Callable[..., str]] = {"opml": format_opml, "sitemap": format_sitemap, "robots": format_robots}
