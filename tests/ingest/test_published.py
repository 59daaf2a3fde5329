"""The day of publication: where it stands on a page, and in what words."""

import datetime as dt

import pytest
from digest.ingest.decode import decode
from digest.ingest.structure import make_article

HEADLINE = "Divers find the bell of the old ferry"
TEXT = """
The bell of the old ferry, which was thought to have gone down with the ship eighty years ago, has been found.

Divers of the harbour school saw it on Sunday while they looked for a lost anchor, and raised it on the next day.

The museum of the town will show the bell from next spring, when it has been cleaned and its crack has been mended.

Nobody knows who took the bell off the ferry, or when, said the head of the museum, who has read all the papers.
"""


def read(above: str, below: str) -> tuple[dt.date | None, tuple[str, ...]]:
    (received,) = decode(f"{HEADLINE}\n{above}\n{TEXT}\n{below}\n".encode(), name="paste.txt")
    made = make_article(received)
    article, review = made.article, made.review
    return article.date, tuple(key for key in review if key.startswith("date"))


@pytest.mark.parametrize(
    ("above", "below", "wanted"),
    [
        pytest.param("3 May 2021", "", ("2021-05-03", ()), id="alone"),
        pytest.param("May 3\n•\n2021", "", ("2021-05-03", ()), id="the year on a line of its own"),
        pytest.param("May 3", "", (None, ("date",)), id="no year"),
        pytest.param("3 de mayo de 202121:25EL EJEMPLO", "", ("2021-05-03", ()), id="a time glued to the year"),
        pytest.param(
            "",
            "Related stories\n" + "A ferry comes home from the islands\n3 May 2021\n" * 5,
            (None, ("date",)),
            id="none but those of other stories",
        ),
        pytest.param(
            "The old ship has lost all but its bell. By Kari Holm on May 3, 2021",
            "",
            ("2021-05-03", ()),
            id="glued to the lead-in, with the writer",
        ),
        pytest.param(
            "Reviewed by Ola Berg RDN, CDCES, LD — Written by Kari Holm, MS, RD, LN — Updated on May 3, 2021",
            "",
            ("2021-05-03", ()),
            id="at the end of a long line, with a label",
        ),
        pytest.param(
            "The bell was last seen by the keeper of the light on May 3, 1941, when the ferry left for the islands",
            "",
            (None, ()),
            id="what a lead-in tells",
        ),
        pytest.param(
            "",
            "Download\nPdf\n346 KB\nTopics\nShips\nPublished\nDate published:\n3 May 2021\nReviewed\n8 May 2022",
            ("2021-05-03", ()),
            id="under a heading far below the text",
        ),
        pytest.param(
            "Updated 4 May 2021\nPublished 3 May 2021", "", ("2021-05-03", ()), id="published goes before updated"
        ),
        pytest.param("03/05/2021", "", ("2021-05-03", ("date-order",)), id="two readings"),
        pytest.param("03/05/2021", "© 2021 The Guardian", ("2021-05-03", ()), id="two readings, a British outlet"),
        pytest.param(
            "03/05/2021", "© 2021 The New York Times", ("2021-03-05", ()), id="two readings, an American outlet"
        ),
        pytest.param("03/05/2021", "A cat in a tree, 04/25/2021", ("2021-03-05", ()), id="two readings, another date"),
        pytest.param("2021-05-03T14:05:00+02:00", "", ("2021-05-03T14:05:00+02:00", ()), id="for machines"),
        pytest.param("Updated 4 May 2021", "", ("2021-05-04", ()), id="updated alone"),
    ],
)
def test_the_date_is_the_day_of_publication(above: str, below: str, wanted: tuple[str | None, tuple[str, ...]]) -> None:
    date, review = read(above, below)
    assert (date.isoformat() if date else None, review) == wanted
