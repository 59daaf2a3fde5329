"""Who wrote the article: lines that may name the writers are rated by signs, with trained weights."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..clean import CleanLine
from ..clean.dates import find_dates
from .byline_signs import DATED, Paste, Signed, rate_signs
from .choice import Weights, choose, read_weights
from .names import (
    BY_RE,
    BY_WORDS,
    find_eastern_name,
    is_also_word,
    is_known,
    parse_names,
    parse_pen_name,
    parse_team,
    with_capitals,
)

ABOVE, INTO, AFTER_LINES = 40, 4, 40  # lines above the headline, of the text, below it, that may name its writers
MOST_WORDS, ALONE_WORDS = 40, 16  # of such a line; of one that names them without "By"
# "By" inside a line: behind a date, a mark, another word that tells who wrote; glued to what stands around it.
INSIDE_RE = re.compile(
    rf"(?:^|[^\w])(?:{'|'.join(sorted((word for word in BY_WORDS if len(word) > 2), key=len, reverse=True))}|[Bb]y|BY|"
    r"[Ee]scribe|[Tt]exte?|[Pp]or|POR|VON|[Ss]toryline|[Rr]eporter|[Aa]uthors?|[Aa]uteure?s?|[Aa]utori?n?)\s*:?\s+(?=[A-Z\u00c0-\u00deŁŚŻ])"
)
# With a capital only behind a mark: "Home | Par Kari Holm", but not "Maria Von Trapp".
MARKED_RE = re.compile(
    r"[|•·–—]\s*(?:By|Von|Par|Por|Di|Door|Af|Av|Autora?|Auteure?|Text)\s*:?\s+(?=[A-Z\u00c0-\u00de])"
)
GLUED_RE = re.compile(r"(?:^|(?<=[a-z0-9.!?)]))(?:By|Von|Par|Por)(?=[A-Z\u00c0-\u00de](?:[a-z\u00df-\u00ff]|\.[A-Z]))")
PARTS_RE = re.compile(r"\s*(?:[|•·/‧]|\s[-–—]+\s|\s{2,})\s*")
HEADING_WORDS = 3  # "About the author", "Author"
HOLDER_RE = re.compile(
    r"(?:©|\(c\)|copyright)[\W\d]*(?:copyright)?[\W\d]*(?P<name>[^\W\d_]+ [^\W\d_]+)(?=\s*(?:$|[.|·•,]))", re.IGNORECASE
)
BESIDE = 4  # lines between the bylines of two writers, with roles and outlets between them
BARE = ("alone", "part", "role", "owner")  # ways without "By"
UNTOLD = (*BARE, "pen name", "team")  # the same, of which below comments each is a reader's
# Whom a picture is by: "Kari Holm/Example Pictures", "dpa/Kari Holm".
CREDIT_RE = re.compile(
    r"[^/]{3,40}[^/\s]/[A-Z][\w ]*$|(?i:dpa|afp|ap|epa|reuters|imago|getty images?|picture alliance)\s*/"
)
CATEGORY_RE = re.compile(r"[a-z]{3,16}(?=[A-Z\u00c0-\u00de][a-z])")  # glued before a name: "travelKari Holm"
DAY_RE = re.compile(r"(?:last |first |page )?(?:updated|published|posted|reviewed)\b")
LABEL_WORDS = 5
# What says who paid for an article: then nobody is its writer but who is named above the text.
PAID_RE = re.compile(r"(?:sponsored|presented|paid for|brought to you) by\b", re.IGNORECASE)
# How agencies sign at the end: "(Reporting by Kari Holm in Oslo; editing by Ole Berg)".
REPORTING_RE = re.compile(r"\W{0,2}(?:reporting|writing|reported|written|compiled) by\b", re.IGNORECASE)
SIGNED_LINES = 4  # at a text's end, among which such a line stands
PARSERS: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "team": parse_team,
    "pen name": parse_pen_name,
    "eastern": lambda name: (name,),
}
WEIGHTS = read_weights("byline")
# Below this confidence writers are named in `review`: 25 of 220 pastes, of which 10 were wrong (cross-validated); that
# nobody is named, below the second: of 22 pastes where it was so 13, of which 10 do name somebody.
DOUBT, NOBODY_DOUBT = 0.45, 0.65
OTHERS = 3  # next best lines that `explain` shows


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundByline:
    """The writers, the line that names them, whether that is in doubt, and the next best."""

    names: tuple[str, ...] = ()
    index: int | None = None
    is_doubtful: bool = False
    others: tuple[Signed, ...] = ()


def find_byline(lines: Sequence[CleanLine], top: int, weights: Weights = WEIGHTS) -> FoundByline:
    """Find the writers: the best rated line with names around the headline, at the start of the text or below it."""
    paste = Paste(lines, top)
    found = find_signed(paste)
    choice = choose([rate_signs(signed, paste) for signed in found], weights)
    ranked = [found[at] for at in choice.order]
    doubtful = choice.confidence < (NOBODY_DOUBT if choice.best is None else DOUBT)
    if choice.best is None:
        signed_off = next((one for one in found if _signs_off(one, paste)), None)
        if signed_off:
            return FoundByline(names=signed_off.names, index=signed_off.index)
        return FoundByline(is_doubtful=doubtful, others=tuple(ranked[:OTHERS]))
    best = ranked[0]
    signed = sorted((best, *(one for one in ranked[1:] if _is_beside(one, best, paste))), key=lambda one: one.index)
    names = tuple(dict.fromkeys(with_capitals(name) for one in signed for name in one.names))
    others = {one.names: one for one in reversed(ranked[1:]) if one.names != best.names}
    return FoundByline(
        names=names, index=best.index, is_doubtful=doubtful, others=tuple(reversed(others.values()))[:OTHERS]
    )


def _signs_off(one: Signed, paste: Paste) -> bool:
    """Tell an agency's line at the text's end that says who reported."""
    is_at_end = abs(one.index - paste.last) < SIGNED_LINES
    return is_at_end and REPORTING_RE.match(paste.lines[one.index].line.text) is not None


def _is_beside(one: Signed, best: Signed, paste: Paste) -> bool:
    """Tell the byline of another writer: each has "By", and they stand close together above the text."""
    is_close = 0 < abs(one.index - best.index) <= BESIDE and max(one.index, best.index) < paste.first
    return one.how == best.how == "by" and is_close


def find_signed(paste: Paste) -> list[Signed]:
    """List the lines that may name the writers."""
    lines = paste.lines
    near = range(max(0, min(paste.top, paste.first) - ABOVE), min(len(lines), max(paste.first + INTO, paste.top + 10)))
    is_paid = any(PAID_RE.match(lines[index].line.text) for index in near)
    after = range(max(near.stop, paste.last - 2), 0 if is_paid else min(len(lines), paste.last + AFTER_LINES))
    found = (
        one
        for index in (*near, *after)
        if lines[index].line.size <= MOST_WORDS
        for one in _read(lines, index, paste.is_place)
    )
    comments = next((at for at in range(paste.last + 1, len(lines)) if lines[at].kind == "comments"), len(lines))
    return [
        one
        for one in found
        if not (one.how in BARE and _is_subject(one.names, paste.lower))
        and not (one.how in UNTOLD and one.index > comments)
    ]


def _read(lines: Sequence[CleanLine], index: int, is_place: Callable[[str], bool]) -> Iterator[Signed]:
    """Read the names in a line in the first way that gives some."""
    text, size = lines[index].line.text, lines[index].line.size
    for how, rest in _ways(lines, index):
        if how in BARE and (GLUED_RE.match(text) or _is_no_signature(text, size)):
            continue
        names = PARSERS.get(how, parse_names)(rest)
        names = names[:1] + tuple(name for name in names[1:] if is_known(name) or not is_place(name))
        is_thing = how in BARE and any((is_also_word(name) or how == "owner") and not is_known(name) for name in names)
        if names and not is_thing:
            yield Signed(index=index, names=names, how="by" if how == "eastern" else how)
            return


def _is_subject(names: Sequence[str], text: str) -> bool:
    """Tell names that are words, of which the last stands in the text's sentences ("Rose Garden", "Max Anchor")."""
    lasts = [name.split()[-1].lower() for name in names if is_also_word(name)]
    return any(last in text and re.search(rf"\b{re.escape(last)}\b", text) for last in lasts)


