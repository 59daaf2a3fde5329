"""Countries that an article names late: where its actors are at home, or the one that most of it speaks of.

with_home(annotations, countries)  ->  the annotations with those countries as main ones
"""

from collections import Counter
from dataclasses import replace

from ...content.vocabulary import Vocabulary
from ...core.types import Annotation, Annotations, Reason

# Tuned on news50 and drafts87 by reading two thirds of them: domestic news names its own country late, or never.
LEAST = 2  # signs that a country needs
AHEAD = 2  # times as many as the next
SALIENCE = 0.16  # of a country that is only inferred: as much as a main one needs by default
CENTRAL = 0.3  # salience of such an actor, on the same articles: one in passing places nothing
SHOWN = 3


def with_home(found: Annotations, countries: Vocabulary, *, most: int) -> Annotations:
    """Make countries main where main actors are at home, and where none is main that for which most of it speaks.

    No country more is made main where `most` are.
    """
    if any(one.main for one in found.countries):
        return _with_homes_of_actors(found, most)
    actors = [one for one in found.actors if one.main and one.term.known and one.term.country]
    signs = Counter(one.term.country for one in actors)
    signs.update({one.term.code: max(1, len(one.mentions)) for one in found.countries if is_current(one)})
    ranked = signs.most_common(2)
    if not ranked or ranked[0][1] < LEAST or (len(ranked) > 1 and ranked[0][1] < AHEAD * ranked[1][1]):
        return found
    code = ranked[0][0]
    named = next((one for one in found.countries if one.term.code == code), None)
    term = named.term if named else next((term for term in countries.terms if term.code == code), None)
    if term is None or term.ignore:
        return found
    names = ", ".join([one.term.name for one in actors if one.term.country == code][:SHOWN])
    reasons = (
        *(named.reasons if named else ()),
        Reason("country-of-actors", (names,)) if names else Reason("only-country"),
    )
    home = Annotation(
        term=term,
        salience=max(named.salience if named else 0.0, SALIENCE),
        main=True,
        mentions=named.mentions if named else (),
        reasons=reasons,
    )
    return replace(found, countries=(home, *(one for one in found.countries if one is not named)))


def _with_homes_of_actors(found: Annotations, most: int) -> Annotations:
    """Make those main that are named often enough and are only too far down: "Germany" where its chancellor acts."""
    homes = {
        one.term.country: one.term.name
        for one in reversed(found.actors)
        if one.main and one.term.country and one.salience >= CENTRAL
    }
    free = most - sum(one.main for one in found.countries)
    low = [one for one in found.countries if one.term.code in homes and _is_low(one)][: max(0, free)]
    raised = {one.term.code: _raised(one, homes[one.term.code]) for one in low if one.term.code}
    countries = (raised.get(one.term.code or "", one) for one in found.countries)
    return replace(found, countries=tuple(sorted(countries, key=lambda one: -one.salience)))


def _is_low(one: Annotation) -> bool:
    """Tell whether a country is named often enough, and is only too far down to be main."""
    return one.left_out is not None and one.left_out.key == "below-threshold" and len(one.mentions) >= LEAST


def _raised(one: Annotation, actor: str) -> Annotation:
    reasons = (*one.reasons, Reason("country-of-actors", (actor,)))
    return replace(one, salience=max(one.salience, SALIENCE), main=True, left_out=None, reasons=reasons)


def is_current(one: Annotation) -> bool:
    """Tell whether more than past events name a country."""
    return one.left_out is None or one.left_out.key != "past-events-only"
