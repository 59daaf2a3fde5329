"""The country of an article that has none: where its known actors and the places that it names are at home.

with_home(annotations, countries)  ->  the annotations with that country as a main one, where one country stands out
"""

from collections import Counter
from dataclasses import replace

from ...content.vocabulary import Vocabulary
from ...core.types import Annotation, Annotations, Reason

# Tuned on news50 and drafts87 by reading two thirds of them: domestic news names its own country late, or never.
LEAST = 2  # signs that a country needs
AHEAD = 2  # times as many as the next
SALIENCE = 0.16  # of a country that is only inferred: as much as a main one needs by default
SHOWN = 3


def with_home(found: Annotations, countries: Vocabulary) -> Annotations:
    """Make the country main for which most of an article speaks, where no country is main."""
    if any(one.main for one in found.countries):
        return found
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


def is_current(one: Annotation) -> bool:
    """Tell whether more than past events name a country."""
    return one.left_out is None or one.left_out.key != "past-events-only"
