"""Which line is the headline: each line above the text is rated by signs, with trained weights."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain

from ..clean import TEXT, CleanLine
from ..clean.dates import find_dates
from ..clean.lines import Line
from ..clean.trim import has_prose
from .choice import Weights, choose, read_weights
from .headline_signs import Candidate, rate_signs
from .names import BY_RE, parse_names

REACH = 130  # lines above the text in which a headline is looked for: 2 to 15 in most pastes, more with galleries
FAR = 400  # lines above the text that may repeat it
CLOSE = 15  # lines above the text in which the headline may share no word with it
INTO = 3  # lines of the text that may be it, where the text was taken to start too early
MOST_WORDS = 32
NO_HEADLINE = frozenset(
    ("advertisement", "sharing", "comments", "newsletter", "account", "script-notice", "legal", "follow-us", "counter",
     "address", "trust-notice", "reading-time", "date", "gallery", "tags", "caption")
)  # fmt: skip
# What stands around headline and text and is neither: who checked it, a number, a link, the end of an address.
ASIDE_RE = re.compile(
    r"(?i)(?:medically\s|fact[- ])?(?:reviewed|edited|checked|tested|written|updated|published|posted)\s(?:by|on)\b"
    r"|learn more\b|[\W\d_]+$"
)
ASIDE_END_RE = re.compile(r"(?:\(more\)|\b[A-Z]{2} \d{5}|[>›→])$", re.IGNORECASE)
CLOCK_END_RE = re.compile(r"\d:[0-5]\d\W*$")  # how long a video is
WORD_RE = re.compile(r"[^\W_]")
BELOW = 6  # lines below a line that tell of it
BULLETS = "•·●▪◦‣■►▶➤✓"
NAMED_WORDS = 8  # of a line with a byline's first word
PARAGRAPH = 15  # words
SHORT_PASTE, LEAST_TITLE = 60, 3  # lines of a short paste; words of a headline on its first line
OFTEN = 10  # times that the text has a word that is central to it
DATED = frozenset(("date", "byline", "reading-time", "author-note"))
WEIGHTS = read_weights("headline")
# Below this confidence a headline is named in `review`: 21 of 307 pastes, of which 10 were wrong (cross-validated).
DOUBT = 0.4
OTHERS = 3  # next best lines that `explain` shows


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundHeadline:
    """The index of the headline, whether it is in doubt, and the next best lines."""

    index: int | None
    is_doubtful: bool = False
    others: tuple[int, ...] = ()


def find_headline(lines: Sequence[CleanLine], weights: Weights = WEIGHTS) -> FoundHeadline:
    """Find the headline: the best rated line above the text or at its start; no index where none is likely."""
    if lines and lines[0].part == TEXT and not has_prose([line.line for line in lines]):  # verse, a table, a chat
        is_headed = lines[0].line.blank_after or any(line.kind in DATED for line in lines[1:3])
        first = _first_line(lines) if is_headed else None
        return FoundHeadline(index=first, is_doubtful=first is None)
    found = find_candidates(lines)
    choice = choose([rate_signs(candidate) for _, candidate in found], weights)
    best = found[choice.best][0] if choice.best is not None else _first_line(lines)
    is_signed = (best is None or lines[best].part == TEXT) and _is_signed_first(lines)
    index = 0 if is_signed else best
    others = {lines[at].line.text: at for at in reversed([found[at][0] for at in choice.order])}
    others.pop(lines[index].line.text if index is not None else "", None)
    doubtful = not is_signed and (choice.best is None or choice.confidence < DOUBT)
    return FoundHeadline(index=index, is_doubtful=doubtful, others=tuple(reversed(others.values()))[:OTHERS])


def _is_signed_first(lines: Sequence[CleanLine]) -> bool:
    """Tell a short paste whose first line reads like a headline, above writers and a day."""
    if not lines or len(lines) > SHORT_PASTE or not _is_possible(lines[0]):
        return False
    is_title = lines[0].kind is None and lines[0].line.size >= LEAST_TITLE and not lines[0].line.ends
    return is_title and any(line.kind in ("byline", "date") for line in lines[1:3])


def _first_line(lines: Sequence[CleanLine]) -> int | None:
    """Take the first line of a paste without menus, where it is short and no sentence."""
    for index, line in enumerate(lines[:INTO]):
        if line.kind is None and WORD_RE.search(line.line.text):  # a rule, `---` or `***`, is none
            is_short = line.line.size <= MOST_WORDS and not line.line.ends and line.line.text[0] not in BULLETS
            return index if is_short and len(lines) > index + 1 else None
    return None


def find_candidates(lines: Sequence[CleanLine]) -> list[tuple[int, Candidate]]:
    """List the lines that may be the headline, with their indices."""
    first = next((index for index, line in enumerate(lines) if line.part == TEXT), None)
    if first is None:
        return []
    text = _measure_text(lines, first)
    words = text.about.keys()
    possible = [
        index
        for index in range(max(0, first - REACH), min(len(lines), first + INTO))
        if (first - index <= CLOSE or not words.isdisjoint(lines[index].line.content)) and _is_possible(lines[index])
    ]
    rated = [(index, _share(lines[index].line, text), _rate_centrality(lines[index].line, text)) for index in possible]
    longer = [(index, shared, central) for index, shared, central in rated if lines[index].line.size > 3]
    most = max([central for _, _, central in longer], default=0.0)
    last = max([index for index, shared, _ in longer if shared >= 0.8], default=None)
    found: list[tuple[int, Candidate]] = []
    order = best = 0
    titles = list(accumulate((_is_title(line) for line in lines[: first + INTO]), initial=0))
    for index, shared, central in rated:
        candidate = _make_candidate(
            lines,
            index,
            first=first,
            text=text,
            shared=shared,
            central=central,
            order=order,
            best=best,
            most=most,
            last=last,
            titles=titles[index],
        )
        found.append((index, candidate))
        order += shared >= 0.5 and candidate.line.size > 2
        best += shared >= 0.8 and candidate.line.size > 3
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What the text and the page say that a headline may say too."""

    about: Mapping[str, int]  # content words of the text: how often they stand there
    early: frozenset[str]  # those of its first paragraphs
    headings: frozenset[str]  # its short lines
    above: Counter[str]  # lines above it
    joined: str  # these lines
    is_heading: Sequence[bool]  # of each line of the page near the text's start: whether it is one of the headings
    prose: int  # the first line above it, or of it, that is a paragraph on its topic


