"""The DIGEST_* settings, and the few of Pelican's that we read, as one checked and frozen value."""

import datetime as dt
import logging
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal, get_type_hints
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .addresses import is_web_address
from .errors import SettingsError

logger = logging.getLogger(__name__)

PREFIX = "DIGEST_"
FORMER_NAMES: Mapping[str, str] = {
    "DIGEST_ACTOR_CUT": "DIGEST_ACTOR_THRESHOLD",
    "DIGEST_COUNTRY_CUT": "DIGEST_COUNTRY_THRESHOLD",
    "DIGEST_TOPIC_CUT": "DIGEST_TOPIC_THRESHOLD",
}
UTC = ZoneInfo("UTC")
# Of the repository's reference site. Feed ids derive from it, so two digests with one id would share them.
SAMPLE_SITE_ID = "a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47"
SAMPLE_ID = (
    "this is the id of the sample site, so its feeds and yours would have the same ids; "
    "`digest start FOLDER` makes a site of your own"
)
EXECUTORS = ("processes", "threads", "serial")
LANG_RE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
FEED_PATH_RE = re.compile(r"[\w+~-][\w.+~-]*(?:/[\w+~-][\w.+~-]*)*")
CLUSTER_RE = re.compile(r"dask://[\w.:\[\]-]+:\d{1,5}")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("it must be text")
    return value


def _address(value: object) -> str:
    address = _text(value)
    if address and (not is_web_address(address) or "?" in address or "#" in address):
        raise ValueError("it must start with https:// and a host, without spaces, ? or #, or be empty")
    return address


def _site_address(value: object) -> str:
    return _address(value).rstrip("/")


def _lang(value: object) -> str:
    code = _text(value)
    if not LANG_RE.fullmatch(code):
        raise ValueError("write the language as en or pt-BR")
    return code


def _zone(value: object) -> ZoneInfo:
    return ZoneInfo(_text(value))


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("it must be True or False")
    return value


def _moment(value: object) -> dt.datetime:
    if not isinstance(value, dt.datetime) or value.tzinfo is None:
        raise TypeError("it must be a datetime with a time zone")
    return value


def _site_id(value: object) -> str:
    text = _text(value)
    return str(uuid.UUID(text)) if text else ""


def _texts(value: object) -> tuple[str, ...]:
    if isinstance(value, str) or not isinstance(value, (list, tuple)):
        raise TypeError("it must be a list")
    return tuple(_text(item) for item in value)


def _whole(least: int, default: int | None = None) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if value is False and default is not None:  # Pelican's way to say "off"
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            raise TypeError("it must be a whole number")
        if value < least:
            raise ValueError(f"it must be at least {least}")
        return value

    return parse


