"""Which line is the headline: each line above the text is rated by signs, with trained weights."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ..clean import TEXT, CleanLine, is_prose
from ..clean.dates import find_dates
from ..clean.lines import Line, content_words
from ..clean.phrases import read_numbers, read_word_set
from ..clean.trim import has_prose

REACH = 130  # lines above the text in which a headline is looked for: 2 to 15 in most pastes, more with galleries
FAR = 400  # lines above the text that may repeat it
CLOSE = 15  # lines above the text in which the headline may share no word with it
INTO = 3  # lines of the text that may be it, where the text was taken to start too early
MOST_WORDS = 32
NO_HEADLINE = frozenset(
    ("advertisement", "sharing", "comments", "newsletter", "account", "script", "legal", "following", "count",
     "address", "trust", "reading time", "date", "byline", "gallery", "tags", "navigation", "caption")
)  # fmt: skip
SEPARATOR_RE = re.compile(r" [|»›>·•] ")
STEP_RE = re.compile(
    r"(?i)\d{1,2}[.)]|(?:tip|step|part|day|week|lesson|chapter|pro|con|reason|mistake)s?\s?(?:#?\d{1,2}\b|[:#])"
)
COUNT_RE = re.compile(r"(?:the\s|our\s)?(?:top\s)?\d{1,3}\+?\s+[^\W\d_]", re.IGNORECASE)
HALVES_RE = re.compile(r"\w(?::| [–—-]|\?) \w")
YEAR_RE = re.compile(r"\b20[12]\d\b")
# What stands around headline and text and is neither: who checked it, a number, a link, the end of an address.
ASIDE_RE = re.compile(
    r"(?i)(?:medically\s|fact[- ])?(?:reviewed|edited|checked|tested|written|updated|published|posted)\s(?:by|on)\b"
    r"|learn more\b|[\W\d_]+$"
)
ASIDE_END_RE = re.compile(r"(?:\(more\)|\b[A-Z]{2} \d{5}|[>›→])$", re.IGNORECASE)
WORD_RE = re.compile(r"[^\W_]")
BELOW = 6  # lines below a line that tell of it
BULLETS = "•·●▪◦‣■►▶➤✓"
DATE_ROOM = 30  # characters in which a date that opens a line stands
PARAGRAPH = 15  # words
DATED = frozenset(("date", "byline", "reading time", "author note"))
BESIDE = frozenset(("date", "byline", "reading time", "sharing", "comments", "count"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A line that may be the headline, and what surrounds it."""

    line: Line
    kind: str | None
    in_text: bool
    distance: int  # lines above the first line of the text
    shared: float  # of its content words, those that the text has
    central: float  # how often the text has its content words, ten times or more being 1
    early: float  # of its content words, those that the first paragraphs have
    repeated: int  # other lines above the text that contain it, as page titles and paths do
    in_body: bool  # the text has the same line, as a subheading
    contents: int  # of the three lines below, those that head parts of the text: a table of contents
    after: tuple[CleanLine, ...]
    index: int
    before: str | None  # the kind of the line above
    order: int  # candidates on topic above it
    contents_around: int  # of the six lines around, those that head parts of the text
    best: int  # candidates with nearly all words on topic above it
    below_prose: bool  # a paragraph on the topic stands above it
    heads_date: bool  # a date or byline follows, and no other line on the topic before that
    is_most_central: bool  # of the candidates of more than three words
    is_last: bool  # of the candidates of more than three words that are most on topic


@dataclass(frozen=True, slots=True)
class Sign:
    """A reason for or against a line's being the headline."""

    name: str
    rate: Callable[[Candidate], float]


