"""Titles of pages, which name the outlet after the headline: "Ferry sinks | Lake Post"."""

import re

SEPARATOR_RE = re.compile(r"\s+(?:[-–—|•·»:]{1,2})\s+")
WORD_RE = re.compile(r"\w+")


PIPE = " | "
HEAD_WORDS, TAIL_WORDS = 3, 4  # of a headline before a pipe, at least; of what is glued to it, at most


def without_tail(title: str) -> str:
    """Cut a name in capitals off behind a headline's last pipe: an outlet or a section."""
    head, pipe, tail = title.rpartition(PIPE)
    words = tail.split()
    is_name = len(words) <= TAIL_WORDS and all(word[0].isupper() for word in words)
    return head if pipe and is_name and len(WORD_RE.findall(head)) >= HEAD_WORDS else title


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
