"""Who wrote the article: names of people from a byline, without "By", roles, outlets and places."""

import re
from collections.abc import Sequence

from ..clean import TEXT, CleanLine
from ..clean.phrases import read_word_set

BY_RE = re.compile(
    r"^[\"“]?(?:(?:written|posted|published|reported|contributed|submitted|text|story|words|article|analysis)\s+)?"
    r"(?:by|von|par|por|di|da|door|av|af|autor(?:in)?|auteur|author|автор)\b\s*:?\s*",
    re.IGNORECASE,
)
ONLY_BY_RE = re.compile(BY_RE.pattern + r"$", re.IGNORECASE)
CUT_RE = re.compile(
    r"\s*(?:[|•·/\\(\[<@]|\s[-–—]\s|\bfor\b|\bof\b|\bin\b|\bat\b|\bupdated\b|\bpublished\b|\bon\b|\bfrom\b|\bvia\b|\bfollow\b|\d).*$",
    re.IGNORECASE,
)
SPLIT_RE = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b|\bи\b)\s*", re.IGNORECASE)
NAME_RE = re.compile(
    r"(?:(?:[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f][\w'’.-]*|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|y|ten|ter)\s+){1,4}"
    r"[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f][\w'’.-]+$"
)
NOT_NAMES = read_word_set("cleaning_words.yaml", "not_names")
ABOVE, BELOW = 4, 12  # lines around the headline in which a byline stands


def find_byline(lines: Sequence[CleanLine], top: int, roles: dict[int, str]) -> tuple[str, ...]:
    """Find the writers near the headline: "By ...", else a line that is only a name beside a date."""
    near = [index for index in _near(lines, top) if lines[index].part != TEXT]
    for index in near:
        names = _names_after_by(lines, index)
        if names:
            roles.setdefault(index, "byline")
            return names
    for index in near:
        if index > top and lines[index].kind is None and _stands_alone(lines, index):
            names = parse_names(lines[index].line.text)
            if names:
                roles[index] = "byline"
                return names
    return ()


def _near(lines: Sequence[CleanLine], top: int) -> list[int]:
    below = range(top, min(len(lines), top + BELOW))
    above = range(top - 1, max(-1, top - 1 - ABOVE), -1)
    return [*below, *above]


def _names_after_by(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    text = lines[index].line.text
    match = BY_RE.match(text)
    if not match:
        return ()
    if match.end() == len(text):
        return parse_names(lines[index + 1].line.text) if index + 1 < len(lines) else ()
    return parse_names(text[match.end() :])


def _stands_alone(lines: Sequence[CleanLine], index: int) -> bool:
    around = (*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3])
    return lines[index].line.size <= 8 and any(line.kind in ("date", "reading time") for line in around)


def parse_names(text: str) -> tuple[str, ...]:
    """Read the names of people off what follows "By"; empty where that is no list of names."""
    names: list[str] = []
    for piece in SPLIT_RE.split(CUT_RE.sub("", text)):
        name = BY_RE.sub("", piece).strip(' .,:;"“”')
        if not name:
            continue
        if not NAME_RE.match(name) or any(word.casefold().strip(".") in NOT_NAMES for word in name.split()):
            break  # a role or an outlet follows the last name
        names.append(name)
    return tuple(dict.fromkeys(names))
