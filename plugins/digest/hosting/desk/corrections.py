"""Corrections at the desk: fields, terms, lines and the file as text, each one function of `editor.corrections`.

A form carries the hash of what it shows. Where the file is another by then, what was typed is shown beside what the
file has; a press of a button just shows the file as it is now.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...content.journal import commit
from ...core.errors import ContentError
from ...core.types import ACTOR_KINDS, TAXONOMIES, ActorKind, Reading, Taxonomy
from ...editor.corrections import (
    FIELDS,
    ChangedElsewhereError,
    add_line,
    drop_paragraph,
    hash_text,
    restore_lines,
    set_fields,
    set_term,
    split_body,
)
from ...editor.decisions import ignore_term
from ...editor.posts import make_edits
from .actions import CHANGED, address_of
from .conflicts import is_disputed, show_conflict, shown_texts
from .sheet import make_chips
from .source_lines import list_lines
from .state import Desk, DeskPost, read_shown
from .views import find_post, find_text_problems, load_vocabularies

corrections = Blueprint("corrections", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the reading of an article knows of a term that is to be added."""

    order: tuple[str, ...]
    kind: ActorKind | None = None
    country: str | None = None


@corrections.post("/posts/<key>/edit")
def edit(key: str) -> BaseResponse:
    """Set fields of a post to what was typed, or to a candidate."""
    desk, one = Desk.current(), find_post(key)
    texts = {name: with_lf(request.form[name]) for name in FIELDS if name in request.form}
    shown = request.form.get("hash", "")
    base = desk.recall(shown)
    with desk.writing():
        found = read_shown(one)
        if hash_text(found) != shown:
            if is_disputed(one, found, base, texts):
                return show_conflict(one, found, texts, base=base)
            shown = hash_text(found)  # another field was changed elsewhere: both changes hold
        message = set_fields(desk.site.content, desk.site.settings, one.path, texts, shown=shown)
    desk.say(what_of(message), undoable=True)
    return redirect(address_of(desk.posts().find_next(key) if request.form.get("then") == "next" else one))


@corrections.post("/posts/<key>/terms")
def toggle(key: str) -> BaseResponse:
    """Give a post a term, or take it away."""
    return _set_term(key, request.form.get("taxonomy", ""), request.form.get("term", ""))


@corrections.post("/posts/<key>/term")
def add(key: str) -> BaseResponse:
    """Add a term by any of its names; ask which one is meant, or what a new actor is."""
    one = find_post(key)
    name, wanted = " ".join(request.form.get("name", "").split()), request.form.get("taxonomy", "")
    vocabularies, _ = load_vocabularies(Desk.current())
    found = [taxonomy for taxonomy in TAXONOMIES if vocabularies.of(taxonomy).find(name)]
    if wanted in found or (wanted == "actors" and request.form.get("kind")):
        return _set_term(key, wanted, name, on=True)
    if len(found) == 1 and not wanted:
        return _set_term(key, found[0], name, on=True)
    countries = sorted(term.name for term in vocabularies.countries.terms)
    suggested = [(taxonomy, vocabularies.of(taxonomy).suggest(name)) for taxonomy in TAXONOMIES]
    page = render_template(
        "term.html",
        one=one,
        name=name,
        found=found,
        suggested=[(taxonomy, other) for taxonomy, other in suggested if other],
        kinds=ACTOR_KINDS,
        countries=countries,
        hash=request.form.get("hash", ""),
    )
    return make_response(page)


@corrections.post("/posts/<key>/never")
def never(key: str) -> BaseResponse:
    """Never suggest a term again, and take it out of the post."""

    def work(desk: Desk, one: DeskPost, shown: str) -> str:
        taxonomy, _, name = request.form.get("term", "").partition(" ")
        content, settings = desk.site.content, desk.site.settings
        return ignore_term(content, settings, read_taxonomy(taxonomy), name, path=one.path, shown=shown)

    return correct(key, work)


@corrections.post("/posts/<key>/paragraphs")
def drop(key: str) -> BaseResponse:
    """Take a paragraph out of the body."""

    def work(desk: Desk, one: DeskPost, shown: str) -> str:
        place = read_number(request.form.get("paragraph"))
        return drop_paragraph(desk.site.content, desk.site.settings, one.path, place, shown=shown)

    return correct(key, work)


@corrections.post("/posts/<key>/lines")
def lines(key: str) -> BaseResponse:
    """Restore a dropped line or run, once or always; or drop a kept one always."""

    def work(desk: Desk, one: DeskPost, shown: str) -> str:
        reading = need_reading(desk, one)
        content, settings, outlet = desk.site.content, desk.site.settings, request.form.get("outlet") or None
        if number := request.form.get("drop"):
            return drop_always(desk, one, reading, read_number(number), outlet=outlet, shown=shown)
        always = "keep" in request.form
        numbers = read_numbers(request.form.get("keep") or request.form.get("restore") or "")
        return restore_lines(content, settings, one.path, reading, numbers, always=always, outlet=outlet, shown=shown)

    return correct(key, work)


@corrections.get("/posts/<key>/lines/<int:number>")
def line(key: str, number: int) -> str:
    """Ask whether such a line is always to be kept, or dropped: everywhere, or of this outlet."""
    one = find_post(key)
    reading = need_reading(Desk.current(), one)
    found = next((line for line in list_lines(reading) if line.number == number), None)
    if found is None:
        abort(404, "The raw file has no such line.")
    outlet = one.post.source.name if one.post and one.post.source else None
    return render_template("line.html", one=one, line=found, outlet=outlet, hash=hash_text(read_shown(one)))


