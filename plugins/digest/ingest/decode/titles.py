"""Titles of pages, which name the outlet after the headline: "Ferry sinks | Lake Post"."""

import re

SEPARATOR_RE = re.compile(r"\s+(?:[-–—|•·»:]{1,2})\s+")
WORD_RE = re.compile(r"\w+")


def without_outlet(title: str, outlet: str | None) -> str:
    """Cut the outlet's name off a title's end."""
    cuts = list(SEPARATOR_RE.finditer(title))
    name = letters(outlet or "")
    if cuts and name:
        tail = letters(title[cuts[-1].end() :])
        if tail and (tail in name or name in tail):
            return title[: cuts[-1].start()]
    return title


def letters(text: str) -> str:
    """Give a text's letters and digits in small letters, without what stands between them."""
    return "".join(WORD_RE.findall(text.casefold()))
