"""Posts on disk, and what the editor has changed in a draft."""

import dataclasses
import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from digest.content.frontmatter import edit_post, format_post
from digest.content.posts import post_text, read_posts, removed_terms, untouched_draft
from digest.content.store import Content, LedgerEntry, make_content
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Post, Provenance
from support.made_posts import with_keys

UTC = ZoneInfo("UTC")
DRAFT = Post(
    title="Talks",
    date=dt.datetime(2021, 8, 17, tzinfo=dt.UTC),
    id="a",
    slug="talks",
    countries=("China", "Norway"),
    digest=Provenance(raw="a.txt", raw_sha256="0" * 64, review=("date",)),
    body="Text.",
)
ENTRY = LedgerEntry(
    event="ingested",
    raw="a.txt",
    raw_sha256="0",
    id="a",
    post="posts/a.md",
    suggested={"countries": ("PRC", "Norway", "Russia"), "topics": ("Diplomacy",)},
    removed={"countries": ("Iran", "norway"), "actors": ("Ann Berg",)},
)


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content/posts").mkdir(parents=True)
    return make_content(tmp_path / "content", DigestSettings())


def test_posts_are_read_with_their_files(content: Content) -> None:
    folder, text = content.posts[0], format_post(DRAFT)
    (folder / "a.md").write_bytes(text.encode())
    (folder / "b.md").write_bytes(b"junk")
    (folder / "c.md").write_bytes(b"\xff")
    (one,) = read_posts(content, UTC)
    assert (one.path, one.file, one.text, one.post.title) == (folder / "a.md", "content/posts/a.md", text, "Talks")


def test_days_are_in_the_site_s_zone(content: Content) -> None:
    (content.posts[0] / "a.md").write_text(with_keys(), encoding="utf-8")
    (one,) = read_posts(content, ZoneInfo("Asia/Kabul"))
    assert one.post.date.utcoffset() == dt.timedelta(hours=4, minutes=30)


# --- What ingest may write again --------------------------------------------------------------------------------------


def test_a_draft_as_ingest_wrote_it() -> None:
    draft = untouched_draft(format_post(DRAFT), UTC)
    assert draft is not None
    assert draft.title == "Talks"


@pytest.mark.parametrize(
    "text",
    [
        format_post(DRAFT).replace("Text.", "Text, edited."),
        edit_post(format_post(DRAFT), {"status": "published"}),
        edit_post(format_post(DRAFT), {"digest.review": None}),
        format_post(dataclasses.replace(DRAFT, digest=None)),
    ],
    ids=["edited", "published", "accepted before", "the editor's own"],
)
def test_other_posts_are_left_alone(text: str) -> None:
    assert untouched_draft(text, UTC) is None


# --- What the editor has taken out ------------------------------------------------------------------------------------


def test_terms_that_the_editor_removed() -> None:
    removed = removed_terms(ENTRY, format_post(DRAFT), base_vocabularies(), UTC)
    assert removed == {"actors": ("Ann Berg",), "countries": ("Iran", "Russia"), "topics": ("Diplomacy",)}


def test_a_term_removed_twice_is_listed_once() -> None:
    entry = dataclasses.replace(ENTRY, suggested={"countries": ("Iran",)}, removed={"countries": ("Iran",)})
    assert removed_terms(entry, format_post(DRAFT), base_vocabularies(), UTC)["countries"] == ("Iran",)


def test_of_a_post_that_cannot_be_read_what_was_known_stays() -> None:
    assert removed_terms(ENTRY, "junk", base_vocabularies(), UTC) == ENTRY.removed


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("See [the report](https://example.org/a_b) of May.", "See [the report] of May."),
        ("> Quoted\n>\n> twice", "Quoted\n\ntwice"),
        ("12\\. A list?\n\n3. Third", "12. A list?\n\nThird"),
        ("a &lt; b &amp; c&#58; d", "a  b  c d"),
        ("Brackets (these) stay.", "Brackets (these) stay."),
    ],
)
def test_the_text_of_a_post(body: str, text: str) -> None:
    assert post_text(with_keys(body=f"\n{body}\n"), UTC) == text


def test_a_post_that_cannot_be_read_has_no_text() -> None:
    assert post_text("junk", UTC) == ""
