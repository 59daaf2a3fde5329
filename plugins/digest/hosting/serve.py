"""Preview server on 127.0.0.1, with live reload: rebuilds the site when a source changes.

The reload script is added to HTML as it is sent: no file of the output contains it, and the pages' policy
(`script-src 'self'; connect-src 'self'`) lets it run.
"""

import logging
import mimetypes
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import quote, unquote, urlsplit

from watchfiles import watch

from ..core.errors import ServeError

logger = logging.getLogger(__name__)

LAST_PORT = 65535
HOST = "127.0.0.1"  # drafts are served: never to the network
STILL_SECONDS = 2.0  # a raw article is ingested after so long without a change in the inbox
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
PAUSE_SECONDS = 3.0  # the search index is made after so long without a build
REQUEST_SECONDS = 20.0  # for a browser to send its request: half a one would hold a thread for ever
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


def make_server(output: Path, *, port: int, reloads: Reloads) -> ThreadingHTTPServer:
    """Make a server of the output folder on 127.0.0.1; port 0 takes any free one. Raises ServeError."""
    handler = type("SiteHandler", (Handler,), {"output": output, "reloads": reloads})
    try:
        server = SiteServer((HOST, port), handler)
    except OSError as error:
        hint = f"try invoke serve --port {port + 1 if port < LAST_PORT else LAST_PORT}"
        raise ServeError(f"{HOST}:{port} cannot be served: {error.strerror}; {hint}") from error
    except OverflowError as error:
        raise ServeError(f"{port} is not a port: they run from 1 to {LAST_PORT}") from error
    server.daemon_threads = True
    return server


class SiteServer(ThreadingHTTPServer):
    """A server that says of a failed request only what somebody can mend."""

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 -- socketserver's
        """Say nothing of a browser that has left; of a fault of ours, in one line."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            logger.error("a request could not be answered: %s: %s", type(error).__name__, error)


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the output folder."""

    timeout = REQUEST_SECONDS

    output: ClassVar[Path]
    reloads: ClassVar[Reloads]
    server_version = "digest"
    sys_version = ""

    def do_GET(self) -> None:
        """Send a file, the reload script, or the stream that it listens to."""
        host = self.headers.get("Host", "").partition(":")[0]
        if host not in (HOST, "localhost"):  # another site's name that was pointed here must not read drafts
            self._send(HTTPStatus.MISDIRECTED_REQUEST, TYPES[".txt"], b"This server answers to 127.0.0.1 alone.\n")
        elif self.path == RELOAD_PATH:
            self._stream_reloads()
        elif self.path == SCRIPT_PATH:
            self._send(HTTPStatus.OK, TYPES[".js"], SCRIPT)
        else:
            self._send_file()

    do_HEAD = do_GET  # noqa: N815

    def _send_file(self) -> None:
        found = find_file(self.output, self.path)
        path, _, query = self.path.partition("?")
        if found is not None and found.is_dir():
            if not path.endswith("/"):
                folder = "/" + quote(unquote(path).strip("/")) + "/" + (f"?{query}" if query else "")
                self._send(HTTPStatus.MOVED_PERMANENTLY, TYPES[".txt"], b"", Location=folder)
                return
            found = found / "index.html"
        if found is not None and found.is_file():
            self._send(HTTPStatus.OK, media_type(found), found.read_bytes())
            return
        page = self.output / "404.html"
        body = page.read_bytes() if page.is_file() else b"<!doctype html><title>Not found</title><h1>Not found</h1>"
        self._send(HTTPStatus.NOT_FOUND, TYPES[".html"], body)

    def _send(self, status: HTTPStatus, media: str, body: bytes, **headers: str) -> None:
        if media.startswith("text/html"):
            body = add_script(body)
        self.send_response(status)
        for name, value in {"Content-Type": media, "Cache-Control": "no-store", **headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream_reloads(self) -> None:
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        number = None
        try:
            while self.command != "HEAD":
                number = self.reloads.wait(number, HEARTBEAT_SECONDS)
                self.wfile.write(b"data: %d\n\n" % number)
        except (BrokenPipeError, ConnectionResetError):  # the page was closed
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- as the library names it
        """Say nothing of requests, nor of those that are none: the terminal is for builds."""


def media_type(path: Path) -> str:
    """Return a file's media type by its name."""
    return TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"


def add_script(html: bytes) -> bytes:
    """Add the reload script to a page, last in its body."""
    head, end, tail = html.rpartition(b"</body>")
    return head + SCRIPT_ELEMENT + end + tail if end else html + SCRIPT_ELEMENT


# --- Watching ---------------------------------------------------------------------------------------------------------


def find_rebuilds(
    paths: tuple[Path, ...],
    inbox: Path,
    *,
    stop: threading.Event,
    still: float = STILL_SECONDS,
) -> Iterator[bool]:
    """Yield when the site should be built: at once, then after changes; True if the inbox may be ingested."""
    folders = [path for path in paths if path.exists()]
    seen = watch(*folders, debounce=200, step=50, rust_timeout=250, stop_event=stop, yield_on_timeout=True)
    next(seen, None)  # from here on changes are seen, also during the first build
    due = None if is_still(inbox, still) else time.monotonic() + still
    yield due is None
    for changes in seen:
        raw = {path for _, path in changes if Path(path).is_relative_to(inbox)}
        if raw:
            due = time.monotonic() + still
        if due is not None and time.monotonic() >= due:
            due = None
            yield True
        elif len(raw) < len(changes):
            yield False


def is_still(inbox: Path, still: float) -> bool:
    """Return whether no file of the inbox was written in the last `still` seconds."""
    times = [_written_at(path) for path in inbox.iterdir()] if inbox.is_dir() else []
    return max(times, default=0.0) <= time.time() - still


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # a link to nowhere, or gone this very moment
        return 0.0


class DelayedTask:
    """Runs a program in the background after a pause in edits; the next edit stops it."""

    def __init__(self, command: Sequence[str], *, pause: float = PAUSE_SECONDS) -> None:
        self._command = command
        self._pause = pause
        self._timer: threading.Timer | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def cancel(self) -> None:
        """Stop the program, or cancel its start."""
        with self._turn:
            if self._timer is not None:
                self._timer.cancel()
            if self._running is not None:
                with suppress(ProcessLookupError):  # it has ended by itself
                    os.killpg(self._running.pid, signal.SIGTERM)
                self._running.wait()
            self._timer = self._running = None

    def start(self) -> None:
        """Start the program after the pause."""
        with self._turn:
            self._timer = threading.Timer(self._pause, self._run)
            self._timer.daemon = True
            self._timer.start()

    def _run(self) -> None:
        with self._turn:
            if self._timer is threading.current_thread():
                # In its own session, out of reach of Ctrl-C, as every build: `cancel` ends it.
                self._running = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, start_new_session=True)


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
                    ready(f"http://{HOST}:{server.server_port}/")
        except KeyboardInterrupt:
            pass  # how the server is ended
        finally:
            server.shutdown()
