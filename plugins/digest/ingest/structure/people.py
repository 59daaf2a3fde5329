"""Who wrote the article: names of people from a byline, without "By", roles, outlets and places."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from ...core.data import read_words
from ..clean import AFTER, BEFORE, TEXT, CleanLine
from ..clean.dates import find_dates
from .names import BY_RE, BY_WORDS, is_also_word, is_known, parse_names, parse_pen_name, parse_team, with_capitals

GLUED = ("By", "Von", "Par", "Por")
GLUED_RE = re.compile(rf"^(?:{'|'.join(GLUED)})(?=[A-Z\u00c0-\u00de][a-z\u00df-\u00ff])")
DATED_RE = re.compile(r"[.!?…)] By (?=[^.!?]{4,40} on (?:\w+\.? \d|\d))")  # at the end of a lead-in
LATE_RE = re.compile(r"^(?:.{0,60}[^\w]|)(?:[Bb]y|BY)\s+(?=[A-Z\u00c0-\u00de])")
WRITTEN_RE = re.compile(r"(?:^|[|•·–—-]\s*)[Ww]ritten [Bb]y:?\s+")
SIGNED_RE = re.compile(r"(?:(?:article|written|story|text|words) by|authors?\s*:|posted by\s*:)", re.IGNORECASE)
FILED_RE = re.compile(r"\S[^,.;:|]{4,40} in [A-Z][^.!?]{2,40}$")  # "3 May 2021 • Kari Holm in Travel"
CATEGORY_RE = re.compile(r"[a-z]{3,16}(?=[A-Z\u00c0-\u00de][a-z])")
HOLDER_RE = re.compile(
    r"(?:©|\(c\)|copyright)[\W\d]*(?:copyright)?[\W\d]*(?P<name>[^\W\d_]+ [^\W\d_]+)(?=\s*(?:$|[.|·•,]))", re.IGNORECASE
)
OWNER_RE = re.compile(r"(?P<name>[^\W\d_]+ [^\W\d_]+)$")
PAID_RE = re.compile(
    r"(?:sponsored|presented|paid for|brought to you) by\b", re.IGNORECASE
)  # no writer but one named above
ABOVE, BELOW = 5, 14  # lines around the headline in which a byline stands
REACH = 130  # lines above the text in which a note on the author stands
GLUED_LINES = 3  # lines below the text in which category, name and date may stand in one word
HEADING_WORDS = 3  # "About the author", "Author"
LAST = 2  # lines of the text of which one may say who posted it
AFTER_LINES = 40  # lines below the text in which a note on the author stands
FACT_WORDS = read_words("cleaning_words.yaml", "fact_words")
FACT_RE = re.compile(rf"\b(?:{'|'.join(sorted(FACT_WORDS))})\b|©|\(c\)", re.IGNORECASE)
TOLD_AFTER_RE = re.compile(
    r"(?:,[^,\n]{1,40},)?\s+(?:is|was|has been)\s+(?:(?:an?|the|our|currently)\s)?(?:[\w-]+\s){0,6}?"
    r"(?:\w+(?:er|or|ist|ian|ant)|analyst|chef|expert|lead|head|fellow|ceo|mom|mother|father|student)\b|,?\s+(?:covers|writes|reports)\b",
    re.IGNORECASE,
)
TOLD_BEFORE_RE = re.compile(
    r"(?:(?<!sponsored )(?<!powered )\b(?:by|von|par|about the author):?|©[^\n]{0,12})\s+$", re.IGNORECASE
)
INTO = 3  # lines of the text of which a line with "By" is the byline
ALONE_WORDS = 14  # words of a line that names its writer without "By"
LEAD = 60  # characters of a note in which it names whom it is on
CREDIT_RE = re.compile(r"[^/]{4,40}/[A-Z][\w ]*$")  # whom a picture is by: "Kari Holm/Example Pictures"
DAY_RE = re.compile(r"(?:last |first |page )?(?:updated|published|posted|reviewed)\b")
LABEL_WORDS = 5
SELF_RE = re.compile(r"\b(?:I['’]m|I am|my name is)\s+$", re.IGNORECASE)
LEADING_DATE_RE = re.compile(r"^(?:[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})\W*")
TOP_KINDS = frozenset((None, "byline", "author-note", "date", "reading-time", "caption", "address"))


def find_byline(lines: Sequence[CleanLine], top: int, roles: dict[int, str]) -> tuple[str, ...]:
    """Find the writers: "By ..." near the headline, else a line that is a name, else what stands after the text."""
    for index, names in _read_signatures(lines, top, roles):
        if names:
            roles.setdefault(index, "byline")
            return tuple(map(with_capitals, names))
    return ()


def _read_signatures(
    lines: Sequence[CleanLine], top: int, roles: Mapping[int, str]
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Read all that may name the writers, the surest first."""
    text = [index for index, line in enumerate(lines) if line.part == TEXT]
    first = text[0] if text else len(lines)
    near = [
        index
        for index in _near(lines, top)
        if lines[index].kind in TOP_KINDS
        and (lines[index].part == BEFORE or (lines[index].kind == "byline" and index < first + INTO))
    ]
    after = [index for index, line in enumerate(lines) if line.part == AFTER]
    signed = [index for index in after if lines[index].kind in ("byline", "author-note", "date")][:4]
    signed += [index for index in (*after[:AFTER_LINES], *text[-LAST:]) if SIGNED_RE.match(lines[index].line.text)]
    yield from ((index, _names_after_by(lines, index)) for index in near)
    facts = cache(lambda: _facts(lines))
    yield from ((index, _names_alone(lines, index, top, facts)) for index in near if index not in roles)
    yield from ((index, _team_or_pen_name(lines, index)) for index in near if index not in roles and index > top)
    if any(PAID_RE.match(lines[index].line.text) for index in near):
        return
    yield from ((index, _names_after_by(lines, index)) for index in signed)
    yield from ((index, _name_glued(lines[index])) for index in after[:GLUED_LINES])
    yield from (
        (index, _names_in_note(lines, index)) for index in (*range(max(0, first - REACH), first), *after[:AFTER_LINES])
    )
    yield from ((index, _names_after_by(lines, index, read=parse_pen_name)) for index in signed)
    yield from ((index, _name_of_owner(lines, index)) for index in (*range(min(first, 1)), *after))


