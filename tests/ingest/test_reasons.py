"""Reasons: every key has a text for people, and no text of an article is run as a format."""

import re
from pathlib import Path

import pytest
from digest.core.types import Annotation, Reason, Term
from digest.ingest import reasons
from digest.ingest.clean.rules import KINDS
from digest.ingest.names.rules import RULES
from digest.ingest.reasons import FOUND, LEFT_OUT, REMOVED, describe_removal, describe_term, found_by

INGEST = Path(reasons.__file__).parent
NATO = Term(taxonomy="actors", name="NATO", slug="nato")


def annotation(*reasons: Reason, left_out: Reason | None = None) -> Annotation:
    return Annotation(term=NATO, salience=0.5, main=left_out is None, reasons=reasons, left_out=left_out)


def test_every_kind_of_line_has_a_text() -> None:
    assert set(KINDS) <= REMOVED.keys()


def test_every_rule_for_names_has_a_text() -> None:
    assert {name for name, _ in RULES} <= FOUND.keys()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        pytest.param("legal", "legal notice", id="a kind"),
        pytest.param("after-article/related", "after the article, under related stories", id="a place and a box"),
        pytest.param("editor-list", "your list (cleaning.yaml)", id="the editor's list"),
    ],
)
def test_a_removal_in_words(key: str, text: str) -> None:
    assert describe_removal(key) == text


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        pytest.param(
            annotation(Reason("vocabulary", ("Nato", "NATO")), Reason("in-headline")),
            "'Nato' of NATO in the vocabulary; in the headline",
            id="found",
        ),
        pytest.param(
            annotation(found_by("given-name", "Ann Berg"), left_out=Reason("below-threshold", ("0.2",))),
            "given name: Ann Berg; left out: below the threshold of 0.2",
            id="left out",
        ),
        pytest.param(
            annotation(found_by("a_model", "{0.__class__} %s {")), "a_model: {0.__class__} %s {", id="braces stay text"
        ),
    ],
)
def test_why_a_term_was_found(found: Annotation, sentence: str) -> None:
    assert describe_term(found) == sentence


def test_every_key_in_the_code_has_a_text() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in INGEST.rglob("*.py"))
    keys = set(re.findall(r'\b(?:Reason\(|Doubt\(-[\d.]+, )"([a-z-]+)"|"(government-[a-z-]+)"', code))
    assert len(keys) > 15
    assert {first or second for first, second in keys} <= FOUND.keys() | LEFT_OUT.keys()
