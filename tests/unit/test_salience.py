"""What is named early, often and in the headline is more central."""

import pytest
from digest.salience import rate


def of(*mentions: int, in_headline: bool = False, **options: object) -> float:
    return rate(mentions=mentions, offset=60, length=3000, in_headline=in_headline, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "less"),
    [
        pytest.param(of(100), of(1500), id="early before late"),
        pytest.param(of(500, 900, 1200), of(500), id="often before once"),
        pytest.param(of(10, in_headline=True), of(10), id="in the headline"),
        pytest.param(of(62), of(300), id="in the first sentence"),
        pytest.param(of(100), of(100, kind="country"), id="an actor before a country in its place"),
        pytest.param(of(100, kind="country"), of(100, kind="country", named=0.0), id="a country by its name"),
    ],
)
def test_more_salient(more: float, less: float) -> None:
    assert 1 > more > less > 0


def test_never_named() -> None:
    assert of() == 0.0


def test_order_of_mentions_does_not_matter() -> None:
    assert of(900, 20, 400) == of(20, 400, 900)
