"""The post of an earlier version: what it is compared by, and whether it was edited."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.frontmatter import format_post
from digest.content.store import Content, LedgerEntry, make_content
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Provenance, Reading
from digest.ingest.intake import existing as existing_module
from digest.ingest.intake.change import Change
from digest.ingest.intake.decide import ExistingPost, Match
from digest.ingest.intake.existing import read_existing
from digest.ingest.pipeline import read_unannotated
from support.posts import make_post

SETTINGS = DigestSettings()
ARTICLE = """\
Two countries agree on ships

The ministers of both countries met in Oslo on Tuesday to talk about ships in the far north.

They agreed that 140 vessels a year may pass, and that a treaty is to be ready before winter.

The harbour masters will settle in spring who tows whom, and on which of the two radio channels.
"""
LAST = "The harbour masters will settle in spring who tows whom, and on which of the two radio channels."
NEW = "Greenland, which was not asked, said late on Wednesday that it would send an envoy of its own."
REVIEW = Provenance(raw="talks.txt", raw_sha256="0" * 64, review=("summary",))


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    (tmp_path / "content" / "inbox").mkdir()
    return make_content(tmp_path / "content", SETTINGS)


def reading_of(text: str) -> Reading:
    (reading,) = read_unannotated(text.encode(), name="later.txt", vocabularies=base_vocabularies(), settings=SETTINGS)
    return reading


def existing(
    content: Content,
    text: str,
    *,
    by: str = "sketch",
    edit: str = "",
    raw: str = ARTICLE,
    settings: DigestSettings = SETTINGS,
) -> ExistingPost:
    """Read the post of ARTICLE, which the editor has edited so, beside a version with this text."""
    post = content.posts[0] / "talks.md"
    body = raw.partition("\n\n")[2]
    draft = make_post(
        title="Two countries agree on ships", status="draft", countries=("Norway",), body=body, digest=REVIEW
    )
    post.write_text(format_post(draft) + edit, encoding="utf-8")
    (content.inbox / "talks.txt").write_text(raw, encoding="utf-8")
    entry = LedgerEntry(
        event="ingested",
        raw="talks.txt",
        raw_sha256=hashlib.sha256(ARTICLE.encode()).hexdigest(),
        id="one",
        post="posts/talks.md",
        suggested={"countries": ("Norway", "Iceland")},
    )
    match = Match(by=by, entry=entry, last=entry, path=post)  # type: ignore[arg-type]
    found = read_existing(content, settings, base_vocabularies(), reading_of(text), match)
    assert found
    return found


@pytest.mark.parametrize(
    ("text", "change"),
    [
        pytest.param(ARTICLE, Change(kind="same"), id="the same"),
        pytest.param(f"{ARTICLE}\n{NEW}\n", Change(kind="longer", evidence=NEW), id="longer"),
        pytest.param(ARTICLE.replace(f"{LAST}\n", ""), Change(kind="shorter", evidence=LAST), id="shorter"),
    ],
)
@pytest.mark.parametrize("raw", [ARTICLE, ARTICLE + " "], ids=["by its raw file", "by the post"])
def test_how_a_version_differs(content: Content, text: str, change: Change, raw: str) -> None:
    assert existing(content, text, raw=raw).change == change


def test_a_raw_file_beyond_its_budget_is_given_up_and_the_post_compared(
    content: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*_: object, **__: object) -> None:
        while True:
            pass

    reading = reading_of(f"{ARTICLE}\n{NEW}\n")
    monkeypatch.setattr(existing_module, "read_unannotated", endless)
    monkeypatch.setattr(f"{__name__}.reading_of", lambda _: reading)
    found = existing(content, "", settings=replace(SETTINGS, file_seconds=1))
    assert found.change == Change(kind="longer", evidence=NEW)


def test_another_state_of_the_same_file_is_not_compared(content: Content) -> None:
    assert existing(content, ARTICLE, by="file").change is None


def test_what_the_editor_has_done(content: Content) -> None:
    unedited, edited = existing(content, ARTICLE), existing(content, ARTICLE, edit="\nMy own words.\n")
    assert unedited.draft
    assert edited.draft is None
    assert unedited.removed["countries"] == edited.removed["countries"] == ("Iceland",)


@pytest.mark.parametrize(("by", "gone"), [("outdated text", False), ("sketch", True)], ids=["outdated", "deleted"])
def test_a_post_that_does_not_count_is_not_read(content: Content, by: str, gone: bool) -> None:
    entry = LedgerEntry(event="ingested", raw="a.txt", raw_sha256="0" * 64, id="one", post="posts/nowhere.md")
    path = None if gone else content.posts[0] / "nowhere.md"
    match = Match(by=by, entry=entry, last=replace(entry), path=path)  # type: ignore[arg-type]
    assert read_existing(content, SETTINGS, base_vocabularies(), reading_of(ARTICLE), match) is None
