"""Organisations and groups: those that the vocabulary knows, and those that only the article names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ..entities.words import name_words
from ..types import ActorKind, NamedSpan, Term
from ..vocabulary import fold_name, slugify
from .candidates import Candidate
from .lexicon import Lexicon, reporters
from .phrases import Hit, PhraseIndex
from .taken import Taken

ACRONYM_RE = re.compile(r"\s?\((?:the )?['\"“‘]?([A-Z][\w&.-]{1,9})['\"”’]?[\),;]")
LEGAL_RE = re.compile(
    r",? (?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|LLC|LLP|Plc|PLC|plc|AG|SA|SE|NV|GmbH|SpA|Group)\.?$"
)
# A ministry, or an office of a state, is its government unless the vocabulary lists it.
MINISTRY_RE = re.compile(
    r"\b(?:Ministry|Ministries|Department of (?:State|Defen[cs]e|the Treasury|Commerce|Justice|Energy|Health)"
    r"|(?:State|Defen[cs]e|Treasury|Commerce|Justice|Energy|Interior|Foreign|Health) (?:Department|Office)|Government|Cabinet)\b"
)
# Letters that papers print in capitals and that act for nobody.
THINGS = frozenset(
    [
        "GDP",
        "CEO",
        "CFO",
        "TV",
        "DNA",
        "RNA",
        "HIV",
        "AIDS",
        "AI",
        "IT",
        "PC",
        "PR",
        "ID",
        "IQ",
        "UFO",
        "DVD",
        "CD",
        "GPS",
        "SUV",
        "LNG",
        "LPG",
        "PPE",
        "PCR",
        "ICU",
        "CCTV",
        "HQ",
        "NGO",
        "NGOs",
        "MP",
        "MPs",
        "MEP",
        "IPO",
        "CPI",
        "PMI",
        "SIM",
        "SMS",
        "URL",
        "PDF",
        "FAQ",
        "VIP",
        "PhD",
        "BA",
        "MA",
        "MBA",
        "A-level",
        "GCSE",
        "Q1",
        "Q2",
        "Q3",
        "Q4",
        "H1",
        "H2",
        "FY",
        "US$",
        "IED",
        "IEDs",
        "ICBM",
        "THAAD",
        "START",
        "NPT",
        "JCPOA",
        "NAFTA",
        "USMCA",
        "TPP",
        "COP26",
        "COP27",
        "COP28",
        "COP15",
        "F-16",
        "F-35",
        "COVID",
        "COVID-19",
        "Covid",
        "Covid-19",
        "SARS",
        "MERS",
        "H1N1",
        "H5N1",
        "Delta",
        "Omicron",
        "Brexit",
        "Internet",
        "Web",
        "GMT",
        "EST",
        "Dow",
        "Nasdaq",
        "FTSE",
        "S&P",
        "Sensex",
        "Nifty",
        "Nikkei",
        "Brent",
        "WTI",
        "Senate",
        "House",
        "Parliament",
        "Congress",
        "Cabinet",
        "Government",
        "State",
        "Treasury",
        "Army",
        "Navy",
        "Police",
        "Court",
        "Constitution",
        "Bill",
        "Act",
        "Republic",
        "Kingdom",
        "Capitol",
        "Statehouse",
        "Islam",
        "Christianity",
        "Bible",
        "Quran",
        "Koran",
        "Ramadan",
        "Christmas",
        "Easter",
        "Twitter",
        "Facebook",
        "Instagram",
        "WhatsApp",
        "YouTube",
        "iPhone",
        "Android",
        "Windows",
        "LGBT",
        "LGBTQ",
        "OK",
        "CT",
        "MRI",
        "Rs",
        "Aadhaar",
        "GST",
        "VAT",
        "BST",
        "PT",
        "PM",
        "AM",
        "ET",
    ]
)


@dataclass(slots=True)
class Body:
    """A body that no vocabulary knows; `forms` are its printed names."""

    name: str
    kind: ActorKind
    rule: str
    forms: set[str] = field(default_factory=set)
    country: str | None = None
    sure: bool = False  # a rule, not only a model, says that it is a body


def find_known(hits: Iterable[Hit[Term]]) -> list[Candidate]:
    """Collect the places of each organisation, group or government that the vocabulary names in the text."""
    found: dict[str, Candidate] = {}
    for hit in hits:
        if hit.value.kind == "person" or hit.value.ignore:
            continue
        why = f"'{hit.phrase}' of {hit.value.name} in the vocabulary"
        found.setdefault(hit.value.name, Candidate(term=hit.value, why=why)).places.append((hit.start, hit.end))
    return list(found.values())


def introduced_acronyms(text: str, spans: Iterable[NamedSpan], hits: Iterable[Hit[Term]]) -> dict[str, str]:
    """Map each acronym that the article introduces in brackets to the name before it."""
    ends = {span.end: span.text for span in spans if span.kind != "person"} | {hit.end: hit.phrase for hit in hits}
    found: dict[str, str] = {}
    for match in ACRONYM_RE.finditer(text):
        name = ends.get(match.start())
        if name and _stands_for(match[1], name):
            found.setdefault(match[1], name)
    return found


def _stands_for(acronym: str, name: str) -> bool:
    """Tell whether the letters are, in order, among the name's letters, and the first one its first."""
    letters = iter(name.lower())
    plain = [char for char in acronym.lower() if char.isalnum()]
    return len(name) > len(acronym) and all(char in letters for char in plain)


