"""The Flask app of the desk: its parts put together, and what every page shows."""

from pathlib import Path

from flask import Flask, Response, make_response, redirect, render_template, request, send_file
from jinja2 import StrictUndefined
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response as BaseResponse

from ...core.errors import DigestError
from ...site.versions import theme_path
from .access import RunSecrets, is_same, read_upload_token
from .actions import actions
from .capture import capture
from .corrections import corrections
from .days import days
from .decisions import decisions
from .guard import FORM_TOKEN, form_token, guard, is_let_in
from .keys import ACTIONS, FOOT, read_keys
from .names import names
from .state import EXTENSION, Desk, DeskSite
from .stories import stories
from .views import views

UNCHANGED = "Nothing was changed"
TOKENS_FILE = "tokens.css"  # the theme's, so that the desk looks like the site


def make_desk(site: DeskSite, *, port: int, secrets: RunSecrets | None = None) -> Flask:
    """Make the app for a site; `secrets` are made for this run unless they are given."""
    secrets = secrets or RunSecrets()
    app = Flask(__name__)
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = Desk(site=site)
    guard(app, port=port, secrets=secrets, read_token=lambda: read_upload_token(site.private))
    for part in (views, actions, corrections, capture, names, stories, days, decisions):
        app.register_blueprint(part)
    _add_entrance(app, secrets)
    _add_tokens(app, site)
    _add_errors(app)
    app.context_processor(lambda: _shown_everywhere(app.extensions[EXTENSION]) if is_let_in() else {})
    return app


def _add_entrance(app: Flask, secrets: RunSecrets) -> None:
    @app.get("/enter")
    def enter() -> BaseResponse:
        """Take the run's token from the address; from then on a cookie has it, and no address does."""
        if not is_same(request.args.get("token"), secrets.address):
            return Response(render_template("enter.html"), 403)
        response = redirect("/")
        response.set_cookie(
            app.config["COOKIE_NAME"], secrets.cookie, httponly=True, samesite="Strict", path="/", secure=False
        )
        return response


def _add_tokens(app: Flask, site: DeskSite) -> None:
    folders = [site.theme, Path(theme_path())]
    if site.settings.theme_overrides:
        folders.insert(0, site.content.root.parent / site.settings.theme_overrides)
    files = [folder / "static" / "css" / TOKENS_FILE for folder in folders]

    @app.get("/tokens.css")
    def tokens() -> BaseResponse:
        """Send the colours, type and space of the site's theme; another theme's site gets those of ours."""
        found = next((file for file in files if file.is_file()), files[-1])
        return send_file(found, mimetype="text/css", max_age=0)


def _add_errors(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def refuse(error: HTTPException) -> BaseResponse:
        has_form = not isinstance(error, RequestEntityTooLarge)
        return _tell(error.name, error.description or "", error.code or 500, has_form=has_form)

    @app.errorhandler(DigestError)
    def explain(error: DigestError) -> BaseResponse:
        return _tell(UNCHANGED, str(error), 422)

    @app.errorhandler(OSError)
    def fail(error: OSError) -> BaseResponse:
        return _tell(UNCHANGED, f"{error.filename or 'a file'}: {error.strerror}; no file is left half written", 500)


def _tell(title: str, message: str, status: int, *, has_form: bool = True) -> Response:
    """Say why a request did nothing; to the editor with what the form brought, so that nothing of it is lost."""
    if not is_let_in():  # another page, or a name that was pointed here, may read this
        return make_response(render_template("refused.html", title=title, message=message), status)
    fields = request.form.items() if has_form else ()
    typed = {key: text for key, text in fields if key not in (FORM_TOKEN, "hash") and text.strip()}
    return make_response(render_template("error.html", title=title, message=message, typed=typed), status)


def _shown_everywhere(desk: Desk) -> dict[str, object]:
    keymap, fault = read_keys(desk.site.private)
    return {
        "form_token": form_token(),
        "keymap": keymap,
        "keys_fault": fault,
        "actions": ACTIONS,
        "foot": FOOT,
        "notice": desk.notice,
        "preview": desk.site.preview,
    }
