"""The words by which names are told apart, read once from `data/names.yaml`."""

from dataclasses import dataclass
from functools import cache

from ...core.data import read_data, read_words

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class NameWords:
    """Sets of words by what they say about a name beside them."""

    honorifics: Words
    titles: Words
    small_titles: Words
    weak_titles: Words
    kept_titles: Words
    suffixes: Words
    particles: Words
    speech_verbs: Words
    weak_verbs: Words
    organisation_words: Words
    other_words: Words
    stop_words: Words
    body_starts: Words
    surnames_first: Words
    called_by_last: Words
    given_syllables: Words
    given_names: Words
    leaders: Words
    sources: Words
    reporters: Words
    qualifiers: Words
    platforms: Words
    things: Words
    small_words: Words
    acronyms: Words
    patronymic_particles: Words
    buildings: Words
    abbreviations: Words
    # Made of those above
    before_names: Words  # honorifics and offices in any case
    strong_verbs: Words  # what only people and bodies do
    generic: Words  # words that alone are no body's name
    small_offices: Words  # what somebody may be said to be beside the name, and no body can be


@cache
def name_words() -> NameWords:
    """Read the word lists that ship with the plugin."""
    words = {key: frozenset(value.split()) for key, value in read_data("names.yaml").items()}
    return NameWords(
        **words,
        before_names=words["honorifics"] | words["titles"] | words["small_titles"],
        strong_verbs=words["speech_verbs"] - words["weak_verbs"],
        generic=words["organisation_words"] | words["stop_words"] | words["titles"],
        small_offices=words["small_titles"] - words["weak_titles"],
    )


@cache
def first_names() -> Words:
    """Read the longer list of given names, in small letters, without those that are words, too."""
    return read_words("first_names.yaml", "first_names") - read_words("first_names.yaml", "also_words")
