"""Words that the search index needs beside the text: letters without their strokes, pairs of Chinese characters.

Pagefind folds accents, but not letters that Unicode does not decompose; and it finds words between spaces, of which
Chinese, Japanese and Korean sentences have none. The search page folds and divides what is typed in the same way.

>>> list_hidden_words("Łódź, 北京市")
('Lódź', '北京', '京市')
"""

import re

LETTERS = {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i", "ħ": "h"}
FOLD = str.maketrans(
    LETTERS | {"Ø": "O", "Đ": "D", "Ł": "L", "ẞ": "SS", "Æ": "Ae", "Œ": "Oe", "Þ": "Th", "Ð": "D", "Ħ": "H"}
)
STROKED_RE = re.compile(rf"\w*[{''.join(map(chr, FOLD))}]\w*")
UNSPACED_RE = re.compile("[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


def fold_letters(text: str) -> str:
    """Write letters with strokes, and joined ones, as readers without such keys type them."""
    return text.translate(FOLD)


def list_hidden_words(text: str) -> tuple[str, ...]:
    """Return, each once, the words of a text with such letters folded, then the pairs of characters without spaces."""
    if text.isascii():
        return ()
    folded = (fold_letters(word) for word in STROKED_RE.findall(text))
    pairs = (run[place : place + 2] for run in UNSPACED_RE.findall(text) for place in range(len(run) - 1))
    return tuple(dict.fromkeys((*folded, *pairs)))
