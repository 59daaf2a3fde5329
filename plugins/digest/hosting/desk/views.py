"""Pages of the desk that only show: the list of drafts, one draft, its file as text, its saved page, the keys."""

import datetime as dt
from pathlib import Path

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...content.check import check_post
from ...content.frontmatter import parse_post
from ...content.paths import post_address
from ...content.private import say_missing
from ...content.store import read_raw, read_vocabularies
from ...content.vocabulary import Vocabularies, base_vocabularies
from ...core.errors import DigestError, UnreadableError
from ...core.types import Post, Problem
from ...editor.corrections import hash_text
from ...editor.history import count_actions
from ...ingest.compose import SUMMARY_WORDS
from .doubts import count_doubts
from .guard import SAVED_PAGE_POLICY
from .keys import ACTIONS, FIXED
from .sheet import make_sheet, next_headlines
from .state import Desk, DeskPost, PostList, read_shown

PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})

views = Blueprint("views", __name__)


@views.get("/")
def drafts() -> str:
    """List the drafts."""
    desk = Desk.current()
    posts = desk.posts()
    rows = [(one, count_doubts(one.post) if one.post else 0) for one in posts.drafts]
    return render_template("drafts.html", rows=rows, place=None, total=len(rows))


@views.get("/posts/<key>")
def draft(key: str) -> str:
    """Show one draft: the raw file beside the post."""
    desk = Desk.current()
    posts = desk.posts()
    one = find_post(key, posts)
    text = read_shown(one)
    if one.post is None:
        return render_template("text.html", one=one, text=text, hash=desk.remember(text), problems=one.problems)
    post = parse_post(text, file=one.file, timezone=desk.site.settings.timezone)
    vocabularies, fault = load_vocabularies(desk)
    reading = desk.readings.find(post, vocabularies)
    sheet = make_sheet(post, reading, vocabularies)
    return render_template(
        "draft.html",
        one=one,
        sheet=sheet,
        reading=reading,
        headlines=next_headlines(post.title, reading),
        review=(post.digest.review or ()) if post.digest else (),
        summary_words=len((post.summary or "").split()),
        summary_most=SUMMARY_WORDS,
        hash=desk.remember(text),
        fault=fault or say_missing(desk.site.content, post, one.file),
        address=post_address(post, desk.site.settings.timezone),
        shown_date=f"{post.date.astimezone(desk.site.settings.timezone):%-d %b %Y}",
        accepted_today=count_accepted(desk),
        place=posts.place_of(key),
        total=len(posts.drafts),
        following=posts.find_next(key),
        preceding=posts.find_previous(key),
        is_page=is_saved_page(post),
    )


@views.get("/posts/<key>/state")
def state(key: str) -> Response:
    """Say which version of a post is on disk, for a page to notice that it is old."""
    one = Desk.current().posts().by_key.get(key)
    try:
        return jsonify(hash=hash_text(read_shown(one)) if one else None)
    except UnreadableError:
        return jsonify(hash=None)


@views.get("/posts/<key>/text")
def text(key: str) -> str:
    """Show the file of a post as text, with the checker's messages by line."""
    one = find_post(key)
    shown = read_shown(one)
    problems = find_text_problems(Desk.current(), one, shown)
    return render_template("text.html", one=one, text=shown, hash=Desk.current().remember(shown), problems=problems)


@views.get("/posts/<key>/saved")
def saved(key: str) -> str:
    """Show the page that was saved, in a frame that can do nothing."""
    one = find_post(key)
    if one.post is None or not is_saved_page(one.post):
        abort(404, "The raw file of this post is no saved page.")
    return render_template("saved.html", one=one)


@views.get("/posts/<key>/saved/page")
def saved_page(key: str) -> Response:
    """Send the page that was saved, for the frame: without scripts, forms or requests."""
    desk, one = Desk.current(), find_post(key)
    if one.post is None or one.post.digest is None or not is_saved_page(one.post):
        abort(404, "The raw file of this post is no saved page.")
    data = read_raw(desk.site.content.inbox / one.post.digest.raw)
    return Response(data, 200, {"Content-Security-Policy": SAVED_PAGE_POLICY}, content_type="text/html")


@views.get("/at/<path:address>")
def at(address: str) -> BaseResponse:
    """Lead from a page of the local site to its post."""
    one = Desk.current().find_by_address(f"/{address.strip('/')}/")
    if one is None:
        abort(404, "No post has this address.")
    return redirect(url_for("views.draft", key=one.key))


@views.get("/keys")
def keys() -> str:
    """List all keys."""
    groups: dict[str, list[str]] = {}
    for action, (_, _, group) in ACTIONS.items():
        groups.setdefault(group, []).append(action)
    return render_template("keys.html", groups=groups, fixed=FIXED)


def find_text_problems(desk: Desk, one: DeskPost, text: str) -> tuple[Problem, ...]:
    """List what the checker says of a text as a post's file, in its order of lines."""
    vocabularies, _ = load_vocabularies(desk)
    root = desk.site.content.root
    exists = lambda name: (root / name).exists()  # noqa: E731 -- as the checker takes it
    return check_post(text, vocabularies, desk.site.settings, file=one.file, exists=exists)


def find_post(key: str, posts: PostList | None = None) -> DeskPost:
    """Find the post of a request, or end it with a page that says that it is gone."""
    one = (posts or Desk.current().posts()).by_key.get(key)
    if one is None:
        abort(404, "This post is gone: it was rejected, or its file was deleted or given another id.")
    return one


def count_accepted(desk: Desk) -> int:
    """Count the posts that were accepted since midnight and not taken back."""
    midnight = dt.datetime.now(desk.site.settings.timezone).replace(hour=0, minute=0, second=0, microsecond=0)
    return count_actions(desk.site.content, "accept", since=midnight)


def is_saved_page(post: Post) -> bool:
    """Return whether the raw file of a post is a web page that is still there."""
    if post.digest is None or Path(post.digest.raw).suffix.casefold() not in PAGE_SUFFIXES:
        return False
    return Desk.current().site.content.inbox.joinpath(Path(post.digest.raw).name).is_file()


def load_vocabularies(desk: Desk) -> tuple[Vocabularies, str]:
    """Read the vocabularies; where the editor's cannot be used, the plugin's own and what is wrong."""
    try:
        return read_vocabularies(desk.site.content), ""
    except DigestError as error:
        return base_vocabularies(), str(error)
