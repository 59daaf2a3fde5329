"""Paths of posts and days on the site, and web addresses."""

import datetime as dt

import pytest
from digest.core.addresses import POST_PATH_FORMAT, day_path, is_web_address, post_path

DAY = dt.date(2021, 8, 7)


def test_paths_of_a_day_and_a_post() -> None:
    assert (day_path(DAY), post_path(DAY, "talks")) == ("2021/08/07/", "2021/08/07/talks/")


def test_pelican_s_setting_makes_the_same_path() -> None:
    assert POST_PATH_FORMAT.format(date=DAY, slug="talks") == post_path(DAY, "talks")


@pytest.mark.parametrize(
    "text",
    [
        "https://example.org",
        "HTTP://example.org/",
        "https://example.org:8080/a?b=c#d",
        "https://example.org?q=1",
        "https://пример.рф/путь",
        "https://example.org/a@b",
    ],
)
def test_web_addresses(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "example.org",
        "//example.org",
        "ftp://example.org",
        "javascript:alert(1)",
        "https://",
        "https:///path",
        "https://a b",
        "https://me:pw@example.org/",
        'https://example.org/"><script>',
        "https://example.org\\evil",
        "https://example.org:port/",
        "https://example.org/\x07",
        " https://example.org",
        "https://example.org\n",
    ],
)
def test_no_web_addresses(text: str) -> None:
    assert not is_web_address(text)
