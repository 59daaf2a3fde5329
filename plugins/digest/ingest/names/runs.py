"""Runs of capitalised words in a line, with the words on both sides: what the rules for names look at."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...core.data import read_words
from .surnames import is_surname_first
from .words import NameWords, is_first_name

UPPER = "".join(char for char in map(chr, range(0x250)) if char.isupper())
ABBREVIATED = "|".join(sorted(read_words("names.yaml", "abbreviations")))
WORD = rf"""(?:
    (?:{ABBREVIATED})\.
    | (?:[{UPPER}]\.)+(?:-[{UPPER}]\.)?                          # initials: J.R.R., J.-P.
    | (?:(?:[aeu][lrsnzdt]|ash)-|[dDO]['’])?[{UPPER}]\w*(?:['’](?=[{UPPER}])\w+)?(?:-\w+)*
)"""
PARTICLE = r"(?:v[ao]n|der|den|del?|dell?a|d[iao]|d[ao]s|l[ae]|bin|ibn|bint|al|el|ul|ur|ben|te[rn]|zu|du)"
NICKNAME = rf"""["“](?:[{UPPER}]\w+[ ]?){{1,2}}["”][ ]"""  # Ronald "Bato" dela Rosa
RUN_RE = re.compile(rf"(?<![\w@#&/-]){WORD}(?:[ \u00a0](?:{NICKNAME})?(?:{PARTICLE}[ ]){{0,2}}{WORD})*", re.VERBOSE)
TOKEN_RE = re.compile(r"[^ \u00a0]+")
TITLE_CASE_SHARE = 0.75  # of a line's longer words with a capital, from which it is a headline in title case
BEFORE, AFTER = 90, 60  # characters looked at beside a run


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive capitalised words, with the text on both sides."""

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    end: int
    before: str
    after: str
    words: NameWords


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its offset."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def is_title_case(line: str) -> bool:
    """Return whether a line is a headline with capitals on most words: they say nothing about names there."""
    if len(line) > 160 or line.endswith((".", ".”", '."')):
        return False
    longer = [word for word in line.split() if len(word) > 2 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= TITLE_CASE_SHARE * len(longer)


def end_of_name(match: re.Match[str], words: NameWords) -> int:
    """Give where a run ends: after "Jr." a sentence may start, and nobody's name goes on."""
    for part in list(TOKEN_RE.finditer(match[0]))[2:]:
        if part[0].endswith(".") and part[0][:-1] in words.suffixes:
            return match.start() + part.end()
    return match.end()


def make_run(line: str, match: re.Match[str], end: int, words: NameWords) -> Run | None:
    """Make the run without the words that merely start a sentence."""
    tokens = [(part[0], part.start()) for part in TOKEN_RE.finditer(line, match.start(), end)]
    tokens = tokens[_count_starting(tuple(token for token, _ in tokens), words) :]
    while tokens and tokens[-1][0] in words.stop_words and not _ends_name(tokens, words):
        del tokens[-1]
    if not tokens:
        return None
    start, end = tokens[0][1], tokens[-1][1] + len(tokens[-1][0])
    return Run(
        tokens=tuple(token for token, _ in tokens),
        starts=tuple(place for _, place in tokens),
        end=end,
        before=line[max(0, start - BEFORE) : start],
        after=line[end : end + AFTER],
        words=words,
    )


def _count_starting(names: Sequence[str], words: NameWords) -> int:
    """Count the words that merely start a sentence, as `He` does, but not in "He Lifeng" or "National Safety Board"."""
    last_body = max((place for place, name in enumerate(names) if name in words.organisation_words), default=0)
    for place, name in enumerate(names):
        may_be_name = place == len(names) - 2 and is_surname_first(names[place:], words)
        if name not in words.stop_words or may_be_name or (name in words.body_starts and place < last_body):
            return place
    return len(names)


def _ends_name(tokens: list[tuple[str, int]], words: NameWords) -> bool:
    """Return whether a word such as `Islam` is a surname here: "Nahid Islam"."""
    return len(tokens) > 1 and tokens[-1][0] in words.also_surnames and is_first_name(tokens[-2][0])