def _near(lines: Sequence[CleanLine], top: int) -> list[int]:
    below = range(top, min(len(lines), top + BELOW))
    above = range(top - 1, max(-1, top - 1 - ABOVE), -1)
    return [*below, *above]


def _names_after_by(
    lines: Sequence[CleanLine], index: int, *, read: Callable[[str], tuple[str, ...]] = parse_names
) -> tuple[str, ...]:
    text = lines[index].line.text
    if BY_WORDS.isdisjoint(lines[index].line.words) and not text.startswith(GLUED):
        return ()
    match = BY_RE.match(text) or GLUED_RE.match(text) or WRITTEN_RE.search(text) or DATED_RE.search(text)
    if not match and lines[index].kind in ("date", "author-note", "byline") and lines[index].line.size < 20:
        match = LATE_RE.match(text)
    if not match:
        return ()
    if match.end() == len(text):
        return read(lines[index + 1].line.text) if index + 1 < len(lines) else ()
    return read(text[match.end() :])


def _team_or_pen_name(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    """Read a team after "By", or a pen name after "By" beside a date."""
    around = (*lines[max(0, index - 2) : index], *lines[index + 1 : index + 4])
    is_dated = bool(find_dates(lines[index].line.text)) or any(near.kind == "date" for near in around)
    is_last = index + 1 < len(lines) and lines[index + 1].part == TEXT
    found = _names_after_by(lines, index, read=parse_team) or _signed_above_date(lines, index)
    return found or (_names_after_by(lines, index, read=parse_pen_name) if is_dated or is_last else ())


def _signed_above_date(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    """Read who stands alone above the day of publication, as writers do: a team, or the account of a blog's post.

    A blog tells a post's account, its day and its comments one below the other.
    """
    text, below = lines[index].line.text, lines[index + 1 : index + 4]
    if not below or not _is_dated(below[0]):
        return ()
    team = parse_team(text)
    if team:
        return team if team == (text,) else ()
    return parse_pen_name(text) if any(line.kind == "comments" for line in below[1:]) and " " not in text else ()


def _is_dated(line: CleanLine) -> bool:
    """Tell a date, or the label of one that has no day or stands below it."""
    return line.kind in ("date", "reading-time") or (
        line.line.size <= LABEL_WORDS and bool(DAY_RE.match(line.line.lower))
    )


def _name_glued(line: CleanLine) -> tuple[str, ...]:
    """Read the name between a category and a date in one word: "travelKari HolmMay 3, 2021Comment"."""
    match = CATEGORY_RE.match(line.line.text) if line.kind == "date" else None
    return tuple(filter(is_known, parse_names(line.line.text[match.end() :]))) if match else ()


def _name_of_owner(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    """Read whose page it is, where that is a person: the first line of the page, or the holder of the copyright."""
    text = lines[index].line.text
    is_owned = "©" in text or "(" in text or "copyright" in lines[index].line.lower
    match = (HOLDER_RE.search(text) if is_owned else None) if index else OWNER_RE.match(text)
    return tuple(name for name in parse_names(match["name"]) if is_known(name)) if match else ()


def _facts(lines: Sequence[CleanLine]) -> str:
    """Join the lines that say who somebody is: "... is a reporter", "About ...", "© 2025 ...", "Liked by ..."."""
    told = [
        line.line.text
        for line in lines
        if line.part != TEXT
        and (not FACT_WORDS.isdisjoint(line.line.words) or "©" in line.line.text or "(" in line.line.text)
        and FACT_RE.search(line.line.text[:200])
    ]
    told += [
        f"About the author {below.line.text}"
        for line, below in pairwise(lines)
        if line.kind == "author-note" and line.line.folded == "about the author"
    ]
    return "\n".join(told)


def _is_told_of(name: str, facts: str) -> bool:
    found = facts.find(name)
    while found >= 0:
        before = facts[max(0, found - 40) : found]
        if TOLD_AFTER_RE.match(facts, found + len(name)) or TOLD_BEFORE_RE.search(before):
            return True
        found = facts.find(name, found + 1)
    return False


def _names_alone(lines: Sequence[CleanLine], index: int, top: int, facts: Callable[[], str]) -> tuple[str, ...]:
    """Read a line that starts with a name: of somebody the page tells of, or with a known first name beside a date."""
    line = lines[index].line
    if not 1 < line.size <= ALONE_WORDS or line.ends or lines[index].kind not in (None, "date", "address"):
        return ()
    undated = LEADING_DATE_RE.sub("", line.text)
    names = parse_names(undated)
    if undated == line.text and not any(is_known(name) or _is_told_of(name, facts()) for name in names):
        return ()
    if CREDIT_RE.match(undated) or any(_is_subject(name, lines) and not _is_told_of(name, facts()) for name in names):
        return ()
    if undated != line.text and FILED_RE.match(undated):
        return names
    if names and all(is_known(name) or _is_told_of(name, facts()) for name in names):
        is_twice = any(
            near.line.text == line.text for near in (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
        )
        if is_twice or _is_told_of(names[0], facts()):
            return names
    around = (*lines[max(0, index - 2) : index], *lines[index : index + 3])
    is_beside = any(map(_is_dated, around)) or 0 < index - top <= 2
    return tuple(name for name in names if is_known(name)) if is_beside and index > top - 4 else ()


def _is_subject(name: str, lines: Sequence[CleanLine]) -> bool:
    """Tell what is no writer but what the text is about: the name stands amid its sentences.

    So does the last word of a place or thing, in small letters: "Rose Garden" is no writer, "Anna Spring" may be one.
    """
    text = "\n".join(line.line.text for line in lines if line.part == TEXT)
    words = name.split()
    last, full = words[-1].lower(), " " + " ".join(words[:2])
    # No pattern is made for what the text does not hold: that takes long.
    if last in text and is_also_word(name) and re.search(rf"\b{re.escape(last)}\b", text):
        return True
    is_held = full.lower() in text.lower()
    return is_held and bool(re.search(rf"(?<!\bby){re.escape(full)}\b", text, re.IGNORECASE))


def _names_in_note(lines: Sequence[CleanLine], index: int) -> tuple[str, ...]:
    """Read the name over a note on the author: the lines below say who that is."""
    line = lines[index].line
    if index and lines[index - 1].kind == "author-note" and lines[index - 1].line.size <= HEADING_WORDS:
        team = parse_team(line.text)
        if team:
            return team
    if not 1 < line.size <= 4 or lines[index].kind is not None or line.ends or not line.text[0].isupper():
        return ()
    first = line.text.split(maxsplit=1)[0]
    below = [near.line.text for near in lines[index + 1 : index + 5] if near.part != TEXT and first in near.line.text]
    names = parse_names(line.text) if below else ()
    is_twice = lines[index].part == BEFORE and index + 1 < len(lines) and lines[index + 1].line.text == line.text
    if len(names) != 1 or not ((is_twice and is_known(names[0])) or any(_tells_of(names[0], text) for text in below)):
        return ()
    return names


def _tells_of(name: str, text: str) -> bool:
    """Tell a line that says who somebody is, by the full or the first name: "Kari is ...", "Hi, I'm Kari"."""
    for told in (name, name.split(maxsplit=1)[0]):
        at = text.find(told, 0, LEAD)
        if at >= 0 and (TOLD_AFTER_RE.match(text, at + len(told)) or SELF_RE.search(text[:at])):
            return True
    return False
