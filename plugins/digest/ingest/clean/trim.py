"""What the model leaves to rules: lines that are never text, and pages where the model finds none."""

from collections.abc import Callable, Sequence
from operator import eq

from .credits import ends_in_credit
from .insets import heads_list
from .lines import Line
from .model import AFTER, BEFORE, INSET, TEXT
from .phrases import PHRASES

Trim = Callable[[Sequence[Line], Sequence[str | None], list[int]], list[int]]

NEVER_TEXT = frozenset(
    ("advertisement", "counter", "reading-time", "script-notice", "legal", "comments", "sharing", "trust-notice")
)
# Kinds that no line of a text has as a whole: its headings are never "Read more" or "Newsletter".
NEVER_WHOLE = frozenset(("related", "newsletter", "follow-us", "account", "trust-notice"))
# Kinds that head a block which is not the article; text after them is not brought back.
DIVIDERS = frozenset(
    (
        "related",
        "comments",
        "newsletter",
        "author-note",
        "legal",
        "follow-us",
        "tags",
        "account",
        "navigation",
        "gallery",
    )
)
SHOUTED = 6  # words of a line in capitals that is no heading: those of the pastes this was tried on are shorter
# What ends an article; a box of any other kind may stand inside it.
ENDINGS = frozenset(("comments", "author-note", "tags", "date", "byline"))
GAPS = frozenset((None, "advertisement"))  # what may stand between two paragraphs of the text
BOX_LINES = 12  # of a box inside the text; longer ones stand below it
SENTENCE = 8  # words of a paragraph that goes on with the text below a box
RUN_WORDS = 30  # of all paragraphs below a box, where there are several
LAST_WORDS = 12  # of the only one, where the article ends below it
AFTER_LAST = frozenset(("comments", "tags"))  # what stands below an article's last paragraph
FAR_RUN, FAR_WORDS, FAR_SHARE = 3, 100, 0.4  # paragraphs, words and share of content words of a run far below
SHARED = 1  # content words that they share with the text above
TITLE_ENDS = ("?", "...", "…")  # as a title or a cut teaser ends
# The words are above those of two long bullets under a headline, in the pastes that this was tried on.
INTRODUCTION, INTRODUCTION_WORDS = 60, 80  # lines above the text in which an introduction stands; its words
VERSE_FURNITURE = 0.1  # of the lines of a poem, those that look like furniture
SHARED_SHARE = 0.4  # of its content words, those that the text has
LONG = 20  # words of a paragraph that is brought back without further signs


