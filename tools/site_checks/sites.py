"""Builds the sites to check, each for a project path and for a domain, and serves them on 127.0.0.1."""

import datetime as dt
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from digest.site.plan import make_plan
from digest.site.views import PageMeta
from pelican import Pelican
from pelican import log as pelican_log
from pelican.settings import read_settings

from .hostile import write_content
from .sample import SETTINGS, write_sample

ROOT = Path(__file__).resolve().parents[2]
DOMAIN = "https://digest.example.org"
BASES = ("/repo/", "/")  # a project path, a domain of its own
NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
TYPES = {".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".js": "text/javascript"}


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltSite:
    """A site as the public would see it, and where it is served."""

    name: str  # sample, hostile or reference
    base: str  # /repo/ or /
    siteurl: str
    output: Path
    kinds: Mapping[str, str]  # output path of each HTML page -> what kind of page it is
    origin: str  # http://127.0.0.1:port

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.name} under {self.base}"


@contextmanager
def built_sites(folder: Path) -> Iterator[tuple[BuiltSite, ...]]:
    """Build the sample and the hostile site in both modes and serve them until the end of the block."""
    contents = {"sample": folder / "sample", "hostile": folder / "content"}
    write_sample(contents["sample"])
    write_content(contents["hostile"])
    with ExitStack() as stack:
        sites = []
        for name, content in contents.items():
            for base in BASES:
                output = folder / f"{name}-{'project' if base != '/' else 'domain'}"
                settings = read_settings(override={**SETTINGS, "PATH": str(content)})
                sites.append(stack.enter_context(_built(name, settings, output, base)))
        yield tuple(sites)


@contextmanager
def built_reference(folder: Path) -> Iterator[BuiltSite]:
    """Build the repository's own site, as its settings for production have it, and serve it."""
    siteurl = DOMAIN + BASES[0].rstrip("/")
    settings = read_settings(str(ROOT / "publishconf.py"), override={"SITEURL": siteurl})
    with _built("reference", settings, folder / "output", BASES[0]) as site:
        yield site


@contextmanager
def _built(name: str, settings: dict[str, object], output: Path, base: str) -> Iterator[BuiltSite]:
    siteurl = DOMAIN + base.rstrip("/")
    kinds = _build(settings, output, siteurl=siteurl)
    with _serving(output, base) as origin:
        yield BuiltSite(name=name, base=base, siteurl=siteurl, output=output, kinds=kinds, origin=origin)


def _build(settings: dict[str, object], output: Path, *, siteurl: str) -> dict[str, str]:
    """Build for production; return the kind of every page."""
    changes = {
        "OUTPUT_PATH": str(output),
        "CACHE_PATH": str(output.parent / "cache"),
        "SITEURL": siteurl,
        "DIGEST_NOW": NOW,
    }
    pelican_log.console.quiet = True  # its summary counts what its own generators made: nothing
    pelican = Pelican({**settings, **changes})
    pelican.run()
    metas = [page.inputs.get("page") for page in make_plan(pelican.settings["DIGEST"].digest)]
    return {meta.path: meta.kind for meta in metas if isinstance(meta, PageMeta)}


@contextmanager
def _serving(output: Path, base: str) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, output=output, base=base))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder below a path as a host of static pages does: its own 404 page, nothing outside the path."""

    extensions_map = {**SimpleHTTPRequestHandler.extensions_map, **TYPES}  # noqa: RUF012 -- the library's interface

    def __init__(self, *args: object, output: Path, base: str) -> None:
        self.output = output
        self.base = base
        super().__init__(*args, directory=str(output))  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file below the output folder."""
        inside = unquote(urlsplit(path).path)
        return str(self.output / inside.removeprefix(self.base)) if inside.startswith(self.base) else "/nowhere"

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own page for a wrong address."""
        if code != 404:
            super().send_error(code, message, explain)
            return
        body = (self.output / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing of requests."""