@corrections.post("/posts/<key>/text")
def save_text(key: str) -> BaseResponse:
    """Replace a post's file by what was typed, if the checker finds no error in it that was not there."""
    desk, one = Desk.current(), find_post(key)
    content, typed = desk.site.content, with_lf(request.form.get("text", ""))
    with desk.writing():
        found = read_shown(one)
        if hash_text(found) != request.form.get("hash"):
            base = desk.recall(request.form.get("hash", ""))
            return show_conflict(one, found, {"text": typed}, base=base)
        new = typed.replace("\n", "\r\n") if "\r\n" in found else typed
        problems = find_text_problems(desk, one, new)
        if any(problem.severity == "error" for problem in problems):
            page = render_template("text.html", one=one, text=typed, hash=hash_text(found), problems=problems)
            return make_response(page, 422)
        commit(content, "edit", one.file, make_edits(content, desk.site.settings, one.path, new, old=found))
    desk.say(f"Saved {one.file}", undoable=True)
    return redirect(url_for("views.drafts") if key not in desk.posts().by_key else address_of(one))


def correct(key: str, work: Callable[[Desk, DeskPost, str], str]) -> BaseResponse:
    """Correct a post as it is shown, and show it again."""
    desk, one = Desk.current(), find_post(key)
    try:
        with desk.writing():
            message = work(desk, one, request.form.get("hash", ""))
        desk.say(what_of(message), undoable=True)
    except ChangedElsewhereError:
        desk.say(CHANGED)
    return redirect(address_of(one))


def _set_term(key: str, taxonomy: str, name: str, *, on: bool | None = None) -> BaseResponse:
    def work(desk: Desk, one: DeskPost, shown: str) -> str:
        chosen = read_taxonomy(taxonomy)
        noted = find_candidate(desk, one, chosen, name)
        kind = next((known for known in ACTOR_KINDS if known == request.form.get("kind")), noted.kind)
        return set_term(
            desk.site.content,
            desk.site.settings,
            one.path,
            chosen,
            name,
            on=on,
            order=noted.order,
            kind=kind,
            country=request.form.get("country") or noted.country,
            shown=shown,
        )

    return correct(key, work)


# --- What the forms mean ----------------------------------------------------------------------------------------------


def find_candidate(desk: Desk, one: DeskPost, taxonomy: Taxonomy, name: str) -> Found:
    """Find what the reading says of a name: the terms by salience, and what a new actor is."""
    vocabularies, _ = load_vocabularies(desk)
    if one.post is None:
        return Found(order=())
    reading = desk.readings.find(one.post, vocabularies)
    order = tuple(chip.name for chip in make_chips(one.post, reading, vocabularies)[taxonomy])
    annotations = getattr(reading.annotations, taxonomy) if reading else ()
    term = next((found.term for found in annotations if found.term.name == name), None)
    if term is None or taxonomy != "actors":
        return Found(order=order)
    country = next(
        (one.name for one in vocabularies.countries.terms if term.country and one.code == term.country), None
    )
    return Found(order=order, kind=term.kind, country=country)


def need_reading(desk: Desk, one: DeskPost) -> Reading:
    """Read the raw file of a post. Raises ContentError where it is gone."""
    vocabularies, _ = load_vocabularies(desk)
    reading = desk.readings.find(one.post, vocabularies) if one.post else None
    if reading is None:
        raise ContentError(f"{one.file}: its raw file is gone or has changed; correct the body instead")
    return reading


def drop_always(desk: Desk, one: DeskPost, reading: Reading, number: int, *, outlet: str | None, shown: str) -> str:
    """Drop a kept line from this post and from every future article, or those of an outlet."""
    text = next((line.text for line in list_lines(reading) if line.number == number), "")
    words = " ".join(text.split())
    parts = split_body(shown_texts(one, read_shown(one))["body"])
    place = next((at for at, part in enumerate(parts) if words and words in " ".join(part.split())), None)
    if place is None:
        return add_line(desk.site.content, text, keep=False, outlet=outlet)
    return drop_paragraph(
        desk.site.content, desk.site.settings, one.path, place, always=text, outlet=outlet, shown=shown
    )


def read_taxonomy(text: str) -> Taxonomy:
    """Read the name of a taxonomy. Raises ContentError."""
    for taxonomy in TAXONOMIES:
        if taxonomy == text:
            return taxonomy
    raise ContentError(f"{text[:20]!r}: there is no such taxonomy")


def read_number(text: str | None) -> int:
    """Read a number that a button stands for. Raises ContentError."""
    if not (text or "").isascii() or not (text or "").isdigit():
        raise ContentError(f"{(text or '')[:20]!r}: this is no number of a line")
    return int((text or "")[:9])


def read_numbers(text: str) -> range:
    """Read one line's number, or a run's first and last: `23-27`. Raises ContentError."""
    first, dash, last = text.partition("-")
    start = read_number(first)
    return range(start, (read_number(last) if dash else start) + 1)


def what_of(message: str) -> str:
    """Take the file out of a message: the page shows which post it is about."""
    what = message.partition(": ")[2] or message
    return what[:1].upper() + what[1:]


def with_lf(text: str) -> str:
    """Return a form's text with the line ends that the program works with."""
    return text.replace("\r\n", "\n")
