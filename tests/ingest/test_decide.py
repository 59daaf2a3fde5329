"""What becomes of a reading: one table of ledgers, posts and readings, and the whole decision for each."""

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from digest.content.store import Ledger, LedgerEntry, PostIndex
from digest.core.similarity import make_sketch
from digest.core.types import Annotations, Article, RawArticle, Reading
from digest.ingest.compose import make_id, text_sha256
from digest.ingest.intake.change import Change
from digest.ingest.intake.decide import Decision, ExistingPost, Incoming, Match, decide, find_match, make_incoming
from digest.ingest.intake.messages import MESSAGES, format_message
from digest.ingest.intake.outcome import Kind
from support.posts import make_post

OLD, NEW = "a" * 64, "b" * 64  # hashes of raw files
POST = Path("/site/content/posts/talks.md")
REMOVED = {"actors": ("Wang Yi",), "countries": (), "topics": ()}
BEFORE = LedgerEntry(
    event="ingested", raw="talks.txt", raw_sha256=OLD, text_sha256="t1", id="0" * 16, post="posts/talks.md"
)
REJECTED = replace(BEFORE, event="rejected", removed=REMOVED)
ENTRY = replace(BEFORE, id="", post="", text_sha256="t2", raw_sha256=NEW)
OTHER = replace(ENTRY, raw="later.txt")  # another file with a version of the article
DRAFT = make_post(title="Talks")
UNEDITED = ExistingPost(text="", draft=DRAFT, is_edited=False, removed=REMOVED)
ACCEPTED = replace(UNEDITED, draft=None)
EDITED = replace(ACCEPTED, is_edited=True)
INDEX = PostIndex(by_id={BEFORE.id: POST}, by_slug={}, slugs={})
NO_POSTS = PostIndex(by_id={}, by_slug={}, slugs={})
LEDGER = Ledger([BEFORE])
FRESH = "Nobody was asked."
QUOTE = f"“{FRESH}”"


def match(by: str = "file", *, entry: LedgerEntry = BEFORE, path: Path | None = POST) -> Match:
    return Match(by=by, entry=entry, last=entry, path=path)  # type: ignore[arg-type]


def changed(existing: ExistingPost, kind: str) -> ExistingPost:
    evidence = None if kind == "same" else FRESH
    return replace(existing, change=Change(kind=kind, evidence=evidence))  # type: ignore[arg-type]


def passed(entry: LedgerEntry) -> LedgerEntry:
    return replace(entry, event="passed", id=BEFORE.id, post=BEFORE.post)


def conflict(message: str, entry: LedgerEntry, **parts: str) -> Decision:
    return Decision(
        kind="conflict",
        action="create",
        entry=entry,
        path=POST,
        message=message,
        parts=parts,
        doubts=("corrected",),
    )


