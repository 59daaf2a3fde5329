"""A floor for the reader of saved pages, on real ones kept outside of the project: skipped where they are not."""

import gzip
import json
from collections.abc import Iterable

import pytest
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from test_clean_quality import BENCH, score

FLOOR = (0.979, 0.46, 0.978)  # body F1, exact, macro F1: a little under what was measured when it was last set


def mean(values: Iterable[float]) -> float:
    listed = list(values)
    return sum(listed) / len(listed)


@pytest.mark.slow
@pytest.mark.skipif(not (BENCH / "pages").is_dir(), reason="the real pages are not at hand")
def test_bodies_of_pages_are_found() -> None:
    gold = json.loads((BENCH / "pastes.gold.json").read_text(encoding="utf-8"))
    rows = []
    for key, item in gold.items():
        data = gzip.decompress((BENCH / "pages" / f"{key}.html.gz").read_bytes())
        raws = decode(data, name=f"{key}.html")
        rows.append(score(item["body"], "\n\n".join(make_article(raw).article.text for raw in raws)))
    precision, recall, macro, exact = (mean(column) for column in zip(*rows, strict=True))
    figures = (2 * precision * recall / (precision + recall), exact, macro)
    assert all(figure >= floor for figure, floor in zip(figures, FLOOR, strict=True)), figures
