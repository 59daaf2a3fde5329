"""Format a reading for `digest explain`: a JSON row for programs, text for the editor. Pure."""

import datetime as dt
import json
import re
from collections.abc import Iterator

from ...content.vocabulary import Vocabularies, Vocabulary
from ...core.terminal import counted, printable
from ...core.types import Annotation, Candidates, Mention, Reading, Term
from ..compose import make_summary, split_sentences
from ..pipeline import review_note
from ..reasons import describe_removal, describe_term

Row = dict[str, object]
LINE_ENDS_RE = re.compile("[\x85\u2028\u2029]")
MAX_REMOVED = 100  # characters shown of a removed line
MAX_QUOTED = 200  # characters shown of a sentence


def make_row(file: str, reading: Reading, vocabularies: Vocabularies) -> Row:
    """Make the row of one article, which `digest explain --format json` prints as a line."""
    article = reading.article
    return {
        "file": file,
        "part": reading.raw.part,
        "error": None,
        "lang": reading.language,
        "headline": article.headline,
        "standfirst": list(article.standfirst),
        "byline": list(article.byline),
        "date": article.date.isoformat() if article.date else None,
        "dateline": article.dateline,
        "outlet": article.outlet,
        "url": article.url,
        "captions": [{"text": caption.text, "credit": caption.credit} for caption in article.captions],
        "body": article.body,
        "text": article.text,
        "removed": [
            {"line": removal.line, "reason": removal.reason, "text": removal.text, "unsure": removal.unsure}
            for removal in reading.removals
        ],
        "review": list(reading.review),
        "missing": list(reading.missing),
        "candidates": _candidates(reading.candidates),
        "actors": [_actor(found) for found in reading.annotations.actors],
        "countries": [_country(found) for found in reading.annotations.countries],
        "topics": [_topic(found, vocabularies.topics) for found in reading.annotations.topics],
    }


def _candidates(candidates: Candidates) -> Row:
    return {
        "headline": [{"text": found.text, "line": found.line} for found in candidates.headline],
        "byline": [{"text": found.text, "line": found.line} for found in candidates.byline],
        "date": [{"date": found.text, "line": found.line} for found in candidates.date],
    }


def make_error_row(file: str, part: int, error: str) -> Row:
    """Make the row of an article that could not be read; it has every key of other rows."""
    nothing: Row = {
        "lang": None,
        "headline": None,
        "standfirst": [],
        "byline": [],
        "date": None,
        "dateline": None,
        "outlet": None,
    }
    lists: Row = {
        "removed": [],
        "review": [],
        "missing": [],
        "candidates": {},
        "actors": [],
        "countries": [],
        "topics": [],
    }
    empty: Row = {"url": None, "captions": [], "body": "", "text": ""}
    others: Row = {"candidates": _candidates(Candidates())}
    return {"file": file, "part": part, "error": error} | nothing | empty | lists | others


def format_row(row: Row) -> str:
    """Write a row as one line, also for programs that split lines at Unicode's separators."""
    return LINE_ENDS_RE.sub(lambda match: f"\\u{ord(match[0]):04x}", json.dumps(row, ensure_ascii=False))


def format_reading(file: str, reading: Reading) -> str:
    """Write for an editor what ingest would make of an article, and why."""
    return printable("\n".join(_lines(file, reading)))


