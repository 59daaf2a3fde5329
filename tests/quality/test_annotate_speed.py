"""Annotation by rules: quick enough, and in step with the length of the text."""

import time

import pytest
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.core.types import Article
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import annotate

SETTINGS = DigestSettings(ner="rules")
PARAGRAPH = (
    "Foreign Minister Ann Berg of Norway told reporters in Oslo on day {0} that China and the United States had agreed "
    "with Nato on item {0}. The Harbour Workers Union (HWU) of town {0} said that its talks with the government of "
    "Chad had failed, and Peter Smith{0} warned of a strike. Georgia’s parliament votes on the treaty in week {0}.\n\n"
)


def seconds(paragraphs: int) -> float:
    article = Article(headline="Norway and China agree", text="".join(map(PARAGRAPH.format, range(paragraphs))))
    began = time.process_time()
    annotate(article, base_vocabularies(), make_name_finder("rules"), SETTINGS)
    return time.process_time() - began


@pytest.mark.slow
def test_time_grows_with_the_length_and_no_faster() -> None:
    seconds(10)  # the indexes are made
    short, long = min(seconds(250) for _ in range(3)), min(seconds(2000) for _ in range(2))
    assert long < 8 * 2.5 * short


def test_an_article_takes_milliseconds() -> None:
    seconds(10)
    assert min(seconds(10) for _ in range(5)) < 0.05  # on a busy machine; 4 ms on a free one
