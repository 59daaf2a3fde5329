"""Whether two texts are one story."""

import random

import pytest
from digest.core import similarity
from digest.core.similarity import SketchIndex, are_alike, make_sketch, share_of_blocks, split_sketch

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


# --- The index --------------------------------------------------------------------------------------------------------


def make_hashes(draw: random.Random, sizes: tuple[int, ...], of: int) -> str:
    """Make a sketch of one of these sizes out of so many hashes."""
    return "".join(sorted(f"{number:08x}" for number in draw.sample(range(of), draw.choice(sizes))))


def last_alike(sketches: list[str], wanted: str) -> int | None:
    """Compare with each, from the last on."""
    alike = (n for n in range(len(sketches) - 1, -1, -1) if are_alike(split_sketch(wanted), split_sketch(sketches[n])))
    return next(alike, None)


@pytest.mark.parametrize(
    ("sizes", "of"),
    [
        pytest.param((32,), 64, id="most share many"),
        pytest.param((32,), 140, id="some are alike"),
        pytest.param((32,), 2000, id="few share any"),
        pytest.param((1, 2, 3, 8, 31, 32), 90, id="short texts, too"),
        pytest.param((1, 2, 3), 8, id="short texts alone"),
    ],
)
def test_an_index_finds_what_a_look_at_every_sketch_finds(sizes: tuple[int, ...], of: int) -> None:
    draw = random.Random(7)
    sketches = [make_hashes(draw, sizes, of) for _ in range(120)]
    index = SketchIndex(sketches[:60])
    for sketch in sketches[60:]:
        index.add(sketch)
    wanted = [*sketches, *(make_hashes(draw, sizes, of) for _ in range(120))]
    assert [index.find_last_alike(sketch) for sketch in wanted] == [last_alike(sketches, sketch) for sketch in wanted]


def test_an_index_compares_few_even_where_all_share_boilerplate(monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(7)
    common = [f"{number:08x}" for number in range(10)]
    sketches = ["".join([*common, *(f"{draw.getrandbits(32):08x}" for _ in range(22))]) for _ in range(500)]
    compared = []

    def counted(one: frozenset[str], other: frozenset[str]) -> bool:
        compared.append(other)
        return are_alike(one, other)

    monkeypatch.setattr(similarity, "are_alike", counted)
    index = SketchIndex(sketches)
    assert index.find_last_alike(sketches[250]) == 250
    assert index.find_last_alike("".join([*common, *(f"{number:08x}" for number in range(100, 122))])) is None
    assert len(compared) == 1
