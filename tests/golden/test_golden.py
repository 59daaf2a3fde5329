"""A raw article in, a post out: the pipeline end to end, by rules alone. `invoke golden` writes the results anew."""

import datetime as dt
import os
from pathlib import Path

import pytest
from digest.content.frontmatter import format_post
from digest.content.vocabulary import base_vocabularies
from digest.core.settings import DigestSettings
from digest.ingest.compose import make_post
from digest.ingest.names import make_name_finder
from digest.ingest.pipeline import read_file

HERE = Path(__file__).parent
RECEIVED = dt.datetime(2021, 10, 1, 8, 0, tzinfo=dt.UTC)
EXPECTED = "post.md"
RAW_ARTICLES = sorted(path for path in HERE.glob("*/*.*") if path.suffix not in {".md", ".pyc"})


def make_posts(raw: Path) -> str:
    """The posts that ingest would write for one raw file, one after the other."""
    readings = read_file(
        raw.read_bytes(),
        name=raw.name,
        vocabularies=base_vocabularies(),
        find_names=make_name_finder("rules"),
        settings=DigestSettings(),
    )
    return "\n".join(format_post(make_post(reading, received=RECEIVED)) for reading in readings)


@pytest.mark.parametrize("raw", RAW_ARTICLES, ids=lambda raw: raw.parent.name)
def test_golden(raw: Path) -> None:
    expected, text = raw.with_name(EXPECTED), make_posts(raw)
    if os.environ.get("DIGEST_GOLDEN") == "rewrite":
        expected.write_text(text, encoding="utf-8")
    assert text == expected.read_text(encoding="utf-8")
