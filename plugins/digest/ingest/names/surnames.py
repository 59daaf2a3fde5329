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
HYPHENATED_RE = re.compile(r"[^\W\d_]{2,6}-[^\W\d_]{1,6}")  # Jong-un, Ying-jeou, Kai-shek, Jae-In


def is_surname_first(names: Sequence[str], words: NameWords) -> bool:
    """Return whether a full name is printed with the surname first. `names` has no title in it."""
    if not 2 <= len(names) <= 4 or names[0] not in words.surnames_first:
        return False
    given = names[1:]
    if names[0] in words.called_by_last:
        return True
    if len(given) == 1:
        return bool(HYPHENATED_RE.fullmatch(given[0]) or _is_pinyin(given[0])) and given[0] not in words.given_names
    return all(name in words.given_syllables or _is_pinyin(name) for name in given)


def _is_pinyin(name: str) -> bool:
    return len(name) <= 10 and bool(PINYIN_RE.fullmatch(name.replace("’", "'").lower()))
