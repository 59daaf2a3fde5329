"""Actions of the desk on one post: each is a form, one function of `editor`, and one action of the journal.

A form carries the hash of what it shows. Where the file is another by then, nothing is done: a decision shows the file
as it is now, and what was typed is shown beside what the file has.
"""

from collections.abc import Callable, Mapping

from flask import Blueprint, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...core.errors import DigestError
from ...core.terminal import counted
from ...editor import history, posts
from ...editor.corrections import hash_text
from .state import Desk, DeskPost, read_shown
from .views import find_post

actions = Blueprint("actions", __name__)

CHANGED = "The file was changed elsewhere: this is how it is now. Nothing was done."


@actions.post("/posts/<key>/accept")
def accept(key: str) -> BaseResponse:
    """Publish a draft, and show the next one."""

    def work(desk: Desk, one: DeskPost) -> str:
        _accept(desk, one)
        return f"Accepted {named(one)}"

    return decide(key, work)


@actions.post("/chosen/<verb>")
def decide_chosen(verb: str) -> BaseResponse:
    """Accept, reject or put off the chosen drafts, each if its file is what the list showed; say which are not."""
    desk = Desk.current()
    if verb not in CHOSEN:
        abort(404)
    work, done_word = CHOSEN[verb]
    done, left = [], []
    with desk.writing():
        known = desk.posts().by_key
        for chosen in request.form.getlist("chosen"):
            key, _, version = chosen.partition(" ")
            one = known.get(key)
            if one is None or one.post is None or one.version != version:
                left.append(named(one) if one else key)
                continue
            try:
                work(desk, one)
                done.append(named(one))
            except DigestError as error:
                left.append(f"{named(one)}: {error}")
    kept = f"; still drafts: {'; '.join(left)}" if left else ""
    desk.say(f"{counted(len(done), 'draft')} {done_word}{kept}", undoable=bool(done) and verb != "later")
    return redirect(url_for("views.drafts"))


@actions.post("/posts/<key>/reject")
def reject(key: str) -> BaseResponse:
    """Delete a draft, edited or not: the journal has it, and undo brings it back."""

    def work(desk: Desk, one: DeskPost) -> str:
        _reject(desk, one)
        return f"Rejected {named(one)}"

    return decide(key, work)


@actions.post("/posts/<key>/unpublish")
def unpublish(key: str) -> BaseResponse:
    """Make a published post a draft again."""
    desk = Desk.current()
    one = find_post(key)
    with desk.writing():
        if is_as_shown(one):
            posts.unpublish(desk.site.content, desk.site.settings, one.path)
            desk.say(f"{named(one)} is a draft again", undoable=True)
        else:
            desk.say(CHANGED)
    return redirect(address_of(one))


@actions.post("/posts/<key>/later")
def later(key: str) -> BaseResponse:
    """Put a draft at the end of the list, until the desk ends."""
    desk = Desk.current()
    known = desk.posts()
    one, following = find_post(key, known), known.find_next(key)
    desk.postpone(key)
    desk.say(f"Later: {named(one)}")
    return redirect(address_of(following))


@actions.post("/undo")
def undo() -> BaseResponse:
    """Take back the last action, or the one of a number."""
    desk = Desk.current()
    given = request.form.get("number", "")
    with desk.writing():
        message = history.undo_action(desk.site.content, number=int(given[:9]) if given.isdecimal() else None)
    return _after_history(desk, message)


@actions.post("/redo")
def redo() -> BaseResponse:
    """Do again what was undone last."""
    desk = Desk.current()
    with desk.writing():
        message = history.redo_last(desk.site.content)
    return _after_history(desk, message)


def _accept(desk: Desk, one: DeskPost) -> None:
    posts.accept(desk.site.content, desk.site.settings, one.path)


def _reject(desk: Desk, one: DeskPost) -> None:
    posts.reject(desk.site.content, desk.site.settings, one.path, edited=True)


def _put_off(desk: Desk, one: DeskPost) -> None:
    desk.postpone(one.key)


# What can be done to drafts that are chosen in the list, and what is said of them then.
CHOSEN: Mapping[str, tuple[Callable[[Desk, DeskPost], None], str]] = {
    "accept": (_accept, "accepted"),
    "reject": (_reject, "rejected"),
    "later": (_put_off, "put off"),
}


def decide(key: str, work: Callable[[Desk, DeskPost], str]) -> BaseResponse:
    """Do something to a draft as it is shown, and go on to the next one."""
    desk = Desk.current()
    known = desk.posts()
    one, following = find_post(key, known), known.find_next(key)
    with desk.writing():
        if not is_as_shown(one):
            desk.say(CHANGED)
            return redirect(address_of(one))
        message = work(desk, one)
    desk.say(message, undoable=True)
    return redirect(address_of(following))


def is_as_shown(one: DeskPost) -> bool:
    """Return whether a post's file is what the form showed."""
    return hash_text(read_shown(one)) == request.form.get("hash")


def named(one: DeskPost) -> str:
    """Name a post in a message by its title."""
    return f"“{one.post.title}”" if one.post else one.file


def address_of(one: DeskPost | None) -> str:
    """Return the address of a draft, or of the list."""
    return url_for("views.draft", key=one.key) if one else url_for("views.drafts")


def _after_history(desk: Desk, message: str) -> BaseResponse:
    """Show the post that an undo or redo was about, if it is still one."""
    shown, _, _ = message.partition("; ")
    desk.say(shown[0].upper() + shown[1:], undoable=True)
    changed = next((one for one in desk.posts().by_key.values() if one.file in shown), None)
    return redirect(address_of(changed) if changed else _read_back())


def _read_back() -> str:
    """Return the desk's page from which a form was sent, or the list of drafts."""
    back = request.form.get("back", "")
    if not back.startswith("/") or not current_app.url_map.bind("").test(back, "GET"):
        return url_for("views.drafts")
    return back