TITLE_WORDS = read_word_set("cleaning_words.yaml", "title_words")
SIGNS: tuple[Sign, ...] = (
    Sign("on topic", lambda found: found.shared),
    Sign("central", lambda found: found.central),
    Sign("in the first paragraphs", lambda found: found.early),
    Sign("one word", lambda found: found.line.size == 1),
    Sign("two or three words", lambda found: found.line.size in (2, 3)),
    Sign("four or five words", lambda found: found.line.size in (4, 5)),
    Sign("over fifteen words", lambda found: found.line.size > 15),
    Sign("over twenty words", lambda found: found.line.size > 20),
    Sign("distance", lambda found: min(found.distance, 130) ** 0.5),
    Sign("very close", lambda found: 0 < found.distance <= 1),
    Sign("close", lambda found: 0 < found.distance <= 4),
    Sign("in the text", lambda found: found.in_text),
    Sign("repeated above", lambda found: min(found.repeated, 2)),
    Sign("copies", lambda found: min(found.line.copies - 1, 2)),
    Sign("in the body", lambda found: found.in_body),
    Sign("above headings of the body", lambda found: not found.in_body and found.contents > 0),
    Sign("among headings of the body", lambda found: found.contents > 1),
    Sign("ends like a sentence", lambda found: found.line.text.endswith((".", "。", "...", "…"))),
    Sign("ends in a colon", lambda found: found.line.text.endswith((":", ",", ";"))),
    Sign("ends in a question", lambda found: found.line.text.endswith(("?", "!"))),
    Sign("starts small", lambda found: found.line.text[0].islower()),
    Sign("starts with a mark", lambda found: not found.line.text[0].isalnum() and found.line.text[0] not in "\"“‘'«¿¡"),
    Sign("separators", lambda found: bool(SEPARATOR_RE.search(found.line.text))),
    Sign("numbered step", lambda found: bool(STEP_RE.match(found.line.text))),
    Sign("beside a date or byline", lambda found: any(near.kind in BESIDE for near in found.after[:3])),
    Sign("right above a date or byline", lambda found: any(near.kind in BESIDE for near in found.after[:1])),
    Sign("right above prose", lambda found: any(is_prose(near.line) for near in found.after[:1])),
    Sign("stands alone", lambda found: found.line.blank_before and found.line.blank_after),
    Sign("in a block", lambda found: not found.line.blank_before and not found.line.blank_after),
    Sign("first line of all", lambda found: found.index < 3),
    Sign("below furniture", lambda found: found.before is not None),
    Sign("most on topic", lambda found: found.shared >= 0.8 and found.line.size > 3),
    Sign("first most on topic", lambda found: found.best == 0 and found.shared >= 0.8 and found.line.size > 3),
    Sign("first on topic", lambda found: found.order == 0 and found.shared >= 0.5),
    Sign("others on topic above", lambda found: min(found.order, 5) / 5),
    Sign("kind", lambda found: found.kind is not None),
    Sign("capitals", lambda found: found.line.text.isupper()),
    Sign("a byline below", lambda found: any(near.kind == "byline" for near in found.after[:4])),
    Sign("a date below", lambda found: any(near.kind == "date" for near in found.after[:4])),
    Sign("counts", lambda found: bool(COUNT_RE.match(found.line.text))),
    Sign("a year", lambda found: bool(YEAR_RE.search(found.line.text))),
    Sign("words of titles", lambda found: not TITLE_WORDS.isdisjoint(found.line.words)),
    Sign("two halves", lambda found: bool(HALVES_RE.search(found.line.text))),
    Sign("ends its block", lambda found: found.line.blank_after and not found.line.blank_before),
    Sign("in a table of contents", lambda found: found.contents_around > 2),
    Sign("repeated below", lambda found: found.line.copies > 1 and not found.in_body and not found.repeated),
    Sign("most central", lambda found: found.is_most_central),
    Sign("below prose", lambda found: found.below_prose),
    Sign("heads a date", lambda found: found.heads_date),
    Sign("last most on topic", lambda found: found.is_last),
    Sign("prose soon", lambda found: any(near.kind is None and is_prose(near.line) for near in found.after[:3])),
    Sign("short and on topic", lambda found: found.shared if found.line.size <= 3 else 0.0),
    Sign("below a date", lambda found: found.before in ("date", "reading time")),
    Sign("bias", lambda _: 1.0),
)  # fmt: skip
WEIGHTS = read_numbers("cleaning_model.yaml", "headline")
RATES = tuple((sign.rate, WEIGHTS[sign.name]) for sign in SIGNS if WEIGHTS.get(sign.name))


