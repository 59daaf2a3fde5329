"""Written forms of names in languages that decline them: "Путин", "Путина", "Путину", "Путиным", "Путине"."""

import re

CYRILLIC_RE = re.compile(r"[а-яёіїєґ -]+", re.IGNORECASE)
ADJECTIVE_RE = re.compile(r"(?P<stem>.*[сц]ь?к)(?:ий|ой)$|(?P<other>.*[нв])(?:ый|ий)$")
FEMALE_RE = re.compile(r"(?P<stem>.*(?:ов|ев|єв|ин|ін))а$")
SURNAME_RE = re.compile(r".*(?:ов|ев|ёв|єв|їв|ин|ін|ын)$")
SHORT = 5  # letters: a shorter word in -ина or -ова is no woman's surname
HARD = "бвгджзклмнпрстфхцчшщ"


def case_forms(name: str) -> list[str]:
    """Decline a name in Cyrillic, word by word; a name in other letters, or one that stays as it is, has no forms."""
    if not CYRILLIC_RE.fullmatch(name):
        return []
    words = [_decline(word) for word in name.split(" ")]
    forms = (" ".join(word[case] for word in words) for case in range(1, 6))
    return [form for form in dict.fromkeys(forms) if form != name]


def _decline(word: str) -> tuple[str, ...]:
    """Give nominative, genitive, dative, instrumental, prepositional and accusative of one word."""
    stem, endings = _stem(word)
    return (word, *(stem + ending for ending in endings))


def _stem(word: str) -> tuple[str, tuple[str, ...]]:
    adjective, female = ADJECTIVE_RE.fullmatch(word), FEMALE_RE.fullmatch(word)
    if adjective:
        return adjective["stem"] or adjective["other"], ("ого", "ому", "им" if adjective["stem"] else "ым", "ом", "ого")
    if female and len(word) > SHORT:
        return female["stem"], ("ой", "ой", "ой", "ой", "у")
    if SURNAME_RE.fullmatch(word):
        is_ukrainian = "і" in word
        return word, ("а", "у", "им" if is_ukrainian else "ым", "і" if is_ukrainian else "е", "а")
    return _by_last_letter(word)


def _by_last_letter(word: str) -> tuple[str, tuple[str, ...]]:
    last, before = word[-1], word[-2:-1]
    if last in "йь":
        return word[:-1], ("я", "ю", "ем", "е", "я")
    if last == "а":
        return word[:-1], ("и" if before in "кгхжшч" else "ы", "е", "ой", "е", "у")
    if last == "я":
        return word[:-1], ("и", "и" if before == "и" else "е", "ей", "и", "ю")
    return word, ("а", "у", "ом", "е", "а") if last in HARD else ("", "", "", "", "")