def _share(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise TypeError("it must be a number")
    if not 0 <= value <= 1:
        raise ValueError("it must be from 0 to 1")
    return float(value)


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in choices:
            raise ValueError(f"it must be one of {', '.join(choices)}")
        return str(value)

    return parse


def _formats(value: object) -> tuple[str, ...]:
    formats = tuple(map(_one_of("atom", "rss", "json"), _texts(value)))
    if not {"atom", "rss"} & set(formats):
        raise ValueError("it must hold atom or rss: JSON Feed is made for the whole digest alone")
    return tuple(name for name in ("atom", "rss", "json") if name in formats)


def _feed_path(*fields: str) -> Callable[[object], str | None]:
    """Check where feeds are to be: one feed, or as many as a field in braces has values."""

    def parse(value: object) -> str | None:
        if value is False or value == "":  # Pelican's ways to say "off"
            return None
        path = _text(value).removeprefix("/")
        try:
            filled = path.format(**dict.fromkeys(fields, "x"))
        except (AttributeError, KeyError, IndexError, ValueError) as error:
            raise ValueError(f"it can hold {_braces(fields)}, not {error}") from error
        if fields and filled == path:
            raise ValueError(f"it must hold {_braces(fields)}: each feed needs an address of its own")
        if not FEED_PATH_RE.fullmatch(filled):
            raise ValueError("it must be a file below the output folder, such as feeds/atom.xml")
        return path

    return parse


def _braces(fields: tuple[str, ...]) -> str:
    return " or ".join(f"{{{field}}}" for field in fields) or "no braces"


def _executor(value: object) -> str:
    if isinstance(value, str) and CLUSTER_RE.fullmatch(value):
        return value
    if value not in EXECUTORS:
        raise ValueError(f"it must be one of {', '.join(EXECUTORS)}, or the address of a cluster: dask://host:port")
    return str(value)


def _taxonomies(value: object) -> tuple[str, ...]:
    return tuple(map(_one_of("actors", "countries", "topics"), _texts(value)))


# --- The settings -----------------------------------------------------------------------------------------------------


FEED = Annotated[str | None, _feed_path()]
FEED_OF_SLUG = Annotated[str | None, _feed_path("slug")]
FEED_OF_TRANSLATION = Annotated[str | None, _feed_path("lang", "slug")]


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """Every setting of the plugin, with its check and default; `docs/settings.md` explains each."""

    # Pelican's own, under Pelican's names
    sitename: Annotated[str, _text] = "Digest"
    siteurl: Annotated[str, _site_address] = ""  # without a trailing slash
    timezone: Annotated[ZoneInfo, _zone] = UTC
    default_lang: Annotated[str, _lang] = "en"
    default_pagination: Annotated[int, _whole(1, default=20)] = 20
    author: Annotated[str | None, _text] = None
    static_paths: Annotated[tuple[str, ...], _texts] = ("images",)  # where files of posts, pages and `publish` are
    # Feeds that a site wants at other addresses too; the plugin removes Pelican's defaults.
    feed_atom: FEED = None
    feed_rss: FEED = None
    feed_all_atom: FEED = None
    feed_all_rss: FEED = None
    category_feed_atom: FEED_OF_SLUG = None
    category_feed_rss: FEED_OF_SLUG = None
    author_feed_atom: FEED_OF_SLUG = None
    author_feed_rss: FEED_OF_SLUG = None
    tag_feed_atom: FEED_OF_SLUG = None
    tag_feed_rss: FEED_OF_SLUG = None
    translation_feed_atom: FEED_OF_TRANSLATION = None
    translation_feed_rss: FEED_OF_TRANSLATION = None
    # Ours: DIGEST_ and the name in capitals
    site_id: Annotated[str, _site_id] = ""  # a UUID; made once for a site and never changed: feed ids derive from it
    description: Annotated[str, _text] = ""
    post_paths: Annotated[tuple[str, ...], _texts] = ("posts",)
    inbox_path: Annotated[str, _text] = "inbox"
    inbox_also: Annotated[tuple[str, ...], _texts] = ()  # folders elsewhere, from which new files go into the inbox
    vocabulary_path: Annotated[str, _text] = "vocabularies"
    ledger_path: Annotated[str, _text] = "ingested.jsonl"
    body: Annotated[Literal["full", "excerpt"], _one_of("full", "excerpt")] = "full"
    keep_body: Annotated[Literal["post", "private"], _one_of("post", "private")] = "post"  # of new articles
    publish: Annotated[tuple[str, ...], _texts] = ()  # files and folders published though no post or page uses them
    drafts: Annotated[bool, _truth] = True  # the editor's build shows drafts; a production build has no trace of them
    now: Annotated[dt.datetime | None, _moment] = None  # set by the build: which posts are due
    home_posts: Annotated[int, _whole(1)] = 50  # the newest editions on the home page, up to about so many posts
    pair_taxonomies: Annotated[tuple[str, ...], _taxonomies] = ("countries",)
    pair_posts: Annotated[int, _whole(1)] = 5  # pair pages from so many posts on
    feed_formats: Annotated[tuple[str, ...], _formats] = ("atom", "rss", "json")
    feed_content: Annotated[Literal["content", "summary"], _one_of("content", "summary")] = "content"
    # Bytes of HTML: fifty such texts with many terms and a long summary make 190 KB.
    feed_length: Annotated[int, _whole(0)] = 1600
    feed_entries: Annotated[int, _whole(1)] = 50
    term_feed_entries: Annotated[int, _whole(1)] = 20
    feed_hub: Annotated[str | None, _address] = None
    feed_rights: Annotated[str | None, _text] = None
    ner: Annotated[str, _text] = "auto"  # auto | rules | the name of an installed spaCy pipeline
    max_actors: Annotated[int, _whole(1)] = 10
    max_countries: Annotated[int, _whole(1)] = 6
    max_topics: Annotated[int, _whole(1)] = 3
    # Salience from which a term is tagged. `tools/measure_annotation.py BENCH` shows what another value does.
    # Actors: found on 24 labelled articles, where recall and precision are both best above what is wanted; from 0.18 to
    # 0.22 neither changes by more than three points.
    actor_threshold: Annotated[float, _share] = 0.2
    # Countries: tuned on newswire with its editors' place tags; from 0.14 to 0.19 F1 changes by half a point.
    country_threshold: Annotated[float, _share] = 0.16
    # Topics: the share of the first topic's salience that a second or third needs; tuned on the same 24 articles.
    topic_threshold: Annotated[float, _share] = 0.55
    datelines: Annotated[Literal["keep", "drop"], _one_of("keep", "drop")] = "keep"  # at the start of a draft's text
    theme_overrides: Annotated[str | None, _text] = None  # a folder beside the content; its files go before the theme's
    maps: Annotated[Literal["lead", "none"], _one_of("lead", "none")] = "lead"
    # Smaller sizes of posts' pictures, and cards for social networks, by Pillow.
    pictures: Annotated[Literal["none", "make"], _one_of("none", "make")] = "none"
    # The index: none, a new one, or the one that is there.
    search: Annotated[Literal["none", "make", "keep"], _one_of("none", "make", "keep")] = "none"
    executor: Annotated[str, _executor] = "processes"  # processes | threads | serial | dask://host:port
    workers: Annotated[int, _whole(0)] = 0  # 0: one a core
    # What ingest may use for each raw file. The slowest honest file tried, a text of a million characters, takes 7 s
    # and 250 MB.
    file_seconds: Annotated[int, _whole(1)] = 20
    file_megabytes: Annotated[int, _whole(50)] = 500
    incremental: Annotated[bool, _truth] = True  # neither render nor write what has not changed since the last build

    @property
    def base_url(self) -> str:
        """The address that feeds use: SITEURL, or the documented local one where that is empty."""
        return self.siteurl or "http://127.0.0.1:8000"


CHECKS: Mapping[str, Callable[[object], object]] = {
    name: hint.__metadata__[0] for name, hint in get_type_hints(DigestSettings, include_extras=True).items()
}
FEED_ADDRESSES = tuple(name for name in CHECKS if name.endswith(("feed_atom", "feed_rss", "all_atom", "all_rss")))
PELICAN = frozenset(
    {"sitename", "siteurl", "timezone", "default_lang", "default_pagination", "author", "static_paths", *FEED_ADDRESSES}
)
# What a settings file calls each.
KEYS: Mapping[str, str] = {name.upper() if name in PELICAN else PREFIX + name.upper(): name for name in CHECKS}


def parse_settings(values: Mapping[str, object]) -> DigestSettings:
    """Check those of Pelican's settings that we use. Raises SettingsError naming the setting."""
    values = _with_present_names(values)
    for key in values:
        if key.startswith(PREFIX) and key not in KEYS:
            raise SettingsError(f"{key}: there is no such setting; docs/settings.md lists them all")
    checked: dict[str, object] = {}
    for key, name in KEYS.items():
        if values.get(key) is None:
            continue
        try:
            checked[name] = CHECKS[name](values[key])
        except (TypeError, ValueError, ZoneInfoNotFoundError) as error:
            raise SettingsError(f"{key}: {values[key]!r} cannot be used: {error}") from error
    return DigestSettings(**checked)  # type: ignore[arg-type]


def _with_present_names(values: Mapping[str, object]) -> Mapping[str, object]:
    """Give settings under former names their present ones; where both are there, the present one counts."""
    former = [key for key in FORMER_NAMES if key in values]
    for key in former:
        _warn_of_former(key)
    renamed = {FORMER_NAMES[key]: values[key] for key in former}
    return renamed | {key: value for key, value in values.items() if key not in former}


@cache  # once: the settings are read by the task, then by the build
def _warn_of_former(key: str) -> None:
    logger.warning("%s is called %s now; rename it in your settings", key, FORMER_NAMES[key])
