"""Views on names: suggestions while typing, new actors, likely duplicates, merging with a preview."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from ...content.vocabulary import Vocabularies
from ...core.errors import ContentError
from ...core.slugs import fold_name
from ...core.types import ACTOR_KINDS, TAXONOMIES, Taxonomy, Term
from ...editor.actors import add_actor, make_roster, merge_actors, plan_merge
from ...editor.decisions import keep_apart
from .state import Desk, PostList
from .views import load_vocabularies

names = Blueprint("names", __name__)

MOST_SUGGESTED = 10  # rows that are looked through at a glance
MOST_TOUCHED = 30  # files that a preview lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A term that may be meant: by which of its names, and how many posts have it."""

    term: Term
    alias: str | None
    rank: int  # 0: the whole name, 1: its start, 2: the start of a word, 3: within
    posts: int


@names.get("/terms")
def suggest() -> Response:
    """Suggest terms for what was typed so far, by any of their names, in any script."""
    desk = Desk.current()
    vocabularies, _ = load_vocabularies(desk)
    wanted = [taxonomy for taxonomy in TAXONOMIES if request.args.get("in") in (None, "", taxonomy)]
    found = find_terms(vocabularies, request.args.get("q", ""), wanted, count_terms(desk.posts(), vocabularies))
    return jsonify(
        [
            {
                "name": one.term.name,
                "taxonomy": one.term.taxonomy,
                "alias": one.alias,
                "facts": " · ".join(fact for fact in (one.term.kind, one.term.country) if fact),
                "posts": one.posts,
            }
            for one in found
        ]
    )


@names.get("/names")
def list_names() -> str:
    """List new actors and likely duplicates, and actors that want a look."""
    desk = Desk.current()
    roster = make_roster(desk.site.content, desk.site.settings)
    vocabularies, fault = load_vocabularies(desk)
    return render_template(
        "names.html",
        roster=roster,
        once=[one for one in roster.new if one.posts == 1],
        bare=[term for term in vocabularies.actors.terms if not term.ignore and term.kind is None],
        stateless=[term for term in vocabularies.actors.terms if is_stateless(term)],
        fault=fault,
        kinds=ACTOR_KINDS,
        countries=sorted(term.name for term in vocabularies.countries.terms),
    )


@names.get("/names/same")
def same() -> str:
    """Ask which actor a name is another name of; with both named, show what a merge would touch."""
    desk = Desk.current()
    gone, kept = (" ".join(request.args.get(key, "").split()) for key in ("name", "kept"))
    vocabularies, _ = load_vocabularies(desk)
    target = vocabularies.actors.find(kept) if kept else None
    plan = plan_merge(desk.site.content, desk.site.settings, gone, kept) if gone and kept else None
    return render_template(
        "same.html",
        gone=gone,
        kept=target.name if target else kept,
        touched=plan.lines if plan else (),
        most=MOST_TOUCHED,
        back=read_back(request.args.get("back")),
    )


@names.post("/names/merge")
def merge() -> BaseResponse:
    """Make a name another name of an actor, in the vocabulary and in posts."""
    desk = Desk.current()
    gone, kept = request.form.get("name", ""), request.form.get("kept", "")
    if not gone.strip() or not kept.strip():
        raise ContentError("two names are needed: the one that goes, and the one that stays")
    with desk.writing():
        merge_actors(desk.site.content, desk.site.settings, gone, kept)
    desk.say(f"{gone} is now {kept}", undoable=True)
    return redirect(_after(request.form.get("back")))


@names.post("/names/apart")
def apart() -> BaseResponse:
    """Never propose two actors for a merge again."""
    desk = Desk.current()
    with desk.writing():
        keep_apart(desk.site.content, request.form.get("name", ""), request.form.get("other", ""))
    desk.say(f"{request.form.get('name')} is not {request.form.get('other')}", undoable=True)
    return redirect(url_for("names.list_names"))


@names.post("/names/add")
def add() -> BaseResponse:
    """Add a new actor to the vocabulary."""
    desk = Desk.current()
    kind = next((known for known in ACTOR_KINDS if known == request.form.get("kind")), None)
    with desk.writing():
        add_actor(
            desk.site.content,
            desk.site.settings,
            request.form.get("name", ""),
            kind=kind,
            country=request.form.get("country") or None,
        )
    desk.say(f"{request.form.get('name', '')} is in the vocabulary", undoable=True)
    return redirect(url_for("names.list_names"))


def read_back(key: str | None) -> str | None:
    """Return the key of the draft to go back to, if it is one."""
    return key if key and key in Desk.current().posts().by_key else None


def _after(back: str | None) -> str:
    key = read_back(back)
    return url_for("views.draft", key=key) if key else url_for("names.list_names")


# --- Finding terms ----------------------------------------------------------------------------------------------------


def find_terms(
    vocabularies: Vocabularies, typed: str, taxonomies: Sequence[Taxonomy], counts: Mapping[tuple[Taxonomy, str], int]
) -> list[Suggestion]:
    """Find the terms that may be meant, the likeliest first: by place in the name, then by number of posts."""
    wanted = fold_name(typed)
    if not wanted:
        return []
    best: dict[tuple[Taxonomy, str], Suggestion] = {}
    for term, name, folded in _list_names(vocabularies):
        rank = _rank(folded, wanted)
        key = (term.taxonomy, term.name)
        if rank is None or term.taxonomy not in taxonomies or (key in best and best[key].rank <= rank):
            continue
        alias = name if name != term.name else None
        best[key] = Suggestion(term=term, alias=alias, rank=rank, posts=counts.get(key, 0))
    ordered = sorted(best.values(), key=lambda one: (one.rank, -one.posts, len(one.term.name), one.term.name))
    return ordered[:MOST_SUGGESTED]


def count_terms(posts: PostList, vocabularies: Vocabularies) -> Counter[tuple[Taxonomy, str]]:
    """Count the posts of each term."""
    counts: Counter[tuple[Taxonomy, str]] = Counter()
    for taxonomy in TAXONOMIES:
        written = Counter(name for one in posts.by_key.values() if one.post for name in getattr(one.post, taxonomy))
        for name, count in written.items():
            term = vocabularies.of(taxonomy).find(name)
            counts[taxonomy, term.name if term else name] += count
    return counts


def is_stateless(term: Term) -> bool:
    """Return whether a person lacks a country; bodies of many countries have none."""
    return not term.ignore and term.kind == "person" and term.country is None


def _rank(folded: str, wanted: str) -> int | None:
    if wanted not in folded:
        return None
    if folded.startswith(wanted):
        return 0 if folded == wanted else 1
    return 2 if f" {wanted}" in folded else 3


def _list_names(vocabularies: Vocabularies) -> Iterator[tuple[Term, str, str]]:
    return iter(_folded_names(_Same(vocabularies)))


class _Same:
    """Vocabularies as a key of a cache: the same object, for to compare two takes long."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self.vocabularies = vocabularies

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.vocabularies.actors is self.vocabularies.actors

    def __hash__(self) -> int:
        return hash(id(self.vocabularies.actors))


@lru_cache(1)
def _folded_names(key: _Same) -> tuple[tuple[Term, str, str], ...]:
    terms = [term for taxonomy in TAXONOMIES for term in key.vocabularies.of(taxonomy).terms if not term.ignore]
    return tuple((term, name, fold_name(name)) for term in terms for name in (term.name, *term.aliases, *term.demonyms))
