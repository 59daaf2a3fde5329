"""Add an actor to the editor's vocabulary; merge two, in the vocabulary and in posts."""

from collections.abc import Mapping
from dataclasses import dataclass

from ...content.frontmatter import edit_post
from ...content.journal import commit
from ...content.posts import read_posts
from ...content.private import post_edits
from ...content.store import Content, Edit, edit_vocabulary, name_of, read_vocabularies
from ...content.vocabulary import (
    add_entry,
    add_term,
    base_vocabularies,
    change_entry,
    entry_data,
    remove_entry,
)
from ...core.errors import ContentError
from ...core.settings import DigestSettings
from ...core.slugs import fold_name, slugify
from ...core.types import ActorKind, NewActor, Post, Term
from .listing import find_noted

CARRIED = ("kind", "country", "wikidata", "roles")  # keys that the merged entry gets if it lacks them


def add_actor(
    content: Content, settings: DigestSettings, name: str, *, kind: ActorKind | None = None, country: str | None = None
) -> str:
    """Add an actor to the editor's vocabulary; its kind and country default to what ingest noted in posts."""
    name = " ".join(name.split())
    actors = read_vocabularies(content).actors
    known = actors.find(name)
    if known:
        raise ContentError(f"{name}: it is already in the vocabulary, as {known.name}")
    posts = read_posts(content, settings.timezone)
    noted = find_noted(posts, name)
    if noted:
        kind, country = kind or noted.kind, country or noted.country
    entry = {"name": name, "kind": kind, "country": country}
    has_page = any(_names(one.post, {fold_name(name)}) for one in posts if one.post.status == "published")

    def add(text: str, file: str) -> str:
        return add_entry(text, entry, file=file) if has_page else add_term(text, entry, actors, file=file)

    edit = edit_vocabulary(content, "actors", add)
    commit(content, "vocabulary add", name, [edit])
    return f"{name}: added to {name_of(content, edit.path)}; `digest undo` takes it out again"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePlan:
    """What a merge would change: edits, and a line for each in words."""

    kept: str
    edits: tuple[Edit, ...]
    lines: tuple[str, ...]


def plan_merge(content: Content, settings: DigestSettings, gone: str, kept: str) -> MergePlan:
    """Plan to merge the first actor into the second, whose entry gets its names; posts name the second.

    Posts that name the first one although it is an alias already are changed, too. Raises DigestError.
    """
    actors = read_vocabularies(content).actors
    old, new = actors.find(gone) or _new_term(gone), actors.find(kept) or _new_term(kept)
    posts = read_posts(content, settings.timezone)
    merged = old.known and old.name == new.name  # it is an alias already, but posts may still use it
    lines, edits = [], []
    if not merged:
        named = any(_names(one.post, {fold_name(old.name)}) for one in posts)
        noted = find_noted(posts, new.name) or find_noted(posts, old.name)

        def merge(text: str, file: str) -> str:
            _check(old, new, text, named=named)
            return _merged(text, old, new, noted, file=file)

        edits.append(edit_vocabulary(content, "actors", merge))
        file = name_of(content, edits[0].path)
        lines.append(f"{file}: {old.name} is now {new.name}; its page and feeds redirect there")
    former = {fold_name(name) for name in ((gone,) if merged else (old.name, *old.aliases))} - {fold_name(new.name)}
    for one in posts:
        changed = _with_name(one.text, one.post, former, new.name, file=one.file)
        if changed != one.text:
            edits += post_edits(content, one.path, changed, old=one.text)
            lines.append(f"{one.file}: now names {new.name}")
    if not lines:
        raise ContentError(f"{gone}: it is already {new.name}, in the vocabulary and in every post")
    return MergePlan(kept=new.name, edits=tuple(edits), lines=tuple(lines))


def merge_actors(content: Content, settings: DigestSettings, gone: str, kept: str) -> list[str]:
    """Merge the first actor into the second, in the vocabulary and in posts, in one action; addresses redirect."""
    plan = plan_merge(content, settings, gone, kept)
    commit(content, "vocabulary merge", f"{gone} into {plan.kept}", plan.edits)
    return [*plan.lines, "`git diff content` shows all changes; `digest undo` takes them back"]


def _new_term(name: str) -> Term:
    name = " ".join(name.split())
    return Term(taxonomy="actors", name=name, slug=slugify(name), known=False)


def _check(old: Term, new: Term, text: str, *, named: bool) -> None:
    if fold_name(old.name) == fold_name(new.name):
        raise ContentError(f"{old.name}: the two names are the same; change the spelling in posts by hand")
    if not old.known and not named:
        raise ContentError(f"{old.name}: neither the vocabulary nor a post names such an actor")
    if (old.known and entry_data(text, old.name) is None) or base_vocabularies().actors.find(old.name):
        raise ContentError(
            f"{old.name}: the plugin's own vocabulary has it; merge the other one into it: "
            f'digest vocabulary merge "{new.name}" "{old.name}"'
        )


def _names(post: Post, folded: set[str]) -> bool:
    return any(fold_name(name) in folded for name in post.actors)


def _merged(text: str, old: Term, new: Term, noted: NewActor | None, *, file: str) -> str:
    """Return the entry of `new` the names, former addresses and facts of `old`, whose entry goes."""
    entry = entry_data(text, new.name, file=file)
    former = entry_data(text, old.name, file=file) or {}
    facts = {"kind": noted.kind, "country": noted.country} if noted and not new.known else {}
    changes: dict[str, object] = {
        key: former.get(key) or facts.get(key)
        for key in CARRIED
        if (former.get(key) or facts.get(key)) and not (entry or {}).get(key) and getattr(new, key) in (None, ())
    }
    changes["aliases"] = _joined(entry, "aliases", (old.name, *_texts(former, "aliases")), but=new.name)
    slugs = (old.slug, *_texts(former, "former_slugs"))
    changes["former_slugs"] = _joined(entry, "former_slugs", slugs, but=new.slug)
    if former:
        text = remove_entry(text, old.name, file=file)
    if entry is None:
        return add_entry(text, {"name": new.name, **changes}, file=file)
    return change_entry(text, new.name, changes, file=file)


def _joined(entry: Mapping[str, object] | None, key: str, more: tuple[str, ...], *, but: str) -> tuple[str, ...]:
    known = {fold_name(text): text for text in (*_texts(entry or {}, key), *more)}
    known.pop(fold_name(but), None)
    return tuple(known.values())


def _texts(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    value = entry.get(key) or ()
    return (value,) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, tuple) else ()


def _with_name(text: str, post: Post, former: set[str], name: str, *, file: str) -> str:
    """Replace the former names by the new one, once."""
    if not _names(post, former):
        return text
    actors = dict.fromkeys(name if fold_name(actor) in {*former, fold_name(name)} else actor for actor in post.actors)
    changes: dict[str, object] = {"actors": tuple(actors)}
    if post.digest and post.digest.new_actors:
        others = tuple(
            actor for actor in post.digest.new_actors if fold_name(actor.name) not in {*former, fold_name(name)}
        )
        if others != post.digest.new_actors:
            changes["digest.new_actors"] = others or None
    return edit_post(text, changes, file=file)
