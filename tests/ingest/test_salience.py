"""What is named early, often and in the headline is more central."""

import pytest
from digest.core.types import Annotation, Reason, Term
from digest.ingest.annotate.salience import Doubt, choose_main, find_lead, rate


def of(*mentions: int, in_headline: bool = False, **options: object) -> float:
    return rate(mentions=mentions, lead=(60, 240), in_headline=in_headline, **options)  # type: ignore[arg-type]


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


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        pytest.param("Rain fell. Then it stopped.", "Rain fell.", id="a point"),
        pytest.param("The U.S. envoy met Mr. Berg. He left.", "The U.S. envoy met Mr. Berg.", id="short forms"),
        pytest.param('"It is over." She left.', '"It is over."', id="a quote"),
        pytest.param("No point at all\n\nThen one.", "No point at all\n", id="a paragraph"),
        pytest.param("word " * 200, "word " * 80, id="no end"),
    ],
)
def test_lead(text: str, lead: str) -> None:
    start, end = find_lead("Headline. " + text, 10)
    assert ("Headline. " + text)[start:end] == lead


def test_doubt_counts_for_the_cut_and_leaves_the_salience() -> None:
    found = [
        Annotation(
            term=Term(taxonomy="actors", name=name, slug=name), salience=0.4, main=False, mentions=(), reasons=()
        )
        for name in ("Berg", "Artemis")
    ]
    chosen = choose_main(found, cut=0.2, most=10, doubts={"Artemis": Doubt(-2.0, "thing")})
    assert [(one.salience, one.main, one.left_out) for one in chosen] == [
        (0.4, True, None),
        (0.4, False, Reason("thing")),
    ]


def test_order_of_mentions_does_not_matter() -> None:
    assert of(900, 20, 400) == of(20, 400, 900)
