"""Preview server on 127.0.0.1, with live reload: rebuilds the site when a source changes.

The reload script is added to HTML as it is sent: no file of the output contains it, and the pages' policy
(`script-src 'self'; connect-src 'self'`) lets it run.
"""

import mimetypes
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit
from wsgiref.types import WSGIApplication

from werkzeug.serving import BaseWSGIServer
from werkzeug.wrappers import Request, Response

from .local import HOST, make_local_server
from .preview_link import STYLE, STYLE_PATH, find_desk, make_link

RELOAD_PATH = "/__reload"
SCRIPT_PATH = "/__reload.js"
SCRIPT = b"""// Sent by the local server only: reload when the site was built anew.
let seen = null;
new EventSource("/__reload").onmessage = (message) => {
  if (seen !== null && seen !== message.data) location.reload();
  seen = message.data;
};
"""
SCRIPT_ELEMENT = b'<script src="/__reload.js" defer></script>\n'
HEARTBEAT_SECONDS = 15.0  # how soon a thread notices that its browser has left

# As GitHub Pages sends them; the machine's table may lack or change some.
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml",
    ".opml": "text/x-opml",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
}


class Reloads:
    """A count of builds; browsers wait for the next one."""

    def __init__(self) -> None:
        self.number = time.time_ns()  # differs from what pages know from an earlier server
        self._changed = threading.Condition()

    def announce(self) -> None:
        """Tell all waiting browsers to reload."""
        with self._changed:
            self.number += 1
            self._changed.notify_all()

    def wait(self, seen: int | None, timeout: float) -> int:
        """Wait until the number differs from `seen`, at most `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != seen, timeout)
            return self.number


def find_file(output: Path, target: str) -> Path | None:
    """Find the file or folder of a request inside the output folder, if there is one."""
    try:
        path = unquote(urlsplit("/" + target.lstrip("/")).path)
    except ValueError:  # half an address in brackets
        return None
    if "\0" in path or "\\" in path:
        return None
    root = output.resolve()
    try:
        found = (root / path.lstrip("/")).resolve(strict=True)
    except (OSError, RuntimeError):  # missing, too long a name, a loop of links
        return None
    return found if found.is_relative_to(root) else None


def make_server(output: Path, *, port: int, reloads: Reloads) -> BaseWSGIServer:
    """Make a server of the output folder on 127.0.0.1; port 0 takes any free one. Raises ServeError."""
    return make_local_server(make_app(output, reloads), port=port, command="invoke serve")


def make_app(output: Path, reloads: Reloads) -> WSGIApplication:
    """Make the WSGI app that answers GET and HEAD from the output folder."""

    @Request.application
    def app(request: Request) -> Response:
        if request.headers.get("Host", "").partition(":")[0] not in (HOST, "localhost"):
            # Another site's name that was pointed here must not read drafts.
            return _respond(b"This server answers to 127.0.0.1 alone.\n", TYPES[".txt"], status=421)
        if request.method not in ("GET", "HEAD"):
            return _respond(b"This server only shows pages.\n", TYPES[".txt"], status=405, Allow="GET, HEAD")
        target = request.environ.get("RAW_URI", request.path)
        if target == RELOAD_PATH:
            return _stream_reloads(reloads)
        if target == SCRIPT_PATH:
            return _respond(SCRIPT, TYPES[".js"])
        if target == STYLE_PATH:
            return _respond(STYLE, TYPES[".css"])
        return _send_file(output, target)

    return app


def _send_file(output: Path, target: str) -> Response:
    found = find_file(output, target)
    path, _, query = target.partition("?")
    if found is not None and found.is_dir():
        if not path.endswith("/"):
            folder = "/" + quote(unquote(path).strip("/")) + "/" + (f"?{query}" if query else "")
            return _respond(b"", TYPES[".txt"], status=301, Location=folder)
        found = found / "index.html"
    if found is not None and found.is_file():
        return _respond(found.read_bytes(), media_type(found), make_link(target, find_desk(output.parent)))
    page = output / "404.html"
    body = page.read_bytes() if page.is_file() else b"<!doctype html><title>Not found</title><h1>Not found</h1>"
    return _respond(body, TYPES[".html"], status=404)


def _respond(body: bytes, media: str, link: bytes = b"", *, status: int = 200, **headers: str) -> Response:
    if media.startswith("text/html"):
        body = add_last(body, link + SCRIPT_ELEMENT)
    response = Response(body, status, {"Cache-Control": "no-store", **headers}, content_type=media)
    response.autocorrect_location_header = False
    return response


def _stream_reloads(reloads: Reloads) -> Response:
    def stream() -> Iterator[bytes]:
        number = None
        while True:
            number = reloads.wait(number, HEARTBEAT_SECONDS)
            yield b"data: %d\n\n" % number

    return Response(stream(), 200, {"Cache-Control": "no-store"}, content_type="text/event-stream")


def media_type(path: Path) -> str:
    """Return a file's media type by its name."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def add_last(html: bytes, markup: bytes) -> bytes:
    """Add markup to a page, last in its body."""
    head, end, tail = html.rpartition(b"</body>")
    return head + markup + end + tail if end else html + markup


def serve(
    output: Path,
    rebuilds: Iterator[bool],
    build: Callable[[bool], None],
    *,
    port: int,
    ready: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C; `build(ingest)` is called for each of `rebuilds`, `ready(address)` after the first."""
    reloads = Reloads()
    with make_server(output, port=port, reloads=reloads) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            for count, ingest in enumerate(rebuilds):
                build(ingest)
                reloads.announce()
                if count == 0:
                    ready(f"http://{HOST}:{server.port}/")
        except KeyboardInterrupt:
            pass  # how the server is ended
        finally:
            server.shutdown()
