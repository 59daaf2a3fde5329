"""A newsletter of several stories into its stories: each has a headline and a byline or a link of its own."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

RULE_RE = re.compile(r"\s*(?:[*_=~•·—–-]\s*){3,}$")
LINK_RE = re.compile(
    r"(?:(?:read|continue|full|see|more|keep|weiter|lire|leer|leia)\b[^:]{0,40}[:>→»]?\s*)?<?(?P<url>https?://[^\s<>]+)>?\s*$"
    r"|(?:read (?:more|on|the (?:full |whole )?(?:story|article|post))|continue reading|full story|keep reading)\W*$",
    re.IGNORECASE,
)
BYLINE_RE = re.compile(r"(?:by|von|par|por|di)\s+(?-i:[A-Z\u00c0-\u00de])", re.IGNORECASE)
WORD_RE = re.compile(r"\w+")
ENDS: Final = (".", "!", "…", ":", ",", ";")
HEADLINE_WORDS: Final = (3, 28)  # of a line that may be the headline of a story
PARAGRAPH_WORDS: Final = 15  # of a paragraph, which has an end
STORY_WORDS: Final = 40  # of a story; less is a teaser
LEAST: Final = 2  # stories of a newsletter of several


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The lines of a story, from `start` to before `end`, and the address that it links to."""

    start: int
    end: int
    url: str | None


def find_stories(text: str) -> tuple[Story, ...]:
    """Find the stories of a newsletter; empty where it is one article."""
    lines = [line.strip() for line in text.split("\n")]
    heads = [index for index in range(len(lines)) if _is_head(lines, index)]
    stories = [_make_story(lines, start, end) for start, end in pairwise((*heads, len(lines)))]
    own = [story for story in stories if _words(lines[story.start + 1 : story.end]) >= STORY_WORDS]
    signs = [story.url is not None or _is_signed(lines, story) or _is_linked(lines, story) for story in own]
    return tuple(own) if len(own) >= LEAST and all(signs) and len(own) == len(stories) else ()


def _is_head(lines: Sequence[str], index: int) -> bool:
    """Recognise a headline: on top, below a rule or a link, with a byline or a paragraph next."""
    line = lines[index]
    least, most = HEADLINE_WORDS
    if not least <= len(WORD_RE.findall(line)) <= most or line.endswith(ENDS) or LINK_RE.match(line):
        return False
    if BYLINE_RE.match(line):
        return False
    above = next((near for near in reversed(lines[:index]) if near), "")
    below = [near for near in lines[index + 1 : index + 8] if near]
    paragraph = next((near for near in below[:3] if not BYLINE_RE.match(near)), "")
    is_text = _is_paragraph(_whole(lines, index, paragraph))
    is_first = bool(below) and bool(BYLINE_RE.match(below[0]))
    return is_text and (is_first or bool(RULE_RE.match(above)) or bool(LINK_RE.match(above)))


def _whole(lines: Sequence[str], index: int, first: str) -> str:
    """Join the lines of the paragraph that starts with `first`: a mail wraps them."""
    if not first:
        return ""
    start = lines.index(first, index + 1)
    end = next((at for at in range(start, len(lines)) if not lines[at]), len(lines))
    return " ".join(lines[start:end])


def _is_paragraph(text: str) -> bool:
    return len(WORD_RE.findall(text)) >= PARAGRAPH_WORDS and text.rstrip("\"'”’)»").endswith((".", "!", "?", "…"))


def _make_story(lines: Sequence[str], start: int, end: int) -> Story:
    """Cut a story at its link or the rule below it."""
    for index in range(start + 1, end):
        if RULE_RE.match(lines[index]):
            return Story(start=start, end=index, url=None)
        if match := LINK_RE.match(lines[index]):
            return Story(start=start, end=index, url=match["url"])
    return Story(start=start, end=end, url=None)


def _is_signed(lines: Sequence[str], story: Story) -> bool:
    return any(BYLINE_RE.match(line) for line in [near for near in lines[story.start + 1 : story.end] if near][:2])


def _is_linked(lines: Sequence[str], story: Story) -> bool:
    return story.end < len(lines) and bool(LINK_RE.match(lines[story.end]))


def _words(lines: Sequence[str]) -> int:
    return sum(len(WORD_RE.findall(line)) for line in lines)
