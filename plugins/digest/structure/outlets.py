"""Which outlet a paste is from, by its footer, its credits and its address."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..clean import TEXT, CleanLine
from ..clean.phrases import read_entries

TRUST_RE = re.compile(
    r"(?:why you can trust|©|\(c\)|copyright|all rights reserved|follow|sign up|subscribe|download|about)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Outlets:
    """Names of outlets by what a page prints of them, and by host."""

    pattern: re.Pattern[str]
    names: Mapping[str, str]
    hosts: Mapping[str, str]


def find_outlet(lines: Sequence[CleanLine], url: str | None) -> str | None:
    """Find the outlet by the address, else as the one the page's furniture names most."""
    if url and (host := _find_host((urlsplit(url).hostname or "").removeprefix("www."))):
        return host
    votes: dict[str, float] = {}
    for line in lines:
        if line.part == TEXT or line.kind == "caption" or line.line.size > 40:
            continue
        weight = 3.0 if line.kind in ("legal", "trust") or TRUST_RE.search(line.line.text) else 1.0
        weight = weight if line.line.size > 1 or line.kind else 0.5
        for match in OUTLETS.pattern.finditer(line.line.text):
            name = OUTLETS.names[match[0]]
            votes[name] = votes.get(name, 0.0) + weight
    best = max(votes, key=lambda name: (votes[name], name), default=None)
    return best if best and votes[best] >= 2 else None


def _find_host(host: str) -> str | None:
    while "." in host:
        if host in OUTLETS.hosts:
            return OUTLETS.hosts[host]
        host = host.partition(".")[2]
    return None


def _read_outlets() -> Outlets:
    names: dict[str, str] = {}
    hosts: dict[str, str] = {}
    for entry in read_entries("outlets.yaml"):
        name = str(entry["name"])
        hosts.update({str(host): name for host in entry.get("domains", ())})
        names.update({str(alias): name for alias in (name, *entry.get("aliases", ()), *entry.get("domains", ()))})
    # A bare word of English, or one shorter than three letters, names an outlet only with more around it.
    printed = [name for name in names if len(name) > 2 and name not in COMMON]
    pattern = re.compile(r"(?<!\w)(?:" + "|".join(sorted(map(re.escape, printed), key=len, reverse=True)) + r")(?!\w)")
    return Outlets(pattern, names, hosts)


COMMON = frozenset(
    ("Time", "Nature", "Dawn", "The Star", "The National", "The Age", "The Times", "Vox", "Forbes", "RT", "DW")
)
OUTLETS = _read_outlets()