def _measure_text(lines: Sequence[CleanLine], first: int) -> _Text:
    text = [line.line for line in lines[first:] if line.part == TEXT]
    paragraphs = [line for line in text if line.size > 12][:2]
    headings = frozenset([line.lower for line in text[1:] if line.size <= MOST_WORDS])
    above = Counter([line.line.folded or line.line.lower for line in lines[max(0, first - FAR) : first]])
    about = Counter(chain.from_iterable([line.told for line in text[:60]]))
    around = range(max(0, first - FAR), min(len(lines), first + INTO))
    return _Text(
        about=about,
        early=frozenset([word for line in paragraphs for word in line.content]),
        headings=headings,
        above=above,
        joined="\n".join(above),
        is_heading=[line.part != TEXT and line.line.lower in headings for line in lines[: first + INTO + BELOW]],
        prose=next(
            (index for index in around if lines[index].line.size >= PARAGRAPH and _is_paragraph(lines[index], about)),
            len(lines),
        ),
    )


def _is_paragraph(line: CleanLine, about: Mapping[str, int]) -> bool:
    is_text = line.kind is None and line.line.prose
    return is_text and sum(map(about.__contains__, line.line.content)) >= 0.4 * len(line.line.content)


def _is_title(line: CleanLine) -> bool:
    return line.kind is None and 4 <= line.line.size <= MOST_WORDS and line.line.copies == 1


def _heads_date(below: Sequence[CleanLine], text: _Text) -> bool:
    """Tell whether a date or byline comes before any other line on the topic."""
    for line in below:
        if line.kind in DATED:
            return True
        if line.line.size > 3 and _share(line.line, text) >= 0.5:
            break
    return False


def _is_possible(line: CleanLine) -> bool:
    if line.kind in NO_HEADLINE or not 0 < line.line.size <= MOST_WORDS or line.line.text[0] in BULLETS:
        return False
    text = line.line.text
    if line.kind == "byline" and (line.line.size <= NAMED_WORDS or parse_names(BY_RE.sub("", text))):
        return False
    if (line.kind in ("related", "byline", "navigation") and line.line.size <= 4) or (
        any(map(str.isdigit, text))
        and any(date.start == 0 or (date.numeric and date.end < len(text)) for date in find_dates(text))
    ):
        return False
    if line.kind == "video" and CLOCK_END_RE.search(text):
        return False
    if ASIDE_RE.match(text) or not line.line.words or (not text[-1].isalpha() and ASIDE_END_RE.search(text)):
        return False
    return line.part != TEXT or not (line.line.prose or (line.line.ends and text[-1] not in "?!") or text[-1] in ",;")


def _make_candidate(
    lines: Sequence[CleanLine],
    index: int,
    *,
    first: int,
    text: _Text,
    shared: float,
    central: float,
    order: int,
    best: int,
    most: float,
    last: int | None,
    titles: int,
) -> Candidate:
    line, after = lines[index], lines[index + 1 : index + 1 + BELOW]
    words = line.line.told
    return Candidate(
        line=line.line,
        kind=line.kind,
        in_text=line.part == TEXT,
        distance=max(0, first - index),
        shared=shared,
        central=central,
        early=sum(map(text.early.__contains__, words)) / (len(words) or 1),
        repeated=_repeated(line.line, text),
        in_body=line.line.lower in text.headings,
        contents=sum(text.is_heading[index + 1 : index + 4]),
        contents_around=sum(text.is_heading[max(0, index - 3) : index + 4]),
        after=after,
        kinds_after=[near.kind for near in after],
        place=index,
        before=lines[index - 1].kind if index else "edge",
        order=order,
        best=best,
        below_prose=index > text.prose,
        heads_date=_heads_date(lines[index + 1 : index + 10], text),
        is_most_central=central >= most,
        is_last=index == last,
        above=lines[max(0, index - 3) : index][::-1],
        rivals=sum(
            _share(near.line, text) >= 0.34
            for near in lines[max(0, index - 3) : index]
            if near.kind is None and 4 <= near.line.size <= MOST_WORDS
        ),
        lines=len(lines),
        titles=titles,
    )


def _share(line: Line, text: _Text) -> float:
    return sum(map(text.about.__contains__, line.told)) / (len(line.told) or 1)


def _rate_centrality(line: Line, text: _Text) -> float:
    counts = [text.about.get(word, 0) for word in line.told]
    return sum([count if count < OFTEN else OFTEN for count in counts]) / (OFTEN * (len(counts) or 1))


def _repeated(line: Line, text: _Text) -> int:
    here = line.folded or line.lower
    if len(here) < 12:
        return 0
    is_inside = text.joined.count(here) > (here in text.above)  # as few are, and to look into each line takes long
    longer = sum([here in other and here != other for other in text.above]) if is_inside else 0
    return longer + (text.above[here] > 1)
