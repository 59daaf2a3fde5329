"""Small inputs of our own words, each for a kind of fault: `cases/right.json` says what must come of them."""

import json
from pathlib import Path
from typing import Any

import pytest
from digest.core.types import Article
from digest.ingest.decode import decode
from digest.ingest.structure import make_article

CASES = Path(__file__).parent / "cases"
RIGHT = json.loads((CASES / "right.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("right", [pytest.param(right, id=right["file"]) for right in RIGHT])
def test_a_case_is_read_right(right: dict[str, Any]) -> None:
    raws = decode((CASES / right["file"]).read_bytes(), name=right["file"])
    articles = [make_article(raw).article for raw in raws]
    text = _fold(" ".join(f"{article.text} {article.body}" for article in articles))
    plain = _fold(" ".join(article.text for article in articles))
    lines = {_fold(line) for article in articles for line in article.body.splitlines()}
    assert {key: _fact(articles, key) for key in right if key in FACTS} == {
        key: _folded(right[key]) for key in right if key in FACTS
    }
    assert [words for words in right.get("has", ()) if _fold(words) not in text] == []
    assert [words for words in right.get("lacks", ()) if _fold(words) in text] == []
    assert [words for words in right.get("lacks_text", ()) if _fold(words) in plain] == []
    assert [line for line in right.get("lacks_line", ()) if _fold(line) in lines] == []


FACTS = ("articles", "headline", "headlines", "url", "date", "byline")


def _fact(articles: list[Article], key: str) -> object:
    first = articles[0]
    facts: dict[str, object] = {
        "articles": len(articles),
        "headlines": [article.headline for article in articles],
        "headline": first.headline,
        "url": first.url,
        "date": first.date.isoformat()[:10] if first.date else None,
        "byline": list(first.byline),
    }
    return _folded(facts[key])


def _folded(value: object) -> object:
    if isinstance(value, list):
        return [_folded(item) for item in value]
    return _fold(value) if isinstance(value, str) else value


def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "").replace("‘", "").replace("'", "").split())
