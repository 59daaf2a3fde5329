"""Which code page a text in Latin letters is written in: the one in which its marked letters are those of one language.

charset-normalizer, which tells other scripts apart, takes French for Polish on texts of a few paragraphs: it told 12 of
22 such texts (`tests/ingest/test_code_pages.py`), this tells them all.
"""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Final

# Letters beside a to z.
WESTERN: Final = {
    "French": "àâæçéèêëîïôœùûüÿ",
    "German": "äöüß",
    "Spanish": "áéíñóúü",
    "Portuguese": "áâãàçéêíóôõúü",
    "Italian": "àèéìíîòóùú",
    "Dutch": "áéëèïíóöü",
    "Swedish": "åäöéü",
    "Danish": "æøåéö",
    "Icelandic": "áéíóúýðþæö",
    "Estonian": "äöõüšž",
    "Catalan": "àçéèíïóòúü",
}
CENTRAL: Final = {
    "Polish": "ąćęłńóśźż",
    "Czech": "áčďéěíňóřšťúůýž",
    "Slovak": "áäčďéíĺľňóôŕšťúýž",
    "Hungarian": "áéíóöőúüű",
    "Romanian": "ăâîşţ",
    "Croatian": "čćđšž",
}
TURKISH: Final = {"Turkish": "çğıöşüâîû"}
# The usual ones first: where two read a text alike the first is taken.
PAGES: Final[Mapping[str, Mapping[str, str]]] = {
    "cp1252": WESTERN,
    "cp1250": CENTRAL,
    "iso8859_2": CENTRAL,
    "cp1254": TURKISH,
    "mac_roman": WESTERN,
    "mac_latin2": CENTRAL,
    "mac_turkish": TURKISH,
    "cp850": WESTERN,
    "cp852": CENTRAL,
}
SAMPLE: Final = 100_000  # bytes
LEAST: Final = 2  # letters by which another page than the usual one is told
SURE: Final = 0.9  # share of letters that the usual page explains: then it is the one
BETTER: Final = 0.1  # by which another must explain more
MARK_RE = re.compile(r"[^\x00-\x7f]")
INSIDE_RE = re.compile(r"(?<=[^\W\d_])[^\x00-\x7f\w’'·\u00ad\u00a0—–](?=[^\W\d_])")  # a mark amid a word
CAPITAL_RE = re.compile(r"(?<=[a-z])[^\x00-\x7f\W\d_](?=[a-z])")


def find_code_page(data: bytes) -> str:
    """Return the name of the code page that explains a text in Latin letters best."""
    shares = {page: _explain(data[:SAMPLE], page, languages) for page, languages in PAGES.items()}
    usual, most = next(iter(shares)), max(shares.values())
    if shares[usual] >= SURE or most < shares[usual] + BETTER:
        return usual
    return next(page for page, share in shares.items() if share == most)


def _explain(data: bytes, page: str, languages: Mapping[str, str]) -> float:
    """Give the share of a text's marked letters that the likeliest of these languages has; 1 for too few."""
    text = data.decode(page, errors="replace")
    counts = Counter(letter.lower() for letter in MARK_RE.findall(text) if letter.isalpha())
    wrong = len(INSIDE_RE.findall(text)) + sum(letter.isupper() for letter in CAPITAL_RE.findall(text))
    total = counts.total() + wrong
    if total < LEAST:
        return 1.0
    known = max(sum(counts[letter] for letter in letters) for letters in languages.values())
    return float(known / total)
