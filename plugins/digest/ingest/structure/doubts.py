"""Where the body is doubtful: paragraphs on the topic that were taken out, and text that looks like none."""

from collections.abc import Sequence

from ..clean import TEXT, CleanLine

LONG = 20  # words of a paragraph
ON_TOPIC = 0.4  # of its content words, those that the text has
SAME = 0.85  # the same, from which it only repeats the text: a pull quote, a summary
BELOW = 12  # lines below the text in which such a paragraph may be its end
SHORT_SHARE, LEAST_LINES = 0.7, 5  # of the text's lines, those that are no running text; the lines of such a text
# Of an article below another in one paste: lines of the paste, kinds of lines above its text, its share of words.
SHORT_PASTE, HEAD_KINDS, LEFT_SHARE = 80, (None, "byline", "date"), 0.3
# Of 308 pastes these named 28, in 13 of which words were missing or too many; long gaps in the text were no sign.
# Of the same pages, saved, 9 (paragraphs between two that were kept), of which 3 lack one; 28 and 5 with the others.


def find_unsure(lines: Sequence[CleanLine], *, is_page: bool = False) -> frozenset[int]:
    """Find the paragraphs that were taken out within the text or right below it and speak of what it speaks of.

    Of a saved page only those between two paragraphs that were kept: its boxes are told by their elements.
    """
    texts = [index for index, line in enumerate(lines) if line.part == TEXT]
    if not texts:
        return frozenset()
    about = frozenset().union(*(lines[index].line.content for index in texts))
    return frozenset(
        index
        for index in range(texts[0], min(len(lines), texts[-1] + 1 + BELOW))
        if _is_lost_paragraph(lines[index], about) and (not is_page or _is_between(lines, index))
    )


def _is_between(lines: Sequence[CleanLine], index: int) -> bool:
    return index + 1 < len(lines) and lines[index - 1].part == lines[index + 1].part == TEXT


def _is_lost_paragraph(line: CleanLine, about: frozenset[str]) -> bool:
    words = line.line
    is_paragraph = line.part != TEXT and line.kind is None and words.prose and words.ends and words.size >= LONG
    share = len(words.content & about) / max(1, len(words.content))
    return is_paragraph and words.copies == 1 and ON_TOPIC <= share < SAME


def is_body_doubtful(lines: Sequence[CleanLine], unsure: frozenset[int]) -> bool:
    """Tell whether paragraphs may be missing, or lines too many, by what was taken out and what was kept."""
    texts = [index for index, line in enumerate(lines) if line.part == TEXT]
    short = sum(not lines[index].line.prose for index in texts)
    is_short = len(texts) >= LEAST_LINES and short >= SHORT_SHARE * len(texts)
    return bool(unsure) or is_short or _leaves_article(lines, texts)


def _leaves_article(lines: Sequence[CleanLine], texts: Sequence[int]) -> bool:
    """Tell a paste whose text is followed by as good as another one, with nothing between that ends a page."""
    if not texts or len(lines) > SHORT_PASTE:
        return False
    below = lines[texts[-1] + 1 :]
    prose = sum(line.line.size for line in below if line.kind is None and line.line.prose and line.line.ends)
    is_page = any(line.kind not in HEAD_KINDS for line in below)
    return not is_page and prose >= LEFT_SHARE * sum(lines[index].line.size for index in texts)
