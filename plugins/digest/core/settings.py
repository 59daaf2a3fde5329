"""The DIGEST_* settings, and the few of Pelican's that we read, as one checked and frozen value."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .addresses import is_web_address
from .errors import SettingsError

PREFIX = "DIGEST_"
UTC = ZoneInfo("UTC")
EXECUTORS = ("processes", "threads", "serial")
LANG_RE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
FEED_PATH_RE = re.compile(r"[\w+~-][\w.+~-]*(?:/[\w+~-][\w.+~-]*)*")
CLUSTER_RE = re.compile(r"dask://[\w.:\[\]-]+:\d{1,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """Every setting of the plugin with its default; `docs/settings.md` tells what each is for."""

    # Pelican's own, under Pelican's names
    sitename: str = "Digest"
    siteurl: str = ""  # without a trailing slash
    timezone: ZoneInfo = UTC
    default_lang: str = "en"
    default_pagination: int = 20
    author: str | None = None
    static_paths: tuple[str, ...] = ("images",)  # where the files are that posts, pages and `publish` may name
    feed_atom: str | None = None  # feeds that a site wants elsewhere too; the plugin takes out Pelican's defaults
    feed_rss: str | None = None
    feed_all_atom: str | None = None
    feed_all_rss: str | None = None
    category_feed_atom: str | None = None
    category_feed_rss: str | None = None
    author_feed_atom: str | None = None
    author_feed_rss: str | None = None
    tag_feed_atom: str | None = None
    tag_feed_rss: str | None = None
    translation_feed_atom: str | None = None
    translation_feed_rss: str | None = None
    # Ours: DIGEST_ and the name in capitals
    site_id: str = ""  # a UUID; made once for a site and never changed: feed ids derive from it
    description: str = ""
    post_paths: tuple[str, ...] = ("posts",)
    inbox_path: str = "inbox"
    vocabulary_path: str = "vocabularies"
    ledger_path: str = "ingested.jsonl"
    body: Literal["full", "excerpt"] = "full"
    publish: tuple[str, ...] = ()  # files and folders that are published though no post or page uses them
    drafts: bool = True  # the editor's build shows drafts; a production build has no trace of them
    now: dt.datetime | None = None  # set by the build: which posts are due
    home_posts: int = 30  # the newest editions on the home page, up to about so many posts
    pair_taxonomies: tuple[str, ...] = ("countries",)
    pair_posts: int = 5  # pair pages from so many posts on
    feed_formats: tuple[str, ...] = ("atom", "rss", "json")
    feed_content: Literal["content", "summary"] = "content"
    feed_length: int = 1600  # bytes of HTML: fifty such texts with many terms and a long summary make 190 KB
    feed_entries: int = 50
    term_feed_entries: int = 20
    feed_hub: str | None = None
    feed_rights: str | None = None
    ner: str = "auto"  # auto | rules | the name of an installed spaCy pipeline
    max_actors: int = 10
    max_countries: int = 6
    max_topics: int = 3
    # Salience from which a term is tagged. `tools/measure_annotation.py BENCH` shows what another value does.
    # Actors: found on 24 labelled articles, as the cut where recall and precision are both best above what is wanted;
    # from 0.18 to 0.22 neither changes by more than three points.
    actor_cut: float = 0.2
    # Countries: tuned on newswire with its editors' place tags; from 0.14 to 0.19 F1 changes by half a point.
    country_cut: float = 0.16
    # Topics: the share of the first topic's salience that a second or third needs; tuned on the same 24 articles.
    topic_cut: float = 0.55
    search: Literal["none", "make", "keep"] = "none"  # the index: none, a new one, or the one that is there
    executor: str = "processes"  # processes | threads | serial | dask://host:port
    workers: int = 0  # 0: one a core
    # What ingest may use for each raw file. The slowest honest file tried, a text of a million characters, takes 7 s
    # and 250 MB.
    file_seconds: int = 20
    file_megabytes: int = 500
    incremental: bool = True  # neither render nor write what has not changed since the last build

    @property
    def base_url(self) -> str:
        """The address that feeds use: SITEURL, or the documented local one where that is empty."""
        return self.siteurl or "http://127.0.0.1:8000"


def parse_settings(values: Mapping[str, object]) -> DigestSettings:
    """Check Pelican's settings and take out what we use. Raises SettingsError naming the setting."""
    known = {field.name for field in fields(DigestSettings)} - PELICAN.keys()
    for key in values:
        if key.startswith(PREFIX) and key.removeprefix(PREFIX).lower() not in known:
            raise SettingsError(f"{key}: there is no such setting; docs/settings.md lists them all")
    found: dict[str, object] = {}
    for name, parse in CHECKS.items():
        key = PELICAN.get(name, PREFIX + name.upper())
        if values.get(key) is None:
            continue
        try:
            found[name] = parse(values[key])
        except (TypeError, ValueError, ZoneInfoNotFoundError) as error:
            raise SettingsError(f"{key}: {values[key]!r} cannot be used: {error}") from error
    return DigestSettings(**found)  # type: ignore[arg-type]


