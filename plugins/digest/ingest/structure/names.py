"""Names of people, and of teams, in what follows "By": `parse_names("Kari Holm and Ola Berg, Example Wire")`."""

import re
from functools import cache

from ...core.data import read_words
from ..clean.dates import find_dates
from ..names.words import name_words

BY_WORDS = read_words("cleaning_words.yaml", "by_words")
BY = (
    r"(?:(?:written|posted|published|reported|contributed|submitted|text|story|words|article|analysis|authored)\s+)?"
    rf"(?:{'|'.join(sorted(BY_WORDS))})"
)
BY_RE = re.compile(rf"^[\"“]?{BY}\b\s*:?\s*", re.IGNORECASE)
# What may follow a name: a mark, a handle, a date glued to it, a role or a place.
CUT_RE = re.compile(
    r"\s*(?:[|•·/\\\[<@]|\((?!(?-i:[A-Z])[a-z]+\) (?-i:[A-Z]))|\s[-–—]+\s"
    r"|\b(?:for|of|in|at|updated|published|posted|on|from|via|follow|last|view|is|the)\b|\d).*$",
    re.IGNORECASE,
)
PLACE_RE = re.compile(r"\s+in\s+[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,2}(?=\s+and\b|\s*[,;])")  # in London and ...
GLUED_RE_END = re.compile(r"(?<=[A-Za-z])(?=(?:LAST UPDATED|(?:Last u|U)pdated|UPDATED|Published|PUBLISHED)\b)")
MARKED_RE = re.compile(r"(?<=[^\W\d_])\s?\d{1,2}[\d,*†‡✉\s]*(?=,|$)")  # of an institute or an address, in journals
SPLIT_RE = re.compile(r"\s*(?:,|;|&|\+|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bwith\b|\bи\b)\s*", re.IGNORECASE)
CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f]"
TWO_WORDS_RE = re.compile(rf"\s{CAPITAL}")  # every name has a second word, with a capital
NAME_RE = re.compile(
    rf"(?:(?:{CAPITAL}[\w'’.-]*|\({CAPITAL}[a-z]+\)|de|da|di|del|della|der|den|van|von|bin|ibn|al|el|la|le|dos|ten|ter)\s+){{1,4}}{CAPITAL}[\w'’.-]+$"
)
DEGREE_RE = re.compile(r"(?!(?:II|III|IV|JR|SR)\b)(?:[A-Z][a-z]?\.?){2,6}[®™*]?$")  # MD, PhD, CFP®
TEAM_RE = re.compile(
    rf"(?:(?:[Tt]he|[Oo]ur|{CAPITAL}[\w'’.&-]*)\s+){{1,4}}(?:[Tt]eam|TEAM|[Ee]ditors|EDITORS|Editorial Board)"
    r"(?=\W*$|\s*[|•·,–—-])"
)
HANDLE_RE = re.compile(r"[^\W\d_][\w.-]{2,24}$")
MC_RE = re.compile(r"(?<=\bMc)[a-z]")
NOT_NAMES = read_words("cleaning_words.yaml", "not_names")
FIRST_NAMES = read_words("first_names.yaml", "first_names")
ALSO_WORDS = read_words("first_names.yaml", "also_words")
AFTER_WORDS = read_words("first_names.yaml", "after_words")


def is_known(name: str) -> bool:
    """Tell a name that starts like a person's and does not go on like that of a place or a thing ("Rose Garden")."""
    first, *others = name.casefold().split()
    if first.partition("-")[0] not in FIRST_NAMES:
        return False
    return first not in ALSO_WORDS or not others or others[-1].strip(".,’'") not in _thing_words()


def with_capitals(name: str) -> str:
    """Set a name that is printed in capitals as names are written ("KARI HOLM")."""
    return MC_RE.sub(lambda match: match[0].upper(), name.title()) if name.isupper() and " " in name else name


def is_also_word(name: str) -> bool:
    """Tell a name that starts with a word, or the name of a place, that people bear as well ("Rose", "Virginia")."""
    return name.split(maxsplit=1)[0].casefold() in ALSO_WORDS


@cache
def _thing_words() -> frozenset[str]:
    """Give the words with which names of bodies, places and things end."""
    words = name_words()
    return AFTER_WORDS | {word.casefold() for word in words.organisation_words | words.other_words}


def parse_names(text: str) -> tuple[str, ...]:
    """Read the names of people off what follows "By"; empty where that is no list of names."""
    if not TWO_WORDS_RE.search(text):
        return ()
    names: list[str] = []
    dates = find_dates(text) if any(map(str.isdigit, text)) else ()
    text = GLUED_RE_END.split(text[: dates[0].start] if dates else text, maxsplit=1)[0]
    for piece in SPLIT_RE.split(CUT_RE.sub("", MARKED_RE.sub("", PLACE_RE.sub("", text)))):
        whole = _without_degrees(BY_RE.sub("", piece).strip(' .,:;"“”*'))
        name = _without_outlet(whole)
        if not name or (names and DEGREE_RE.match(name)):
            continue
        if not NAME_RE.match(name) or any(word.casefold().strip(".") in NOT_NAMES for word in name.split()):
            break  # a role or an outlet follows the last name
        if name == whole or is_known(name):
            names.append(name)
        if name != whole:
            break  # what follows a role is no name
    return tuple(dict.fromkeys(names))


def _without_outlet(name: str) -> str:
    """Cut what follows a first name and a surname when it is a role or an outlet ("Tom Davies Associated Press")."""
    words = name.split()
    cut = next((at for at, word in enumerate(words) if at > 1 and word.casefold().strip(".,") in NOT_NAMES), None)
    return " ".join(words[:cut])


def _without_degrees(name: str) -> str:
    """Cut degrees off a name that is not all capitals ("Kari Holm MD PhD")."""
    words = name.split()
    while len(words) > 2 and not name.isupper() and DEGREE_RE.match(words[-1].strip(".,")):
        words.pop()
    return " ".join(words)


def parse_team(text: str) -> tuple[str, ...]:
    """Read the team that signs an article, as "The Example Team" and "Example Editorial Team"."""
    match = TEAM_RE.match(text)
    return (match.group(),) if match else ()


def parse_pen_name(text: str) -> tuple[str, ...]:
    """Read what follows "By" where that is one word: a first name, or the name of an account."""
    word = CUT_RE.sub("", text).strip(' .,:;"“”*')
    is_name = bool(HANDLE_RE.match(word)) and word.casefold() not in NOT_NAMES
    return (word,) if is_name and (word.casefold() in FIRST_NAMES or word.islower()) else ()
