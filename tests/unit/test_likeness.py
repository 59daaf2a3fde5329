"""Whether two texts are one story, and what the later one has that the earlier lacks."""

import pytest
from digest.likeness import are_alike, find_change, make_sketch, split_sketch

WORDS = [f"word{number}" for number in range(300)]
TEXT = " ".join(WORDS)
MORE = " ".join(f"more{number}" for number in range(80))


@pytest.mark.parametrize(
    ("new", "change"),
    [
        pytest.param(TEXT.upper(), "same", id="the same words"),
        pytest.param(f"Read this first. {TEXT} Follow us on the radio.", "same", id="boilerplate around it"),
        pytest.param(" ".join(WORDS[20:]), "same", id="the start is missing"),
        pytest.param(" ".join([*WORDS[:90], *(["caption"] * 9), *WORDS[90:]]), "same", id="a caption in it"),
        pytest.param(f"{TEXT} {MORE}", "longer", id="longer"),
        pytest.param(" ".join([*WORDS[:90], MORE, *WORDS[90:]]), "longer", id="a passage in it"),
        pytest.param(TEXT.replace("word150 ", "other "), "corrected", id="another word"),
        pytest.param(TEXT.replace("word150 ", "not word150 "), "corrected", id="one word more"),
        pytest.param(
            " ".join("x" if n % 12 == 0 else word for n, word in enumerate(WORDS)), "corrected", id="many words"
        ),
        pytest.param(
            " ".join("x" if n % 12 < 3 else word for n, word in enumerate(WORDS)), "other", id="by one pattern"
        ),
        pytest.param(MORE, "other", id="nothing in common"),
    ],
)
def test_what_has_changed(new: str, change: str) -> None:
    assert find_change(TEXT, new) == change


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        pytest.param(f"Other words on top. {TEXT}", True, id="boilerplate"),
        pytest.param(f"{TEXT} {MORE}", True, id="longer"),
        pytest.param(" ".join(reversed(WORDS)), False, id="the same words in another order"),
        pytest.param(MORE, False, id="another story"),
    ],
)
def test_sketches_tell_one_story(other: str, alike: bool) -> None:
    one, two = make_sketch(TEXT), make_sketch(other)
    assert one and two
    assert are_alike(split_sketch(one), split_sketch(two)) == alike


def test_a_short_text_has_no_sketch() -> None:
    assert make_sketch("A few words do not tell a story.") is None
