"""Suggest stories for posts and raw files: what belongs to one that there is, what makes a new one, and why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...content.proposals import Corpus, Features, Group, Judge, Proposal, explain, propose
from ...content.proposals.propose import JUDGED
from ...content.store import Content, name_of, read_stories
from ...content.stories import Stories
from ...core.settings import DigestSettings
from ...site.cache import CacheFile
from .library import Entry, Library, load_library

EXPLAINED: Final = 4  # posts of a story, the nearest, with which new ones are compared in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Files of one event: those to tick, those that may belong to it, the story they belong to (None: a new one)."""

    files: tuple[str, ...]
    maybe: tuple[tuple[str, float], ...]
    story: str | None
    title: str | None
    score: float
    why: str


def suggest(
    content: Content | None, settings: DigestSettings, cache: CacheFile | None, given: Sequence[Path] = ()
) -> tuple[tuple[Suggestion, ...], tuple[str, ...]]:
    """Suggest stories for the given posts and raw files, or for all posts that are in no story.

    What lies in a folder is grouped among itself, whatever stories and posts there are. Returns the suggestions, and
    what is wrong with files that cannot be read. Without a site, raw files alone.
    """
    library = load_library(content, settings, cache) if content and cache else None
    found: list[Suggestion] = []
    errors: list[str] = []
    for folder in filter(Path.is_dir, given):
        suggestions, failed = _suggest_within(content, settings, library, folder)
        found += suggestions
        errors += failed
    files = [path for path in given if not path.is_dir()]
    if files or not given:
        suggestions, failed = _suggest_for(content, settings, library, files)
        found += suggestions
        errors += failed
    return tuple(found), tuple(errors)


def _suggest_within(
    content: Content | None, settings: DigestSettings, library: Library | None, folder: Path
) -> tuple[Iterator[Suggestion], tuple[str, ...]]:
    from ...ingest.intake import expand  # noqa: PLC0415 -- a tenth of a second that posts alone need not wait for

    entries = library.table.entries if library else {}
    posts, raws = _divide(content, entries, expand(folder))
    features, raw_outlets, errors = _read_raw(content, settings, raws)
    known = {file: library.texts.load(entries[file].number) for file in posts} if library else {}
    corpus = Corpus.of([*known.values(), *features.values()])
    names = dict(enumerate((*known, *features)))
    outlets = dict(enumerate((*(entries[file].outlet for file in known), *raw_outlets.values())))
    proposals = propose(Judge(corpus=corpus), names.keys(), ())
    return (_make(corpus, proposal, names, outlets, {}) for proposal in proposals), errors


def _suggest_for(
    content: Content | None, settings: DigestSettings, library: Library | None, given: Sequence[Path]
) -> tuple[Iterator[Suggestion], tuple[str, ...]]:
    entries = library.table.entries if library else {}
    posts, raws = _divide(content, entries, given)
    features, raw_outlets, errors = _read_raw(content, settings, raws)
    corpus, numbers = _make_corpus(library, list(features.values()))
    names = dict(zip(numbers, features, strict=True)) | {one.number: file for file, one in entries.items()}
    outlets = dict(zip(numbers, raw_outlets.values(), strict=True))
    outlets |= {one.number: one.outlet for one in entries.values()}
    stories = read_stories(content) if content else Stories()
    asked = {*numbers, *(entries[file].number for file in posts)}
    if not given:
        asked = {one.number for one in entries.values() if not stories.of_post(one.id)}
    titles = {story.slug: story.title for story in stories.stories}
    proposals = _propose(corpus, asked, _free(entries, stories), _groups(entries, stories))
    return (_make(corpus, proposal, names, outlets, titles) for proposal in proposals), errors


def _divide(
    content: Content | None, entries: Mapping[str, Entry], files: Iterable[Path]
) -> tuple[list[str], list[Path]]:
    """Tell posts from raw files."""
    posts, raws = [], []
    for file in files:
        name = name_of(content, file.resolve()) if content else ""
        if name in entries:
            posts.append(name)
        else:
            raws.append(file)
    return posts, raws


def _read_raw(
    content: Content | None, settings: DigestSettings, paths: Sequence[Path]
) -> tuple[Mapping[str, Features], Mapping[str, str | None], tuple[str, ...]]:
    """Read raw files: features and outlets by name, and what is wrong with those that cannot be read."""
    if not paths:
        return {}, {}, ()
    from .raw_articles import read_raw_articles  # noqa: PLC0415 -- it loads all of ingest

    raw = read_raw_articles(content, settings, paths)
    return raw.features, raw.outlets, raw.errors


def _make_corpus(library: Library | None, articles: list[Features]) -> tuple[Corpus, range]:
    return library.with_articles(articles) if library else (Corpus.of(articles), range(len(articles)))


def _groups(entries: Mapping[str, Entry], stories: Stories) -> list[Group]:
    """Return the open stories by the numbers of their posts, the oldest first."""
    by_id = {entry.id: entry for entry in entries.values()}
    groups = []
    for story in stories.stories:
        members = sorted(
            (by_id[one] for one in story.posts if one in by_id), key=lambda entry: (entry.day, entry.number)
        )
        refused = frozenset(by_id[one].number for one in story.refused if one in by_id)
        if story.status == "open" and members:
            numbers = tuple(entry.number for entry in members)
            groups.append(Group(slug=story.slug, members=numbers, refused=refused))
    return groups


def _free(entries: Mapping[str, Entry], stories: Stories) -> frozenset[int]:
    return frozenset(one.number for one in entries.values() if not stories.of_post(one.id))


def _propose(corpus: Corpus, asked: set[int], free: frozenset[int], stories: Sequence[Group]) -> Iterator[Proposal]:
    """Propose stories for what was asked for; posts in no story that are near it may be part of a new one."""
    near = {other for number in asked for other in corpus.neighbours(number)[:JUDGED] if other in free}
    for proposal in propose(Judge(corpus=corpus), asked | near, stories):
        if asked.intersection((*proposal.ticked, *(number for number, _ in proposal.maybe))):
            yield proposal


def _make(
    corpus: Corpus,
    found: Proposal,
    names: Mapping[int, str],
    outlets: Mapping[int, str | None],
    titles: Mapping[str, str],
) -> Suggestion:
    shown = found.ticked or tuple(number for number, _ in found.maybe)
    inside = frozenset(found.story.members if found.story.slug else ())
    beside = [number for number in corpus.neighbours(shown[0]) if number in inside][:EXPLAINED]
    return Suggestion(
        files=tuple(names[number] for number in found.ticked),
        maybe=tuple((names[number], round(score, 2)) for number, score in found.maybe),
        story=found.story.slug,
        title=titles.get(found.story.slug or ""),
        score=round(found.score, 2),
        why=explain(corpus, shown, beside, outlets),
    )