def find_headline(
    lines: Sequence[CleanLine], rates: Sequence[tuple[Callable[[Candidate], float], float]] = RATES
) -> int | None:
    """Find the index of the headline: the best rated line above the text or at its start; None where none is likely."""
    if lines and lines[0].part == TEXT and not has_prose([line.line for line in lines]):  # verse, a table, a chat
        return _first_line(lines) if lines[0].line.blank_after else None
    rated = [(sum([weight * rate(found) for rate, weight in rates]), -index) for index, found in find_candidates(lines)]
    best = max(rated, default=(0.0, 0))
    return -best[1] if best[0] > 0 else _first_line(lines)


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
    possible = [
        index
        for index in range(max(0, first - REACH), min(len(lines), first + INTO))
        if _is_possible(lines[index])
        and (first - index <= CLOSE or not text.about.keys().isdisjoint(lines[index].line.content))
    ]
    most = max([_rate_centrality(lines[i].line, text) for i in possible if lines[i].line.size > 3], default=0.0)
    last = max((i for i in possible if lines[i].line.size > 3 and _share(lines[i].line, text) >= 0.8), default=None)
    found: list[tuple[int, Candidate]] = []
    order = best = 0
    for index in possible:
        candidate = _make_candidate(lines, index, first=first, text=text, order=order, best=best, most=most, last=last)
        found.append((index, candidate))
        order += candidate.shared >= 0.5 and candidate.line.size > 2
        best += candidate.shared >= 0.8 and candidate.line.size > 3
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """What the text and the page say that a headline may say too."""

    about: Counter[str]  # content words of the text
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
    about = Counter([word for line in text[:60] for word in content_words(line)])
    around = range(max(0, first - FAR), min(len(lines), first + INTO))
    return _Text(
        about=about,
        early=frozenset([word for line in paragraphs for word in line.content]),
        headings=headings,
        above=above,
        joined="\n".join(above),
        is_heading=[line.part != TEXT and line.line.lower in headings for line in lines[: first + INTO + BELOW]],
        prose=next((index for index in around if _is_paragraph(lines[index], about)), len(lines)),
    )


def _is_paragraph(line: CleanLine, about: Counter[str]) -> bool:
    is_long = line.kind is None and line.line.size >= PARAGRAPH and is_prose(line.line)
    return is_long and sum([word in about for word in line.line.content]) >= 0.4 * len(line.line.content)


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
    if (line.kind == "related" and line.line.size <= 3) or (
        text[0].isdigit() and any(date.start == 0 for date in find_dates(text[:DATE_ROOM]))
    ):
        return False
    if ASIDE_RE.match(text) or not line.line.words or (not text[-1].isalpha() and ASIDE_END_RE.search(text)):
        return False
    return line.part != TEXT or not (
        is_prose(line.line) or (line.line.ends and text[-1] not in "?!") or text[-1] in ",;"
    )


def _make_candidate(
    lines: Sequence[CleanLine],
    index: int,
    *,
    first: int,
    text: _Text,
    order: int,
    best: int,
    most: float,
    last: int | None,
) -> Candidate:
    line = lines[index]
    words = content_words(line.line)
    count = len(words) or 1
    central = _rate_centrality(line.line, text)
    return Candidate(
        line=line.line,
        kind=line.kind,
        in_text=line.part == TEXT,
        distance=max(0, first - index),
        shared=_share(line.line, text),
        central=central,
        early=sum([word in text.early for word in words]) / count,
        repeated=_repeated(line.line, text),
        in_body=line.line.lower in text.headings,
        contents=sum(text.is_heading[index + 1 : index + 4]),
        contents_around=sum(text.is_heading[max(0, index - 3) : index + 4]),
        after=tuple(lines[index + 1 : index + 1 + BELOW]),
        index=index,
        before=lines[index - 1].kind if index else "edge",
        order=order,
        best=best,
        below_prose=index > text.prose,
        heads_date=_heads_date(lines[index + 1 : index + 10], text),
        is_most_central=central >= most,
        is_last=index == last,
    )


def _share(line: Line, text: _Text) -> float:
    words = content_words(line)
    return sum([word in text.about for word in words]) / (len(words) or 1)


def _rate_centrality(line: Line, text: _Text) -> float:
    words = content_words(line)
    return sum([min(text.about.get(word, 0), 10) for word in words]) / (10 * (len(words) or 1))


def _repeated(line: Line, text: _Text) -> int:
    here = line.folded or line.lower
    if len(here) < 12:
        return 0
    is_inside = text.joined.count(here) > (here in text.above)  # as few are, and to look into each line takes long
    longer = sum([here in other and here != other for other in text.above]) if is_inside else 0
    return longer + (text.above[here] > 1)
