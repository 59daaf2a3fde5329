"""A page's tree put in order before its body is looked for."""

import pytest
from digest.ingest.decode.regions import prepare
from lxml import html

WORDS = "word " * 80


def prepared(body: str) -> str:
    tree = html.document_fromstring(f"<html><body>{body}</body></html>")
    prepare(tree)
    return html.tostring(tree.find("body"), encoding="unicode").removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        pytest.param(
            '<p>A<span class="card tooltip"><a>b</a><img></span> c</p>', "<p>A c</p>", id="a box on a pointer's touch"
        ),
        pytest.param('<p>A<span class="tooltip"><a>b</a></span></p>', None, id="one link alone is a name"),
        pytest.param('<p>A <span class="tooltips"><a>b</a><a>c</a></span></p>', None, id="another class"),
        pytest.param('<p>They <span class="link">met</span> again</p>', "<p>They met again</p>", id="amid a sentence"),
        pytest.param("<p>They <span>met</span>, and</p>", "<p>They met, and</p>", id="before a comma"),
        pytest.param("<p>They left. <span>Met</span> again</p>", None, id="after a sentence"),
        pytest.param("<p>They <span>met</span> Ann</p>", None, id="before a capital"),
        pytest.param('<p>They <span style="display: none">met</span> again</p>', None, id="hidden"),
        pytest.param("<div>They <span>met</span> again</div>", None, id="in no paragraph"),
        pytest.param('<h2>A <a href="/x">b</a></h2>', "<h2>A b</h2>", id="a link in a heading"),
        pytest.param('<h5>A <a href="/x">b</a></h5>', None, id="a link in a small heading"),
    ],
)
def test_what_misleads_is_taken_out(body: str, wanted: str | None) -> None:
    assert prepared(body) == (body if wanted is None else wanted)


SENTENCE = "The towns on both shores of the lake agreed on Monday to run a ferry together."


@pytest.mark.parametrize(
    ("body", "paragraphs"),
    [
        pytest.param(f"<div>{SENTENCE}</div><section><hr></section><div>{SENTENCE}</div>", 2, id="sentences alone"),
        pytest.param(f"<div>{SENTENCE}</div><p>No.</p>", 2, id="beside a paragraph"),
        pytest.param(f"<div>{SENTENCE}</div><div>{SENTENCE[:-1]}</div>", 0, id="no sentence"),
        pytest.param(f"<div>{SENTENCE}</div><div><a href='/a'>{SENTENCE}</a></div>", 0, id="a link"),
        pytest.param(f"<div>{SENTENCE}</div>", 0, id="one alone"),
    ],
)
def test_divs_of_running_text_are_paragraphs(body: str, paragraphs: int) -> None:
    assert prepared(body).count("<p>") == paragraphs


def box(words: str, name: str = "text") -> str:
    return f'<div class="{name}"><p>{words}</p></div>'


def test_a_text_that_stands_in_several_boxes_is_joined() -> None:
    assert prepared(f"<article>{box(WORDS)}<hr>{box(WORDS)}</article>") == (
        f"<article><p>{WORDS}</p><hr><p>{WORDS}</p></article>"
    )


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<article>{box(WORDS)}</article>", id="one box"),
        pytest.param(f"<article>{box(WORDS)}{box(WORDS, 'more')}</article>", id="another class"),
        pytest.param(f"<article>{box(WORDS)}{box(WORDS.removesuffix('word '))}</article>", id="a word too few"),
        pytest.param(f"<div>{box(WORDS)}{box(WORDS)}</div>", id="in no article"),
        pytest.param(f"<article>{box(WORDS)}<aside>{box(WORDS)}</aside></article>", id="one aside"),
        pytest.param(f"<article>{box(WORDS)}<section>{box(WORDS)}</section></article>", id="deeper"),
        pytest.param(
            f"<article>{box(WORDS)}{box(WORDS).replace('<p>', '<h1>A</h1><p>')}</article>", id="a headline of its own"
        ),
    ],
)
def test_boxes_that_are_no_pieces_of_one_text_stay(body: str) -> None:
    assert prepared(body) == body
