"""Names whose surname is printed first: Wang Yi is Wang, Kim Jong-un is Kim."""

import re
from collections.abc import Sequence

from .words import NameWords

# One to three syllables of Hanyu Pinyin run together ("Jinping", "Qishan", "Xi'an").
PINYIN_RE = re.compile(
    r"""(?:(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)?
        (?:iang|iong|uang|ueng|ang|eng|ing|ong|iao|ian|uai|uan|ai|ei|ao|ou|an|en|in|un|er|ia|ie|iu|ua|uo|ue|ui|a|o|e|i|u)
        '?){1,3}""",
    re.VERBOSE,
)
VIETNAMESE_RE = re.compile(  # one syllable without its marks: "Hong", "Hiep"
    r"(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ng|ngh|nh|ph|qu|th|tr)?[aeiouy]{1,3}(?:c|ch|m|n|ng|nh|p|t)?"
)
HYPHENATED_RE = re.compile(r"[^\W\d_]{2,6}-[^\W\d_]{1,6}")  # Jong-un, Ying-jeou, Kai-shek, Jae-In


def is_surname_first(names: Sequence[str], words: NameWords) -> bool:
    """Return whether a full name is printed with the surname first. `names` has no title in it."""
    given = names[1:]
    if not 1 <= len(given) <= 3:
        return False
    if len(given) > 1 and names[0] in words.vietnamese_surnames and all(map(_is_vietnamese, given)):
        return True
    if names[0] not in words.surnames_first:
        return False
    if names[0] in words.called_by_last:
        return True
    if len(given) == 1:
        return bool(HYPHENATED_RE.fullmatch(given[0]) or _is_pinyin(given[0])) and given[0] not in words.given_names
    return all(name in words.given_syllables or _is_pinyin(name) for name in given)


def is_called_by_last(names: Sequence[str], words: NameWords) -> bool:
    """Return whether somebody with the surname first is called by the last name all the same: "Hiep said"."""
    is_vietnamese = len(names) > 2 and names[0] in words.vietnamese_surnames and all(map(_is_vietnamese, names[1:]))
    return names[0] in words.called_by_last or is_vietnamese


def _is_vietnamese(name: str) -> bool:
    return VIETNAMESE_RE.fullmatch(name.lower()) is not None


def _is_pinyin(name: str) -> bool:
    return len(name) <= 10 and bool(PINYIN_RE.fullmatch(name.replace("’", "'").lower()))
