"""What stands in and around pasted articles: each shape with what must come of it, in short pastes."""

import pytest
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from digest.ingest.structure.result import Structured

HEAD = "Two countries share the river\nBy Kari Holm\n3 May 2021\n\n"
PARAGRAPHS = (
    "The ministers of the two countries met in Oslo on Monday and agreed to share the water of the river, they said.",
    "Farmers on both banks get the same amount each year, and a joint office measures it from next spring.",
    "The plan comes after three dry summers, in which most of the wells had run empty, said a farmers' group.",
    "The two sides meet again in June to sign the plan, which parliaments on both banks must pass by autumn.",
)


def read(text: str) -> Structured:
    (raw,) = decode(text.encode(), name="paste.txt")
    return make_article(raw)


@pytest.mark.parametrize(
    "box",
    [
        pytest.param(
            "Image\nA dam on the river last summer.\nCredit...Ole Berg for The Lake Post", id="a picture's credit"
        ),
        pytest.param("What a day for our river! pic.twitter.com/abcd1234", id="a post with a picture"),
        pytest.param("MORE: The bridge over the fjord opens a year late", id="a pointer to another story"),
        pytest.param("Lee: El puente abre con un año de retraso", id="the same in Spanish"),
        pytest.param("Read more", id="a pointer alone"),
    ],
)
def test_a_box_amid_the_text_is_none_of_it(box: str) -> None:
    text = "\n\n".join((*PARAGRAPHS[:2], box, *PARAGRAPHS[2:]))
    assert read(HEAD + text).article.text.split("\n\n") == list(PARAGRAPHS)


def test_whose_a_quotation_is_heads_nothing() -> None:
    quotation = "“It is the best that could be had.”\nKari Nord, minister"
    body = read(HEAD + "\n\n".join((*PARAGRAPHS[:2], quotation, *PARAGRAPHS[2:]))).article.body
    assert "Kari Nord, minister" in body
    assert "#" not in body


def test_readers_who_comment_have_not_written_the_article() -> None:
    comments = "2 Comments\nomar1\n2 hours ago\nA good plan for once.\nReply\nlisa\n1 hour ago\nIt comes late.\nReply"
    text = "\n\n".join(PARAGRAPHS)
    assert read(f"{HEAD}{text}\n\n{comments}").article.byline == ("Kari Holm",)


def test_the_first_line_of_a_short_paste_above_writer_and_day_is_the_headline() -> None:
    entries = "\n\n".join(f"1{hour}:05\nTalks go on\n{text}" for hour, text in enumerate(PARAGRAPHS))
    assert read(f"River talks: live\nKari Holm\n3 May 2021\n\n{entries}").article.headline == "River talks: live"


def test_a_paste_in_quoted_printable_is_decoded() -> None:
    text = "The ministers=E2=80=99 plan gives both banks =E2=80=9Cthe same amoun=\nt=E2=80=9D each year, they said."
    found = read(f"{HEAD}{text}\n\n{PARAGRAPHS[1]}").article.text
    assert found.startswith("The ministers’ plan gives both banks “the same amount” each year, they said.")


def test_another_article_below_the_first_does_not_go_in_silence() -> None:
    other = "\n\n".join(
        (
            "Ferry line stops for the winter\nBy Ole Berg\n4 May 2021",
            "The ferry between the islands does not sail until March because of ice, the line said on Tuesday evening.",
            "Passengers take the bus over the new bridge, which the line pays for, or fly from Halden twice a week.",
        )
    )
    text = "\n\n".join(PARAGRAPHS)
    found = read(f"{HEAD}{text}\n\n\n{other}")
    assert "islands" in found.article.text or "body" in found.review
    assert "body" not in read(f"{HEAD}{text}").review
