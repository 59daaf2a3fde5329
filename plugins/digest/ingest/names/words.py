"""The words by which names are told apart, read once from `data/names.yaml`."""

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from ...core.data import read_data, read_words
from ...core.unicode import normalise

Words = frozenset[str]
LONGEST_NAME = 5  # words
LETTERS = 3  # more capitals behind a given name are a surname: "Javier SOLANA"


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
    deed_verbs: Words
    weak_verbs: Words
    organisation_words: Words
    other_words: Words
    stop_words: Words
    body_starts: Words
    body_openers: Words
    also_surnames: Words
    surnames_first: Words
    called_by_last: Words
    vietnamese_surnames: Words
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
    acts: Words  # those, and what they do beside
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
        acts=(words["speech_verbs"] | words["deed_verbs"]) - words["weak_verbs"],
        generic=words["organisation_words"] | words["stop_words"] | words["titles"],
        small_offices=words["small_titles"] - words["weak_titles"],
    )


@cache
def first_names() -> Words:
    """Read the longer list of given names, in small letters, without those that are words, too."""
    names = read_words("first_names.yaml", "first_names") - read_words("first_names.yaml", "also_words")
    return frozenset((*names, *map(_without_accents, names)))


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Tell whether a word with a capital is a given name, of the short list or the longer one: Iván, Ivan."""
    small = word.lower()
    return word in name_words().given_names or small in first_names() or _without_accents(small) in first_names()


def _without_accents(word: str) -> str:
    return "".join(char for char in normalise("NFKD", word) if not unicodedata.combining(char)).replace("ı", "i")


def _is_acronym(token: str, words: NameWords) -> bool:
    return len(token) > 1 and token.isupper() and not token.endswith(".") and token not in words.suffixes


def is_name(tokens: tuple[str, ...], words: NameWords) -> bool:
    """Return whether these words can be a person's name: no body, place, acronym or title among them."""
    if not 1 <= sum(token[0].isupper() for token in tokens) <= LONGEST_NAME:
        return False
    if tokens[-1] in words.other_words and tokens[0] not in words.given_names:
        return False
    called = tokens[1:-1] if tokens[0] in words.given_names else tokens  # "Amit Shah", "Angus King"
    return words.titles.isdisjoint(called) and not any(
        token in words.organisation_words
        or (
            token in words.stop_words and not (token in words.also_surnames and len(tokens) > 1 and token == tokens[-1])
        )
        or (
            _is_acronym(token, words)
            and not (token is tokens[-1] and len(token) > LETTERS and is_first_name(tokens[0]))
        )
        or any(char.isdigit() for char in token)
        for token in tokens
    )
