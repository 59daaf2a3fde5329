"""View of a day's posts in the order of the site, and the weights that arrange them."""

import datetime as dt

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...content.store import read_stories
from ...core.errors import ContentError
from ...core.types import WEIGHTS, Post
from ...editor.corrections import arrange
from .actions import named
from .state import Desk, PostList
from .views import load_vocabularies

days = Blueprint("days", __name__)


@days.get("/days")
@days.get("/days/<day>")
def show_day(day: str | None = None) -> str:
    """Show the posts and drafts of a day, or of the newest one."""
    desk = Desk.current()
    known = desk.posts()
    chosen, placed = _arrange(desk, _posts_by_file(known), _read_day(desk, day) if day else None)
    zone = desk.site.settings.timezone
    every = sorted({post.date.astimezone(zone).date() for post in _posts_by_file(known).values()})
    return render_template(
        "day.html",
        day=chosen,
        placed=placed,
        keys={one.file: one.key for one in known.by_key.values()},
        weights=WEIGHTS,
        earlier=max((one for one in every if one < chosen), default=None),
        later=min((one for one in every if one > chosen), default=None),
    )


@days.post("/days/<day>")
def set_weight(day: str) -> BaseResponse:
    """Give a post of a day a weight."""
    desk = Desk.current()
    weight = next((known for known in WEIGHTS if known == request.form.get("weight")), None)
    if weight is None:
        raise ContentError(f"a post is one of {', '.join(WEIGHTS)}")
    with desk.writing():
        known = desk.posts()
        one = known.by_key.get(request.form.get("post", ""))
        chosen, placed = _arrange(desk, _posts_by_file(known), _read_day(desk, day))
        if one is None or one.file not in {place.file for place in placed}:
            raise ContentError(f"this post is not one of {chosen}; it was moved or deleted")
        changes = arrange.change_weights(desk.site.content, placed, {one.file: weight})
        arrange.save_weights(desk.site.content, desk.site.settings, chosen, changes)
    desk.say(f"{named(one)} is {weight}", undoable=bool(changes))
    return redirect(url_for("days.show_day", day=day))


def _read_day(desk: Desk, day: str) -> dt.date:
    return arrange.parse_day(day, dt.datetime.now(desk.site.settings.timezone).date())


def _posts_by_file(known: PostList) -> dict[str, Post]:
    return {one.file: one.post for one in known.by_key.values() if one.post and one.post.status != "hidden"}


def _arrange(desk: Desk, posts: dict[str, Post], day: dt.date | None) -> tuple[dt.date, tuple[arrange.PlacedPost, ...]]:
    vocabularies, _ = load_vocabularies(desk)
    return arrange.arrange_day(posts, vocabularies, desk.site.settings, read_stories(desk.site.content), day)
