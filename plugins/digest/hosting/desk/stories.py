"""Views on stories: what a draft may belong to, with reasons; the list of stories, each changeable.

Proposals take longer than a keystroke may: a draft's page asks for its panel apart, or links to it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...content.store import read_stories
from ...content.stories import Stories, Story
from ...core.errors import DigestError
from ...editor import stories as actions
from ...editor.stories import Named, Suggestion
from ...site.cache import CacheFile
from .actions import address_of, named
from .state import Desk, DeskPost, PostList
from .views import find_post

stories = Blueprint("stories", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedStory:
    """A story that a post may belong to; `story` is None for one that it would begin with `others`."""

    story: Story | None
    score: float
    why: str
    others: tuple[tuple[DeskPost, bool], ...] = ()  # with whether they are ticked


@stories.get("/posts/<key>/story")
def panel(key: str) -> str:
    """Show the stories of a post, and those that it may belong to."""
    desk = Desk.current()
    posts = desk.posts()
    one = find_post(key, posts)
    fault = ""
    inside: tuple[Story, ...] = ()
    proposed: list[ProposedStory] = []
    try:
        known = read_stories(desk.site.content)
        inside = known.of_post(_id_of(one))
        proposed = [] if inside else find_proposals(desk, posts, one, known)
    except DigestError as error:
        fault = str(error)
    return render_template("story.html", one=one, inside=inside, proposed=proposed, fault=fault)


@stories.get("/stories")
def list_all() -> str:
    """List the stories, those with the newest posts first."""
    desk = Desk.current()
    by_file = {one.file: one for one in desk.posts().by_key.values()}
    posts = {file: one.post for file, one in by_file.items() if one.post}
    lines = actions.list_stories(read_stories(desk.site.content), posts, desk.site.settings.timezone)
    return render_template("stories.html", lines=lines, by_file=by_file, zone=desk.site.settings.timezone)


@stories.post("/posts/<key>/story/join")
def join(key: str) -> BaseResponse:
    """Add a post to a story."""
    return _act(key, lambda desk, story, post: actions.join_story(desk.site.content, story, [post]), "joined")


@stories.post("/posts/<key>/story/leave")
def leave(key: str) -> BaseResponse:
    """Take a post out of a story; it may be proposed again."""
    return _act(key, lambda desk, story, post: actions.leave_story(desk.site.content, story, [post]), "left")


@stories.post("/posts/<key>/story/refuse")
def refuse(key: str) -> BaseResponse:
    """Keep a post out of a story for good."""
    return _act(key, lambda desk, story, post: actions.refuse_posts(desk.site.content, story, [post]), "stays out of")


@stories.post("/posts/<key>/story/begin")
def begin(key: str) -> BaseResponse:
    """Begin a story with a post, and with those of the proposal that are ticked."""
    desk = Desk.current()
    one = find_post(key)
    title = request.form.get("title", "")
    others = [other for chosen in request.form.getlist("with") if (other := find_post(chosen)).key != key]
    with desk.writing():
        actions.new_story(desk.site.content, title, [_name(desk, post) for post in (one, *others)])
    desk.say(f"“{' '.join(title.split())}” begins", undoable=True)
    return redirect(address_of(one))


@stories.post("/stories/<slug>/<verb>")
def change(slug: str, verb: str) -> BaseResponse:
    """Close, reopen, rename or merge a story."""
    desk = Desk.current()
    content = desk.site.content
    work: dict[str, Callable[[], str]] = {
        "close": lambda: actions.set_status(content, slug, "closed"),
        "reopen": lambda: actions.set_status(content, slug, "open"),
        "rename": lambda: actions.rename_story(
            content, slug, request.form.get("slug") or None, title=request.form.get("title")
        ),
        "merge": lambda: actions.merge_stories(content, slug, request.form.get("into", "")),
    }
    if verb not in work:
        return redirect(url_for("stories.list_all"))
    with desk.writing():
        message = work[verb]()
    desk.say(message[0].upper() + message[1:], undoable=True)
    return redirect(url_for("stories.list_all"))


def find_proposals(desk: Desk, posts: PostList, one: DeskPost, known: Stories) -> list[ProposedStory]:
    """Find what a post may belong to, the likeliest first; nothing where no cache may be kept."""
    if desk.site.cache is None:
        return []
    cache = CacheFile(desk.site.cache)  # one for each look: a database belongs to its thread
    try:
        found, _ = actions.suggest(desk.site.content, desk.site.settings, cache, [one.path])
    finally:
        cache.close()
    by_file = {other.file: other for other in posts.by_key.values()}
    made = [_propose(suggestion, one, by_file, known) for suggestion in found]
    return sorted(made, key=lambda proposal: -proposal.score)


def _propose(suggestion: Suggestion, one: DeskPost, by_file: dict[str, DeskPost], known: Stories) -> ProposedStory:
    scores = dict(suggestion.maybe)
    others = [(by_file[file], True) for file in suggestion.files if file in by_file and file != one.file]
    others += [(by_file[file], False) for file in scores if file in by_file and file != one.file]
    return ProposedStory(
        story=known.find(suggestion.story) if suggestion.story else None,
        score=scores.get(one.file, suggestion.score),
        why=suggestion.why,
        others=tuple(others),
    )


def _act(key: str, work: Callable[[Desk, str, Named], str], done: str) -> BaseResponse:
    """Do one action on a post and a story, and show the page that it was asked for on."""
    desk = Desk.current()
    one, slug = find_post(key), request.form.get("story", "")
    with desk.writing():
        story = actions.find_story(read_stories(desk.site.content), slug)
        work(desk, slug, _name(desk, one))
    desk.say(f"{named(one)} {done} {story.title}", undoable=True)
    return redirect(url_for("stories.list_all") if request.form.get("then") == "list" else address_of(one))


def _name(desk: Desk, one: DeskPost) -> Named:
    return actions.name_post(desk.site.content, one.path, desk.site.settings.timezone)


def _id_of(one: DeskPost) -> str:
    return one.post.id or one.key if one.post else one.key
