"""What an editor chooses for a new site: each answer checked, with a message that says what would do."""

import difflib
import re
import uuid
import zoneinfo
from dataclasses import dataclass

from ...content.vocabulary import base_vocabularies
from ...core.addresses import find_address_fault, is_web_address
from ...core.errors import DigestError
from ...core.settings import LANG_RE

MAX_NAME = 100  # characters: it stands on every page and in every feed
SCHEME_RE = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class StartError(DigestError):
    """A site cannot be begun, or not upgraded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the settings and the first pages of a new site say."""

    name: str
    address: str  # "" where the workflow or the editor will say it
    zone: str
    lang: str
    follows: tuple[str, ...]
    site_id: str


def make_choices(*, name: str, address: str, zone: str, lang: str, follows: str) -> Choices:
    """Check all answers, and make the site's permanent id. Raises StartError."""
    return Choices(
        name=parse_name(name),
        address=parse_address(address),
        zone=parse_zone(zone),
        lang=parse_lang(lang),
        follows=tuple(dict.fromkeys(" ".join(one.split()) for one in follows.split(",") if one.strip())),
        site_id=str(uuid.uuid4()),
    )


def parse_name(text: str) -> str:
    """Check the site's name."""
    name = " ".join(text.split())
    if not name or not name.isprintable() or len(name) > MAX_NAME:
        raise StartError(f"--name: {text!r}: give the site's name, of 1 to {MAX_NAME} characters on one line")
    return name


def parse_address(text: str) -> str:
    """Check the site's public address, which may be empty, and take slashes off its end."""
    address = text.strip().rstrip("/")
    if not address:
        return ""
    if not SCHEME_RE.match(address):
        raise StartError(f"--address: {text}: it must start with https://, as in https://{address}")
    if not is_web_address(address) or "?" in address or "#" in address:
        raise StartError(
            f"--address: {text}: write it as https://news.example.net or https://user.github.io/repository"
        )
    if fault := find_address_fault(address):
        raise StartError(f"--address: {address} is {fault}; give the public address, or none yet")
    return address


def parse_zone(text: str) -> str:
    """Check a time zone's name."""
    zone = text.strip()
    names = zoneinfo.available_timezones()
    if zone in names:
        return zone
    by_city = {name.rpartition("/")[2].casefold(): name for name in sorted(names)}
    near = difflib.get_close_matches(zone.rpartition("/")[2].casefold().replace(" ", "_"), by_city, n=1)
    guess = f"did you mean {by_city[near[0]]}?" if near else "write it as UTC or Europe/Berlin"
    raise StartError(f"--zone: there is no time zone {text!r}; {guess}")


def parse_lang(text: str) -> str:
    """Check a language's code."""
    lang = text.strip()
    if not LANG_RE.fullmatch(lang):
        raise StartError(f"--lang: {text!r} is no code of a language; write it as en, de or pt-BR")
    return lang


def find_unknown(follows: tuple[str, ...]) -> tuple[str, ...]:
    """List what is followed that the base vocabulary does not know as an actor, country or topic."""
    base = base_vocabularies()
    known = {
        name.casefold()
        for vocabulary in (base.actors, base.countries, base.topics)
        for term in vocabulary.terms
        for name in (term.name, *term.aliases)
    }
    return tuple(name for name in follows if name.casefold() not in known)
