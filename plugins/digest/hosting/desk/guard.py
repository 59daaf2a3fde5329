"""Request checks of the desk: exact Host, origin and form token of each POST, cookie, size limits, security headers.

Loopback protects nothing by itself: any page in the editor's browser can send requests to 127.0.0.1, and a name that
is pointed there passes a check that compares Origin with Host. So each request must match constants of this run.
"""

from collections.abc import Callable

from flask import Flask, Response, abort, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from ..local import HOST
from .access import RunSecrets, is_same

MOST_BYTES = 64 * 1024 * 1024  # of a request: a saved page with its pictures
MOST_FORM_BYTES = 16 * 1024 * 1024  # of fields that are no files: a paste with its HTML
MOST_PARTS = 200
FORM_TOKEN = "form_token"
FORM_HEADER = "X-Form-Token"
# Views by name that need no cookie: the way in, the empty shell for clips, and what holds nobody's data.
OPEN_VIEWS = frozenset({"enter", "capture.clip", "static", "tokens"})
# The one view that takes a bearer token in place of cookie, origin and form token.
BEARER_VIEWS = frozenset({"capture.upload"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A saved page is shown in a sandboxed frame of the desk, without scripts, forms, or requests to anywhere.
SAVED_PAGE_POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'self'"
)


def guard(app: Flask, *, port: int, secrets: RunSecrets, read_token: Callable[[], str | None]) -> None:
    """Check every request of an app before its view runs, and set the headers of every response."""
    host, origin = f"{HOST}:{port}", f"http://{HOST}:{port}"
    app.config.update(
        MAX_CONTENT_LENGTH=MOST_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FORM_BYTES,
        MAX_FORM_PARTS=MOST_PARTS,
        COOKIE_NAME=f"digest-desk-{port}",
        FORM_TOKEN_VALUE=secrets.form,
    )

    @app.before_request
    def check() -> BaseResponse | None:
        if request.host == f"localhost:{port}" and request.method in ("GET", "HEAD"):
            return redirect(origin + request.full_path.removesuffix("?"))
        if request.host != host:
            abort(421, "The desk answers to 127.0.0.1 alone.")
        if (request.content_length or 0) > MOST_BYTES:
            abort(413, f"This is too large; the desk takes up to {MOST_BYTES // 1_000_000} MB at once.")
        if request.endpoint in BEARER_VIEWS:
            _check_bearer(read_token())
            return None
        if request.method == "POST":
            _check_origin(origin)
        if request.endpoint not in OPEN_VIEWS and not _has_cookie(secrets):
            return Response(render_template("enter.html"), 403)
        g.let_in = request.endpoint not in OPEN_VIEWS
        if request.method == "POST" and not is_same(_given_token(), form_token()):
            abort(403, "The form is from another run of the desk: go back, reload the page, and save again.")
        return None

    app.after_request(_set_headers)


def _check_origin(origin: str) -> None:
    """Refuse a POST that another page sends, or one that does not say where it comes from."""
    given, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if given not in (None, origin) or site not in (None, "same-origin") or (given is None and site is None):
        abort(403, "This request does not come from a page of the desk.")


def _check_bearer(token: str | None) -> None:
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not is_same(given.strip(), token):
        abort(401, "This needs the upload token: `digest desk --token` shows it.")


def _has_cookie(secrets: RunSecrets) -> bool:
    return is_same(request.cookies.get(current_app.config["COOKIE_NAME"]), secrets.cookie)


def is_let_in() -> bool:
    """Return whether the request is the editor's: its answer may hold the forms' token, titles, what was typed."""
    return bool(g.get("let_in"))


def form_token() -> str:
    """Return the token that each form of this run carries."""
    return str(current_app.config["FORM_TOKEN_VALUE"])


def _given_token() -> str | None:
    return request.headers.get(FORM_HEADER) or request.form.get(FORM_TOKEN)


def _set_headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"  # with none, browsers send forms with `Origin: null`
    if headers["Content-Security-Policy"] == POLICY:
        headers["X-Frame-Options"] = "DENY"
    if request.endpoint != "static":
        headers["Cache-Control"] = "no-store"
    if request.endpoint != "capture.clip":  # a shell that must keep its tie to the page that opened it
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
