"""Evidence for and against tagging a candidate: named features of how the text uses its names, each with a weight.

    weigh(text, candidate, rated)  ->  {"acts": 1.0, "one-word": 1.0, ...}

The weights are fitted by `tools/fit_actors.py` and stand in `data/actor_weights.yaml`.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ....core.data import read_data, read_pattern
from ....core.types import Evidence
from ...names.runs import is_title_case
from ...names.words import is_first_name, name_words
from ..salience import log_odds
from .candidates import Candidate
from .vocabulary_hits import does_something

LOOKED_AT = 40  # places of a candidate at which the words beside it are read
NEAR = 40  # characters
WORDS = {key: read_pattern("actor_words.yaml", key) for key in ("worker_qualifiers", "workers", "offices", "things")}
WORKERS_RE = re.compile(rf"(?:['’]s?)? (?:(?:{WORDS['worker_qualifiers']}) )*(?:{WORDS['workers']})\b")
OFFICE_OF_RE = re.compile(
    rf"\b(?:{WORDS['offices']}) (?:of |for |at |by |from |with |against )?(?:the )?$", re.IGNORECASE
)
THING_AFTER_RE = re.compile(rf"(?: [a-z]+)? (?:{WORDS['things']})\b")
PLACE_BEFORE_RE = re.compile(
    r"\b(?:in|at|inside|outside|across|near|throughout|around|through|over|to|from) (?:the )?$"
)
INSIDE_RE = re.compile(
    r"\b(?:in|inside|outside|across|near|throughout|around|above|(?:north|south|east|west|town|city|village|coast|island"
    r"|streets|suburb|outskirts|port|district|province|part) of) (?:the )?$"
)
REPORTS_BEFORE_RE = re.compile(r"\b(?:according to|told|reported by|citing|cited by|by|from|on) (?:the )?$")
REPORTS_BEHIND_RE = re.compile(
    r"(?:['’]s)? (?:reported|reports|quoted|news agency|newspaper|magazine|television|radio|TV)\b"
)
THE_BEFORE_RE = re.compile(r"\b[Tt]he $")
ONE_BEFORE_RE = re.compile(
    r"\b(?:[Aa]n?|[Ee]very|[Ee]ach|[Hh]is|[Hh]er|[Tt]heir|[Mm]y|[Yy]our|new|first|latest|this|these|of) $"
)
OWNS_RE = re.compile(r"['’]s? \w")
BRACKET_RE = re.compile(r"\($")
COMMA_RE = re.compile(r", (?:an?|the|which|who|whose)\b")
# Signs beside a name: patterns that are searched for before it, and matched behind it. Of some one is enough, of the
# others the share of places counts.
BEFORE = {
    "office-of": OFFICE_OF_RE,
    "place": PLACE_BEFORE_RE,
    "inside": INSIDE_RE,
    "told": REPORTS_BEFORE_RE,
    "the": THE_BEFORE_RE,
    "one": ONE_BEFORE_RE,
    "bracket": BRACKET_RE,
}
BEHIND = {
    "workers": WORKERS_RE,
    "thing": THING_AFTER_RE,
    "reports": REPORTS_BEHIND_RE,
    "owns": OWNS_RE,
    "told-of": COMMA_RE,
}
ONCE_IS_ENOUGH = ("office-of", "workers", "owns", "told-of")
WORD_RE = re.compile(r"[\w-]+")
NUMBER_RE = re.compile(r"\d|/|\.\w")


@dataclass(frozen=True, slots=True)
class Where:
    """Where a candidate stands in the article, as salience sees it."""

    salience: float
    headline: int
    lead: tuple[int, int]
    words: frozenset[str] = frozenset()  # of the whole text, as printed


def words_of(text: str) -> frozenset[str]:
    """Give the words of a text, for all candidates of an article alike."""
    return frozenset(WORD_RE.findall(text))


def weigh(text: str, candidate: Candidate, where: Where) -> dict[str, float]:
    """Give the features of a candidate that are not nought."""
    places = candidate.settled()
    features = {
        **_of_name(candidate),
        **_of_places(text, candidate, places, where.words),
        **_of_position(text, candidate, places, where),
    }
    return {name: round(value, 3) for name, value in features.items() if value}


def _kind(candidate: Candidate) -> str:
    return candidate.term.kind if candidate.term.kind in ("person", "government") else "body"


def _of_name(candidate: Candidate) -> dict[str, float]:
    term, words = candidate.term, candidate.term.name.split()
    known = name_words()
    kind = _kind(candidate)
    source = "known" if term.known else "model" if candidate.by_model else "rule"
    is_body = kind == "body"
    return {
        f"{kind}-{source}": 1.0,
        "called-short": math.log1p(candidate.called_short),
        "never-short": kind == "person" and len(words) > 1 and not candidate.called_short,
        "given-name-alone": kind == "person" and len(words) == 1 and is_first_name(words[0]),
        "body-word": is_body and not known.organisation_words.isdisjoint(word.rstrip(".") for word in words[-1:]),
        "body-word-inside": is_body
        and not known.organisation_words.isdisjoint(word.rstrip(".") for word in words[:-1]),
        "unlike-a-person": kind == "person"
        and source == "model"
        and not is_first_name(words[0])
        and not candidate.has_office,
        "one-word": is_body and len(words) == 1 and not term.known,
        "letters": is_body and len(words) == 1 and term.name.isupper() and not term.known,
        "person-one-word": kind == "person" and len(words) == 1,
        "given-name": kind == "person" and is_first_name(words[0]),
        "odd-name": NUMBER_RE.search(term.name) is not None or not term.name[0].isupper(),
        "long-name": is_body and len(words) > 3,
        "office": candidate.has_office,
        "bonus": candidate.bonus,
        "doubt": candidate.doubt.odds if candidate.doubt else 0.0,
    }


def _of_places(
    text: str, candidate: Candidate, places: list[tuple[int, int]], printed: frozenset[str]
) -> dict[str, float]:
    signs = _signs(text, places[:LOOKED_AT])
    count = max(1, len(places[:LOOKED_AT]))
    shares = {f"{name}-share": len(found) / count for name, found in signs.items() if name not in ONCE_IS_ENOUGH}
    features = {
        **{name: float(bool(signs[name])) for name in (*ONCE_IS_ENOUGH, "acts")},
        **shares,
        "small-too": 0.0 if candidate.term.known else _share_in_small(candidate.term.name, printed),
    }
    is_idle = not any(features[name] for name in ("acts", "workers", "office-of", "told-of"))
    features["idle"] = math.log(count) if is_idle else 0.0
    return {f"{_kind(candidate)}-{name}": value for name, value in features.items()}


def _signs(text: str, places: list[tuple[int, int]]) -> dict[str, list[tuple[int, int]]]:
    """Give the places at which each sign stands beside a name."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in ("acts", *BEFORE, *BEHIND)}
    for start, end in places:
        before, behind = text[max(0, start - NEAR) : start], text[end : end + NEAR]
        seen = [name for name, pattern in BEFORE.items() if pattern.search(before)]
        seen += [name for name, pattern in BEHIND.items() if pattern.match(behind)]
        for name in (*seen, "acts") if does_something(text, end) else seen:
            found[name].append((start, end))
    return found


