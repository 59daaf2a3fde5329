"""What tells a country's words from the same words meaning something else: `data/country-context.yaml`, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ....core.data import read_data

NONE = "none"  # a reading that is no country
OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """The countries that a word may stand for, each with the cues that tell; `otherwise` when no cue is there."""

    cues: Mapping[str, tuple[str, ...]]  # a country's code or NONE -> cues
    otherwise: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryContext:
    """The lists of `data/country-context.yaml`, whose comments say what each is for."""

    nothing: tuple[str, ...]
    history: tuple[str, ...]
    pairs: Mapping[str, tuple[str, ...]]
    prefixes: Mapping[str, str]
    readings: Mapping[str, Readings]
    people: frozenset[str]
    place_followers: frozenset[str]
    states: Mapping[str, str]  # state or abbreviation -> code
    plain_states: Mapping[str, str]
    agreement_words: frozenset[str]
    signs: Mapping[str, tuple[str, ...]]
    sign_words: Mapping[str, tuple[str, ...]]  # a sign of one word -> the codes whose sign it is
    sign_phrases: Mapping[str, tuple[str, ...]]  # the same of those of several words


@cache
def country_context() -> CountryContext:
    """Read the lists that ship with the plugin."""
    data = read_data("country-context.yaml")
    signs: Mapping[str, tuple[str, ...]] = data["signs"]
    owners: dict[str, tuple[str, ...]] = {}
    for code, words in signs.items():
        for word in words:
            owners[word] = (*owners.get(word, ()), code)
    states = {state: code for code, names in data["states"].items() for state in names}
    return CountryContext(
        nothing=data["nothing"],
        history=data["history"],
        pairs=data["pairs"],
        prefixes=data["prefixes"],
        readings={form: _readings(entry) for form, entry in data["readings"].items()},
        people=frozenset(data["people"]),
        place_followers=frozenset(data["place_followers"]),
        states=states,
        plain_states={state: states[state] for state in data["plain_states"]},
        agreement_words=frozenset(data["agreement_words"]),
        signs=signs,
        sign_words={word: codes for word, codes in owners.items() if word.isalnum()},
        sign_phrases={word: codes for word, codes in owners.items() if not word.isalnum()},
    )


def _readings(entry: Mapping[str, object]) -> Readings:
    cues = {code: cues for code, cues in entry.items() if isinstance(cues, tuple)}
    otherwise = entry.get(OTHERWISE)
    return Readings(cues=cues, otherwise=str(otherwise) if otherwise else None)
