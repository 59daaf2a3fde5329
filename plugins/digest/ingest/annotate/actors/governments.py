"""A country's government is an actor where it acts ("Beijing said", "US officials"), not where it is a place.

Each word for a country is looked at with what stands on both sides; RULES say in order what makes it a government, and
what keeps it a place.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ....core.types import Reason, Term
from ...names.runs import UPPER, is_title_case
from ..salience import Doubt
from .candidates import Candidate
from .cast import Holders
from .clues import BEFORE, BESIDE, Clues, read_clues
from .lexicon import CountryWord, Lexicon
from .phrases import Hit
from .vocabulary_hits import GOVERNMENT

ALONE_RE = re.compile(r"\b[Tt]he ((?:federal |central )?government)\b(?!-)")
ONCE = Doubt(-0.6, "acts-once")
# A ministry that acts, without its country.
MINISTRY_RE = re.compile(
    r"\b[Tt]he (\w+ [Mm]inistry|Ministry of [A-Z]\w+|Department of [A-Z]\w+|Treasury)(?="
    r" (?:also |has |had |later )?(?:said|says|announced|confirmed|denied|declined|warned|ordered|accused|urged)\b)"
)
LED_RE = re.compile(  # "the Obama administration", "Assad's regime"
    rf"(?P<surname>\b[{UPPER}][\w-]+)(?:['’]s)? (?:administration|government|regime|cabinet)\b(?! (?:of|in)\b)"
)
OF_COUNTRY = "government-of-the-country"
PLACE = ""  # what a rule says of a word that is a place here


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A word for a country with what stands beside it."""

    before: str
    after: str
    form: str
    clues: Clues


def find_governments(
    text: str, hits: Iterable[Hit[CountryWord]], lexicon: Lexicon, own: Term | None, holders: Holders
) -> list[Candidate]:
    """Make a candidate of each government that acts in the text; "the government" alone is that of `own`.

    `holders` know whose "the Obama administration" is.
    """
    found: dict[str, Candidate] = {}
    clues = read_clues()
    for hit in hits:
        clue = None if _lacks_article(text, hit) else _clue(text, hit, clues)
        code = hit.value.country.code
        if clue and code in lexicon.governments:
            quote = text[hit.start : hit.end + BEFORE].partition("\n")[0]
            _add(found, lexicon, code, Reason(clue, (quote,)), (hit.start, hit.end))
    for match in LED_RE.finditer(text):
        code = holders.country_of(match["surname"])
        if code in lexicon.governments:
            _add(found, lexicon, code, Reason("government-led", (match[0],)), match.span())
    if own is not None and own.code in lexicon.governments:
        alone = [(match.start(1), match.end(1)) for match in ALONE_RE.finditer(text)]
        for place in alone:
            _add(found, lexicon, own.code, Reason(OF_COUNTRY, ("the government", own.name)), place)
        for match in MINISTRY_RE.finditer(text):
            _add(found, lexicon, own.code, Reason(OF_COUNTRY, (match[1], own.name)), match.span(1))
    for candidate in found.values():
        candidate.bonus = GOVERNMENT
        candidate.doubt = None if len(candidate.places) > 1 else ONCE
    return list(found.values())


def _add(found: dict[str, Candidate], lexicon: Lexicon, code: str, why: Reason, place: tuple[int, int]) -> None:
    found.setdefault(code, Candidate(term=lexicon.governments[code], why=why)).places.append(place)


def _lacks_article(text: str, hit: Hit[CountryWord]) -> bool:
    """Tell whether the last word of a name stands without the article that the country has: Emirates, the airline."""
    country = hit.value.country
    is_last_word = country.article and hit.phrase != country.name and country.name.endswith(" " + hit.phrase)
    return is_last_word and not text[: hit.start].endswith(("the ", "The "))


def _clue(text: str, hit: Hit[CountryWord], clues: Clues) -> str | None:
    """Find the key of what makes a government of this word for a country, if anything does."""
    after = text[hit.end : hit.end + BESIDE]
    scene = Scene(
        before=text[max(0, hit.start - BEFORE) : hit.start],
        after=after.lower() if _is_headline(text, hit) else after,  # "China Warns ..."
        form=hit.value.form,
        clues=clues,
    )
    verdicts = (rule(scene) for rule in RULES)
    return next((verdict for verdict in verdicts if verdict is not None), None) or None


def _is_headline(text: str, hit: Hit[CountryWord]) -> bool:
    """Tell whether a word stands in a headline with capitals on most words."""
    end = text.find("\n")
    return hit.end <= end and is_title_case(text[:end])


# --- The rules: a clue that the word is a government, PLACE where it is none, or None for "I cannot tell" -------------


def _former(scene: Scene) -> str | None:
    return PLACE if scene.clues.former.search(scene.before) else None


def _body(scene: Scene) -> str | None:
    if scene.clues.body.match(scene.after):
        return "government-body"
    return PLACE if scene.form == "demonym" else None


def _officials_in(scene: Scene) -> str | None:
    return "government-officials" if scene.clues.officials.search(scene.before) else None


def _place(scene: Scene) -> str | None:
    return PLACE if scene.form == "town" or scene.clues.place.search(scene.before) else None


def _seat(scene: Scene) -> str | None:
    return "government-seat" if scene.form == "seat" else None


def _subject(scene: Scene) -> str | None:
    return "government-acts" if scene.clues.subject.match(scene.after) else None


def _dealing(scene: Scene) -> str | None:
    return "government-addressed" if scene.clues.dealing.search(scene.before) else None


def _belonging(scene: Scene) -> str | None:
    return "government-possession" if scene.clues.belonging.match(scene.after) else None


RULES: tuple[Callable[[Scene], str | None], ...] = (
    _former,
    _body,
    _officials_in,
    _place,
    _seat,
    _subject,
    _dealing,
    _belonging,
)
