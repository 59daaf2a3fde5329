"""Run the desk: serve it until Ctrl-C, and the site beside it unless a preview server runs already."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from watchfiles import watch

from ...core.errors import DigestError
from ...ingest.intake import ingest
from ..local import HOST, make_local_server
from ..preview_link import desk_file
from ..serve import SCRIPT, SCRIPT_PATH
from .access import RunSecrets
from .app import make_desk
from .state import DeskSite

logger = logging.getLogger(__name__)

SITE_PORT = 8000
STILL_MS = 2500  # without a change; longer than ingest wants a file to have stood still
ANSWER_SECONDS = 2.0  # for a server on this machine to say what it is
TASKS = "tasks.py"  # a checkout has it; in another Pelican site its owner serves the pages


def run_desk(site: DeskSite, *, port: int, site_port: int = SITE_PORT, ready: Callable[[str], None]) -> None:
    """Serve the desk until Ctrl-C; `ready(address)` is called with the address to open. Raises ServeError."""
    secrets = RunSecrets()
    root = site.content.root.parent
    served = is_preview(site_port) or (root / TASKS).is_file()
    app = make_desk(replace(site, preview=f"http://{HOST}:{site_port}" if served else None), port=port, secrets=secrets)
    server = make_local_server(app, port=port, command="digest desk")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())  # as Ctrl-C: the site's server ends, too
    with server, _site_served(root, site_port), _announced(site, port), _folders_watched(site):
        ready(f"http://{HOST}:{port}/enter?token={secrets.address}")
        server.serve_forever()  # until Ctrl-C


def is_preview(port: int) -> bool:
    """Return whether a preview server of a digest answers on a port."""
    connection = HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", SCRIPT_PATH)
        return connection.getresponse().read(len(SCRIPT)) == SCRIPT
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


@contextmanager
def _site_served(root: Path, port: int) -> Iterator[None]:
    """Serve the site as `invoke serve` does, in a process of its own, unless that runs already."""
    if is_preview(port) or not (root / TASKS).is_file():
        yield
        return
    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(root), "serve", "--port", str(port)]
    running = subprocess.Popen(command, cwd=root)
    try:
        yield
    finally:
        running.terminate()
        running.wait()


@contextmanager
def _folders_watched(site: DeskSite) -> Iterator[None]:
    """Ingest what comes into the folders beside the inbox, while the desk runs."""
    stop = threading.Event()
    if site.settings.inbox_also:
        threading.Thread(target=watch_folders, args=(site, stop), daemon=True).start()
    try:
        yield
    finally:
        stop.set()


def watch_folders(site: DeskSite, stop: threading.Event) -> None:
    """Ingest at once, then whenever a watched folder has stood still after a change, until `stop`."""
    root = site.content.root.parent
    folders = [root / Path(folder).expanduser() for folder in site.settings.inbox_also]
    pending = True
    for changes in watch(
        *filter(Path.is_dir, folders), stop_event=stop, rust_timeout=STILL_MS, yield_on_timeout=True, recursive=False
    ):
        if pending and not changes:
            pending = False
            try:
                ingest(site.content, site.settings, report=logger.info)
            except (DigestError, OSError) as error:
                logger.error("%s", error)
        pending = pending or bool(changes)


@contextmanager
def _announced(site: DeskSite, port: int) -> Iterator[None]:
    """Leave a note of where the desk is, for the pages of the local site, while it runs."""
    note = desk_file(site.content.root.parent)
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps({"origin": f"http://{HOST}:{port}", "process": os.getpid()}), encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
