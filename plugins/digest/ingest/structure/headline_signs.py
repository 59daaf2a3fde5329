"""The signs by which a line is rated as the headline: one visible table, `rate_signs(candidate)`."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ...core.data import read_words
from ..clean import CleanLine
from ..clean.lines import Line
from .names import BY_RE, FIRST_NAMES, NOT_NAMES, parse_names

SEPARATOR_RE = re.compile(r"[|»›>·•](?<= .) ")
STEP_RE = re.compile(
    r"\d{1,2}[.)]|(?:tip|step|part|day|week|lesson|chapter|pro|con|reason|mistake)s?\s?(?:#?\d{1,2}\b|[:#])",
    re.IGNORECASE,
)
COUNT_RE = re.compile(r"(?:the\s|our\s)?(?:top\s)?\d{1,3}\+?\s+[^\W\d_]", re.IGNORECASE)
HALVES_RE = re.compile(r"[:?–—-](?:(?<=\w[:?])|(?<=\w [–—-])) \w")  # what is rare first, to find it soon
YEAR_RE = re.compile(r"\b20[12]\d\b")
PICTURES = frozenset(("caption", "video", "gallery"))
SHORT_PASTE = 60  # lines
BESIDE = frozenset(("date", "byline", "reading-time", "sharing", "comments", "counter"))
TITLE_WORDS = read_words("cleaning_words.yaml", "title_words")


class Candidate(NamedTuple):
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
    after: Sequence[CleanLine]
    kinds_after: Sequence[str | None]
    place: int  # its index
    before: str | None  # the kind of the line above
    order: int  # candidates on topic above it
    contents_around: int  # of the six lines around, those that head parts of the text
    best: int  # candidates with nearly all words on topic above it
    below_prose: bool  # a paragraph on the topic stands above it
    heads_date: bool  # a date or byline follows, and no other line on the topic before that
    is_most_central: bool  # of the candidates of more than three words
    is_last: bool  # of the candidates of more than three words that are most on topic
    above: Sequence[CleanLine]  # the three lines above, the nearest first
    rivals: int  # candidates on topic among the three lines above
    lines: int  # of the paste
    titles: int  # lines above it that could be a headline by their look


def rate_signs(found: Candidate) -> Mapping[str, float]:
    """Tell by name how far each sign for or against a line's being the headline holds; each has a trained weight."""
    line, text, size, shared, kinds = found.line, found.line.text, found.line.size, found.shared, found.kinds_after
    return {
        "on topic": shared,
        "central": found.central,
        "in the first paragraphs": found.early,
        "one word": size == 1,
        "two or three words": size in (2, 3),
        "four or five words": size in (4, 5),
        "over fifteen words": size > 15,
        "over twenty words": size > 20,
        "distance": min(found.distance, 130) ** 0.5,
        "very close": 0 < found.distance <= 1,
        "close": 0 < found.distance <= 4,
        "in the text": found.in_text,
        "repeated above": min(found.repeated, 2),
        "copies": min(line.copies - 1, 2),
        "in the body": found.in_body,
        "above headings of the body": not found.in_body and found.contents > 0,
        "among headings of the body": found.contents > 1,
        "ends like a sentence": text.endswith((".", "。", "...", "…")),
        "ends in a colon": text.endswith((":", ",", ";")),
        "ends in a question": text.endswith(("?", "!")),
        "starts small": text[0].islower(),
        "starts with a mark": not text[0].isalnum() and text[0] not in "\"“‘'«¿¡",
        "separators": bool(SEPARATOR_RE.search(text)),
        "numbered step": bool(STEP_RE.match(text)),
        "beside a date or byline": not BESIDE.isdisjoint(kinds[:3]),
        "right above a date or byline": not BESIDE.isdisjoint(kinds[:1]),
        "right above prose": bool(found.after) and found.after[0].line.prose,
        "stands alone": line.blank_before and line.blank_after,
        "in a block": not line.blank_before and not line.blank_after,
        "first line of all": found.place < 3,
        "below furniture": found.before is not None,
        "most on topic": shared >= 0.8 and size > 3,
        "first most on topic": found.best == 0 and shared >= 0.8 and size > 3,
        "first on topic": found.order == 0 and shared >= 0.5,
        "others on topic above": min(found.order, 5) / 5,
        "kind": found.kind is not None,
        "kind of a path": found.kind == "navigation",
        "kind of a byline": found.kind == "byline",
        "capitals": text.isupper(),
        "a byline below": "byline" in kinds[:4],
        "a date below": "date" in kinds[:4],
        "counts": bool(COUNT_RE.match(text)),
        "a year": "20" in text and bool(YEAR_RE.search(text)),
        "words of titles": not TITLE_WORDS.isdisjoint(line.words),
        "two halves": bool(HALVES_RE.search(text)),
        "ends its block": line.blank_after and not line.blank_before,
        "in a table of contents": found.contents_around > 2,
        "repeated below": line.copies > 1 and not found.in_body and not found.repeated,
        "most central": found.is_most_central,
        "below prose": found.below_prose,
        "heads a date": found.heads_date,
        "last most on topic": found.is_last,
        "prose soon": any(map(_is_paragraph, found.after[:3])),
        "short and on topic": shared if size <= 3 else 0.0,
        "below a date": found.before in ("date", "reading-time"),
        "a rival above": min(found.rivals, 2),
        "right below a rival": found.rivals > 0 and bool(found.above) and _is_title(found.above[0]),
        "heads a lead-in": _heads_lead_in(found),
        "longer than the line above": bool(found.above)
        and _is_title(found.above[0])
        and size > found.above[0].line.size,
        "shorter than the line below": bool(found.after)
        and _is_title(found.after[0])
        and size < found.after[0].line.size,
        "below a kicker": bool(found.above) and found.above[0].kind is None and found.above[0].line.size <= 3,
        "above a kicker": bool(found.after) and found.after[0].kind is None and found.after[0].line.size <= 3,
        "below a picture": any(line.kind in PICTURES for line in found.above[:2]),
        "right below a picture": any(line.kind in PICTURES for line in found.above[:1]),
        "below a byline": any(line.kind == "byline" for line in found.above),
        "below related": any(line.kind == "related" for line in found.above[:2]),
        "below navigation": found.before == "navigation",
        "below sharing": found.before == "sharing",
        "a whole sentence": size > 10 and text.endswith((".", "。")),
        "six to eight words": 6 <= size <= 8,
        "nine to fifteen words": 9 <= size <= 15,
        "a name": looks_like_name(line),
        "says by": bool(BY_RE.match(text)),
        "first of a short paste": found.place == 0 and found.lines < SHORT_PASTE,
        "first of a long paste": found.place < 3 and found.lines >= SHORT_PASTE,
        "first title of a short paste": found.titles == 0 and size >= 4 and found.lines < SHORT_PASTE,
        "second title of a short paste": found.titles == 1 and size >= 4 and found.lines < SHORT_PASTE,
        "first title": found.titles == 0 and size >= 4,
        "names a role": size <= 12 and not NOT_NAMES.isdisjoint(line.words) and bool(parse_names(text)),
        "second of a short paste": 0 < found.place < 3 and found.lines < SHORT_PASTE,
        "ends in a mark": text[-1] in ">»›→|-–—+",
        "sharing below": any(kind in ("sharing", "comments", "counter") for kind in kinds[:3]),
        "a picture below": any(kind in PICTURES for kind in kinds[:2]),
        "starts with a digit": text[0].isdigit(),
        "prose right above": bool(found.above) and found.above[0].line.prose,
        "list around": _in_list(found),
        "bias": 1.0,
    }


def _is_title(line: CleanLine) -> bool:
    """Tell a line that could be a headline or a lead-in by its look."""
    return line.kind is None and line.line.size >= 4 and not (line.line.prose and line.line.size > 40)


def _heads_lead_in(found: Candidate) -> bool:
    """Tell a line right above a longer one that is a sentence, as a lead-in is."""
    below = found.after[0] if found.after else None
    return below is not None and below.kind is None and below.line.size >= 8 and found.line.size < below.line.size


def _in_list(found: Candidate) -> bool:
    """Tell a line between two others that look like titles: a list of headlines."""
    around = (*found.above[:2], *found.after[:2])
    return len(around) == 4 and all(_is_title(line) and not line.line.prose for line in around)


def looks_like_name(line: Line) -> bool:
    """Tell a short line of capitalised words that starts with a first name."""
    words = line.text.split()
    return 2 <= len(words) <= 4 and all(word[:1].isupper() for word in words) and words[0].casefold() in FIRST_NAMES


def _is_paragraph(line: CleanLine) -> bool:
    return line.kind is None and line.line.prose
