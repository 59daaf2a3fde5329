"""Language detection by script and small words; a full reading of names and topics is for English alone.

find_language("Die Minister trafen sich am Montag in der Hauptstadt ...")  ->  "de"
is_english("The ministers met in Oslo.")  ->  True
"""

import re
import unicodedata
from collections import Counter
from functools import cache

from ...core.data import read_data, read_words

WORD_RE = re.compile(r"[^\W\d_]+")
NOT_ASCII_RE = re.compile(r"[^\x00-\x7f]")
LOOKED_AT = 15_000  # characters, some 2,500 words: more would not change the verdict
SHORT = 20  # words: in a shorter text the "de", "van" and "der" of names could outweigh all others
# Small words' share that every longer English text has: the lowest of 1,400 news articles had twice as much.
LONGER, LEAST_SHARE = 60, 0.03
OTHER_SCRIPT_SHARE = 0.2  # of the letters: a text in Chinese or Arabic has names and addresses in Latin letters, too
# Letters that only one of the languages of a script has, or that most of its words have; looked at in this order.
LETTERS = {
    "CYRILLIC": {"uk": "їєґ", "be": "ў", "mk": "ѓќѕ", "sr": "ђћјљњџ", "kk": "әғқңөұүһ", "ru": "ыэё", "bg": "ъ"},
    "ARABIC": {"ur": "ٹڈڑںےہ", "ps": "ښځڅډړڼۍې", "fa": "پچژگکی", "ar": ""},
    "HEBREW": {"he": ""}, "GREEK": {"el": ""}, "THAI": {"th": ""}, "HANGUL": {"ko": ""}, "DEVANAGARI": {"hi": ""},
    "BENGALI": {"bn": ""}, "TAMIL": {"ta": ""}, "TELUGU": {"te": ""}, "GEORGIAN": {"ka": ""}, "ARMENIAN": {"hy": ""},
    "GUJARATI": {"gu": ""}, "ETHIOPIC": {"am": ""}, "HIRAGANA": {"ja": ""}, "KATAKANA": {"ja": ""}, "CJK": {"zh": ""},
}  # fmt: skip
FEW = 0.004  # of the letters, from which a language's own letters count: a name of another language has some
MANY = 0.01  # the same of Bulgarian, whose own letter Russian has at times
KANA_SHARE = 0.05  # of a Japanese text
TRADITIONAL = frozenset("國會為這來時對發經們個說過學後國門開關點東馬長車見貝頁風飛魚鳥麥龍臺灣應當與於區")


def find_language(text: str) -> str | None:
    """Find the language of a text as a code of ISO 639-1 (`zh-Hant` where it is told apart); None in doubt."""
    words = WORD_RE.findall(text, 0, LOOKED_AT)
    letters = "".join(words).lower()
    if _is_other_script(words):
        return _by_letters(letters)
    counts = Counter(map(str.lower, words))
    english, _ = _small_words()
    ours = sum(counts[word] for word in counts.keys() & english)
    if is_english(text):
        return "en" if ours >= LEAST_SHARE * max(len(words), SHORT) else None
    scores = {code: sum(counts[word] for word in counts.keys() & small) for code, small in _languages().items()}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] > LEAST_SHARE * len(words) else None


def is_english(text: str) -> bool:
    """Tell whether a text can be taken for English; in doubt, as where there are but names and numbers, it can."""
    words = WORD_RE.findall(text, 0, LOOKED_AT)
    if _is_other_script(words):
        return False
    english, other = _small_words()
    counts = Counter(map(str.lower, words))
    ours, theirs = (sum(counts[word] for word in counts.keys() & small) for small in (english, other))
    if theirs > ours and len(words) >= SHORT:
        return False
    return len(words) < LONGER or ours >= LEAST_SHARE * len(words)


def _is_other_script(words: list[str]) -> bool:
    """Tell whether most letters are no Latin ones, or many in a text without English."""
    letters = "".join(words)
    others = [char for char in NOT_ASCII_RE.findall(letters) if not _is_latin(char)]
    if len(others) > len(letters) / 2:
        return True
    english, _ = _small_words()
    return len(others) > OTHER_SCRIPT_SHARE * len(letters) and not any(word.lower() in english for word in words)


def _by_letters(letters: str) -> str | None:
    scripts: Counter[str] = Counter()
    for char, count in Counter(letters).items():
        name = _script(char)
        if name in LETTERS:
            scripts[name] += count
    if not scripts:
        return None
    script = scripts.most_common(1)[0][0]
    if script == "CJK":
        kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
        if kana >= KANA_SHARE * scripts.total():
            return "ja"
        return "zh-Hant" if sum(char in TRADITIONAL for char in letters) > FEW * len(letters) else "zh"
    shares = {code: sum(map(letters.count, own)) / len(letters) for code, own in LETTERS[script].items()}
    enough = {"bg": MANY}
    return next(
        (code for code, share in shares.items() if share > enough.get(code, FEW) or not LETTERS[script][code]), "ru"
    )


@cache
def _script(char: str) -> str:
    return unicodedata.name(char, "").partition(" ")[0]


def _is_latin(char: str) -> bool:
    return _script(char) == "LATIN"


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str]]:
    english = read_words("language-words.yaml", "english")
    return english, frozenset().union(*_languages().values()) - english


@cache
def _languages() -> dict[str, frozenset[str]]:
    """The small words of each language but English; those of English names and manners of speaking too."""
    return {code: frozenset(words.split()) for code, words in read_data("language-words.yaml")["other"].items()}
