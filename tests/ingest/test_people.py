"""Who wrote an article: where a page says so, and in what words."""

import pytest
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from digest.ingest.structure.names import parse_names, parse_pen_name, parse_team

HEADLINE = "Divers find the bell of the old ferry"
TEXT = """
The bell of the old ferry, which was thought to have gone down with the ship eighty years ago, has been found.

Divers of the harbour school saw it on Sunday while they looked for a lost anchor, and raised it on the next day.

The museum of the town will show the bell from next spring, when it has been cleaned and its crack has been mended.

Nobody knows who took the bell off the ferry, or when, said the head of the museum, who has read all the papers.
"""


@pytest.mark.parametrize(
    ("above", "below", "byline"),
    [
        pytest.param("By Kari Holm\n3 May 2021", "", ("Kari Holm",), id="by"),
        pytest.param("Kari Holm\n3 May 2021", "", ("Kari Holm",), id="a name beside a date"),
        pytest.param("By KARI HOLM and OLA MCBERG\n3 May 2021", "", ("Kari Holm", "Ola McBerg"), id="in capitals"),
        pytest.param("Travel News\n3 May 2021", "", (), id="no name beside a date"),
        pytest.param("Virginia Holm\n3 May 2021", "", ("Virginia Holm",), id="a first name that is a place as well"),
        pytest.param("Virginia Beach\n3 May 2021", "", (), id="a place that starts like a name"),
        pytest.param("Rose Spring\n3 May 2021", "", (), id="a thing that starts like a name"),
        pytest.param("Anna Spring\n3 May 2021", "", ("Anna Spring",), id="a surname that is a word"),
        pytest.param("Max Anchor\n3 May 2021", "", (), id="a thing that the text is about"),
        pytest.param("Kari Holm 100 metres\n3 May 2021", "", ("Kari Holm",), id="words after a name"),
        pytest.param("Kari Holm/Example Pictures\n3 May 2021", "", (), id="whom a picture is by"),
        pytest.param(
            "The old ship has lost all but its bell. By Kari Holm on May 3, 2021",
            "",
            ("Kari Holm",),
            id="glued to the lead-in",
        ),
        pytest.param("May 3, 2021 • Qwera Holm in Travel", "", ("Qwera Holm",), id="between a date and a category"),
        pytest.param("By:\nExample Editorial Team\n3 May 2021", "", ("Example Editorial Team",), id="a team after by"),
        pytest.param("written by Our Editors\n3 May 2021", "", ("Our Editors",), id="editors after by"),
        pytest.param("Example Team\n3 May 2021", "", ("Example Team",), id="a team above the day"),
        pytest.param("The Example Team\nPublished\n3 May 2021", "", ("The Example Team",), id="a team above the label"),
        pytest.param("Example Team\nMeet us\n3 May 2021", "", (), id="a team that nothing calls the writer"),
        pytest.param("Last updated May, 2021\nKari Holm", "", ("Kari Holm",), id="a name below a month"),
        pytest.param("3 May 2021\nby harbourcat", "", ("harbourcat",), id="the name of an account"),
        pytest.param("Filter by country", "", (), id="no account"),
        pytest.param("harbourcat\n3 May 2021\nNo Comments", "", ("harbourcat",), id="an account, its day and comments"),
        pytest.param("ferries\n3 May 2021\nShare", "", (), id="a section above a day"),
        pytest.param(
            "Qwera (Lu) Holm Published: 3 May 2021",
            "About the author\nQwera (Lu) Holm",
            ("Qwera (Lu) Holm",),
            id="a name with a name in brackets, told of below",
        ),
        pytest.param(
            "By\nSponsored by Example\n3 May 2021",
            "More stories\nA calm week\nBy Ola Berg",
            (),
            id="a paid article is not of the writer of another one",
        ),
        pytest.param(
            "3 May 2021",
            "About the author\nThe Example Team\nWe write on ships.",
            ("The Example Team",),
            id="a team under a heading",
        ),
        pytest.param(
            "", "travelKari HolmMay 3, 2021Comment\nFacebook0", ("Kari Holm",), id="glued to category and date"
        ),
        pytest.param(
            "3 May 2021",
            "(Reporting by Kari Holm in Oslo and Ole Berg; editing by Ann Marsh)",
            ("Kari Holm", "Ole Berg"),
            id="an agency's line at the end",
        ),
        pytest.param("3 May 2021", "Home\nSearch\n© 2019-2021 Kari Holm", ("Kari Holm",), id="the owner of the page"),
        pytest.param("3 May 2021", "Home\nSearch\n© 2021 Example Holm", (), id="an owner who is nobody we know"),
        pytest.param(
            "3 May 2021", "Home\nSearch\n© 2021 Kari Holm Ferries Ltd", (), id="a company with a person's name"
        ),
    ],
)
def test_the_byline_is_who_the_page_says_wrote_it(above: str, below: str, byline: tuple[str, ...]) -> None:
    (received,) = decode(f"{HEADLINE}\n{above}\n{TEXT}\n{below}\n".encode(), name="paste.txt")
    assert make_article(received).article.byline == byline


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("Kari Holm, MD, PhD", ("Kari Holm",), id="degrees after commas"),
        pytest.param("Kari Holm RDN, Ola Berg CFP®", ("Kari Holm", "Ola Berg"), id="degrees after names"),
        pytest.param("Kari Holm, VMD, DACVB; Ola Berg, DVM", ("Kari Holm", "Ola Berg"), id="two with degrees"),
        pytest.param("KARI HOLM AND OLA BERG", ("KARI HOLM", "OLA BERG"), id="capitals are no degree"),
        pytest.param("Ola Berg III", ("Ola Berg III",), id="the third is no degree"),
        pytest.param("Paulina (Lu) Holm", ("Paulina (Lu) Holm",), id="a name in brackets"),
        pytest.param("Kari Holm (Example Wire)", ("Kari Holm",), id="an outlet in brackets"),
    ],
)
def test_names_are_read_without_what_follows_them(text: str, names: tuple[str, ...]) -> None:
    assert parse_names(text) == names


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("Example Editorial Team", True),
        ("The Example Team• 4 mins read", True),
        ("our team of experts", False),
        ("Team sports", False),
        ("Staff", False),
    ],
)
def test_a_team_is_known_by_its_last_word(text: str, team: bool) -> None:
    assert bool(parse_team(text)) == team


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("harbourcat", ("harbourcat",)),
        ("Kari · In: Ships", ("Kari",)),
        ("Ships", ()),
        ("email", ()),
        ("the numbers", ()),
    ],
)
def test_a_pen_name_is_one_word(text: str, names: tuple[str, ...]) -> None:
    assert parse_pen_name(text) == names
