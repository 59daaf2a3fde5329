"""Follows every address in the built files, as a browser would that found the site at its address."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

from .sites import BuiltSite

ADDRESSES = ("href", "src", "poster", "data", "cite", "data-copy")
ABSOLUTE = ("og:url", "og:image", "twitter:image")
CSS_URL_RE = re.compile(r"url\(\s*[\"']?([^\"')]+)")
XML_URL_RE = re.compile(r"(?:<loc>|xmlUrl=\"|htmlUrl=\"|<link>|<id>|<link [^>]*href=\")([^<\"]+)")


class _Document(HTMLParser):
    """The addresses and the fragment ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect from one element."""
        found = {name: value or "" for name, value in attrs}
        if found.get("id"):
            self.ids.add(found["id"])
        self.links += [found[name] for name in ADDRESSES if name in found and tag != "blockquote"]
        self.links += [one.split()[0] for one in found.get("srcset", "").split(", ") if one]
        if found.get("property") in ABSOLUTE or found.get("name") in ABSOLUTE:
            self.links.append(found["content"])
        if found.get("http-equiv") == "refresh":
            self.links.append(found["content"].partition("url=")[2])


def find_broken_links(site: BuiltSite) -> tuple[list[str], int]:
    """Return `file: address` of each address of the site that leads nowhere, and how many were followed."""
    root = f"{site.siteurl}/"
    ids: dict[Path, set[str]] = {}
    links: list[tuple[str, str]] = []
    for path in sorted(site.output.rglob("*")):
        name = path.relative_to(site.output).as_posix()
        if path.is_dir() or name.startswith("pagefind/"):
            continue
        if path.suffix == ".html":
            document = _Document()
            document.feed(path.read_text(encoding="utf-8"))
            ids[path] = document.ids
            links += [(name, link) for link in document.links]
        else:
            links += [(name, link) for link in _find_addresses(path)]
    inside = [(name, link) for name, link in links if urljoin(root + name, link).startswith(root)]
    broken = [f"{name}: {link}" for name, link in inside if not _leads_somewhere(site, ids, name, link)]
    broken += [f"{name}: {link}" for name, link in links if _leaves_the_path(site, name, link)]
    return broken, len(inside)


def _find_addresses(path: Path) -> Iterator[str]:
    if path.suffix == ".css":
        yield from CSS_URL_RE.findall(path.read_text(encoding="utf-8"))
    elif path.suffix == ".webmanifest":
        manifest = json.loads(path.read_text(encoding="utf-8"))
        yield from (manifest["start_url"], *(icon["src"] for icon in manifest["icons"]))
    elif path.suffix in (".xml", ".opml"):
        yield from XML_URL_RE.findall(path.read_text(encoding="utf-8").replace("&amp;", "&"))


def _leads_somewhere(site: BuiltSite, ids: dict[Path, set[str]], name: str, link: str) -> bool:
    address, fragment = urldefrag(urljoin(f"{site.siteurl}/{name}", link))
    path = unquote(address.removeprefix(f"{site.siteurl}/").partition("?")[0])
    target = site.output / (f"{path}index.html" if path == "" or path.endswith("/") else path)
    if not target.is_file():
        return False
    return not fragment or target.suffix != ".html" or unquote(fragment) in ids.get(target, set())


def _leaves_the_path(site: BuiltSite, name: str, link: str) -> bool:
    """Tell whether a link stays on the host but climbs out of the project path."""
    host = site.siteurl.removesuffix(site.base.rstrip("/"))
    address = urljoin(f"{site.siteurl}/{name}", link)
    return address.startswith(f"{host}/") and not f"{address}/".startswith(f"{site.siteurl}/")
