"""Views for capture: the paste box, files, a browser's extension, a bookmark. Nothing is fetched from anywhere.

What comes in becomes a raw file of the inbox, and at once a draft.
"""

from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as BaseResponse

from ...content.store import name_of
from ...core.errors import ContentError
from ...core.terminal import counted
from ...core.types import Reading
from ...editor.capture import capture_file, capture_paste, check_address
from ...editor.corrections import set_fields
from ...ingest.decode.clipboard import make_clipping
from ...ingest.intake import ingest
from ...ingest.pipeline import read_unannotated
from .guard import form_token
from .state import Desk
from .views import load_vocabularies

capture = Blueprint("capture", __name__)


@capture.get("/paste")
def paste() -> str:
    """Show the paste box."""
    return render_template("paste.html", bookmark=_bookmark())


@capture.post("/paste")
def take() -> BaseResponse:
    """Make a draft of a paste or of files, and show it."""
    desk = Desk.current()
    files = [file for file in request.files.getlist("file") if file.filename]
    plain, markup = request.form.get("text", ""), request.form.get("html", "")
    url = request.form.get("url") or None
    if not files and not plain.strip() and not markup.strip():
        raise ContentError("there is no text: copy the article in your browser, and paste it into the box")
    with desk.writing():
        taken = [_take_file(desk, file, url) for file in files]
        if not files:
            content, settings = desk.site.content, desk.site.settings
            taken = [capture_paste(content, settings, plain=_with_lf(plain), markup=markup or None, url=url)]
    return redirect(make_drafts(desk, taken, url=url))


@capture.post("/paste/preview")
def preview() -> str:
    """Show what cleaning makes of a paste; writes nothing."""
    desk = Desk.current()
    url = request.form.get("url") or None
    text, suffix = make_clipping(request.form.get("html") or None, _with_lf(request.form.get("text", "")), url)
    readings: Sequence[Reading] = ()
    if text.strip():
        vocabularies, _ = load_vocabularies(desk)
        readings = tuple(
            read_unannotated(
                text.encode("utf-8", "replace"),
                name=f"paste{suffix}",
                vocabularies=vocabularies,
                settings=desk.site.settings,
            )
        )
    return render_template("pasted.html", readings=readings)


@capture.post("/upload")
def upload() -> Response:
    """Take a page that a browser's extension saved: multipart `file`, with `url` where the page does not say it."""
    desk, file = Desk.current(), request.files.get("file")
    if file is None or not file.filename:
        abort(400, "There is no file: send it as multipart form data under the name `file`.")
    url = request.form.get("url") or None
    with desk.writing():
        path = _take_file(desk, file, url)
    make_drafts(desk, [path], url=url)
    return jsonify(file=name_of(desk.site.content, path))


@capture.get("/clip")
def clip() -> str:
    """Send the empty shell that a bookmark opens; the page that opened it hands itself over."""
    return render_template("clip.html")


@capture.get("/clip/form")
def clip_form() -> Response:
    """Give the shell the forms' token; only a page of the desk, with the cookie, can read this."""
    return jsonify(token=form_token())


def make_drafts(desk: Desk, taken: Sequence[Path], *, url: str | None = None) -> str:
    """Ingest raw files; say what became of them, and return the address of the first draft.

    `url`: of the original, for a draft whose file has no place to note it, as mails and PDFs have none.
    """
    lines: list[str] = []
    result = ingest(desk.site.content, desk.site.settings, report=lines.append, raws=taken)
    made = [outcome for outcome in result.outcomes if outcome.post]
    faults = [outcome.message for outcome in result.outcomes if outcome.message and not outcome.post]
    desk.say("; ".join((*([f"{counted(len(made), 'new draft')}"] if made else []), *faults)), undoable=bool(made))
    if url and len(made) == 1:
        _set_address(desk, made[0].post, url)
    posts = desk.posts().by_key.values()
    first = next((one for one in posts if made and one.path == made[0].post), None)
    return url_for("views.draft", key=first.key) if first else url_for("views.drafts")


def _set_address(desk: Desk, path: Path | None, url: str) -> None:
    one = next((known for known in desk.posts().by_key.values() if known.path == path), None)
    if one is None or one.post is None or (one.post.source and one.post.source.url):
        return
    with desk.writing():
        set_fields(desk.site.content, desk.site.settings, one.path, {"url": url})


def _take_file(desk: Desk, file: FileStorage, url: str | None) -> Path:
    check_address(url)
    return capture_file(
        desk.site.content, desk.site.settings, name=file.filename or "", data=file.stream.read(), url=url
    )


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n")  # as browsers send a form's lines


def _bookmark() -> str:
    """Make the bookmark's script: it opens the shell, and answers it with the page's HTML, to this desk alone."""
    origin = request.host_url.rstrip("/")
    return (
        "javascript:(()=>{"
        f"const o='{origin}',w=open(o+'/clip');"
        "const f=(e)=>{if(e.origin!==o||e.source!==w)return;removeEventListener('message',f);"
        "const s=String(getSelection());"
        "w.postMessage({html:document.documentElement.outerHTML,title:document.title,url:location.href,selection:s},o)};"
        "addEventListener('message',f)})()"
    )