def drop_boilerplate(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Take lines out of the text whose kind is never text, unless they are long, and whole phrases of the lists."""
    return [
        INSET if part == TEXT and line.size < 12 and _is_never_text(line, kind) else part
        for line, kind, part in zip(lines, kinds, parts, strict=True)
    ]


def _is_never_text(line: Line, kind: str | None) -> bool:
    return kind in NEVER_TEXT or (kind in NEVER_WHOLE and line.folded in PHRASES.lines)


def drop_marks(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:  # noqa: ARG001
    """Take out lines without a letter or digit, as "---" between an article and what its page adds."""
    return [INSET if part == TEXT and not line.size else part for line, part in zip(lines, parts, strict=True)]


def drop_listed(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Take out the titles in a block under a heading as "Trending now", two or more, up to the blank line."""
    if "related" not in kinds:
        return parts
    kept = list(parts)
    for index, line in enumerate(lines):
        if kinds[index] != "related" or line.blank_after or not heads_list(line):
            continue
        end = index + 1
        while end < len(lines) and lines[end].size <= LONG and not lines[end].ends and not lines[end].blank_after:
            end += 1
        if index + 1 < end < len(lines) and lines[end].size <= LONG and not lines[end].ends:
            kept[index : end + 1] = [INSET] * (end + 1 - index)
    return kept


def drop_captions(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Take captions out of the text that end in a credit."""
    if "caption" not in kinds:
        return parts
    return [
        INSET if part == TEXT and kind == "caption" and ends_in_credit(line.text) else part
        for line, kind, part in zip(lines, kinds, parts, strict=True)
    ]


def drop_repeated_titles(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Take out a line that is printed twice in a row and is no sentence: the title of a video or picture."""
    kept = list(parts)
    texts = [line.text for line in lines]
    for index, is_repeated in enumerate(map(eq, texts, texts[1:]), start=1):
        if is_repeated and not lines[index].ends and kinds[index] is None:
            kept[index - 1 : index + 1] = [INSET if part == TEXT else part for part in kept[index - 1 : index + 1]]
    return kept


def drop_shouted(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Take out lines in capitals between two paragraphs, as links to other stories are set; headings are shorter."""
    kept = list(parts)
    for index in range(1, len(lines) - 1):
        line = lines[index]
        is_between = lines[index - 1].prose and lines[index + 1].prose and parts[index] == TEXT
        if is_between and SHOUTED <= line.size <= LONG and kinds[index] is None and line.text.isupper():
            kept[index] = INSET
    return kept


def restore_paragraphs(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Bring back paragraphs that follow text with no heading of another block between: a rule in doubt leaves text."""
    kept = list(parts)
    is_open = False
    for index, (line, kind, part) in enumerate(zip(lines, kinds, parts, strict=True)):
        if part == TEXT:
            is_open = True
        elif not is_open:
            continue
        elif kind in DIVIDERS or (kind is None and not _is_video_title(lines, kinds, index) and not line.prose):
            is_open = False
        elif _is_paragraph_like(line, kind) and line.size >= (LAST_WORDS if kept[index - 1] == TEXT else LONG):
            kept[index] = TEXT
    return kept


def reopen_text(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Bring back paragraphs on the topic that follow a box: it stood inside the text, not below it."""
    kept = list(parts)
    about: set[str] = set()
    box = BOX_LINES + 1  # lines since text; more than a box has, where no text stands above or something ends it
    looked = 0  # the line up to which paragraphs have been looked at
    for index, line in enumerate(lines):
        if about and kept[index] != TEXT and index >= looked:
            run, looked = find_run(lines, kinds, index)
            if run and _goes_on([lines[at] for at in run], about, is_near=0 < box <= BOX_LINES):
                kept[run.start : run.stop] = [INSET if kinds[at] else TEXT for at in run]
        if kept[index] == TEXT:
            about.update(line.content)
            box = 0
        else:
            box += BOX_LINES + 1 if kinds[index] in ENDINGS else 1
    return kept


def _goes_on(run: Sequence[Line], about: set[str], *, is_near: bool) -> bool:
    """Tell paragraphs that go on with the text above; far below it, or behind its end, only many on its topic do."""
    content, size = set().union(*[line.content for line in run]), sum([line.size for line in run])
    shared = len(content & about)
    if is_near:
        return shared >= SHARED and (len(run) == 1 or size >= RUN_WORDS)
    return len(run) >= FAR_RUN and size >= FAR_WORDS and shared >= FAR_SHARE * len(content)


def find_run(lines: Sequence[Line], kinds: Sequence[str | None], start: int) -> tuple[range, int]:
    """Find the paragraphs that follow one another from a line on, and the end of what was looked at.

    Headings and advertisements may stand between them. Teasers of other stories have a title above each: such are none.
    """
    paragraphs = gaps = 0
    end = start
    while end < len(lines):
        if _is_paragraph_like(lines[end], kinds[end]):
            paragraphs += 1
        elif paragraphs and _is_gap(lines, kinds, end):
            gaps += 1
        else:
            break
        end += 1
    is_last = end == len(lines) or kinds[end] in AFTER_LAST
    is_run = paragraphs > gaps + 1 or (paragraphs == 1 and is_last and lines[start].size >= LAST_WORDS)
    return range(start, end if is_run else start), end


def _is_gap(lines: Sequence[Line], kinds: Sequence[str | None], index: int) -> bool:
    return kinds[index] in GAPS and index + 1 < len(lines) and _is_paragraph_like(lines[index + 1], kinds[index + 1])


def _is_paragraph_like(line: Line, kind: str | None) -> bool:
    is_sentence = line.prose and line.ends and not line.text.endswith(TITLE_ENDS)
    return kind is None and is_sentence and line.size >= SENTENCE and line.copies == 1


def _is_video_title(lines: Sequence[Line], kinds: Sequence[str | None], index: int) -> bool:
    return lines[index].copies > 1 or (index > 0 and kinds[index - 1] == "video")


def open_earlier(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Bring back an introduction on the topic above a table of contents or a list of products, where the text began."""
    first = parts.index(TEXT) if TEXT in parts else 0
    if not any(map(_is_paragraph, lines[max(0, first - INTRODUCTION) : first])):
        return parts
    kept = list(parts)
    about = {word for line, part in zip(lines, parts, strict=True) if part == TEXT for word in line.content}
    while first:
        above = range(max(0, first - INTRODUCTION), first)
        copies = lines[first].copies  # pages that print their text twice print its introduction twice
        found = [index for index in above if kinds[index] is None and _introduces(lines[index], about, copies)]
        if len(found) < 2 or sum([lines[index].size for index in found]) < INTRODUCTION_WORDS:
            break
        for index in range(found[0], first):
            if index in found or (kinds[index] is None and lines[index].prose):
                kept[index] = TEXT
        first = found[0]
    return kept


def _introduces(line: Line, about: set[str], copies: int) -> bool:
    is_possible = _is_paragraph(line) and line.copies <= copies
    return is_possible and len(about & line.content) >= SHARED_SHARE * len(line.content)


def _is_paragraph(line: Line) -> bool:
    return line.size >= LONG and line.ends and line.known * 5 >= line.size


def keep_verse(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Keep all of a paste with no long sentences and hardly any furniture: a poem, a table, a chat."""
    if has_prose(lines):
        return parts
    furniture = sum([kind in DIVIDERS or kind in NEVER_TEXT for kind in kinds])
    if furniture > VERSE_FURNITURE * len(lines):
        return parts
    return [TEXT if kind is None else part for kind, part in zip(kinds, parts, strict=True)]


def has_prose(lines: Sequence[Line]) -> bool:
    """Tell a text with a long sentence from verse, tables and chats."""
    return any(line.size >= LONG and line.prose for line in lines)


def rescue_text(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:
    """Where the model finds no text at all, take the running text."""
    if TEXT in parts or not lines:
        return parts
    prose = [line.prose and kind not in NEVER_TEXT for line, kind in zip(lines, kinds, strict=True)]
    if not any(prose):
        prose = [kind is None for kind in kinds]
    return [TEXT if is_text else INSET for is_text in prose]


def settle_edges(lines: Sequence[Line], kinds: Sequence[str | None], parts: list[int]) -> list[int]:  # noqa: ARG001
    """Let nothing that was taken out at an edge count as an inset."""
    if TEXT not in parts:
        return [BEFORE] * len(parts)
    first, last = parts.index(TEXT), len(parts) - 1 - parts[::-1].index(TEXT)
    return [
        BEFORE if index < first else AFTER if index > last else TEXT if part == TEXT else INSET
        for index, part in enumerate(parts)
    ]


TRIMS: tuple[Trim, ...] = (
    drop_boilerplate,
    drop_marks,
    drop_captions,
    drop_listed,
    drop_repeated_titles,
    drop_shouted,
    reopen_text,
    restore_paragraphs,
    open_earlier,
    keep_verse,
    rescue_text,
    settle_edges,
)
