"""Composing: a reading into the draft that the editor will review."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from digest.core.types import (
    Annotation,
    Annotations,
    Article,
    Caption,
    NewActor,
    Post,
    Provenance,
    RawArticle,
    Reading,
    Reason,
    Source,
    Taxonomy,
    Term,
)
from digest.ingest.compose import (
    make_date,
    make_id,
    make_post,
    make_summary,
    make_title,
    split_sentences,
    text_sha256,
)

TOKYO = ZoneInfo("Asia/Tokyo")
RECEIVED = dt.datetime(2021, 8, 18, 9, 30, 12, 345, tzinfo=TOKYO)


def term(taxonomy: Taxonomy, name: str, **facts: object) -> Term:
    return Term(taxonomy=taxonomy, name=name, slug=name.lower(), **facts)  # type: ignore[arg-type]


def given(found: Term, *, main: bool = True) -> Annotation:
    return Annotation(term=found, salience=0.9, main=main, reasons=(Reason("in-headline"),))


def reading(article: Article, annotations: Annotations | None = None, **facts: object) -> Reading:
    raw = RawArticle(name="talks.txt", sha256="ab" * 32, text=article.text, **facts)  # type: ignore[arg-type]
    return Reading(
        raw=raw, article=article, removals=(), annotations=annotations or Annotations(), review=("body-short",)
    )


def test_a_whole_post() -> None:
    article = Article(
        headline="Talks in Geneva\n end without a date",
        standfirst=("Both sides stay",),
        byline=("Ann Example",),
        date=dt.date(2021, 8, 17),
        dateline="Geneva",
        outlet="Example Wire",
        url="https://example.org/talks",
        captions=(Caption(text="The lake", credit="EW"),),
        body="They **talked**.",
        text="They talked.",
    )
    annotations = Annotations(
        actors=(
            given(term("actors", "NATO", kind="organisation")),
            given(term("actors", "Ben Sample", kind="person", country="CH", known=False)),
            given(term("actors", "Cy Minor", kind="person", known=False), main=False),
        ),
        countries=(given(term("countries", "Switzerland", code="CH")),),
        topics=(given(term("topics", "Diplomacy")), given(term("topics", "War"))),
    )
    assert make_post(
        reading(article, annotations, tags=("lake",)), received=RECEIVED, removed={"topics": ("war",)}
    ) == Post(
        title="Talks in Geneva end without a date",
        date=dt.datetime(2021, 8, 17, tzinfo=TOKYO),
        id=make_id("ab" * 32, 1),
        slug="talks-in-geneva-end-without-a-date",
        summary="Both sides stay.",
        source=Source(
            name="Example Wire",
            url="https://example.org/talks",
            author=("Ann Example",),
            published=dt.date(2021, 8, 17),
            dateline="Geneva",
            standfirst=("Both sides stay",),
            captions=(Caption(text="The lake", credit="EW"),),
        ),
        actors=("NATO", "Ben Sample"),
        countries=("Switzerland",),
        topics=("Diplomacy",),
        tags=("lake",),
        digest=Provenance(
            raw="talks.txt",
            raw_sha256="ab" * 32,
            new_actors=(NewActor(name="Ben Sample", kind="person", country="Switzerland"),),
            review=("body-short",),
        ),
        body="They **talked**.",
    )


def test_what_is_missing_is_guessed_and_listed_for_review() -> None:
    post = make_post(reading(Article(headline=None, text="One two.", body="One two.")), received=RECEIVED)
    assert (post.title, post.date, post.source) == ("One two.", RECEIVED.replace(microsecond=0), None)
    assert post.digest and post.digest.review == ("body-short", "headline")


@pytest.mark.parametrize(
    ("url", "kept", "reviewed"),
    [
        ("https://example.org/a?b=c", "https://example.org/a?b=c", False),
        ("HTTP://example.org", "HTTP://example.org", False),
        ("javascript:alert(1)", None, True),
        ("data:text/html,x", None, True),
        ("https://a b", None, True),
        ("//example.org", None, True),
    ],
)
def test_only_web_addresses_are_taken(url: str, kept: str | None, reviewed: bool) -> None:
    post = make_post(reading(Article(headline="A", url=url, text="x")), received=RECEIVED)
    assert (post.source.url if post.source else None) == kept
    assert post.digest and ("url" in post.digest.review) is reviewed


def test_a_date_that_lies_ahead_is_listed_for_review() -> None:
    post = make_post(reading(Article(headline="A", date=dt.date(2031, 1, 1), text="x")), received=RECEIVED)
    assert post.digest and "date-future" in post.digest.review


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, "2021-08-18T09:30:12+09:00"),
        (dt.date(2021, 8, 17), "2021-08-17T00:00:00+09:00"),
        (dt.datetime(2021, 8, 17, 8, 5), "2021-08-17T08:05:00+09:00"),  # noqa: DTZ001 - a naive one is the case
        (dt.datetime(2021, 8, 17, 8, 5, tzinfo=dt.UTC), "2021-08-17T08:05:00+00:00"),
    ],
    ids=["none: the file's time", "a day: its midnight", "a time without zone", "a time with zone"],
)
def test_the_date(date: dt.date | None, expected: str) -> None:
    assert make_date(date, received=RECEIVED).isoformat() == expected


@pytest.mark.parametrize(
    ("headline", "text", "title"),
    [
        ("  A\n headline ", "x", "A headline"),
        (None, "One two three.", "One two three."),
        (None, "a b c d e f g h i j k l", "a b c d e f g h i j…"),
        ("  ", "", "Untitled"),
    ],
    ids=["headline", "short text", "long text", "nothing"],
)
def test_the_title(headline: str | None, text: str, title: str) -> None:
    assert make_title(Article(headline=headline, text=text)) == title


@pytest.mark.parametrize(
    ("standfirst", "text", "summary"),
    [
        (("One item", "Another item!", "A third"), "x", "One item. Another item!"),
        (("“Quoted.”",), "x", "“Quoted.”"),
        ((), "First one. Second one.\n\nThird one.", "First one. Second one."),
        ((), f"Short one. {'W ' * 39}end.", "Short one."),
        ((), "w " * 50, "w " * 39 + "w…"),
        ((), "", None),
    ],
    ids=["standfirst", "quoted item", "first paragraph", "whole sentences only", "one long sentence", "nothing"],
)
def test_the_summary(standfirst: tuple[str, ...], text: str, summary: str | None) -> None:
    assert make_summary(Article(headline="A", standfirst=standfirst, text=text)) == summary


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        pytest.param("OSLO, Aug 24 (Example Wire) - Rain fell.", "Rain fell.", id="agency"),
        pytest.param("OSLO: Rain fell.", "Rain fell.", id="colon"),
        pytest.param("Oslo, 24 August 2021 – Rain fell.", "Rain fell.", id="whole date"),
        pytest.param("Oslo saw rain - much of it.", "Oslo saw rain - much of it.", id="no dateline of ours"),
    ],
)
def test_the_summary_leaves_out_the_dateline(text: str, summary: str) -> None:
    assert make_summary(Article(headline="A", text=text)) == summary


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("“Go,” he said. “No.” She left.", ["“Go,” he said.", "“No.”", "She left."]),
        ("Mr. Smith met Gen. Jones. They spoke.", ["Mr. Smith met Gen. Jones.", "They spoke."]),
        ("The U.S. Senate and J. Doe agreed. Fine.", ["The U.S. Senate and J. Doe agreed.", "Fine."]),
        ("It rose 3.5 points. In 2021. 40 left.", ["It rose 3.5 points.", "In 2021.", "40 left."]),
        ("Élan won. Über lost. Ärger.", ["Élan won.", "Über lost.", "Ärger."]),
        ("", []),
    ],
    ids=["plain", "quotes", "titles", "initials", "numbers", "letters with marks", "nothing"],
)
def test_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


def test_ids_differ_by_bytes_and_part() -> None:
    ids = {make_id("ab" * 32, 1), make_id("ab" * 32, 2), make_id("cd" * 32, 1)}
    assert sorted(map(len, ids)) == [16, 16, 16]


@pytest.mark.parametrize(
    ("other", "same"),
    [("One\r\n\r\n two ", True), ("one two", False), ("Onetwo", False)],
    ids=["spacing", "case", "other words"],
)
def test_the_same_text_is_known_by_its_words(other: str, same: bool) -> None:
    assert (text_sha256("One two") == text_sha256(other)) is same


def test_no_text_is_the_same_as_none() -> None:
    assert text_sha256(" \n") is None
