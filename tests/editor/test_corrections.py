"""Corrections of one post: fields, terms, lines; compare-and-set."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.frontmatter import format_post, is_untouched, parse_post
from digest.content.journal import read_history
from digest.content.store import Content, make_content, read_vocabularies
from digest.content.vocabulary import base_vocabularies
from digest.core.errors import ContentError, DigestError, ProblemsError
from digest.core.settings import DigestSettings
from digest.core.types import NewActor, Post, Provenance, Reading, Removal, Source
from digest.editor.corrections import (
    ChangedElsewhereError,
    drop_paragraph,
    hash_text,
    restore_lines,
    set_fields,
    set_term,
    split_body,
)
from digest.ingest.names import RuleNames
from digest.ingest.pipeline import read_file
from support.posts import make_post

SETTINGS = DigestSettings()
BODY = "One.\n\nTwo.\n\nThree."
REVIEW = ("headline", "date-order", "summary", "actors", "body")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content/posts/2021").mkdir(parents=True)
    (tmp_path / "content/vocabularies").mkdir()
    return make_content(tmp_path / "content", SETTINGS)


def put(content: Content, **fields: object) -> Path:
    """Put an unedited draft of ingest into the content."""
    digest = Provenance(raw="talks.txt", raw_sha256="ab", review=REVIEW)
    source = Source(name="Example Wire", published=make_post().date.date())
    values = {"slug": "talks", "status": "draft", "body": BODY, "digest": digest, "source": source} | fields
    path = content.posts[0] / "2021/2021-08-01-talks.md"
    path.write_text(format_post(make_post(**values)), encoding="utf-8")  # type: ignore[arg-type]
    return path


def read(path: Path) -> Post:
    return parse_post(path.read_text(encoding="utf-8"), file=path.name)


def review(path: Path) -> tuple[str, ...]:
    digest = read(path).digest
    return (digest.review or ()) if digest else ()


# --- Fields -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "expected", "settled"),
    [
        ({"title": "  A better\ntitle "}, {"title": "A better title"}, {"headline"}),
        ({"summary": "Short."}, {"summary": "Short."}, {"summary"}),
        ({"outlet": "Other Wire", "url": "https://e.org/a"}, {"name": "Other Wire", "url": "https://e.org/a"}, set()),
        ({"author": "Ann Berg, Bo Hill"}, {"author": ("Ann Berg", "Bo Hill")}, set()),
        ({"author": "Berg, Ann; Hill, Bo"}, {"author": ("Berg, Ann", "Hill, Bo")}, set()),
        ({"actors": "Ann Berg, Bo Hill"}, {"actors": ("Ann Berg", "Bo Hill")}, {"actors"}),
        ({"body": "\nNew.\r\n\r\nText. \n\n"}, {"body": "New.\n\nText."}, {"body"}),
        ({"outlet": ""}, {"name": None}, set()),
        ({"title": "Half a \ud83d pair"}, {"title": "Half a ? pair"}, {"headline"}),
        ({"title": "T", "body": "B"}, {"title": "T", "body": "B"}, {"headline", "body"}),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else "",
)
def test_fields_are_set_and_no_longer_doubted(
    content: Content, texts: Mapping[str, str], expected: Mapping[str, object], settled: set[str]
) -> None:
    path = put(content)
    set_fields(content, SETTINGS, path, texts)
    post = read(path)
    assert {key: getattr(post.source if hasattr(Source(), key) else post, key) for key in expected} == expected
    assert set(review(path)) == set(REVIEW) - settled
    assert not is_untouched(path.read_text(encoding="utf-8"))


def test_other_bytes_stay(content: Content) -> None:
    path = put(content)
    text = path.read_text(encoding="utf-8").replace("title: ", "# mine\r\ntitle:   ").replace("One.", "One.  ")
    path.write_bytes(text.encode())
    set_fields(content, SETTINGS, path, {"summary": "S."})
    changed = path.read_bytes().decode()
    assert "# mine\r\ntitle:   Talks\n" in changed
    assert "One.  \n" in changed


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("body", ["", "\n\nOld.\n\n\n", "\n"], ids=["none", "with blank lines", "a blank line"])
def test_a_body_is_replaced_in_the_files_line_ends(content: Content, newline: str, body: str) -> None:
    path = put(content)
    head = path.read_text(encoding="utf-8").partition("\n---\n")[0] + "\n---"
    path.write_bytes((head + body).replace("\n", newline).encode())
    set_fields(content, SETTINGS, path, {"body": "New.\n\nText."})
    head = head.replace("[headline, date-order, summary, actors, body]", "[headline, date-order, summary, actors]")
    assert path.read_bytes().decode() == f"{head}\n\nNew.\n\nText.\n".replace("\n", newline)


@pytest.mark.parametrize(
    ("texts", "error", "message"),
    [
        ({"titel": "x"}, ContentError, "titel: there is no such field to set; there are title, date"),
        ({"title": " "}, ProblemsError, "a post needs a title"),
        ({"date": "tomorrow"}, ContentError, "date: 'tomorrow' is not a date"),
        ({"url": "javascript:x"}, ProblemsError, "an address starts with https://"),
        ({"countries": "Norwey"}, ProblemsError, "did you mean 'Norway'"),
        ({"show": "all"}, ProblemsError, "show"),
    ],
)
def test_what_cannot_be_set_is_said_and_nothing_is_written(
    content: Content, texts: Mapping[str, str], error: type[DigestError], message: str
) -> None:
    path = put(content)
    before = path.read_bytes()
    with pytest.raises(error, match=message):
        set_fields(content, SETTINGS, path, texts)
    assert path.read_bytes() == before
    assert list(read_history(content)) == []


def test_an_error_that_was_there_before_stops_no_correction(content: Content) -> None:
    path = put(content, countries=("Norwey",))
    set_fields(content, SETTINGS, path, {"title": "T"})
    assert read(path).title == "T"


def test_the_date_of_a_draft_is_that_of_its_source(content: Content) -> None:
    path = put(content)
    set_fields(content, SETTINGS, path, {"date": "2021-07-09"})
    post = read(path)
    assert (post.date.isoformat(), str(post.source and post.source.published)) == (
        "2021-07-09T00:00:00+00:00",
        "2021-07-09",
    )
    assert "date-order" not in review(path)


def test_a_date_that_is_not_the_sources_leaves_that(content: Content) -> None:
    path = put(content, source=Source(published=make_post(day=3).date.date()))
    set_fields(content, SETTINGS, path, {"date": "2021-07-09"})
    assert str((read(path).source or Source()).published) == "2021-08-03"


def test_a_published_post_of_another_day_leaves_a_redirect(content: Content) -> None:
    path = put(content, status="published", digest=None)
    set_fields(content, SETTINGS, path, {"date": "2021-08-02"})
    assert read(path).aliases == ("/2021/08/01/talks/",)
    set_fields(content, SETTINGS, path, {"date": "2021-08-01"})
    assert read(path).aliases == ("/2021/08/02/talks/",)


def test_a_day_on_which_the_slug_is_taken_is_refused(content: Content) -> None:
    path = put(content)
    other = content.posts[0] / "2021/2021-08-02-talks.md"
    other.write_text(format_post(make_post("talks", day=2, id="other")), encoding="utf-8")
    with pytest.raises(ContentError, match="another post of that day has the slug talks"):
        set_fields(content, SETTINGS, path, {"date": "2021-08-02"})


# --- Compare and set --------------------------------------------------------------------------------------------------


def test_what_was_shown_is_changed(content: Content) -> None:
    path = put(content)
    shown = hash_text(path.read_text(encoding="utf-8"))
    assert shown == hashlib.sha256(path.read_bytes()).hexdigest()
    told = set_fields(content, SETTINGS, path, {"title": "T"}, shown=shown)
    assert told == "content/posts/2021/2021-08-01-talks.md: title set"


def test_what_was_changed_elsewhere_is_left_and_both_are_handed_back(content: Content) -> None:
    path = put(content)
    shown = hash_text(path.read_text(encoding="utf-8"))
    theirs = path.read_text(encoding="utf-8").replace("Two.", "Two, by hand.")
    path.write_text(theirs, encoding="utf-8")
    with pytest.raises(ChangedElsewhereError) as raised:
        set_fields(content, SETTINGS, path, {"title": "Mine"}, shown=shown)
    assert path.read_text(encoding="utf-8") == raised.value.found == theirs
    assert raised.value.wanted
    assert "title: Mine" in raised.value.wanted
    assert "Two, by hand." in raised.value.wanted


def test_a_file_that_broke_elsewhere_is_an_error(content: Content) -> None:
    path = put(content)
    path.write_text("---\ntitle: [\n---\n", encoding="utf-8")
    with pytest.raises(ProblemsError):
        set_fields(content, SETTINGS, path, {"title": "Mine"}, shown="0")


# --- Terms ------------------------------------------------------------------------------------------------------------


def test_a_term_is_toggled_by_any_of_its_names(content: Content) -> None:
    path = put(content, countries=("Norway", "China"))
    assert set_term(content, SETTINGS, path, "countries", "PRC").endswith("PRC taken out of countries")
    assert read(path).countries == ("Norway",)
    set_term(content, SETTINGS, path, "countries", "PRC")
    assert read(path).countries == ("Norway", "China")
    assert set_term(content, SETTINGS, path, "countries", "china", on=True).endswith("china is already in countries")


@pytest.mark.parametrize(
    ("present", "name", "order", "expected"),
    [
        (("Norway", "China"), "Russia", ("Norway", "Russia", "China"), ("Norway", "Russia", "China")),
        (("Norway", "China"), "Russia", ("Russia", "Norway", "China"), ("Russia", "Norway", "China")),
        (("Norway", "China"), "Russia", ("Norway", "China", "Russia"), ("Norway", "China", "Russia")),
        (("Norway", "China"), "Russia", (), ("Norway", "China", "Russia")),
        (("Kenya", "China"), "Russia", ("Russia", "China"), ("Kenya", "Russia", "China")),
    ],
)
def test_a_term_finds_its_place(
    content: Content, present: tuple[str, ...], name: str, order: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    path = put(content, countries=present)
    set_term(content, SETTINGS, path, "countries", name, order=order)
    assert read(path).countries == expected


def test_the_last_term_goes_with_its_key(content: Content) -> None:
    path = put(content, topics=("Diplomacy",))
    set_term(content, SETTINGS, path, "topics", "Diplomacy")
    assert "topics" not in path.read_text(encoding="utf-8")


def test_a_new_actor_is_noted_in_a_draft_of_ingest(content: Content) -> None:
    path = put(content)
    set_term(content, SETTINGS, path, "actors", "Ann Berg", kind="person", country="NO")
    post = read(path)
    assert post.actors == ("Ann Berg",)
    assert post.digest
    assert post.digest.new_actors == (NewActor(name="Ann Berg", kind="person", country="Norway"),)
    assert "actors" not in review(path)
    set_term(content, SETTINGS, path, "actors", "Ann Berg")
    set_term(content, SETTINGS, path, "actors", "Ann Berg")
    assert read(path).digest == post.digest


def test_a_new_actor_of_a_post_of_ones_own_goes_into_the_vocabulary_in_one_action(content: Content) -> None:
    path = put(content, digest=None)
    set_term(content, SETTINGS, path, "actors", "Ann Berg", kind="person")
    assert read_vocabularies(content).actors.find("ann berg")
    (action,) = read_history(content)
    assert len(action.files) == 2


@pytest.mark.parametrize(
    ("taxonomy", "name", "country", "message"),
    [
        ("actors", "Ann Berg", None, "this is a new actor; say its kind"),
        ("actors", "Ann Berg", "Norwey", "unknown country 'Norwey'"),
        ("countries", "Norwey", None, "unknown country 'Norwey'"),
        ("topics", "Knitting", None, "unknown topic"),
        ("actors", " ", None, "the name is empty"),
    ],
)
def test_a_term_that_cannot_be_added_is_said(
    content: Content, taxonomy: str, name: str, country: str | None, message: str
) -> None:
    path = put(content)
    with pytest.raises(ContentError, match=message):
        set_term(
            content,
            SETTINGS,
            path,
            taxonomy,
            name,
            kind="person" if country else None,
            country=country,  # type: ignore[arg-type]
        )


# --- Lines ------------------------------------------------------------------------------------------------------------

RAW = """\
Norway and Iceland agree on Arctic shipping