def find_new(
    text: str, spans: Sequence[NamedSpan], lexicon: Lexicon, acronyms: dict[str, str], taken: Taken
) -> list[Candidate]:
    """Make a candidate of each body that only the article names, from all places where its names stand."""
    bodies: dict[str, Body] = {}
    for span in spans:
        if span.kind in ("organisation", "group") and taken.is_free(span.start, span.end):
            _add_body(bodies, span, lexicon)
    for acronym, name in acronyms.items():
        body = bodies.get(_key(name))
        if body:
            body.forms.add(acronym)
            body.sure = True
            bodies.pop(_key(acronym), None) if bodies.get(_key(acronym)) is not body else None
    _join_short_forms(bodies)
    unique = {id(body): body for body in bodies.values()}
    index = PhraseIndex((form, body) for body in unique.values() for form in sorted(body.forms))
    found: dict[int, Candidate] = {}
    for hit in index.find(text):
        if taken.is_free(hit.start, hit.end):
            body = hit.value
            candidate = found.setdefault(id(body), Candidate(term=_term(body), why=f"{body.rule}: {body.name}"))
            candidate.places.append((hit.start, hit.end))
            candidate.weight = 1.0 if body.sure else 0.8
    taken.claim(place for candidate in found.values() for place in candidate.places)
    return list(found.values())


def _add_body(bodies: dict[str, Body], span: NamedSpan, lexicon: Lexicon) -> None:
    if not _is_body(span, lexicon):
        return
    key = _key(span.text)
    body = bodies.get(key)
    kind: ActorKind = "organisation"
    if body is None:
        body = bodies[key] = Body(name=span.text, kind=kind, rule=span.rule)
    body.forms.add(span.text)
    if span.rule in ("word for a body", "acronym in brackets") or name_words().organisation_words & set(
        span.text.split()
    ):
        body.sure = True


def _is_body(span: NamedSpan, lexicon: Lexicon) -> bool:
    """Tell whether a span can be a body that acts: no outlet, place, people, ministry, thing or mere word."""
    folded = fold_name(span.text)
    if span.kind == "group" or folded in lexicon.places or folded in reporters() or span.text in THINGS:
        return False
    if len(span.text) < 2 or "\n" in span.text or not any(map(str.isupper, span.text)) or MINISTRY_RE.search(span.text):
        return False
    words = span.text.split()
    generic = name_words().organisation_words | name_words().stop_words | name_words().titles
    return len(words) < 12 and not all(word in generic or word.islower() for word in words) and span.text[0].isalnum()


def _key(name: str) -> str:
    return fold_name(LEGAL_RE.sub("", name.strip(" ,")))


def _join_short_forms(bodies: dict[str, Body]) -> None:
    """Give a name that is the beginning of one longer name to that body: "Tyvak" is Tyvak Nano-Satellite Systems."""
    by_first: dict[str, list[str]] = {}
    for key in bodies:
        by_first.setdefault(key.split()[0], []).append(key)
    for keys in by_first.values():
        if len(keys) == 2 and len(keys[0]) != len(keys[1]):
            short, long = sorted(keys, key=len)
            if long.startswith(short + " ") and bodies[short] is not bodies[long]:
                bodies[long].forms |= bodies[short].forms
                bodies[long].sure = True
                bodies[short] = bodies[long]


def _term(body: Body) -> Term:
    return Term(
        taxonomy="actors", name=body.name, slug=slugify(body.name), kind=body.kind, country=body.country, known=False
    )
