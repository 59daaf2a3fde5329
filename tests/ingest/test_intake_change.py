"""What a later version of a story has that the earlier lacks."""

from time import process_time

import pytest
from digest.ingest.intake.change import Change, TextVersion, find_change

FIRST = "The ministers of both countries met in Oslo on Tuesday to talk about ships in the far north."
SECOND = "They agreed that 140 vessels a year may pass. Nobody spoke of the price."
THIRD = "A treaty is to be ready before winter, said Anna Sample, who leads the talks for Norway."
FOURTH = "Iceland wants fishing boats to follow the same rules as tankers do. Norway has asked for time."
RULES = FOURTH.partition(" Norway")[0]
FIFTH = "The harbour masters will settle in spring who tows whom, and on which of the two radio channels."
TEXT = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
NEW = "Greenland, which was not asked, said late on Wednesday that it would send an envoy of its own."
SHORT = "Nobody was hurt."
CAPTION = "A tanker off the coast of Finnmark. Photo: Example Pictures"
POEM = ("Over the ice the gulls go", "home to the cliffs in the dark", "nobody counts them at all", "nobody waits")
HEADLINE = "Two countries agree on ships"


def version(*paragraphs: str, context_lines: str = "", headline: str | None = HEADLINE) -> TextVersion:
    return TextVersion(text="\n\n".join(paragraphs), context_lines=context_lines, headline=headline)


@pytest.mark.parametrize(
    ("new", "change"),
    [
        pytest.param(version(*TEXT), Change(kind="same"), id="the same"),
        pytest.param(version(*(part.upper() for part in TEXT)), Change(kind="same"), id="capitals"),
        pytest.param(version(" ".join(TEXT)), Change(kind="same"), id="one paragraph"),
        pytest.param(version("Share this", *TEXT, "Follow us on the radio."), Change(kind="same"), id="short lines"),
        pytest.param(
            version(*TEXT, "Sign up for our newsletter to get news like this in your inbox."),
            Change(kind="same"),
            id="a line that a rule knows",
        ),
        pytest.param(version(*TEXT[:2], CAPTION, *TEXT[2:]), Change(kind="same"), id="a caption"),
        pytest.param(version(NEW, *TEXT), Change(kind="longer", evidence=NEW), id="longer above"),
        pytest.param(version(*TEXT[:3], NEW, *TEXT[3:]), Change(kind="longer", evidence=NEW), id="longer within"),
        pytest.param(version(*TEXT, NEW), Change(kind="longer", evidence=NEW), id="longer below"),
        pytest.param(
            version(*TEXT[:2], f"{THIRD} {SHORT}", *TEXT[3:]),
            Change(kind="longer", evidence=SHORT),
            id="a short sentence in a paragraph",
        ),
        pytest.param(
            version(FIRST, SECOND.replace("140", "104"), *TEXT[2:]),
            Change(kind="corrected", evidence="They agreed that 104 vessels a year may pass."),
            id="a figure",
        ),
        pytest.param(
            version(*TEXT[:2], THIRD.replace("Anna Sample", "Anne Sample"), *TEXT[3:]),
            Change(kind="corrected", evidence=THIRD.replace("Anna Sample", "Anne Sample")),
            id="a name",
        ),
        pytest.param(
            version(*TEXT[:2], THIRD.replace("is to", "is not to"), *TEXT[3:]),
            Change(kind="corrected", evidence=THIRD.replace("is to", "is not to")),
            id="a word more",
        ),
        pytest.param(
            version(*TEXT[:2], THIRD.partition(", who")[0] + ".", *TEXT[3:]),
            Change(kind="corrected", evidence="A treaty is to be ready before winter, said Anna Sample."),
            id="a sentence cut short",
        ),
        pytest.param(
            version(*(part.replace(" of", " off").replace(" to", " too").replace(" is", " was") for part in TEXT)),
            Change(kind="other", evidence=FIRST.replace(" of", " off").replace(" to", " too")),
            id="most sentences",
        ),
        pytest.param(
            version(*TEXT, headline="Three countries agree on ships"),
            Change(kind="corrected", evidence="Three countries agree on ships"),
            id="a headline",
        ),
        pytest.param(
            version(*TEXT, headline=f"{HEADLINE} - The Lake Post"), Change(kind="same"), id="an outlet's name"
        ),
        pytest.param(version(*TEXT, headline=FIRST), Change(kind="same"), id="a headline out of the text"),
        pytest.param(version(*TEXT, headline=None), Change(kind="same"), id="no headline"),
        pytest.param(version(*TEXT[1:]), Change(kind="shorter", evidence=FIRST), id="shorter above"),
        pytest.param(version(*TEXT[:3], FIFTH), Change(kind="shorter", evidence=RULES), id="within"),
        pytest.param(version(*TEXT[:4]), Change(kind="shorter", evidence=FIFTH), id="shorter below"),
        pytest.param(
            version(*TEXT[1:], context_lines=FIRST), Change(kind="same"), id="a sentence that cleaning removed"
        ),
        pytest.param(version(NEW, SHORT), Change(kind="other", evidence=NEW), id="nothing in common"),
    ],
)
def test_what_has_changed(new: TextVersion, change: Change) -> None:
    assert find_change(version(*TEXT), new) == change


def test_what_cleaning_left_out_of_the_earlier_version_makes_no_other_one() -> None:
    assert find_change(version(*TEXT, context_lines=NEW), version(*TEXT, NEW)) == Change(kind="same")


def test_much_that_cleaning_left_out_does() -> None:
    old = version(*TEXT[:2], context_lines="\n".join(TEXT[2:]))
    assert find_change(old, version(*TEXT)) == Change(kind="longer", evidence=THIRD)


def test_every_line_of_a_poem_counts() -> None:
    assert find_change(version(*POEM[:2], POEM[3]), version(*POEM)) == Change(kind="longer", evidence=POEM[2])


def test_long_texts_take_no_time_by_the_square() -> None:
    lines = [f"In {year} the harbour of Oslo counted {year * 7} ships and boats." for year in range(8_000)]
    other = [line.replace("boats", "barges") if year % 2 else line for year, line in enumerate(lines)]

    def cost(count: int) -> float:
        """Return the CPU seconds of the best of three tries: other work on the machine makes one of them slower."""
        times = []
        for _ in range(3):
            start = process_time()
            assert find_change(version(*lines[:count]), version(*other[:count])).kind == "corrected"
            times.append(process_time() - start)
        return min(times)

    assert cost(8_000) < 10 * cost(2_000)  # by the square it would be sixteen times as much
