"""Who wrote the article: names of people from a byline, without "By", roles, outlets and places."""

import re
from collections.abc import Sequence

from ..clean import AFTER, TEXT, CleanLine
from ..clean.phrases import read_word_set

BY = (
    r"(?:(?:written|posted|published|reported|contributed|submitted|text|story|words|article|analysis|authored)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor(?:in)?|auteur|author|автор)"
)
BY_RE = re.compile(rf"^[\"“]?{BY}\b\s*:?\s*", re.IGNORECASE)
GLUED_RE = re.compile(r"^(?:By|Von|Par|Por)(?=[A-Z\u00c0-\u00de][a-z\u00df-\u00ff])")
LATE_RE = re.compile(r"^(?:.{0,60}[^\w]|)(?:[Bb]y|BY)\s+(?=[A-Z\u00c0-\u00de])")
# What may follow a name: a mark, a handle, a date glued to it, a role or a place.
CUT_RE = re.compile(
    r"\s*(?:[|•·/\\(\[<@]|\s[-–—]+\s|\b(?:for|of|in|at|updated|published|posted|on|from|via|follow|last|view|is|the)\b|\d).*$",
    re.IGNORECASE,
)
GLUED_DATE_RE = re.compile(
    r"(?<=[a-z])(?=(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d)"
    r"|(?<=[A-Z])(?=LAST UPDATED|Updated|Published)"
)
SPLIT_RE = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b|\bи\b)\s*", re.IGNORECASE)
CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f]"
NAME_RE = re.compile(
    rf"(?:(?:{CAPITAL}[\w'’.-]*|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|ten|ter)\s+){{1,4}}{CAPITAL}[\w'’.-]+$"
)
NOT_NAMES = read_word_set("cleaning_words.yaml", "not_names")
FIRST_NAMES = read_word_set("first_names.yaml", "first_names")
ABOVE, BELOW = 5, 14  # lines around the headline in which a byline stands
ALONE_WORDS = 9  # words of a line that names its writer without "By"
TOP_KINDS = frozenset((None, "byline", "author note", "date", "reading time", "caption", "address"))


def find_byline(lines: Sequence[CleanLine], top: int, roles: dict[int, str]) -> tuple[str, ...]:
    """Find the writers: "By ..." near the headline, a line that starts with a name, or "By ..." after the text."""
    near = [index for index in _near(lines, top) if lines[index].part != TEXT and lines[index].kind in TOP_KINDS]
    after = [index for index, line in enumerate(lines) if line.part == AFTER and line.kind in ("byline", "author note")]
    for index, read in (
        *((index, _names_after_by) for index in near),
        *((index, _names_alone) for index in near if index not in roles),
        *((index, _names_after_by) for index in after[:3]),
    ):
        names = read(lines, index)
        if names:
            roles.setdefault(index, "byline")
            return names
    return ()


def _near(lines: Sequence[CleanLine], top: int) -> list[int]:
    below = range(top, min(len(lines), top + BELOW))
    above = range(top - 1, max(-1, top - 1 - ABOVE), -1)
    return [*below, *above]


def _names_after_by(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    text = lines[index].line.text
    match = BY_RE.match(text) or GLUED_RE.match(text)
    if not match and lines[index].kind in ("date", "author note", "byline") and lines[index].line.size < 20:
        match = LATE_RE.match(text)
    if not match:
        return ()
    if match.end() == len(text):
        return parse_names(lines[index + 1].line.text) if index + 1 < len(lines) else ()
    return parse_names(text[match.end() :])


def _names_alone(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    """Read a line that starts with a name whose first part is a known first name."""
    line = lines[index].line
    if line.size > ALONE_WORDS or line.ends or lines[index].kind not in (None, "date", "address"):
        return ()
    text = LEADING_DATE_RE.sub("", line.text)
    return tuple(name for name in parse_names(text) if is_known(name))


LEADING_DATE_RE = re.compile(r"^(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\W*")


def is_known(name: str) -> bool:
    """Tell a name that starts like a person's."""
    return name.split(maxsplit=1)[0].casefold().partition("-")[0] in FIRST_NAMES


def parse_names(text: str) -> tuple[str, ...]:
    """Read the names of people off what follows "By"; empty where that is no list of names."""
    names: list[str] = []
    for piece in SPLIT_RE.split(CUT_RE.sub("", GLUED_DATE_RE.split(text)[0])):
        name = _without_outlet(BY_RE.sub("", piece).strip(' .,:;"“”*'))
        if not name:
            continue
        if not NAME_RE.match(name) or any(word.casefold().strip(".") in NOT_NAMES for word in name.split()):
            break  # a role or an outlet follows the last name
        names.append(name)
    return tuple(dict.fromkeys(names))


def _without_outlet(name: str) -> str:
    """Cut what follows a first name and a surname when it is a role or an outlet ("Tom Davies Associated Press")."""
    words = name.split()
    cut = next((at for at, word in enumerate(words) if at > 1 and word.casefold().strip(".,") in NOT_NAMES), None)
    return " ".join(words[:cut])
