"""Reasons that `explain` gives, for removed lines and for terms: stable keys, each with a text for people.

Programs read the keys, editors the texts; `docs/ingest.md` lists the keys of removed lines. What an article says stands
in a reason's parts, which are filled into our own texts and never run as a format themselves.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from ..core.types import Annotation, Reason

# What kind of boilerplate a line is (`clean/rules.py`), what it became instead of text, or where it stands.
REMOVED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "advertisement": "advertisement",
        "sharing": "sharing buttons",
        "comments": "readers' comments",
        "newsletter": "newsletter sign-up",
        "account": "account and subscription",
        "script-notice": "notice of a script or the browser",
        "video": "video or audio player",
        "gallery": "picture gallery",
        "related": "related stories",
        "author-note": "note on the author",
        "tags": "tags",
        "follow-us": "where to follow the outlet",
        "legal": "legal notice",
        "trust-notice": "why to trust the outlet",
        "navigation": "navigation",
        "counter": "counter",
        "address": "address or handle",
        "reading-time": "reading time",
        "date": "date",
        "byline": "byline",
        "caption": "caption",
        "headline": "headline",
        "standfirst": "standfirst",
        "before-article": "before the article",
        "inset": "inset",
        "after-article": "after the article",
        "box": "in a box",
        "trailing": "heading or links after the end of the article",
        "boilerplate": "not part of the article",
        "header-block": "header block",
        "forwarded": "above a forwarded message",
        "attachment": "attachment",
        "editor-list": "your list (cleaning.yaml)",
    }
)
# By which rule or entry a term was found. Those with hyphens and "name" or "body" are rules of `names/rules.py`.
FOUND: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vocabulary": "'{}' of {} in the vocabulary",
        "outlet": "'{}'",
        "language-model": "{}: {}",
        "acronym-in-brackets": "acronym in brackets: {}",
        "title-and-name": "title and name: {}",
        "body-word": "word for a body: {}",
        "place-or-thing-word": "word for a place or thing: {}",
        "office-and-name": "office and name: {}",
        "surname-first": "surname first: {}",
        "given-name": "given name: {}",
        "initials": "initials: {}",
        "name-and-age": "name and age: {}",
        "name-and-verb": "name and verb: {}",
        "in-a-place": "in a place: {}",
        "institution": "'{}' in an article about {}",
        "government-body": "a government's body: '{}'",
        "government-officials": "those who govern there: '{}'",
        "government-seat": "the seat of a government: '{}'",
        "government-acts": "a government that acts: '{}'",
        "government-addressed": "a government that others deal with: '{}'",
        "government-possession": "what a government has: '{}'",
        "government-of-the-country": "'{}' in an article about {}",
        "country-words": "{}",
        "topic-words": "the words {}",
        "subtopics": "the topics below it",
        "in-headline": "in the headline",
    }
)
# Why a term is not one of the post's.
LEFT_OUT: Final[Mapping[str, str]] = MappingProxyType(
    {
        "below-threshold": "below the threshold of {}",
        "too-many": "no more than {} are taken",
        "weak-evidence": "too little speaks for it",
        "far-below-first": "less than {} of what the first topic has",
        "foreign-language": "the text seems not to be English",
        "past-events-only": "only past events name it",
        "model-only": "only the language model takes it for a body, and it is not seen to do anything",
        "thing": "named as a thing, not as somebody",
        "place-only": "named as a place only",
        "acts-once": "it acts in one place only",
        "country-not-named": "named without its country",
        "named-once-idle": "named once, without its country, where it decides nothing",
        "outlet": "an agency or outlet reports the news",
        "reporter": "only reports the news",
        "standfirst-only": "named in the standfirst alone",
        "ignored": "the vocabulary says to ignore it",
    }
)
COUNTRY_WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "name": "name",
        "demonym": "adjective or people",
        "capital": "capital",
        "metonym": "government's seat",
        "place": "place in it",
        "state": "state",
        "sign": "at home there",
        "history": "past event",
    }
)
IN_HEADLINE: Final = Reason("in-headline")
SHOWN_WORDS: Final = 3  # of those that name a country


def describe_removal(key: str) -> str:
    """Say in words why a line was removed; `after-article/related` is a place and the box that the line stands in."""
    place, _, box = key.partition("/")
    return f"{REMOVED[place]}, under {REMOVED[box]}" if box else REMOVED[place]


def describe_term(annotation: Annotation) -> str:
    """Say in a sentence why a term was found, and why it was left out if it was."""
    found = "; ".join(FOUND[reason.key].format(*reason.parts) for reason in annotation.reasons)
    gone = annotation.left_out
    return f"{found}; left out: {LEFT_OUT[gone.key].format(*gone.parts)}" if gone else found


def found_by(rule: str, name: str) -> Reason:
    """Give the reason for a name that a rule, or else the language model of that name, has found."""
    return Reason(rule, (name,)) if rule in FOUND else Reason("language-model", (rule, name))


def country_words(counts: Iterable[tuple[tuple[str, str], int]]) -> Reason:
    """Give the reason for a country: its words, each with its kind, by how often they are used."""
    words = [
        f"{word!r} ({COUNTRY_WORDS[kind]}{f', {count} times' if count > 1 else ''})" for (word, kind), count in counts
    ]
    more = f" and {len(words) - SHOWN_WORDS} more" if len(words) > SHOWN_WORDS else ""
    return Reason("country-words", (", ".join(words[:SHOWN_WORDS]) + more,))