def _lines(file: str, reading: Reading) -> Iterator[str]:
    article = reading.article
    yield f"{file}, article {reading.raw.part}" if reading.raw.part > 1 else file
    yield from _field("language", reading.language if reading.language != "en" else None)
    yield from _field("headline", article.headline)
    for item in article.standfirst:
        yield from _field("standfirst", item)
    yield from _field("by", ", ".join(article.byline))
    yield from _field("date", _day(article.date) or "not given: the file's time will be used")
    yield from _field("dateline", article.dateline)
    yield from _field("outlet", article.outlet)
    yield from _field("url", article.url)
    for caption in article.captions:
        yield from _field("caption", caption.text + (f" (picture: {caption.credit})" if caption.credit else ""))
    yield from _field("summary", make_summary(article))
    for taxonomy in ("actors", "countries", "topics"):
        yield from _terms(taxonomy, getattr(reading.annotations, taxonomy), article.text)
    for key in reading.review:
        yield from _field("look at", f"{key}: {review_note(key)}")
    yield from _field("missing", ", ".join(reading.missing))
    for name in ("headline", "byline", "date"):
        for found in getattr(reading.candidates, name) if name in reading.review else ():
            yield from _field(f"or {name}", f"{found.text} (line {found.line})")
    yield from _removed(reading)
    paragraphs = [part for part in article.text.split("\n\n") if part.strip()]
    yield f"  text: {counted(len(paragraphs), 'paragraph')}, {counted(len(article.text.split()), 'word')}"
    yield from (f"    {paragraph}" for paragraph in paragraphs)


def _field(name: str, value: str | None) -> Iterator[str]:
    if value:
        yield f"  {name}: {value}"


def _terms(taxonomy: str, found: tuple[Annotation, ...], text: str) -> Iterator[str]:
    yield f"  {taxonomy}: {'+ would be tagged, - would not' if found else 'none found'}"
    for annotation in found:
        words = ", ".join(dict.fromkeys((*annotation.words, *(mention.text for mention in annotation.mentions))))
        named = f" [{words}]" if words else ""
        mark = "+" if annotation.main else "-"
        yield f"    {mark} {annotation.salience:.2f} {_described(annotation.term)}: {describe_term(annotation)}{named}"
        if sentence := _sentence(annotation, text):
            yield f"        {sentence}"


def _sentence(annotation: Annotation, text: str) -> str | None:
    """Quote the sentence that first names a term, or has the first of a topic's words."""
    if annotation.mentions:
        place = annotation.mentions[0].start
    else:
        word = re.search(rf"\b{re.escape(annotation.words[0])}", text, re.IGNORECASE) if annotation.words else None
        if word is None:
            return None
        place = word.start()
    start = text.rfind("\n", 0, place) + 1
    done = start
    for sentence in split_sentences(text[start:].partition("\n")[0]):
        done = text.find(sentence, done) + len(sentence)
        if place < done:
            begin = max(0, place - done + len(sentence) - MAX_QUOTED // 2)
            end = begin + MAX_QUOTED
            return ("…" if begin else "") + sentence[begin:end] + ("…" if end < len(sentence) else "")
    return None


def _described(term: Term) -> str:
    facts = [fact for fact in (term.kind, term.country if term.kind else term.code) if fact]
    return f"{term.name} ({', '.join(facts)})" if facts else term.name


def _removed(reading: Reading) -> Iterator[str]:
    yield f"  removed: {counted(len(reading.removals), 'line')}"
    for removal in reading.removals:
        text = removal.text if len(removal.text) <= MAX_REMOVED else removal.text[:MAX_REMOVED] + "…"
        yield f"    line {removal.line}: {describe_removal(removal.reason)}: {text}"


def _day(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def _mentions(mentions: tuple[Mention, ...]) -> list[Row]:
    return [{"start": mention.start, "end": mention.end, "text": mention.text} for mention in mentions]


def _actor(found: Annotation) -> Row:
    head: Row = {"name": found.term.name, "kind": found.term.kind, "country": found.term.country}
    evidence = [each._asdict() for each in found.evidence]
    why: Row = {"mentions": _mentions(found.mentions), "why": describe_term(found), "evidence": evidence}
    return head | _rated(found) | why


def _country(found: Annotation) -> Row:
    head: Row = {"name": found.term.name, "code": found.term.code}
    return head | _rated(found) | {"mentions": _mentions(found.mentions), "why": describe_term(found)}


def _topic(found: Annotation, topics: Vocabulary) -> Row:
    head: Row = {"name": found.term.name, "code": found.term.code, "top": topics.root_of(found.term).code}
    return head | _rated(found) | {"words": list(found.words), "why": describe_term(found)}


def _rated(found: Annotation) -> Row:
    return {"salience": found.salience, "main": found.main}
