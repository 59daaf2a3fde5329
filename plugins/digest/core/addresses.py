"""Addresses on the site of posts, days, terms, stories and feeds; which web addresses a post may hold."""

import datetime as dt
import ipaddress
import re
from urllib.parse import urlsplit

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
LOCAL_RE = re.compile(r"(?:^|\.)(?:localhost|local|internal|lan|home\.arpa)$", re.IGNORECASE)
EXAMPLE_RE = re.compile(r"(?:^|\.)example\.(?:com|net|org)$", re.IGNORECASE)


def day_path(day: dt.date) -> str:
    """Return an edition's path below the site's root: 2021/08/17/."""
    return f"{month_path(day.year, day.month)}{day.day:02}/"


def month_path(year: int, month: int) -> str:
    """Return the path of a month's page: 2021/08/."""
    return f"{year_path(year)}{month:02}/"


def year_path(year: int) -> str:
    """Return the path of a year's page: 2021/."""
    return f"{year:04}/"


def post_path(day: dt.date, slug: str) -> str:
    """Return a post's path below the site's root; `day` is its date in the site's time zone."""
    return f"{day_path(day)}{slug}/"


def term_path(taxonomy: str, slug: str) -> str:
    """Return the path of a term's page, or of a pair's: countries/china/, countries/china+russia/."""
    return f"{taxonomy}/{slug}/"


def pair_slug(one: str, other: str) -> str:
    """Return the slug of a pair of terms, whichever comes first: china+russia."""
    return "+".join(sorted((one, other)))


def story_path(slug: str) -> str:
    """Return the path of a story's page: stories/fall-of-kabul/."""
    return f"stories/{slug}/"


def feed_path(kind: str, slug: str) -> str:
    """Return the path of the feed of a term, a pair or a story, without the format's ending: feeds/countries/china."""
    return f"feeds/{kind}/{slug}"


def archive_feed_path(year: int, month: int) -> str:
    """Return the path of the feed of a month, without the format's ending: feeds/archive/2021-08."""
    return f"feeds/archive/{year}-{month:02}"


def is_web_address(text: str) -> bool:
    """Return whether a text is an http or https address without spaces, quotes or a password."""
    return WEB_RE.fullmatch(text) is not None


def find_address_fault(address: str) -> str | None:
    """Return why a web address cannot be a site's public one, if so: it is of a local machine, or an example."""
    host = urlsplit(address).hostname or ""
    if _is_local(host):
        return "of a local machine"
    return "an example" if EXAMPLE_RE.search(host) else None


def _is_local(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return LOCAL_RE.search(host) is not None
