"""A country's government is an actor where it acts ("Beijing said", "US officials"), not where it is a place.

Each word for a country is looked at with what stands on both sides; CLUES says what makes it a government.
"""

import re
from collections.abc import Iterable

from ..types import Term
from .candidates import Candidate
from .known import GOVERNMENT
from .lexicon import CountryWord, Lexicon
from .phrases import Hit

BODIES = (
    r"government|governments|authorities|officials?|administration|cabinet|regime|junta|ministry|ministries"
    r"|(?:foreign|defen[cs]e|interior|finance|trade|commerce|health|justice|energy) (?:ministry|ministries|department)"
    r"|(?:Foreign|Defen[cs]e|Interior|Finance|Trade|Commerce|Health|Justice|Energy|State|Treasury)"
    r" (?:Ministry|Department|Office)|Ministry of [A-Z]\w+|envoys?|diplomats?|negotiators?"
    r"|delegation|government's|government’s|leadership|negotiating team|military|armed forces|intelligence"
)
VERBS = (
    r"said|says|saying|announced?|announces|warned|warns|warn|argued|insisted|insists|claims?|claimed|declared|denied|denies"
    r"|confirmed|pledged|pledges|pledge|vowed|vows|promised|urged|urges|urge|called|calls|call|accused|accuses|accuse|condemned"
    r"|condemns|criticised|criticized|welcomed|welcomes|rejected|rejects|reject|demanded|demands|demand|proposed|proposes|agreed"
    r"|agrees|agree|refused|refuses|refuse|signed|signs|sign|wants?|wanted|hopes?|hoped|believes?|seeks?|sought|plans?|planned"
    r"|threatened|threatens|imposed|imposes|impose|lifted|lifts|banned|bans|sent|sends|sending|deployed|deploys|deploy|launched"
    r"|launches|invaded|invades|attacked|attacks|recogni[sz]ed?|recogni[sz]es|expelled|expels|summoned|recalled|suspended|suspends"
    r"|withdrew|withdraws?|withdrawn|withdrawing|backed|backs|supports?|supported|opposes?|opposed|blamed|blames|insist|retaliated?"
    r"|responded|responds?|replied|offered|offers|ordered|orders|approved|approves|decided|decides?|considers?|considered|considering"
    r"|expects?|fears|prepared|preparing|negotiating|negotiates?|halted|raised|cut|cuts|joined|joins?|voted|votes|vetoed|abstained"
    r"|tries|tried|trying|intends?|stepped up|steps up|step up|step back|play|plays|played|willing|ready|prepared|committed|has"
    r"|have|had|will|would|should|must|could|may|might|needs?|is|was|does|did|makes?|made|gave|gives|took|takes|allowed|allows?"
    r"|asked|asks|told|tells|hit back|defended|defends|dismissed|dismisses|reiterated|stressed|maintains?|maintained|continues?"
    r"|continued|acted|acts|failed|fails|sides?|sided|holds?|held|hosted|hosts|won't|responsible|released|freed|arrested|charged"
)
STRONG = re.compile(rf"(?:['’]s)?(?:[ -](?!and\b)[\w-]+){{0,2}} (?:{BODIES})\b")
SUBJECT = re.compile(
    rf"(?:,[^,.;\n]{{3,60}},)?(?: and (?:the )?[A-Z]\w+(?: [A-Z]\w+)?)?(?: (?:also|now|later|then|still|already|reportedly|on"
    rf" \w+day|has|have|had|is|was|will|would|should|must|could|may|might|does|did|not|been|to|earlier|repeatedly|long))*"
    rf" (?:{VERBS})\b"
)
OBJECT = re.compile(
    r"\b(?:accus(?:e[sd]?|ing)|urg(?:e[sd]?|ing)|warn(?:s|ed|ing)?|condemn(?:s|ed|ing)?|critici[sz](?:e[sd]?|ing)"
    r"|call(?:s|ed|ing)? (?:on|for)|press(?:ed|es|ing|ure)? on|ask(?:s|ed|ing)?|told|tells|pressur(?:e[sd]?|ing)|blam(?:e[sd]?|ing)"
    r"|sanctions (?:on|against)|talks with|negotiations with|deal with|agreement with|relations with|ties with|dialogue with"
    r"|treaty with|alliance with|cooperation with|discussions with|war with|meetings? with|work with|trade with|work(?:ing)? with|allow(?:s|ed|ing)?"
    r"|between|against|forc(?:e[sd]?|ing)|according to|support(?:s|ed|ing)? from|help from|pressure from|spokes\w+ for|behalf of)"
    r" (?:the )?$"
)
OWNED = re.compile(
    r"['’]s (?:\w+ )?(?:decision|support|claims?|offer|demands?|position|polic(?:y|ies)|stance|refusal|plans?|ambassador|envoy|"
    r"allies|ally|rivals?|leaders?|president|prime minister|minister|government|sanctions|nuclear|military|response|proposal|"
    r"interests?|influence|ambitions?|efforts?|invasion|withdrawal|troops|forces|army|actions?|accusations?|intelligence|approach)\b"
)
PLACE_BEFORE = re.compile(
    r"\b(?:in|at|from|to|near|around|outside|of|into|through|over|inside|across|reach\w*|left|leav\w+|for) (?:the )?$"
)
BESIDE = 80  # characters read after a word for a country; 40 before
ALONE_RE = re.compile(r"\b[Tt]he ((?:federal |central )?government)\b(?!-)")
ONCE = -0.6  # log odds added to a government that is seen to act in one place only
ENOUGH_ALONE = 2  # times that "the government" must come where nothing else says that it acts


