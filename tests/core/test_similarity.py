"""Whether two texts are one story."""

import pytest
from digest.core.similarity import are_alike, make_sketch, share_of_blocks, split_sketch

WORDS = [f"word{number}" for number in range(300)]
TEXT = " ".join(WORDS)
MORE = " ".join(f"more{number}" for number in range(80))
CHINESE = "部长们星期二在奥斯陆会面，就北极航运的共同规则达成一致。双方将在冬季之前签署条约，渔船也要遵守这些规则。"


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


def test_a_text_in_a_script_without_spaces_has_a_sketch() -> None:
    one, two = make_sketch(CHINESE), make_sketch(f"首页。{CHINESE}")
    assert one and two
    assert are_alike(split_sketch(one), split_sketch(two))


def test_a_short_text_has_no_sketch() -> None:
    assert make_sketch("A few words do not tell a story.") is None


@pytest.mark.parametrize(
    ("other", "share"),
    [
        pytest.param(TEXT.upper(), 1, id="the same words"),
        pytest.param(" ".join(WORDS[:90]), 1, id="a part"),
        pytest.param(" ".join([*WORDS[:150], *WORDS[:150][::-1]]), 0.5, id="half of it"),
        pytest.param(" ".join("x" if n % 8 == 0 else word for n, word in enumerate(WORDS)), 0, id="short runs"),
        pytest.param("", 0, id="nothing"),
    ],
)
def test_long_runs_of_both_texts_count(other: str, share: float) -> None:
    assert share_of_blocks(TEXT, other) == share