The foreign ministers of Norway and Iceland met in Oslo on Tuesday and agreed on common rules for ships in the Arctic.
Subscribe to our newsletter
Foreign Minister Anna Sample said that the talks had gone well and that a treaty would be ready before the winter.
Share this article
Follow us on Twitter
Iceland wants the rules to hold for fishing boats as well. Norway has asked for more time to study what that would cost.
"""


def reading_of(raw: str) -> Reading:
    readings = read_file(
        raw.encode(), name="talks.txt", vocabularies=base_vocabularies(), find_names=RuleNames(), settings=SETTINGS
    )
    return next(readings)


@pytest.mark.parametrize(
    ("numbers", "place", "restored"),
    [({4}, 1, ["Subscribe to our newsletter"]), ({6, 7}, 2, ["Share this article", "Follow us on Twitter"])],
    ids=["a line", "a run"],
)
def test_dropped_lines_come_back_where_they_stood(
    content: Content, numbers: set[int], place: int, restored: list[str]
) -> None:
    reading = reading_of(RAW)
    path = put(content, body=reading.article.body)
    paragraphs = list(split_body(reading.article.body))
    restore_lines(content, SETTINGS, path, reading, numbers)
    assert list(split_body(read(path).body)) == [*paragraphs[:place], *restored, *paragraphs[place:]]
    assert "body" not in review(path)


def test_a_restored_line_is_no_markup(content: Content) -> None:
    line = Removal(4, "newsletter", "# Subscribe to [our](http://x.example) newsletter <b>")
    reading = replace(reading_of(RAW), removals=(line,))
    path = put(content, body=reading.article.body)
    restore_lines(content, SETTINGS, path, reading, {4})
    assert "\n\n\\# Subscribe to [our\\](http://x.example) newsletter &lt;b>\n\n" in read(path).body


def test_such_a_line_is_always_kept_from_now_on(content: Content) -> None:
    reading = reading_of(RAW)
    path = put(content, body=reading.article.body)
    restore_lines(content, SETTINGS, path, reading, {4}, always=True, outlet="Example Wire")
    (phrase,) = read_vocabularies(content).cleaning
    assert (phrase.text, phrase.keep, phrase.outlet) == ("Subscribe to our newsletter", True, "Example Wire")
    (action,) = read_history(content)
    assert len(action.files) == 2


def test_a_line_that_was_not_dropped_cannot_come_back(content: Content) -> None:
    with pytest.raises(ContentError, match="no removed line"):
        restore_lines(content, SETTINGS, put(content), reading_of(RAW), {3})


@pytest.mark.parametrize(("place", "body"), [(0, "Two.\n\nThree."), (1, "One.\n\nThree."), (2, "One.\n\nTwo.")])
def test_a_paragraph_is_dropped(content: Content, place: int, body: str) -> None:
    path = put(content)
    drop_paragraph(content, SETTINGS, path, place)
    assert read(path).body == body


def test_a_paragraph_is_always_dropped_from_now_on(content: Content) -> None:
    drop_paragraph(content, SETTINGS, put(content), 1, always="Two.", outlet=None)
    (phrase,) = read_vocabularies(content).cleaning
    assert (phrase.text, phrase.keep, phrase.outlet) == ("Two.", False, None)


def test_a_paragraph_that_is_not_there_cannot_be_dropped(content: Content) -> None:
    with pytest.raises(ContentError, match="it has no paragraph 4"):
        drop_paragraph(content, SETTINGS, put(content), 3)
