"""Names of people, and of teams, in what follows "By": `parse_names("Kari Holm and Ola Berg, Example Wire")`."""

import re
from functools import cache, lru_cache

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
    r"\s*(?:[|•·/\\\[<@]|\((?!(?-i:[A-Z])[\w.]*\) (?-i:[A-Z]))|\s[-–—]+\s"
    r"|\b(?:for|of|in|at|updated|published|posted|on|from|via|follow|last|view|is|the|am|vom|um|twitter|staff)\b|\d).*$",
    re.IGNORECASE,
)
MAIL_RE = re.compile(r"\s*[(<]?[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)>]?")  # of the writer, behind the name
SLASH_RE = re.compile(r"\s+/\s+(?=(?:[A-Z]\w*\.?\s){1,3}[A-Z]\w)")  # between two writers
PLACE_RE = re.compile(r"\s+in\s+[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,2}(?=\s+and\b|\s*[,;])")  # in London and ...
GLUED_RE_END = re.compile(r"(?<=[A-Za-z])(?=(?:LAST UPDATED|(?:Last u|U)pdated|UPDATED|Published|PUBLISHED)\b)")
MARKED_RE = re.compile(r"(?<=[^\W\d_])\s?\d{1,2}[\d,*†‡✉\s]*(?=,|$)")  # of an institute or an address, in journals
AND = r"and|und|et|y|e|with|и|i|og|och|en"  # a middle initial is a capital, and no "and"
SPLIT_RE = re.compile(rf"\s*(?:,|;|&|\+|\b(?:{AND}|And)\b(?!\.))\s*")
SPLIT_CAPITALS_RE = re.compile(rf"\s*(?:,|;|&|\+|(?<=\w\w\s)(?:{AND.upper()})(?=\s\w[\w.]))\s*")
TITLES = (
    r"Dr|Drs|Prof|Professor|Sir|Dame|Lady|Lord|Rev|Reverend|Fr|Sr|Rabbi|Imam|Mr|Mrs|Ms|Lt|Col|Gen|Maj|Capt"
    r"|Captain|Sgt|Cpl|Adm|Cmdr|Hon|Herr|Frau|Dipl|Ing|Mag|Sen|Rep|Gov|Maître"
)
TITLE_RE = re.compile(rf"^(?:(?:{TITLES})\b\.?(?:-Ing\.)?\s+(?=[\w(]))+", re.IGNORECASE)
SUFFIX_RE = re.compile(r",?\s+(Jr|Sr|II|III|IV)\b\.?(?=\s*(?:$|,|;|&|\band\b))", re.IGNORECASE)
CAPITAL = r"[A-Z\u00c0-\u00de\u0100-\u024f\u0400-\u042f]"
TWO_WORDS_RE = re.compile(rf"\s(?:[a-z]{{1,3}}['’-])?{CAPITAL}")  # every name has a second word, with a capital
PARTICLES = (
    "de|da|di|del|della|der|den|des|du|van|von|vom|zu|zur|bin|bint|ibn|abu|al|el|la|le|dos|das|do|ten|ter|ul|ur|af|av|y"
)
# "Masri", "al-Masri", "O'Hara", "d'Arc", "(R.J.)"
PART = (
    rf"(?:(?:(?:al|el|as|ash|an|ul|ur|d|l|del|dell|ter)['’-])?{CAPITAL}[\w'’.-]*|\({CAPITAL}[\w.]*\)"
    rf"|[\"“]{CAPITAL}\w+[\"”])"
)
NAME_RE = re.compile(rf"(?:(?:{PART}|{PARTICLES})\s+){{1,4}}{PART}$")
PLACE_NAME_RE = re.compile(rf"{CAPITAL}[\w-]+")  # after a name and a comma: where it was written
LEADING_RE = re.compile(
    r"(?:(?:[\w-]*(?:experte|expertin|redakteur(?:in)?|autor(?:in)?|korrespondent(?:in)?|reporter(?:in)?|correspondent"
    r"|editor|columnist|writer|journaliste?|periodista|redactora?|reporterka))\s+)+(?=\w)",
    re.IGNORECASE,
)
DOUBLED_RE = re.compile(r"(\w.{4,})\1$")  # "Kari HolmKari Holm"
GLUED_WORD_RE = re.compile(r"(?<=[a-z\u00df-\u00ff]{4})(?=[A-Z][a-z]{3}).*$")  # "Andrew HusbandTwitter"
DEGREE_RE = re.compile(r"(?!(?:II|III|IV|JR|SR)\b)(?:[A-Z][a-z]?\.?){2,6}[®™*]?$")  # MD, PhD, CFP®
TEAM_RE = re.compile(
    rf"(?:(?:[Tt]he|[Oo]ur|{CAPITAL}[\w'’.&-]*)\s+){{1,4}}(?:[Tt]eam|TEAM|[Ee]ditors|EDITORS|Editorial Board)"
    r"(?=\W*$|\s*[|•·,–—-])"
)
HANDLE_RE = re.compile(r"[^\W\d_][\w.-]{2,24}$")
# Who signs in Chinese, Japanese or Korean, whose names have no space: "作者：孔德明", "[田中宏昌，ITmedia]".
EASTERN = r"[\u3040-\u30ff\u3400-\u9fff・·]"
EASTERN_RE = re.compile(
    rf"(?:^|[\s（(【\[|/])(?:作者|记者|記者|撰文|文|執筆|著者|ライター|取材・文)(?:\s*[:：/／|]\s*|\s+)({EASTERN}{{2,10}})"
    rf"(?=$|[\s）)】\]，,、；;|/])|^[\[［]({EASTERN}{{2,8}})[，,、]|(?:^|[\s\[(])([\uac00-\ud7a3]{{2,4}})\s?기자(?=$|\W)"
)
EASTERN_NAME_RE = re.compile(rf"{EASTERN}{{2,8}}(?<![社网網报報台局部])")  # an outlet's name ends in one of these
MC_RE = re.compile(r"(?<=\bMc)[a-z]")
REMEMBERED = 8192  # lines: menus come again, and a line is read in several ways
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


