"""Run the desk: serve it until Ctrl-C, and the site beside it unless a preview server runs already."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from ..local import HOST, make_local_server
from ..preview_link import desk_file
from ..serve import SCRIPT, SCRIPT_PATH
from .access import RunSecrets
from .app import make_desk
from .state import DeskSite

SITE_PORT = 8000
ANSWER_SECONDS = 2.0  # for a server on this machine to say what it is
TASKS = "tasks.py"  # a checkout has it; in another Pelican site its owner serves the pages


def run_desk(site: DeskSite, *, port: int, site_port: int = SITE_PORT, ready: Callable[[str], None]) -> None:
    """Serve the desk until Ctrl-C; `ready(address)` is called with the address to open. Raises ServeError."""
    secrets = RunSecrets()
    root = site.content.root.parent
    served = is_preview(site_port) or (root / TASKS).is_file()
    app = make_desk(replace(site, preview=f"http://{HOST}:{site_port}" if served else None), port=port, secrets=secrets)
    server = make_local_server(app, port=port, command="digest desk")
    with server, _site_served(root, site_port), _announced(site, port):
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
def _announced(site: DeskSite, port: int) -> Iterator[None]:
    """Leave a note of where the desk is, for the pages of the local site, while it runs."""
    note = desk_file(site.content.root.parent)
    note.parent.mkdir(exist_ok=True)
    note.write_text(json.dumps({"origin": f"http://{HOST}:{port}", "process": os.getpid()}), encoding="utf-8")
    try:
        yield
    finally:
        note.unlink(missing_ok=True)
