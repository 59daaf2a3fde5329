"""Armed forces named after their country: "Sudan's army" is the Sudanese Armed Forces, where a vocabulary has them.

A force that no vocabulary knows is its government, as `governments` says.
"""

import re
from collections.abc import Iterable, Mapping

from ....core.types import Term
from .lexicon import CountryWord
from .phrases import Hit, Scan

FORCE_RE = re.compile(
    r"(?:['’]s)? (?:army|military|armed forces)\b"
    r"(?! (?:chiefs?|commanders?|heads?|generals?|officers?|bases?|aid|exercises?|drills?|junta|coup|government|rulers?"
    r"|leaders?|spokes\w+|intelligence|police|courts?|service|equipment|vehicles?|aircraft|helicopters?|budget|spending"
    r"|operations?|action|intervention|support|presence|personnel|veterans?|cooperation|regime|dictatorship|parade)\b)"
)
ALONE_RE = re.compile(
    r"\b[Tt]he (army|military|armed forces)\b(?=[,.]? (?:said|says|has|had|was|is|will|and|also|took)\b)"
)


def known_forces(scanned: Scan, countries: Iterable[Hit[CountryWord]], forces: Mapping[str, Term]) -> list[Hit[Term]]:
    """Find the forces that the text names after their country, and "the army" where it names one alone."""
    found: list[Hit[Term]] = []
    for hit in countries:
        force = forces.get(hit.value.country.code or "")
        match = FORCE_RE.match(scanned.text, hit.end) if force and hit.value.form in ("name", "demonym") else None
        if force and match:
            found.append(Hit(hit.start, match.end(), scanned.text[hit.start : match.end()], force))
    named = {hit.value.name: hit.value for hit in found}
    if len(named) == 1:
        force = next(iter(named.values()))
        found += [Hit(*match.span(1), match[1], force) for match in ALONE_RE.finditer(scanned.text)]
    return found
