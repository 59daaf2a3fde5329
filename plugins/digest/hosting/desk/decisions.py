"""View of what is remembered for articles to come, each revocable, and of the last actions, each undoable."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...editor.decisions import list_decisions, revoke
from ...editor.history import describe, list_rows
from .state import Desk

decisions = Blueprint("decisions", __name__)

MOST_ACTIONS = 30  # on a page; `digest journal` lists all
KINDS = {
    "ignored": "Never suggested",
    "apart": "Not the same",
    "alias": "Other names",
    "kept": "Lines that always stay",
    "dropped": "Lines that always go",
}


@decisions.get("/decisions")
def list_all() -> str:
    """List what is remembered, by kind, and the last actions."""
    desk = Desk.current()
    known = list_decisions(desk.site.content)
    zone = desk.site.settings.timezone
    actions = [
        (row.action.number, f"{row.action.time.astimezone(zone):%-d %b, %H:%M}", describe(row.action), row.holds)
        for row in list_rows(desk.site.content, most=MOST_ACTIONS)
    ]
    groups = {title: [one for one in known if one.kind == kind] for kind, title in KINDS.items()}
    return render_template("decisions.html", groups=groups, rows=actions)


@decisions.post("/decisions/revoke")
def take_back() -> BaseResponse:
    """Revoke a decision."""
    desk = Desk.current()
    with desk.writing():
        message = revoke(desk.site.content, request.form.get("decision", ""))
    shown = message.partition(": ")[2]
    desk.say(shown[:1].upper() + shown[1:], undoable=True)
    return redirect(url_for("decisions.list_all"))