def _is_no_signature(text: str, size: int) -> bool:
    """Tell a line that is too long, a sentence, or whom a picture is by."""
    return bool(CREDIT_RE.match(text)) or size > ALONE_WORDS or text[-1] in ".!?:…"


def _ways(lines: Sequence[CleanLine], index: int) -> Iterator[tuple[str, str]]:
    """Give the ways in which a line may name the writers, with what would be their names, the surest first."""
    text = lines[index].line.text
    match = BY_RE.match(text)
    if match and match.end() < len(text):
        for how in ("by", "team", "pen name"):
            yield how, text[match.end() :]
    if index and BY_RE.fullmatch(lines[index - 1].line.text.split(" ")[-1]) and lines[index - 1].line.size <= 4:
        yield "below", text
    if name := find_eastern_name(text):
        yield "eastern", name
    if match := GLUED_RE.search(text) or MARKED_RE.search(text) or INSIDE_RE.search(text):
        yield "inside", text[match.end() :]
    if match := CATEGORY_RE.match(text) if lines[index].kind == "date" else None:
        yield "inside", text[match.end() :]
    if lines[index].kind == "legal":
        yield from (("owner", match["name"]) for match in HOLDER_RE.finditer(text))
    else:
        yield from _ways_without_by(lines, index)


def _ways_without_by(lines: Sequence[CleanLine], index: int) -> Iterator[tuple[str, str]]:
    text = lines[index].line.text
    if _is_account(lines, index):
        yield "pen name", text
    yield "alone", text
    above, below = lines[max(0, index - 1) : index], lines[index + 1 : index + 2]
    is_headed = any(line.kind == "author-note" and line.line.size <= HEADING_WORDS for line in above)
    if is_headed or any(map(_is_dated, below)):
        yield "team", text
    yield from (("part", part) for part in PARTS_RE.split(text)[:4])
    if dates := find_dates(text) if any(map(str.isdigit, text)) else ():
        yield "part", text[dates[-1].end :].lstrip(" ,-–—|•·/")
    words = text.split()
    yield from (("role", " ".join(words[start:])) for start in (1, 2, 3) if len(words) - start >= 2)


def _is_dated(line: CleanLine) -> bool:
    """Tell a date, or the label of one that stands below it."""
    return line.kind in DATED or (line.line.size <= LABEL_WORDS and bool(DAY_RE.match(line.line.lower)))


def _is_account(lines: Sequence[CleanLine], index: int) -> bool:
    """Tell one word above a day and its comments, one below the other, as a blog prints a post's account."""
    below = lines[index + 1 : index + 4]
    is_word = " " not in lines[index].line.text
    return is_word and bool(below) and below[0].kind in DATED and any(line.kind == "comments" for line in below[1:])
