"""Features of a line that may name an article's writers: signs for and against it, each with a trained weight."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..clean import AFTER, INSET, TEXT, CleanLine
from .names import BY_RE, BY_WORDS, NOT_NAMES, is_also_word, is_known

LABEL_RE = re.compile(rf"(?:{'|'.join(sorted(BY_WORDS))})\s*:\s", re.IGNORECASE)  # "Autor: Kari Holm"
ROLE_RE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|contributor|journalist|author|staff|redakt\w+|korrespondent\w*"
    r"|periodista|corresponsal|journaliste|autor\w*|dziennikarz\w*|experte?|kolumnist\w*|redactor\w*)\b",
    re.IGNORECASE,
)
PICTURE_RE = re.compile(
    r"\b(?:photos?|photograph\w*|images?|pictures?|foto\w*|bild\w*|illustration|graphics?|video|credits?)\b|©",
    re.IGNORECASE,
)
FACT_RE = re.compile(
    r"(?:,[^,\n]{1,60},)?\s+(?:is|was|has|ist|war|est|es|covers|writes|reports|joined|schreibt|beschäftigt|works|studied"
    r"|arbeitet|graduated|edits|has been)\b"
)
DATED = ("date", "reading-time")
SHARED = ("sharing", "comments", "counter", "follow-us")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """A line that may name the writers: the names, and how it says so."""

    index: int
    names: tuple[str, ...]
    how: str  # "by", "inside", "below", "alone", "part", "role", "team", "pen name"


class Paste:
    """The lines of a paste with what several signs share, made once."""

    def __init__(self, lines: Sequence[CleanLine], top: int) -> None:
        self.lines, self.top = lines, top
        texts = [index for index, line in enumerate(lines) if line.part == TEXT]
        self.first = texts[0] if texts else len(lines)
        self.last = texts[-1] if texts else len(lines)

    @cached_property
    def text(self) -> str:
        return "\n".join([line.line.text for line in self.lines if line.part == TEXT])

    @cached_property
    def lower(self) -> str:
        return self.text.lower()

    def is_place(self, name: str) -> bool:
        """Tell what the text has after "in", as where an article was written: "Kari Holm, Sharm el-Sheikh"."""
        return any(f"{word} {name.lower()}" in self.lower for word in ("in", "at", "from", "en", "à"))

    @cached_property
    def others(self) -> str:
        return "\n".join([line.line.text for line in self.lines if line.part != TEXT])


def rate_signs(found: Signed, paste: Paste) -> Mapping[str, float]:
    """Tell by name how far each sign for or against a line's naming the writers holds; each has a trained weight."""
    lines, index, names = paste.lines, found.index, found.names
    line = lines[index]
    text, kind, size = line.line.text, line.kind, line.line.size
    above, below = lines[max(0, index - 3) : index][::-1], lines[index + 1 : index + 4]
    gap = index - paste.top
    own = sum(len(name.split()) for name in names)
    sentences = paste.lower.replace(text.lower(), "", 1) if line.part == TEXT else paste.lower
    full, told = (
        [name for name in names if f" {name}".lower() in sentences],
        [_is_told_of(name, paste.text) or _is_told_of(name, paste.others) for name in names],
    )
    known = [is_known(name) for name in names]
    before_text, in_text, after_text = index < paste.first, line.part == TEXT, line.part == AFTER
    near_date = any(near.kind in DATED for near in (*above[:1], *below[:1])) or kind in DATED
    return {
        f"how {found.how}": 1.0,
        f"how {found.how}, all known": float(all(known)),
        f"how {found.how}, near a date": float(near_date),
        f"how {found.how}, after the text": float(index > paste.last - 3),
        f"how {found.how}, line is names": float(own >= size - 1),
        "all known": float(all(known)),
        "some known": float(any(known)),
        "line is names": float(own >= size - 1),
        "other words": min(size - own, 20) / 20,
        "names": min(len(names), 4) / 4,
        "three names or more": float(len(names) > 2),
        "one-word name": float(own == 1),
        "long name": float(any(len(name.split()) > 4 for name in names)),
        "above the headline": float(gap < 0),
        "far above the headline": float(gap < -6),
        "right above the headline": float(-3 <= gap < 0),
        "right below the headline": float(0 < gap <= 2),
        "below the headline": float(0 < gap <= 6 and not after_text),
        "further below": float(gap > 6 and before_text),
        "right above the text": float(0 < paste.first - index <= 2),
        "above the text": float(0 < paste.first - index <= 6),
        "first of the text": float(in_text and index - paste.first < 2),
        "in the text": float(in_text),
        "inset": float(line.part == INSET),
        "right below the text": float(after_text and index - paste.last <= 3),
        "below the text": float(after_text),
        "far below the text": float(after_text and index - paste.last > 12),
        "last of the text": float(in_text and paste.last - index < 2 and index > paste.first + 2),
        "date in the line": float(kind == "date"),
        "date above": float(bool(above) and above[0].kind in DATED),
        "date below": float(bool(below) and below[0].kind in DATED),
        "date near": float(any(near.kind in DATED for near in (*above, *below))),
        "sharing below": float(any(near.kind in SHARED for near in below[:2])),
        "comments": float(kind == "comments"),
        "kind of a byline": float(kind == "byline"),
        "kind of a caption": float(kind == "caption"),
        "kind of a note": float(kind == "author-note"),
        "kind of furniture": float(
            kind
            in ("related", "navigation", "newsletter", "legal", "tags", "account", "trust-notice", "gallery", "video")
        ),
        "no kind": float(kind is None),
        "picture": float(bool(PICTURE_RE.search(text))),
        "picture near": float(
            any(PICTURE_RE.search(near.line.text) and near.line.size < 30 for near in (*above[:1], *below[:1]))
        ),
        "role": float(bool(ROLE_RE.search(text))),
        "role below": float(any(ROLE_RE.search(near.line.text) and near.line.size <= 8 for near in below[:1])),
        "twice": float(any(near.line.text == text for near in (*above[:2], *below[:2]))),
        "copies": min(line.line.copies - 1, 3) / 3,
        "in the text's sentences": float(bool(full)),
        "subject": float(bool(full) and not any(told) and found.how in ("alone", "part", "role")),
        "told of": float(any(told)),
        "told of, alone": float(any(told) and found.how in ("alone", "part", "role")),
        "also a word": float(any(map(is_also_word, names))),
        "label": float(bool(LABEL_RE.match(text))),
        "capitals": float(text.isupper()),
        "by word above": float(bool(above) and bool(BY_RE.fullmatch(above[0].line.text.split(" ")[-1]))),
        "sentence": float(line.line.ends),
        "prose above": float(bool(above) and above[0].line.prose),
        "prose below": float(bool(below) and below[0].line.prose),
        "related above": float(any(near.kind == "related" for near in above)),
        "under comments": float(any(near.kind == "comments" for near in above)),
        "place of a role": float(any(word.casefold() in NOT_NAMES for word in text.split())),
        "handle": float("@" in text),
        "first of all": float(index < 3),
    }


def _is_told_of(name: str, text: str) -> bool:
    """Tell whether a text says who somebody is: "Kari Holm is a reporter"."""
    at = text.find(name)
    while at >= 0:
        if FACT_RE.match(text, at + len(name)) and (at == 0 or text[at - 1] in "\n •|"):
            return True
        at = text.find(name, at + 1)
    return False
