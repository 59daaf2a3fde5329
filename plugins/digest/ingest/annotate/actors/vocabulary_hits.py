"""Which places where the vocabulary's names stand mean its actors, and which mean somebody else's body."""

import re
from collections.abc import Iterable, Sequence

from ....content.vocabulary import fold_name
from ....core.data import read_pattern
from ....core.types import NamedSpan, Reason, Term
from ...names.words import name_words
from .candidates import Candidate
from .lexicon import PARTY_RE, CountryWord
from .phrases import Hit, is_acronym
from .span_set import Taken

ACCREDITED_RE = re.compile(r"\b(?:ambassador|envoy) to (?:the )?$", re.IGNORECASE)
WORD_BEFORE_RE = re.compile(r"([\w-]+) $")
CAPITAL_BEFORE_RE = re.compile(r"\b([A-Z][\w-]+) $")
OF_PLACE_RE = re.compile(r" of (?:the )?(?:[A-Z][\w-]+)(?: [A-Z][\w-]+)?")
HOUSES = frozenset(read_pattern("actor_words.yaml", "party_wings").split("|"))
PLACE_BEHIND_RE = re.compile(
    r" (?:Road|Rd|Street|St|Avenue|Ave|Lane|Drive|Boulevard|Highway|Hill|River|Lake|Creek|Park|Bridge|Square|Tower"
    r"|Prize|Award|Cup|Hotel|Stadium|Arena|Day|[A-Z]{1,3}-?\d+)\b"
)
# What is named after somebody: "Hamid Karzai International Airport".
NAMED_AFTER_RE = re.compile(
    r"(?: International| Memorial| Presidential| National| Public| State)? (?:[Aa]irport|University|College|School"
    r"|Institute|Hospital|Library|Museum|Cemetery|Mosque|Theat(?:re|er)|Station|Canal|Dam|Cent(?:er|re) for)\b"
)
NEXT_WORD_RE = re.compile(r"(?:['’]s)?(?:,[^,.;\n]{3,60},)? (?:also |then |has |had |have |will )?([a-z]+)")
# Log odds added: readers find a body a little more salient than a person or a government in the same places.
BODY, GOVERNMENT = 0.2, 0.0


def kept_hits(
    text: str,
    hits: Sequence[Hit[Term]],
    spans: Iterable[NamedSpan],
    countries: Iterable[Hit[CountryWord]],
    acronyms: dict[str, str],
) -> tuple[list[Hit[Term]], dict[str, str], list[NamedSpan]]:
    """Take out the hits that the article itself reads otherwise.

    Also gives the article's own names for the acronyms of these, and the parties that it names instead.
    """
    spans = list(spans)
    around = {span.end: span for span in spans if span.kind == "organisation"}
    people = [span for span in spans if span.kind == "person" and " " in span.text]
    hits = _without_namesakes(text, hits, people)
    owners = {hit.end: hit.value.country.code for hit in countries}
    foreign: dict[str, str] = {}
    kept = []
    parties = []
    for hit in hits:
        party = _longer_party(text, hit, owners)
        local = text[party[0] : party[1]] if party else _local_name(hit, around, owners, text)
        if party and local:
            parties.append(
                NamedSpan(start=party[0], end=party[1], text=local, kind="organisation", rule="longer-party")
            )
        if local:
            foreign.setdefault(hit.value.name, local)
        elif not _is_explained_otherwise(hit, acronyms) and not _is_medium(text, hit) and not _is_place(text, hit):
            kept.append(hit)
    spelt_out = {hit.value.name for hit in kept if not is_acronym(hit.phrase)}
    taken_over = {name for name in foreign if name not in spelt_out}
    local_acronyms = {hit.phrase: foreign[hit.value.name] for hit in kept if hit.value.name in taken_over}
    kept = [hit for hit in kept if hit.value.name not in taken_over]
    return kept, local_acronyms, parties


def _without_namesakes(text: str, hits: Sequence[Hit[Term]], people: Sequence[NamedSpan]) -> list[Hit[Term]]:
    """Take out bodies of one word that are somebody's surname here: Katharina Wagner, Nikola Tesla."""
    inside = Taken((span.start, span.end) for span in people)
    named = {hit.phrase for hit in hits if _is_surname(text, hit, inside)}
    sure = {hit.value.name for hit in hits if " " in hit.phrase}
    return [
        hit
        for hit in hits
        if hit.phrase not in named or (hit.value.name in sure and not _is_surname(text, hit, inside))
    ]


