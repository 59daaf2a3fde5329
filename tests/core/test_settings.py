"""Settings are taken as given or refused with their name."""

from typing import Any

import pytest
from digest.core.errors import SettingsError
from digest.core.settings import parse_settings


@pytest.mark.parametrize(
    ("name", "value", "field", "expected"),
    [
        pytest.param(
            "DIGEST_FEED_FORMATS", ["rss", "atom"], "feed_formats", ("atom", "rss"), id="formats in our order"
        ),
        pytest.param("DIGEST_FEED_CONTENT", "summary", "feed_content", "summary", id="summaries"),
        pytest.param("DIGEST_FEED_LENGTH", 0, "feed_length", 0, id="never cut"),
        pytest.param("DIGEST_FEED_HUB", "https://hub.example/", "feed_hub", "https://hub.example/", id="hub as it is"),
        pytest.param(
            "SITEURL", "https://x.example/repo/", "siteurl", "https://x.example/repo", id="no slash at the end"
        ),
        pytest.param("FEED_ALL_ATOM", "/atom.xml", "feed_all_atom", "atom.xml", id="address from the root"),
        pytest.param("TAG_FEED_RSS", "t/{slug}.rss", "tag_feed_rss", "t/{slug}.rss", id="address with a slug"),
        pytest.param("FEED_RSS", False, "feed_rss", None, id="off as Pelican says it"),
        pytest.param("FEED_RSS", "", "feed_rss", None, id="off by nothing"),
    ],
)
def test_setting_is_taken(name: str, value: Any, field: str, expected: Any) -> None:
    assert getattr(parse_settings({name: value}), field) == expected


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DIGEST_FEED_FORMATS", ["json"], "must hold atom or rss"),
        ("DIGEST_FEED_FORMATS", ["xml"], "must be one of atom, rss, json"),
        ("DIGEST_FEED_FORMATS", "atom", "must be a list"),
        ("DIGEST_FEED_CONTENT", "full", "must be one of content, summary"),
        ("DIGEST_FEED_LENGTH", -1, "must be at least 0"),
        ("DIGEST_FEED_HUB", "hub.example", "must start with https://"),
        ("DIGEST_FEED_HUB", "https://", "must start with https:// and a host"),
        ("SITEURL", "https://a b.example", "without spaces"),
        ("SITEURL", "https://a.example/?page=1", "must start with https:// and a host"),
        ("DEFAULT_LANG", "english", "write the language as en or pt-BR"),
        ("TAG_FEED_RSS", "t/{name}.rss", "can hold {slug}, not 'name'"),
        ("TAG_FEED_RSS", "t/{slug.rss", "can hold {slug}, not "),
        ("TAG_FEED_RSS", "t/{}.rss", "can hold {slug}, not "),
        ("TAG_FEED_RSS", "t/%s.rss", "must hold {slug}"),
        ("TRANSLATION_FEED_ATOM", "t/all.rss", "must hold {lang} or {slug}"),
        ("FEED_ALL_ATOM", "feeds/{slug}.xml", "can hold no braces"),
        ("FEED_ALL_ATOM", "../atom.xml", "must be a file below the output folder"),
        ("FEED_ALL_ATOM", "feeds//atom.xml", "must be a file below the output folder"),
        ("FEED_ALL_ATOM", "feeds/", "must be a file below the output folder"),
        ("FEED_ALL_ATOM", "atom.xml?new", "must be a file below the output folder"),
        ("FEED_ALL_ATOM", True, "must be text"),
        ("DIGEST_SITE_ID", "mine", "cannot be used"),
        ("DIGEST_FEEDS", True, "there is no such setting"),
    ],
)
def test_setting_is_refused_by_name(name: str, value: Any, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_settings({name: value})
    assert str(caught.value).startswith(f"{name}: ")
    assert message in str(caught.value)