def find_eastern_name(text: str) -> str | None:
    """Find who signs a line in Chinese, Japanese or Korean, by the word or the brackets that say so."""
    match = None if text.isascii() else EASTERN_RE.search(text)
    return next(filter(None, match.groups()), None) if match else None


def is_eastern_name(text: str) -> bool:
    """Tell a name in Chinese or Japanese characters that is no outlet's."""
    return bool(EASTERN_NAME_RE.fullmatch(text))


@lru_cache(maxsize=REMEMBERED)
def parse_names(text: str) -> tuple[str, ...]:
    """Read the names of people off what follows "By"; empty where that is no list of names."""
    if not TWO_WORDS_RE.search(text):
        return ()
    names: list[str] = []
    text = MAIL_RE.sub(" | ", text)
    dates = find_dates(text) if any(map(str.isdigit, text)) else ()
    text = GLUED_RE_END.split(text[: dates[0].start] if dates else text, maxsplit=1)[0]
    text = SUFFIX_RE.sub(_suffix, CUT_RE.sub("", MARKED_RE.sub("", PLACE_RE.sub("", SLASH_RE.sub(", ", text)))))
    for piece in (SPLIT_CAPITALS_RE if text.isupper() else SPLIT_RE).split(text):
        bare = LEADING_RE.sub("", TITLE_RE.sub("", BY_RE.sub("", piece).strip(' .,:;"“”*'), count=1), count=1)
        bare = GLUED_WORD_RE.sub("", DOUBLED_RE.sub(r"\1", bare))
        whole = _with_point(_without_degrees(bare))
        name = _without_outlet(whole)
        if not name or (names and DEGREE_RE.match(name)) or (names and PLACE_NAME_RE.fullmatch(name)):
            continue
        if names and _is_thing(name):
            continue  # a place or an office
        words = name.split()[is_known(name) :]  # whose first one may be a month: April Holm
        if not NAME_RE.match(name) or any(word.casefold().strip(".") in NOT_NAMES for word in words):
            break  # a role or an outlet follows the last name
        if name == whole or is_known(name):
            names += _divide_glued(name)
        if name != whole:
            break  # what follows a role is no name
    return tuple(dict.fromkeys(names))


def _divide_glued(name: str) -> list[str]:
    """Divide two names between which nothing stands: "Kari Holm Ola Berg"."""
    words = name.split()
    is_glued = len(words) == 4 and all(word[0].isupper() for word in words)
    if is_glued and is_known(words[0]) and not is_known(words[1]) and is_known(words[2]):
        return [" ".join(words[:2]), " ".join(words[2:])]
    return [name]


def _is_thing(name: str) -> bool:
    """Tell what ends like the name of a place, a body or an office ("Upper Bridge")."""
    return name.rpartition(" ")[2].casefold() in _thing_words() and not is_known(name)


def _suffix(match: re.Match[str]) -> str:
    return f" {match[1]}"


def _with_point(name: str) -> str:
    """Set the point after "Jr" and "Sr", which belongs to the name."""
    return f"{name}." if name.casefold().endswith((" jr", " sr")) else name


def _without_outlet(name: str) -> str:
    """Cut what follows a first name and a surname when it is a role or an outlet ("Tom Davies Associated Press")."""
    words = name.split()
    words = words[:-1] if len(words) > 2 and words[0] == words[-1] else words
    cut = next((at for at, word in enumerate(words) if at > 1 and word.casefold().strip(".,") in NOT_NAMES), None)
    if cut is None or cut <= 2:
        return " ".join(words[:cut])
    middle = 1
    while middle < cut - 1 and (len(words[middle].strip(".")) == 1 or words[middle].islower()):
        middle += 1  # an initial or a particle: the surname follows
    return " ".join(words[: middle + 1])


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