SAME_BYTES = replace(ENTRY, raw_sha256=OLD, text_sha256="t1")
SAME_TEXT = replace(ENTRY, text_sha256="t1")
NEW_DRAFT = Decision(kind="new", action="create", entry=ENTRY, message="new")
TABLE = [
    pytest.param(Incoming(entry=ENTRY, is_empty=True), None, Decision(kind="failed", message="empty"), id="empty"),
    pytest.param(Incoming(entry=ENTRY), None, NEW_DRAFT, id="new"),
    pytest.param(
        Incoming(entry=replace(ENTRY, part=9)),
        None,
        Decision(kind="unchanged", action="record", entry=replace(ENTRY, part=9), path=POST, message="recovered"),
        id="a draft that the ledger does not know",
    ),
    # The same raw file
    pytest.param(
        Incoming(entry=ENTRY, match=match()),
        UNEDITED,
        Decision(
            kind="updated",
            action="update",
            entry=replace(ENTRY, removed=REMOVED),
            existing=UNEDITED,
            path=POST,
            message="updated",
        ),
        id="a changed file of an unedited draft",
    ),
    pytest.param(
        Incoming(entry=SAME_BYTES, match=match()),
        UNEDITED,
        Decision(
            kind="updated",
            action="update",
            entry=replace(SAME_BYTES, removed=REMOVED),
            existing=UNEDITED,
            path=POST,
            message="updated",
        ),
        id="a refresh of an unedited draft",
    ),
    pytest.param(
        Incoming(entry=SAME_BYTES, match=match()), EDITED, Decision(kind="edited"), id="an unchanged file of a post"
    ),
    pytest.param(
        Incoming(entry=SAME_TEXT, match=match()),
        EDITED,
        Decision(
            kind="edited",
            action="skip",
            entry=passed(replace(SAME_TEXT, removed=REMOVED)),
            path=POST,
            message="other-article-changed",
        ),
        id="a file that changed in another article",
    ),
    pytest.param(
        Incoming(entry=ENTRY, match=match()),
        EDITED,
        conflict("conflict", replace(ENTRY, removed=REMOVED)),
        id="a changed file of an edited post",
    ),
    pytest.param(
        Incoming(entry=ENTRY, match=match()),
        ACCEPTED,
        conflict("accepted", replace(ENTRY, removed=REMOVED)),
        id="a changed file of an accepted post",
    ),
    pytest.param(
        Incoming(entry=SAME_BYTES, match=match(path=None)), None, Decision(kind="unchanged"), id="a deleted draft"
    ),
    pytest.param(
        Incoming(entry=ENTRY, match=match(path=None)),
        None,
        Decision(kind="dropped", action="skip", entry=passed(ENTRY), message="changed-deleted"),
        id="a changed file of a deleted draft",
    ),
    # Another raw file
    pytest.param(
        Incoming(entry=OTHER, match=match("text")),
        changed(EDITED, "same"),
        Decision(
            kind="duplicate",
            action="skip",
            entry=passed(OTHER),
            path=POST,
            message="duplicate",
            parts={"other": "talks.txt"},
        ),
        id="the same text",
    ),
    pytest.param(
        Incoming(entry=OTHER, match=match("outdated text")),
        None,
        Decision(
            kind="duplicate",
            action="skip",
            entry=passed(OTHER),
            path=POST,
            message="duplicate",
            parts={"other": "talks.txt"},
        ),
        id="the text of an earlier version",
    ),
    pytest.param(
        Incoming(entry=OTHER, match=match("sketch")),
        changed(UNEDITED, "shorter"),
        Decision(
            kind="duplicate",
            action="skip",
            entry=passed(OTHER),
            path=POST,
            message="shorter",
            parts={"other": "talks.txt", "quote": QUOTE},
        ),
        id="shorter",
    ),
    *(
        pytest.param(
            Incoming(entry=OTHER, match=match("sketch")),
            changed(UNEDITED, kind),
            Decision(
                kind="updated",
                action="update",
                entry=replace(OTHER, removed=REMOVED),
                existing=changed(UNEDITED, kind),
                path=POST,
                message=f"{kind}-updated",
                parts={"other": "talks.txt", "quote": QUOTE},
            ),
            id=f"{kind}, of an unedited draft",
        )
        for kind in ("longer", "corrected")
    ),
    *(
        pytest.param(
            Incoming(entry=OTHER, match=match("sketch")),
            changed(existing, kind),
            conflict(f"{kind}-{state}", OTHER, other="talks.txt", quote=QUOTE),
            id=f"{kind}, of a post in {state}",
        )
        for kind in ("longer", "corrected", "other")
        for existing, state in ((EDITED, "conflict"), (ACCEPTED, "accepted"))
    ),
    pytest.param(
        Incoming(entry=OTHER, match=match("sketch")),
        changed(UNEDITED, "other"),
        Decision(kind="new", action="create", entry=OTHER, message="new"),
        id="another article by the same pattern",
    ),
    pytest.param(
        Incoming(entry=OTHER, match=match("sketch", path=None)),
        None,
        Decision(
            kind="dropped",
            action="skip",
            entry=passed(OTHER),
            message="duplicate-deleted",
            parts={"other": "talks.txt"},
        ),
        id="the same text as a deleted draft",
    ),
]


@pytest.mark.parametrize(("incoming", "existing", "decision"), TABLE)
def test_what_becomes_of_a_reading(incoming: Incoming, existing: ExistingPost | None, decision: Decision) -> None:
    index = replace(INDEX, by_id={**INDEX.by_id, make_id(NEW, 9): POST})
    assert decide(LEDGER, index, incoming, existing) == decision


def test_the_table_has_every_kind_of_outcome() -> None:
    assert {case.values[2].kind for case in TABLE} == set(get_args(Kind))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("incoming", "again", "decision"),
    [
        pytest.param(
            Incoming(entry=ENTRY, match=match(entry=REJECTED, path=None)),
            False,
            Decision(kind="dropped", action="skip", entry=passed(ENTRY), message="changed-rejected"),
            id="a changed file",
        ),
        pytest.param(
            Incoming(entry=ENTRY, match=match(entry=REJECTED, path=None)),
            True,
            Decision(kind="new", action="create", entry=replace(ENTRY, removed=REMOVED), message="new"),
            id="asked for again",
        ),
        pytest.param(
            Incoming(entry=OTHER, match=match("text", entry=REJECTED, path=None)),
            False,
            Decision(
                kind="dropped",
                action="skip",
                entry=passed(OTHER),
                message="duplicate-rejected",
                parts={"other": "talks.txt"},
            ),
            id="another file",
        ),
    ],
)
def test_what_becomes_of_a_rejected_article(incoming: Incoming, again: bool, decision: Decision) -> None:
    assert decide(Ledger([BEFORE, REJECTED]), NO_POSTS, incoming, None, again=again) == decision


def test_that_no_post_is_made_is_noted_once() -> None:
    incoming = Incoming(entry=OTHER, match=match("text"))
    first = decide(LEDGER, INDEX, incoming, changed(EDITED, "same"))
    assert first.entry
    second = decide(Ledger([BEFORE, first.entry]), INDEX, incoming, changed(EDITED, "same"))
    assert second == replace(first, action=None, entry=None)


# --- Which earlier article it is --------------------------------------------------------------------------------------

