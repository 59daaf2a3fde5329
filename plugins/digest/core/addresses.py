"""Addresses: a post's and a day's on the site, and which web addresses (URLs) a post or a setting may hold."""

import datetime as dt
import re

# As Pelican's settings have it; what `day_path` and `post_path` make.
POST_PATH_FORMAT = "{date:%Y}/{date:%m}/{date:%d}/{slug}/"
WEB_RE = re.compile(
    r"""
    https?://
    [^\s/?#@:<>"\\\x00-\x20\x7f-\x9f]+ (?::[0-9]{1,5})?    # no name and password before the host
    (?:[/?#][^\s<>"\\\x00-\x20\x7f-\x9f]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


def day_path(day: dt.date) -> str:
    """Return an edition's path below the site's root: 2021/08/17/."""
    return f"{day.year:04}/{day.month:02}/{day.day:02}/"


def post_path(day: dt.date, slug: str) -> str:
    """Return a post's path below the site's root; `day` is its date in the site's time zone."""
    return f"{day_path(day)}{slug}/"


def is_web_address(text: str) -> bool:
    """Return whether a text is an http or https address without spaces, quotes or a password."""
    return WEB_RE.fullmatch(text) is not None