def _share_in_small(name: str, printed: frozenset[str]) -> float:
    """Give the share of a name's words that the text has in small letters, too: they are words."""
    words = [word for word in WORD_RE.findall(name) if word[0].isupper()]
    return sum(word.lower() in printed for word in words) / max(1, len(words))


def _of_country(candidate: Candidate, where: Where) -> dict[str, float]:
    """Tell of a government how often its country is named at all, and whether the headline names it."""
    words = candidate.country_words
    return {
        "country-words": math.log(max(1, len(words))),
        "country-in-headline": float(any(start < where.headline for start in words)),
        "country-in-lead": float(any(where.lead[0] <= start < where.lead[1] for start in words)),
    }


def _of_position(text: str, candidate: Candidate, places: list[tuple[int, int]], where: Where) -> dict[str, float]:
    starts = [start for start, _ in places]
    lines = {start: _line_at(text, start) for start in starts[:LOOKED_AT]}
    in_text = [start for start in starts if start >= where.headline]
    return {
        "salience": log_odds(where.salience),
        "mentions": math.log(max(1, len(places))),
        "in-headline": float(bool(starts) and starts[0] < where.headline),
        "only-headline": float(not in_text),
        "in-lead": float(any(where.lead[0] <= start < where.lead[1] for start in starts)),
        "once": float(len(places) == 1),
        **_of_country(candidate, where),
        "title-case-share": sum(map(is_title_case, lines.values())) / max(1, len(lines)),
        "late": min(starts, default=0) / max(1, len(text)),
    }


def _line_at(text: str, place: int) -> str:
    end = text.find("\n", place)
    return text[text.rfind("\n", 0, place) + 1 : end if end >= 0 else len(text)]


def tag_odds(features: Mapping[str, float]) -> float:
    """Give the log odds that an editor would tag a candidate with these features."""
    weights = actor_weights()
    return weights["base"] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def list_evidence(text: str, candidate: Candidate, features: Mapping[str, float]) -> tuple[Evidence, ...]:
    """List what speaks for and against a candidate, the heaviest first, each with the place beside which it stands."""
    weights = actor_weights()
    signs = _signs(text, candidate.settled()[:LOOKED_AT])
    found = [Evidence("base", weights["base"])]
    for name, value in features.items():
        weight = round(weights.get(name, 0.0) * value, 2)
        sign = name.removeprefix(f"{_kind(candidate)}-").removesuffix("-share")
        start, end = next(iter(signs.get(sign, ())), (None, None))
        if weight:
            found.append(Evidence(name, weight, start, end))
    return tuple(sorted(found, key=lambda one: (-abs(one.weight), one.rule)))


@cache
def actor_weights() -> Mapping[str, float]:
    """Read the weights that ship with the plugin."""
    return {name: float(weight) for name, weight in read_data("actor_weights.yaml").items()}
