"""A person's name taken apart: titles, given names, surname; and whether two names can be one person's."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache, lru_cache

from ....core.data import read_data
from ....core.unicode import normalise
from ...names.surnames import is_called_by_last, is_surname_first
from ...names.words import NameWords, is_first_name, name_words

SHORT_FORMS = {short: name for name, forms in read_data("short_names.yaml").items() for short in forms.split()}
ARABIC_ARTICLE_RE = re.compile(r"^(?:[ae][lrsnzd]|ash)-(?=\w)", re.IGNORECASE)
GENERATIONS = {"Jr": "Jr", "Junior": "Jr", "Sr": "Sr", "Senior": "Sr", "II": "II", "III": "III", "IV": "IV"}
LATIN_RE = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
NICKNAME_RE = re.compile(r" [\"“'‘][^\"”'’]{1,20}[\"”'’] ")  # Ronald "Bato" dela Rosa
BORN_RE = re.compile(r"-(?:born|based|led|backed|bred|trained|appointed|elected|educated)$")
MUHAMMAD_RE = re.compile(r"m[uo]?h[ae]mm?[aeu][dt]")
# Ways to write one sound, in this order; both names go the same way, so that what is lost matters little.
SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"(?:iy|yy|ij|yj|ii|yi)$", "y"),  # Zelenskiy, Zelenskyy
        (r"(?<=\w\w)[eai][iy](?=$|[^aeiouy])", "ei"),  # Sergei, Sergey; Nikolai, Nikolay
        (r"(?<=[^aeiouy])i$", "y"),  # Dmitri, Dmitry
        (r"^[jy]e", "e"),  # Yevgeny, Evgeny
        (r"ks", "x"),  # Aleksandr, Alexandr
        (r"xandr$", "xander"),
        (r"(?<=\w)oo|(?<=\w)ou", "u"),  # Mahmoud, Mahmud
        (r"kh", "h"),  # Akhmed, Ahmed
        (r"([bcdfghklmnpqrstvwxz])\1", r"\1"),  # Hussein, Husein
        (r"ein$|ain$", "ein"),  # Hussain, Hussein
    )
)
GLUED_RE = re.compile(r"[a-z]{3}[A-Z]")  # two lines run together
INITIAL_RE = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A name without its titles. `surname` is folded, `given` are the folded words beside it."""

    words: tuple[str, ...]
    surname: str
    given: tuple[str, ...]
    surname_words: tuple[str, ...]  # as printed
    suffix: str | None = None
    titles: tuple[str, ...] = field(default=(), compare=False)  # folded; they stood in the same span

    @property
    def generation(self) -> str | None:
        """What tells father and son apart: Jr, III."""
        return GENERATIONS.get(self.suffix.rstrip(".")) if self.suffix else None

    @property
    def text(self) -> str:
        return " ".join((*self.words, self.suffix) if self.suffix else self.words)


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """Fold case, accents and the Arabic article of one word of a name."""
    plain = normalise("NFKD", word.casefold().replace("’", "'"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).rstrip(".")
    plain = ARABIC_ARTICLE_RE.sub("", plain) or plain
    return _one_spelling(plain)


def _one_spelling(word: str) -> str:
    """Give one form for the ways in which a name is put into Latin letters: Sergei, Sergey; Muhammad, Mohamed."""
    if MUHAMMAD_RE.fullmatch(word):
        return "muhammad"
    for pattern, plain in SPELLINGS:
        word = pattern.sub(plain, word)
    return word


def parse_name(text: str) -> PersonName | None:
    """Take a name apart, or give None where it cannot be a person's."""
    words, text = name_words(), NICKNAME_RE.sub(" ", text)
    parts = [part.removesuffix("'s").removesuffix("’s").strip(',;:"“”‘()') for part in text.split()]
    parts = [part for part in parts if part]
    if any(part.endswith(("'s", "’s")) for part in text.split()[:-1]):
        return None
    titles: list[str] = []
    while parts and parts[0].rstrip(".") in words.before_names and not _is_given_sri(parts, titles):
        titles.append(parts.pop(0).rstrip(".").lower())
    while len(parts) > 2 and parts[0].lower() in words.small_titles and not is_surname_first(parts, words):
        titles.append(parts.pop(0).lower())  # "Novelist" at the start of a sentence
    while parts and BORN_RE.search(parts[0]):
        del parts[0]
    suffix = parts.pop() if len(parts) > 1 and parts[-1].rstrip(".") in words.suffixes else None
    while parts and parts[0] in words.stop_words and not is_surname_first(parts, words):
        del parts[0]
    if not _is_sound(parts, words):
        return None
    first, last = _surname_place(parts, words)
    surname = parts[first:last]
    kept = [part for part in surname if part in words.patronymic_particles or part == surname[-1]]
    return PersonName(
        words=tuple(parts),
        surname=" ".join(map(fold_word, kept)),
        given=tuple(fold_word(part) for part in (*parts[:first], *parts[last:])),
        surname_words=tuple(surname),
        suffix=suffix,
        titles=tuple(titles),
    )


def _is_given_sri(parts: list[str], titles: list[str]) -> bool:
    """Tell whether Sri is a name, as in Indonesia, and not the end of a Malaysian title."""
    return parts[0] == "Sri" and len(parts) > 2 and titles[-1:] not in (["tan"], ["dato"], ["datuk"])


def _is_sound(parts: list[str], words: NameWords) -> bool:
    capitals = sum(part[0].isupper() or ARABIC_ARTICLE_RE.match(part) is not None for part in parts)
    if not 1 <= capitals <= 5 or len(parts) > 7 or (not parts[-1][-1:].isalpha() and len(parts[-1]) < 2):
        return False
    return not any(
        part in words.organisation_words
        or (part in words.other_words and part == parts[-1] and len(parts) > 1 and not is_first_name(parts[0]))
        or not LATIN_RE.match(part)
        or (part in words.things and not _is_name_too(part, parts, words))
        or GLUED_RE.search(part)
        or any(char.isdigit() or char in "@/&" for char in part)
        or (part[0].islower() and part not in words.particles and not ARABIC_ARTICLE_RE.match(part))
        for part in parts
    )


def _is_name_too(part: str, parts: list[str], words: NameWords) -> bool:
    """Tell whether a thing's name is a person's here: "Moon Hyung-bae", "Max Weber", "Nahid Islam"."""
    is_given = part in words.given_names and part == parts[0]
    is_surname = part in words.also_surnames and part == parts[-1]
    return len(parts) > 1 and (is_given or is_surname or is_surname_first(parts, words))


def _surname_place(parts: list[str], words: NameWords) -> tuple[int, int]:
    """Where the surname stands among the words, particles with it."""
    if is_surname_first(parts, words) and not is_called_by_last(parts, words):
        return 0, 1
    first = len(parts) - 1
    while first > 1 and parts[first - 1] in words.particles:
        first -= 1
    return first, len(parts)


def is_same_person(one: PersonName, other: PersonName) -> bool:
    """Tell whether two names can be one person's: one surname, and given names that do not contradict."""
    if one.generation != other.generation and one.given and one.given == other.given:
        return False  # father and son
    mine, theirs = spelling_of(one), spelling_of(other)
    if len(mine) > 1 and len(theirs) > 1 and (_within(mine, theirs) or _within(theirs, mine)):
        return True  # "Von der Leyen" at the start of a sentence, too
    if one.surname == other.surname:
        return _agree(one.given, other.given)
    hyphened = one.surname.endswith("-" + other.surname) or other.surname.endswith("-" + one.surname)
    return hyphened and bool(one.given and other.given) and _alike(one.given[0], other.given[0])


def spelling_of(name: PersonName) -> tuple[str, ...]:
    """Give a name's words folded: one form for all ways to put it into Latin letters."""
    return tuple(map(fold_word, name.words))


def without_initials(name: PersonName) -> tuple[str, ...]:
    """Give a name's words folded, without the initials amid them: "Dmitri S. Peskov"."""
    words = spelling_of(name)
    return tuple(word for place, word in enumerate(words) if place in (0, len(words) - 1) or len(word) > 1)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if not one or not other:
        return True
    if one[0] == other[0] and _initials_differ(one[1:], other[1:]):
        return False  # George W. Bush is not George H. W. Bush
    return _alike(one[0], other[0]) or (len(one) != len(other) and bool(set(one) & set(other)))


def _initials_differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell initials amid two names of which neither begin as the other's do."""
    shorter, longer = (tuple(word.replace(".", "") for word in words) for words in sorted((one, other), key=len))
    are_initials = all(len(word) == 1 for word in (*shorter, *longer))
    return bool(shorter) and are_initials and longer[: len(shorter)] != shorter


def _alike(one: str, other: str) -> bool:
    """Tell whether two given names can be one: equal, an initial, a beginning or a short form."""
    if one == other or _long_form(one) == _long_form(other):
        return True
    short, long = sorted((one, other), key=len)
    if INITIAL_RE.fullmatch(short) and len(short.replace(".", "")) <= 2:
        return long.startswith(short[0])
    return len(short) > 2 and long.startswith(short)


def _long_form(word: str) -> str:
    return _short_forms().get(word, word)


@cache
def _short_forms() -> dict[str, str]:
    return {fold_word(short): fold_word(long) for short, long in SHORT_FORMS.items()}


def _within(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Tell whether the words of one stand in a row in the other."""
    return any(other[i : i + len(one)] == one for i in range(len(other) - len(one) + 1))
