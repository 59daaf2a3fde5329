"""What is doubtful is named: by field, with the next best lines, and nothing else."""

import pytest
from digest.core.types import Candidate, RawArticle, Removal
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from digest.ingest.structure.result import Structured

LEAD = "The bell of the old ferry, which was thought to have gone down with the ship eighty years ago, has been found."
NEXT = "Divers of the harbour school saw the bell on Sunday while they looked for an anchor, and raised it a day later."
LAST = "The museum of the town will show the bell of the ferry from next spring, when it has been cleaned and mended."
FURTHER = (
    "Nobody knows who took the bell off the ferry, or when, said the head of the museum, who has read all the papers."
)


AMID = (
    "The museum thinks that the bell went down eighty years ago, said its head, when the ferry struck a rock "
    "off the island."
)
TEXT = "\n\n".join((LEAD, NEXT, LAST, FURTHER))


def read(text: str) -> Structured:
    (raw,) = decode(text.encode(), name="paste.txt")
    return make_article(raw)


def test_a_plain_article_has_no_doubts() -> None:
    made = read(f"Divers find the bell of the old ferry\n\nBy Kari Holm\n3 May 2021\n\n{TEXT}")
    assert (made.review, made.missing) == ((), ("outlet", "url"))


def test_what_the_source_does_not_give_is_missing_and_no_doubt() -> None:
    made = read(f"Divers find the bell of the old ferry\n\n{TEXT}")
    assert (made.review, made.missing) == ((), ("date", "byline", "outlet", "url"))


@pytest.mark.parametrize("line", ["3 May", "2 days ago"])
def test_a_day_that_cannot_be_read_is_a_doubt(line: str) -> None:
    made = read(f"Divers find the bell of the old ferry\n\nBy Kari Holm\n{line}\n\n{TEXT}")
    assert made.review == ("date",)


def test_the_next_best_days_are_told() -> None:
    made = read(f"Divers find the bell of the old ferry\n\nBy Kari Holm\n3 May 2021\nUpdated 5 May 2021\n\n{TEXT}")
    assert made.candidates.date == (Candidate("2021-05-05", 5),)


def test_a_headline_that_no_line_of_a_page_says_is_a_doubt() -> None:
    paragraphs = "".join(f"<p>{text}</p>" for text in TEXT.split("\n\n"))
    page = f"<title>Bell found | Lake Post</title><body><nav>Home</nav><article>{paragraphs}</article>"
    (raw, *_) = decode(f"<!doctype html><html>{page}</html>".encode(), name="a.html")
    assert "headline" in make_article(raw).review


def test_a_page_keeps_the_lead_in_that_stands_above_its_text() -> None:
    raw = RawArticle(name="a.html", sha256="", text=f"\n\n\n\n{LEAD}\n\n{NEXT}", markdown=True, title="Bell found")
    assert make_article(raw).article.text == f"{LEAD}\n\n{NEXT}"


def test_a_paragraph_of_a_page_between_two_that_are_kept_is_unsure() -> None:
    gone = (Removal(line=1, reason="boilerplate", text="Bell found"), Removal(line=5, reason="boilerplate", text=AMID))
    text = f"\n\n{LEAD}\n\n\n\n{LAST}\n\n{FURTHER}"
    raw = RawArticle(name="a.html", sha256="", text=text, markdown=True, title="Bell found", removals=gone)
    made = make_article(raw)
    assert "body" in made.review
    assert made.unsure == {5}


def test_the_boxes_of_a_page_are_no_doubt() -> None:
    gone = tuple(
        Removal(line=number, reason="boilerplate", text=text)
        for number, text in ((1, "Bell found"), (5, "More of the ferry"), (7, AMID))
    )
    text = f"\n\n{LEAD}\n\n\n\n\n\n{LAST}\n\n{FURTHER}"
    raw = RawArticle(name="a.html", sha256="", text=text, markdown=True, title="Bell found", removals=gone)
    assert "body" not in make_article(raw).review