def find_governments(
    text: str, hits: Iterable[Hit[CountryWord]], lexicon: Lexicon, own: Term | None
) -> list[Candidate]:
    """Make a candidate of each government that acts in the text; "the government" alone is that of `own`."""
    found: dict[str, Candidate] = {}
    for hit in hits:
        clue = _clue(text, hit)
        code = hit.value.country.code
        if clue and code in lexicon.governments:
            quote = text[hit.start : hit.end + 40].split("\n")[0]
            _add(found, lexicon, code, f"{clue}: '{quote}'", (hit.start, hit.end))
    if own is not None and own.code in lexicon.governments:
        alone = [(match.start(1), match.end(1)) for match in ALONE_RE.finditer(text)]
        if own.code in found or len(alone) >= ENOUGH_ALONE:
            for place in alone:
                _add(found, lexicon, own.code, f"'the government' in an article about {own.name}", place)
    for candidate in found.values():
        candidate.bonus = GOVERNMENT if len(candidate.places) > 1 else GOVERNMENT + ONCE
    return list(found.values())


def _add(found: dict[str, Candidate], lexicon: Lexicon, code: str, why: str, place: tuple[int, int]) -> None:
    candidate = found.setdefault(code, Candidate(term=lexicon.governments[code], why=why, bonus=GOVERNMENT))
    candidate.places.append(place)


OFFICIALS_IN = re.compile(
    r"\b(?:officials|authorities|government|governments|leaders|regulators|lawmakers) (?:in|of) (?:the )?$"
)


def _clue(text: str, hit: Hit[CountryWord]) -> str | None:
    """Say what makes a government of this word for a country, if anything does."""
    after = text[hit.end : hit.end + BESIDE]
    if STRONG.match(after):
        return "a government's body"
    if hit.value.form == "demonym":
        return None
    before = text[max(0, hit.start - 40) : hit.start]
    if OFFICIALS_IN.search(before):
        return "a government's body"
    if hit.value.form == "seat" and not PLACE_BEFORE.search(before):
        return "the seat of a government"
    if PLACE_BEFORE.search(before):
        return None
    if SUBJECT.match(after):
        return "a government that acts"
    if OBJECT.search(before):
        return "a government that others deal with"
    return "what a government has" if OWNED.match(after) else None