SKETCH = make_sketch(" ".join(f"word{number}" for number in range(60)))
ALIKE = make_sketch(" ".join(f"word{number}" for number in range(64)))
KNOWN = replace(BEFORE, sketch=SKETCH)
LATER = replace(KNOWN, raw="later.txt", text_sha256="t3", sketch=None)  # of the same post
# A second draft, saved beside the post that was edited, which the editor then rejected.
SECOND = replace(KNOWN, raw_sha256=NEW, text_sha256="t2", id="2" * 16, post="posts/talks-2.md")
WITH_SECOND = [KNOWN, SECOND, replace(SECOND, event="rejected")]
NEXT = replace(ENTRY, raw_sha256="c" * 64, text_sha256="t4")


@pytest.mark.parametrize(
    ("entries", "entry", "index", "again", "found"),
    [
        pytest.param([KNOWN], ENTRY, INDEX, False, ("file", KNOWN, POST), id="the file"),
        pytest.param([KNOWN], replace(ENTRY, part=2), INDEX, False, None, id="another article of the file"),
        pytest.param(
            [KNOWN], replace(ENTRY, part=2, text_sha256="t1"), INDEX, False, ("file", KNOWN, POST), id="moved in it"
        ),
        pytest.param(
            [KNOWN],
            replace(OTHER, raw="new.txt", raw_sha256=OLD),
            INDEX,
            False,
            ("file", KNOWN, POST),
            id="a renamed file",
        ),
        pytest.param([KNOWN], replace(OTHER, text_sha256="t1"), INDEX, False, ("text", KNOWN, POST), id="the text"),
        pytest.param(
            [KNOWN, LATER],
            replace(OTHER, raw="new.txt", text_sha256="t1"),
            INDEX,
            False,
            ("outdated text", KNOWN, POST),
            id="the text of an earlier version",
        ),
        pytest.param([KNOWN], replace(OTHER, sketch=ALIKE), INDEX, False, ("sketch", KNOWN, POST), id="most words"),
        pytest.param(WITH_SECOND, NEXT, INDEX, False, ("file", KNOWN, POST), id="the file, after a rejected second"),
        pytest.param(WITH_SECOND, ENTRY, INDEX, False, ("file", SECOND, None), id="the rejected second itself"),
        pytest.param(
            WITH_SECOND,
            replace(NEXT, raw="new.txt", sketch=ALIKE),
            INDEX,
            False,
            ("sketch", KNOWN, POST),
            id="most words of a rejected second",
        ),
        pytest.param([KNOWN], replace(OTHER, sketch=ALIKE), NO_POSTS, False, ("sketch", KNOWN, None), id="no post"),
        pytest.param([KNOWN], replace(OTHER, sketch=ALIKE), NO_POSTS, True, None, id="no post, asked for again"),
        pytest.param([KNOWN], OTHER, INDEX, False, None, id="another article"),
    ],
)
def test_which_earlier_article_it_is(
    entries: list[LedgerEntry],
    entry: LedgerEntry,
    index: PostIndex,
    again: bool,
    found: tuple[str, LedgerEntry, Path | None] | None,
) -> None:
    result = find_match(Ledger(entries), index, entry, inbox={"new.txt", "later.txt"}, again=again)
    assert (result and (result.by, result.entry, result.path)) == found


def reading(text: str, headline: str | None = None) -> Reading:
    raw = RawArticle(name="talks.txt", sha256=NEW, text="Menu\n\n" + text)
    article = Article(headline=headline, text=text)
    return Reading(raw=raw, article=article, removals=(), annotations=Annotations())


@pytest.mark.parametrize(
    ("found", "is_empty"),
    [
        pytest.param(reading("They met."), False, id="a text"),
        pytest.param(reading("", "Talks"), False, id="a headline alone"),
        pytest.param(reading(" \n"), True, id="nothing"),
    ],
)
def test_a_reading_becomes_an_entry_without_a_post(found: Reading, is_empty: bool) -> None:
    incoming = make_incoming(Ledger(), NO_POSTS, found, parts=2, inbox=(), again=False)
    assert (incoming.is_empty, incoming.match) == (is_empty, None)
    assert incoming.entry == replace(
        ENTRY, parts=2, text_sha256=text_sha256(found.raw.text), sketch=make_sketch(found.article.text)
    )


# --- Messages ---------------------------------------------------------------------------------------------------------


def test_a_conflict_names_both_files_and_what_to_do() -> None:
    parts = {"existing": "content/posts/talks.md", "post": "content/posts/talks-2.md"}
    assert format_message("conflict", parts) == (
        "the file has changed. You have edited content/posts/talks.md. The new version was saved as "
        "content/posts/talks-2.md; merge what you need, then reject one of the two."
    )


@pytest.mark.parametrize("key", MESSAGES)
def test_what_an_article_says_is_never_run_as_a_format(key: str) -> None:
    hostile = "{post.__class__} {} {0} %s {"
    parts = dict.fromkeys(("existing", "post", "other", "quote", "raw"), hostile)
    message = format_message(key, parts)
    assert message.count(hostile) == message.count("{post.__class__}")
