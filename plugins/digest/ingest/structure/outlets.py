"""Which outlet a paste is from, by its footer, its credits and its address."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from os.path import commonprefix
from urllib.parse import urlsplit

from ...core.data import read_data, read_words
from ..clean import TEXT, CleanLine
from ..clean.lines import WORD_RE, Line

MOST_WORDS = 40  # of a line that may name the outlet
LEAST_VOTES = 2.0  # one mention may be of anybody
TRUST_RE = re.compile(
    r"(?:why you can trust|©|\(c\)|copyright|all rights reserved|follow|sign up|subscribe|download|about)",
    re.IGNORECASE,
)
_NAME = r"[A-Z][\w’'&.-]*(?:\s(?:[A-Z][\w’'&.-]*|of|the|and|&|de|la|le|del|der|die)){0,4}"
# "© 2021 Example Wire. All rights reserved.", "© Example Wire 2021", "Copyright (c) 2019-2021 Example Wire"
OWNER_RE = re.compile(
    r"(?:©|ⓒ|\([cC]\)|Copyright|COPYRIGHT)(?:\s|©|\([cC]\)|[Cc]opyright|by\b)*(?:(?:19|20)\d\d(?:\s?[-–,/]\s?(?:19|20)\d\d)?[,.]?\s*"
    rf"(?:by\s|©\s?|[-–|]\s)?)?(?P<name>{_NAME}?)"
    r"(?=\s*(?:[.,|·•;]|$|\(|(?:19|20)\d\d|(?i:all\s+rights|inc\b|ltd\b|llc\b|limited\b|gmbh\b|-\s|–\s|or\s)))"
)
NOT_OWNERS = read_words("cleaning_words.yaml", "not_owners")
AGENCY_RE = re.compile(rf"[A-Z][\w ,.'’-]{{2,40}}\((?P<name>{_NAME})\)\s*[-–—]")
# A name on top is taken for an outlet's only with a word that outlets have.
MASTHEAD_RE = re.compile(
    r"(?P<name>(?:[A-Z][\w’'&.-]*\s|of\s|the\s){0,4}"
    r"(?i:wire|news|times|post|herald|tribune|journal|gazette|daily|chronicle|observer|telegraph|courier|monitor|review"
    r"|weekly|broadcasting|press|agency|zeitung|nachrichten|tageblatt)(?:\s[A-Z][\w’'&.-]*){0,2})(?:\s+[/|›>»·–-]\s.*)?$"
)
MASTHEAD_WORDS, TOP = 7, 3


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names of outlets by what a page prints of them (listed by its first word), and by host."""

    printed: Mapping[str, Mapping[str, str]]
    first_words: frozenset[str]  # of what is printed
    prefixes: Mapping[str, str]  # with which all that is printed with a first word starts
    hosts: Mapping[str, str]
    first: Mapping[str, str]  # in dates of numbers alone: the day or the month


def find_outlet(lines: Sequence[CleanLine], url: str | None) -> str | None:
    """Find the outlet by the address, else as the one the page's furniture names most."""
    if url and (host := _find_host((urlsplit(url).hostname or "").removeprefix("www."))):
        return host
    votes: dict[str, float] = {}
    for line in lines:
        if line.part == TEXT or line.kind == "caption" or OUTLETS.first_words.isdisjoint(line.line.words):
            continue
        if line.line.size > MOST_WORDS:
            continue
        for name in _names_in(line.line):
            weight = 3.0 if line.kind in ("legal", "trust-notice") or TRUST_RE.search(line.line.text) else 1.0
            votes[name] = votes.get(name, 0.0) + (weight if line.line.size > 1 or line.kind else 0.5)
    best = max(votes, key=lambda name: (votes[name], name), default=None)
    return best if best and votes[best] >= LEAST_VOTES else _find_unlisted(lines)


def is_day_first(outlet: str | None) -> bool | None:
    """Tell in which order an outlet writes dates of numbers alone; None where that is not known."""
    first = OUTLETS.first.get(outlet or "")
    return None if first is None else first == "day"


def _find_unlisted(lines: Sequence[CleanLine]) -> str | None:
    """Find an outlet that no list has: whose copyright it is, the agency of the dateline, or a name on top."""
    for line in reversed(lines):
        if line.part != TEXT and line.kind == "legal" and (owner := OWNER_RE.search(line.line.text)):
            name = owner["name"].strip(" .")
            if not NOT_OWNERS.intersection(name.casefold().split()):
                return name
    first = next((line.line.text for line in lines if line.part == TEXT), "")
    if agency := AGENCY_RE.match(first):
        return agency["name"]
    for line in lines[:TOP]:
        mast = MASTHEAD_RE.match(line.line.text) if line.part != TEXT and line.line.size <= MASTHEAD_WORDS else None
        if mast and " " in mast["name"] and NOT_OWNERS.isdisjoint(set(mast["name"].casefold().split()) - {"the"}):
            return mast["name"].title() if mast["name"].isupper() else mast["name"]
    return None


def _names_in(line: Line) -> Iterator[str]:
    for word in OUTLETS.first_words.intersection(line.words):
        if OUTLETS.prefixes[word] in line.text:
            yield from _find_printed(OUTLETS.printed[word], line.text)


def _find_printed(names: Mapping[str, str], text: str) -> Iterator[str]:
    """Find what stands for outlets, from left to right, of two at one place the longer; no pattern is made for it.

    To compile one for each first word takes longer than to read several articles.
    """
    at = 0
    there = [printed for printed in names if printed in text]  # most often none
    while found := [(start, -len(printed)) for printed in there if (start := _find_alone(text, printed, at)) >= 0]:
        start, length = min(found)
        at = start - length
        yield names[text[start:at]]


def _find_alone(text: str, printed: str, at: int) -> int:
    """Find where something is printed that is no part of a longer word; -1 if nowhere."""
    while (start := text.find(printed, at)) >= 0:
        end = start + len(printed)
        if not (_is_in_word(text[end : end + 1]) or (start and _is_in_word(text[start - 1]))):
            break
        at = start + 1
    return start


def _is_in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _find_host(host: str) -> str | None:
    while "." in host:
        if host in OUTLETS.hosts:
            return OUTLETS.hosts[host]
        host = host.partition(".")[2]
    return None


def _read_outlets() -> Outlets:
    printed: dict[str, dict[str, str]] = {}
    hosts: dict[str, str] = {}
    first: dict[str, str] = {}
    for entry in read_data("outlets.yaml"):
        name = str(entry["name"])
        if "first" in entry:
            first[name] = str(entry["first"])
        hosts.update({str(host): name for host in entry.get("domains", ())})
        for alias in (name, *entry.get("aliases", ()), *entry.get("domains", ())):
            if len(alias) > 2 and alias not in entry.get("ambiguous", ()):
                printed.setdefault(WORD_RE.findall(alias.lower())[0], {})[alias] = name
    prefixes = {word: commonprefix(list(names)) for word, names in printed.items()}  # noqa: RUF071 - by characters
    return Outlets(printed, frozenset(printed), prefixes, hosts, first)


OUTLETS = _read_outlets()
