"""Countries in a text that is not English: CLDR names in 69 languages, and forms written for the largest.

    find_foreign_hits("Путин прибыл в Турцию", "ru")  ->  [Hit(... codes=("TR",), kind="name")]

Names come from `data/country-names.json` (`tools/make_country_names.py`), short forms, adjectives and seats of
government from `data/country-forms.yaml`. Scripts without spaces are searched letter by letter, the longest match
first; elsewhere a match starts at a word, and the word's ending may be another where the language inflects names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from ....core.data import read_data, read_words
from .context import country_context
from .gazetteer import Form, FormKind, Hit

UNSPACED = read_words("language-words.yaml", "unspaced")
CYRILLIC = read_words("language-words.yaml", "cyrillic")
ARABIC = read_words("language-words.yaml", "arabic")
INFLECTING = read_words("language-words.yaml", "inflecting")
FOLDED = {
    **dict.fromkeys("أإآٱ", "ا"),
    "ى": "ي",
    "ة": "ه",
    "ک": "ك",
    "ی": "ي",
    "ۀ": "ه",
    "\u200c": " ",
    "\u00a0": " ",
    "’": "'",
    "ё": "е",
    "臺": "台",
}
ROMANCE = read_words("language-words.yaml", "romance")
SURNAME_RE = re.compile(r" [A-ZÁÉÍÓÚÀÈÇÂÊÔÑ][a-záéíóúàèçñâêôãõ]+(?!['’])")
TOKEN_RE = re.compile(r"[^\W\d_](?:[\w’'.]*\w)?(?:-\w+)*", re.UNICODE)
PREFIXES = {
    "ar": ("وال", "بال", "كال", "فال", "ال", "لل", "و", "ب", "ل", "ف", "ك"),
    "he": ("ו", "ב", "ל", "מ", "ה", "ש", "כ"),
}
ARABIC_ENDING_RE = re.compile("(?:ا|يا|ه|ي|يه|يين|يون|يتين|ين|و|يات|يي|يان|ها|هاي)?")
CYRILLIC_ENDING_RE = re.compile(
    r"(?:[аеёиіоуыюяйьї]|ой|ей|ом|ем|ою|ею|єю|ию|ией|ии|ию|ія|ії|ію|ією|ям|ях|ами|ів|ов|ам|ах)?"
    r"|\w{0,4}(?:ск|ськ|цк|цьк)\w{1,3}|(?:ц|нин|нец|нк|ин|ян)\w{0,4}"
)
VOWELS = "aeiouyáéíóúąęěăâîșțāēīūėõäöüоаеиіяюьйыї"
LEAST_STEM = 4  # letters of a name that may have another ending; a shorter one must stand as it is
LONGEST_ENDING = 5
LONGEST_ELISION = 8  # letters up to the apostrophe: l'Ukraine, dell'Ucraina


@dataclass(slots=True)
class Matcher:
    """The words for countries in one language: phrases by their first two letters, stems by their first three."""

    lang: str
    phrases: dict[str, list[tuple[str, Form]]] = field(default_factory=dict)
    stems: dict[str, list[tuple[str, Form, bool]]] = field(default_factory=dict)  # stem, form, with a capital only

    def add(self, phrase: str, form: Form) -> None:
        known = self.phrases.setdefault(phrase[:2], [])
        if all(phrase != other for other, _ in known):
            known.append((phrase, form))

    def add_stem(self, stem: str, form: Form, *, capital: bool) -> None:
        self.stems.setdefault(stem[:3].lower(), []).append((stem.lower(), form, capital))

    def sort(self) -> None:
        for phrases in self.phrases.values():
            phrases.sort(key=lambda item: -len(item[0]))
        for stems in self.stems.values():
            stems.sort(key=lambda item: -len(item[0]))


def find_foreign_hits(text: str, lang: str) -> list[Hit]:
    """Find where a text in a language other than English names countries."""
    matcher = _matcher(lang)
    folded = fold(text)
    found = _in_unspaced(matcher, folded) if lang in UNSPACED else _in_words(matcher, text, folded)
    return [hit for hit in found if hit.form.kind != "nothing" and not _is_given_name(text, hit, lang)]


def _is_given_name(text: str, hit: Hit, lang: str) -> bool:
    """Tell whether a country's name is somebody's here, where nouns have small letters: "Francia Márquez"."""
    return lang in ROMANCE and hit.form.kind == "name" and SURNAME_RE.match(text, hit.end) is not None


def fold(text: str) -> str:
    """Make letters alike that are written in several ways; the length stays."""
    for char, plain in FOLDED.items():
        text = text.replace(char, plain)
    return text


def _in_unspaced(matcher: Matcher, text: str) -> Iterator[Hit]:
    start = 0
    while start < len(text):
        for phrase, form in matcher.phrases.get(text[start : start + 2], ()):
            end = start + len(phrase)
            if text.startswith(phrase, start) and not _inside_katakana(text, start, end):
                yield Hit(start=start, end=end, form=form)
                start = end - 1
                break
        start += 1


def _inside_katakana(text: str, start: int, end: int) -> bool:
    """Tell whether a word in katakana goes on: "タイ" of "タイトル"."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return ("ァ" <= text[start] <= "ー" and "ァ" <= before <= "ー") or (
        "ァ" <= text[end - 1] <= "ー" and "ァ" <= after <= "ー"
    )


