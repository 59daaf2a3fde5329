"""Settings are taken as given or refused with their name."""

from typing import Any

import pytest
from digest.core.errors import SettingsError
from digest.core.settings import FEED_ADDRESSES, KEYS, DigestSettings, _warn_of_former, parse_settings


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


@pytest.mark.parametrize("name", ["ACTOR", "COUNTRY", "TOPIC"])
def test_a_former_name_works_with_a_warning(name: str, caplog: pytest.LogCaptureFixture) -> None:
    _warn_of_former.cache_clear()
    for _ in range(2):
        settings = parse_settings({f"DIGEST_{name}_CUT": 0.5})
    assert getattr(settings, f"{name.lower()}_threshold") == 0.5
    assert caplog.messages == [f"DIGEST_{name}_CUT is called DIGEST_{name}_THRESHOLD now; rename it in your settings"]


def test_a_present_name_counts_where_a_former_one_is_there_too() -> None:
    assert parse_settings({"DIGEST_TOPIC_THRESHOLD": 0.3, "DIGEST_TOPIC_CUT": 0.5}).topic_threshold == 0.3


def test_a_bad_value_under_a_former_name() -> None:
    with pytest.raises(SettingsError, match="DIGEST_TOPIC_THRESHOLD: 2 cannot be used: it must be from 0 to 1"):
        parse_settings({"DIGEST_TOPIC_CUT": 2})


def test_the_addresses_of_feeds_are_pelican_s_twelve_settings() -> None:
    assert len(FEED_ADDRESSES) == 12
    assert {name.upper() for name in FEED_ADDRESSES} <= KEYS.keys()


def test_nothing_set_is_all_defaults() -> None:
    assert parse_settings({}) == parse_settings({"DIGEST_NOW": None, "SOMEBODY_ELSES": 1}) == DigestSettings()