FEED_ADDRESSES = (
    "feed_atom",
    "feed_rss",
    "feed_all_atom",
    "feed_all_rss",
    "category_feed_atom",
    "category_feed_rss",
    "author_feed_atom",
    "author_feed_rss",
    "tag_feed_atom",
    "tag_feed_rss",
    "translation_feed_atom",
    "translation_feed_rss",
)
PELICAN = {
    "sitename": "SITENAME",
    "siteurl": "SITEURL",
    "timezone": "TIMEZONE",
    "default_lang": "DEFAULT_LANG",
    "default_pagination": "DEFAULT_PAGINATION",
    "author": "AUTHOR",
    "static_paths": "STATIC_PATHS",
    **{name: name.upper() for name in FEED_ADDRESSES},
}


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


def _fields_of(name: str) -> tuple[str, ...]:
    if name.startswith("feed_"):
        return ()
    return ("lang", "slug") if name.startswith("translation_") else ("slug",)


def _executor(value: object) -> str:
    if isinstance(value, str) and CLUSTER_RE.fullmatch(value):
        return value
    if value not in EXECUTORS:
        raise ValueError(f"it must be one of {', '.join(EXECUTORS)}, or the address of a cluster: dask://host:port")
    return str(value)


def _taxonomies(value: object) -> tuple[str, ...]:
    return tuple(map(_one_of("actors", "countries", "topics"), _texts(value)))


CHECKS: Mapping[str, Callable[[object], object]] = {
    "sitename": _text,
    "siteurl": _site_address,
    "timezone": _zone,
    "default_lang": _lang,
    "default_pagination": _whole(1, default=20),
    "author": _text,
    "static_paths": _texts,
    **{name: _feed_path(*_fields_of(name)) for name in FEED_ADDRESSES},
    "site_id": _site_id,
    "description": _text,
    "post_paths": _texts,
    "inbox_path": _text,
    "vocabulary_path": _text,
    "ledger_path": _text,
    "body": _one_of("full", "excerpt"),
    "publish": _texts,
    "drafts": _truth,
    "now": _moment,
    "home_posts": _whole(1),
    "pair_taxonomies": _taxonomies,
    "pair_posts": _whole(1),
    "feed_formats": _formats,
    "feed_content": _one_of("content", "summary"),
    "feed_length": _whole(0),
    "feed_entries": _whole(1),
    "term_feed_entries": _whole(1),
    "feed_hub": _address,
    "feed_rights": _text,
    "ner": _text,
    "max_actors": _whole(1),
    "max_countries": _whole(1),
    "max_topics": _whole(1),
    "actor_cut": _share,
    "country_cut": _share,
    "topic_cut": _share,
    "search": _one_of("none", "make", "keep"),
    "executor": _executor,
    "workers": _whole(0),
    "file_seconds": _whole(1),
    "file_megabytes": _whole(50),
    "incremental": _truth,
}