def _in_words(matcher: Matcher, text: str, folded: str) -> Iterator[Hit]:
    done = 0
    for token in TOKEN_RE.finditer(folded):
        if token.start() < done:
            continue
        hit = next(
            filter(None, (_match(matcher, text, folded, start, token) for start in _starts(matcher.lang, token))), None
        )
        if hit:
            yield hit
            done = hit.end


def _starts(lang: str, token: re.Match[str]) -> Iterator[int]:
    """Give the places at which a name may start in a word: after "and", "in", "the" that are written with it."""
    yield token.start()
    apostrophe = token[0].find("'", 0, LONGEST_ELISION)
    if apostrophe > 0:
        yield token.start() + apostrophe + 1
    prefixes = PREFIXES.get("ar" if lang in ARABIC else lang, ())
    for prefix in prefixes:
        if token[0].startswith(prefix) and len(token[0]) > len(prefix) + 2:
            yield token.start() + len(prefix)


def _match(matcher: Matcher, text: str, folded: str, start: int, token: re.Match[str]) -> Hit | None:
    for phrase, form in matcher.phrases.get(folded[start : start + 2], ()):
        end = start + len(phrase)
        if folded.startswith(phrase, start) and not folded[end : end + 1].isalnum():
            return Hit(start=start, end=end, form=form)
    word = folded[start : token.end()].lower()
    for stem, form, capital in matcher.stems.get(word[:3], ()):
        fits = word.startswith(stem) and _is_ending(matcher.lang, word[len(stem) :])
        if fits and (not capital or not text[start].islower()):
            return Hit(start=token.start(), end=token.end(), form=form)
    return None


def _is_ending(lang: str, rest: str) -> bool:
    if lang in CYRILLIC:
        return CYRILLIC_ENDING_RE.fullmatch(rest) is not None
    if lang in ARABIC:
        return ARABIC_ENDING_RE.fullmatch(rest) is not None
    return len(rest) <= LONGEST_ENDING


# --- The words of one language ----------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _matcher(lang: str) -> Matcher:
    matcher = Matcher(lang=lang)
    forms = read_data("country-forms.yaml").get(lang.partition("-")[0], {})
    names = read_data("country-names.json")
    for phrase in _phrases(forms.get("nothing", "")):
        matcher.add(fold(phrase), Form(text=phrase, kind="nothing", codes=()))
    for phrase, codes in forms.get("pairs", {}).items():
        matcher.add(fold(phrase), Form(text=phrase, kind="name", codes=tuple(codes.split())))
    for code, phrase, kind in _names(forms, [names[key] for key in (lang, lang.partition("-")[0]) if key in names]):
        _add_name(matcher, phrase, Form(text=phrase, kind=kind, codes=(code,)))
    _add_adjectives(matcher, forms)
    if not forms and lang not in UNSPACED | CYRILLIC | ARABIC:
        for code, phrase, kind in _english_names():
            _add_name(matcher, phrase, Form(text=phrase, kind=kind, codes=(code,)))
    matcher.sort()
    return matcher


def _names(forms: Mapping[str, Any], tables: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, str, FormKind]]:
    kinds: tuple[tuple[str, FormKind], ...] = (("names", "name"), ("capitals", "capital"), ("seats", "metonym"))
    for key, kind in kinds:
        for code, words in forms.get(key, {}).items():
            yield from ((code, phrase, kind) for phrase in _phrases(words))
    for table in tables:
        yield from ((code, name, "name") for code, name in table["names"].items())
        yield from ((code, name, "capital") for code, name in table["capitals"].items())


def _english_names() -> Iterator[tuple[str, str, FormKind]]:
    """Give the English names of countries and capitals but those of people: many languages print some of them."""
    for entry in read_data("countries.yaml"):
        names: tuple[tuple[str, FormKind], ...] = (
            (entry["name"], "name"),
            *((name, "capital") for name in entry.get("capitals", ())),
        )
        yield from ((entry["code"], name, kind) for name, kind in names if name not in country_context().people)


def _phrases(words: str) -> list[str]:
    return [word.replace("_", " ") for word in words.split()]


def _add_name(matcher: Matcher, phrase: str, form: Form) -> None:
    folded = fold(phrase)
    if len(folded) < 2:
        return
    matcher.add(folded, form)
    if matcher.lang in UNSPACED:
        return
    if folded != folded.upper() and len(folded) > 3:
        matcher.add(folded.upper(), form)
    stem = folded.rstrip(VOWELS)
    if matcher.lang in ARABIC:
        bare = folded.removeprefix("ال").rstrip("اه")
        bare = bare.removesuffix("ي") if len(bare) > LEAST_STEM else bare
        if " " not in bare and len(bare) >= LEAST_STEM:
            matcher.add_stem(bare, form, capital=False)
    elif " " not in folded and len(stem) >= LEAST_STEM and matcher.lang in CYRILLIC | INFLECTING:
        matcher.add_stem(stem, form, capital=True)


def _add_adjectives(matcher: Matcher, forms: Mapping[str, Any]) -> None:
    endings = ["" if ending == "-" else ending for ending in forms.get("endings", "-").split()]
    for code, words in forms.get("adjectives", {}).items():
        for stem in words.split():
            for word in (stem + ending for ending in endings):
                form = Form(text=word, kind="demonym", codes=(code,))
                matcher.add(word, form)
                matcher.add(word.capitalize(), form)
    for code, words in forms.get("stems", {}).items():
        for stem in words.split():
            matcher.add_stem(fold(stem), Form(text=stem, kind="demonym", codes=(code,)), capital=False)