def _is_surname(text: str, hit: Hit[Term], inside: Taken) -> bool:
    if hit.value.kind == "person" or " " in hit.phrase or hit.phrase.isupper():
        return False
    before = WORD_BEFORE_RE.search(text, max(0, hit.start - 24), hit.start)
    return not inside.is_free(hit.start, hit.end) or (before is not None and before[1] in name_words().given_names)


def _local_name(hit: Hit[Term], around: dict[int, NamedSpan], owners: dict[int, str | None], text: str) -> str | None:
    """Give the longer name that the hit is the end of: "Peoples Democratic Party", "Chinese Centers for ...".

    `around` has the spans of bodies by their ends, `owners` the countries by the ends of their names.
    """
    span = around.get(hit.end)
    code = owners.get(hit.start - 1) or owners.get(hit.start - 3)
    if code and hit.value.country and hit.value.kind != "person" and code != hit.value.country:
        return span.text if span else hit.phrase
    if span is None or span.start >= hit.start or hit.value.kind == "person":
        return None
    before = text[span.start : hit.start].rstrip()
    word = before.split()[-1] if before else ""
    return span.text if word[:1].isupper() and not code else None


def _longer_party(text: str, hit: Hit[Term], owners: dict[int, str | None]) -> tuple[int, int] | None:
    """Give the place of the longer name of a party that the hit is the end or the beginning of, where it is another's.

    "Social Democrats" are no Democrats, and the Democratic Party of South Korea is not that of the United States.
    """
    if hit.value.kind == "person" or not PARTY_RE.search(hit.phrase):
        return None
    behind = OF_PLACE_RE.match(text, hit.end)
    before = CAPITAL_BEFORE_RE.search(text, max(0, hit.start - 24), hit.start)
    if before and (owners.get(hit.start - 1) or before[1] in name_words().stop_words | HOUSES or before[1].isupper()):
        before = None
    start = before.start(1) if before else hit.start
    if behind and hit.value.country and owners.get(behind.end()) not in (None, hit.value.country):
        return start, behind.end()
    return (start, hit.end) if before else None


def _is_explained_otherwise(hit: Hit[Term], acronyms: dict[str, str]) -> bool:
    """Tell whether the article introduces this acronym for another name."""
    name = acronyms.get(hit.phrase)
    return name is not None and fold_name(name) not in map(fold_name, (hit.value.name, *hit.value.aliases))


def _is_medium(text: str, hit: Hit[Term]) -> bool:
    """Tell whether a body is named only as where something is said, or to whom somebody is sent."""
    if ACCREDITED_RE.search(text, max(0, hit.start - 20), hit.start):
        return True
    return hit.phrase in name_words().platforms and not does_something(text, hit.end)


def _is_place(text: str, hit: Hit[Term]) -> bool:
    """Tell whether a name is but the start of a place's or a thing's: "Blackwater Road", "Ford F-250"."""
    if hit.value.kind == "person" and is_namesake(text, hit.end):
        return True
    return " " not in hit.phrase and PLACE_BEHIND_RE.match(text, hit.end) is not None


def is_namesake(text: str, end: int) -> bool:
    """Tell whether a person's name that ends here is that of a place or thing: "Hamid Karzai airport"."""
    return any(pattern.match(text, end) for pattern in (NAMED_AFTER_RE, PLACE_BEHIND_RE))


def does_something(text: str, end: int) -> bool:
    """Tell whether what ends here is the subject of a verb that people and bodies are the subject of."""
    following = NEXT_WORD_RE.match(text, end)
    return following is not None and following[1] in name_words().acts


def known_bodies(hits: Iterable[Hit[Term]]) -> list[Candidate]:
    """Collect the places of each organisation, group or government that the vocabulary names in the text."""
    found: dict[str, Candidate] = {}
    for hit in hits:
        if hit.value.kind != "person" and not hit.value.ignore:
            candidate = found.get(hit.value.name)
            if candidate is None:
                why = Reason("vocabulary", (hit.phrase, hit.value.name))
                bonus = GOVERNMENT if hit.value.kind == "government" else BODY
                candidate = found[hit.value.name] = Candidate(term=hit.value, why=why, bonus=bonus)
            candidate.places.append((hit.start, hit.end))
    return list(found.values())


def ignored(hits: Iterable[Hit[Term]]) -> list[Candidate]:
    """Collect the places of each actor that the editor's vocabulary says to ignore."""
    found: dict[str, Candidate] = {}
    for hit in hits:
        if hit.value.ignore:
            why = Reason("vocabulary", (hit.phrase, hit.value.name))
            candidate = Candidate(term=hit.value, why=why, left_out=Reason("ignored"))
            found.setdefault(hit.value.name, candidate).places.append((hit.start, hit.end))
    return list(found.values())
