"""WSGI server on 127.0.0.1: werkzeug's threaded server, quiet, with time limits and errors that say what to do.

Both the preview of the site and the desk run in it: drafts are served, so nothing listens to the network.
"""

import logging
import os
import socket
import sys
from http import HTTPStatus
from wsgiref.types import WSGIApplication

from werkzeug.serving import BaseWSGIServer, ThreadedWSGIServer, WSGIRequestHandler

from ..core.errors import ServeError

logger = logging.getLogger(__name__)

HOST = "127.0.0.1"
LAST_PORT = 65535
REQUEST_SECONDS = 20.0  # for a browser to send its request: half a one would hold a thread for ever


class QuietHandler(WSGIRequestHandler):
    """Says nothing of requests, nor of those that are none: the terminal is for builds."""

    timeout = REQUEST_SECONDS
    server_version = "digest"
    sys_version = ""

    def run_wsgi(self) -> None:
        """Answer a request; one whose address cannot be parsed gets an error page."""
        try:
            super().run_wsgi()
        except ValueError:  # half an address in brackets
            self.send_error(HTTPStatus.BAD_REQUEST)

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 -- as the library names it
        """Say nothing."""


class LocalServer(ThreadedWSGIServer):
    """A server that says of a failed request only what somebody can mend."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002 -- socketserver's
        """Say nothing of a browser that has left; of a fault of ours, in one line."""
        error = sys.exception()
        if error is not None and not isinstance(error, OSError):
            logger.error("a request could not be answered: %s: %s", type(error).__name__, error)

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 -- as the library names it
        """Tell of a fault of ours, which werkzeug reports here with its traceback."""
        if type == "error":
            logger.error(message, *args)


def make_local_server(app: WSGIApplication, *, port: int, command: str) -> BaseWSGIServer:
    """Make a server of an app on 127.0.0.1; port 0 takes any free one. Raises ServeError.

    `command` is what the user typed to start it, for the hint to use another port.
    """
    listener = _listen(port, command)
    with listener:  # the server has a descriptor of its own
        return LocalServer(HOST, port, app, handler=QuietHandler, fd=listener.fileno())


def _listen(port: int, command: str) -> socket.socket:
    """Bind the port here: werkzeug would end the process where it cannot be had."""
    try:
        return socket.create_server((HOST, port), backlog=ThreadedWSGIServer.request_queue_size)
    except OSError as error:
        hint = f"try {command} --port {port + 1 if port < LAST_PORT else LAST_PORT}"
        raise ServeError(f"{HOST}:{port} cannot be served: {os.strerror(error.errno or 0)}; {hint}") from error
    except OverflowError as error:
        raise ServeError(f"{port} is not a port: they run from 1 to {LAST_PORT}") from error
