"""Organisations that no vocabulary knows: from a name finder's spans to one candidate a body."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from ....content.vocabulary import fold_name, slugify
from ....core.types import NamedSpan, Term
from ...names.words import name_words
from ...reasons import found_by
from ..salience import Doubt
from .candidates import Candidate
from .lexicon import Lexicon, reporters
from .phrases import Hit, PhraseIndex, Scan
from .span_set import Taken
from .vocabulary_hits import BODY, does_something

ACRONYM_RE = re.compile(r"(?:\s?\(|, or )(?:the )?['\"“‘]?([A-Z][\w&.-]{1,9})['\"”’]?[\),;]")
LETTERS_RE = re.compile(r"[A-Z]{2,6}")
LEGAL_RE = re.compile(
    r",? (?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|LLC|LLP|Plc|PLC|plc|AG|SA|SE|NV|GmbH|SpA|Group)\.?$"
)
# A ministry, or an office of a state, is its government unless the vocabulary lists it.
MINISTRY_RE = re.compile(
    r"\b(?:Ministry|Ministries|Department of (?:State|Defen[cs]e|the Treasury|Commerce|Justice|Energy|Health"
    r"|Agriculture|Labou?r|Transportation|Education|Homeland Security"
    r"|the Interior|War|Veterans Affairs|Housing and Urban Development)"
    r"|(?:State|Defen[cs]e|Treasury|Commerce|Justice|Energy|Interior|Foreign|Health) (?:Department|Office)"
    r"|Government|Cabinet)\b|^(?:US |U\.S\. |HM )?Treasury$|^(?:\S+ )?Administration$"
)
# Holders of an office are people, not a body, however many they are: "Foreign Ministers of Norway and Iceland".
HOLDERS_RE = re.compile(
    r"(?:\w+ )?(?:Ministers|Presidents|Leaders|Officials|Envoys|Ambassadors|Diplomats|Heads|Governors|Mayors|Lawmakers"
    r"|Senators|Troops|Soldiers|Residents) (?:of|from|in|for) "
)
ENDING_RE = re.compile(r" (?:on|in|at|for|by|to|of|and) (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day.*$")
ARTICLE_RE = re.compile(r"^(?:An?|The|the|This|Its|His|Our) ")
SURE_RULES = frozenset(
    ("body-word", "body-noun", "acronym-in-brackets", "public-body", "joined-by-and", "owner-name", "longer-party")
)
# A body that only a model sees, and that is not seen to do anything; the same of one word, named once.
UNSURE = Doubt(-0.9, "model-only")
VERY_UNSURE = Doubt(-1.8, UNSURE.reason)
THING = Doubt(-4.0, "thing")  # "the Artemis program"
OUTLET = Doubt(-4.0, "outlet")
PLACE = Doubt(-2.5, "place-only")  # "in the Sierra Nevada"
THING_RE = re.compile(
    r"(?: [a-z]+)? (?:programs?|programmes?|projects?|missions?|initiatives?|schemes?|campaigns?|landers?|rockets?"
    r"|rovers?|spacecraft|capsules?|satellites?|vehicles?|aircraft|airliners?|planes?|jets?|helicopters?|bombers?|missiles?"
    r"|warships?|frigates?|destroyers?|submarines?|tankers?|tanks?|drones?|consoles?"
    r"|smartphones?|apps?|software|chips?|films?|movies?|novels?|albums?|series|franchise|shows?|musicals?|operas?)\b"
)
MODEL_RE = re.compile(r"[ -]\d{1,3}[A-Z]?\b(?![.,]?\d|%| ?(?:per|million|billion|people|years?|days?)\b)")  # "Osprey 9"
IN_PLACE_RE = re.compile(
    r"\b(?:in|at|inside|outside|across|near|throughout|around|above|below|through|over) (?:the )?$"
)
POSSESSIVE_IN_RE = re.compile(r"['’]s (?=[a-z])")
POSSESSIVE_RE = re.compile(r"['’]s?$")
BASED_RE = re.compile(r"-(?:based|born|led|backed|owned|run|style|era|area|wide|listed)$")
STATE_RE = re.compile(r"[A-Z]\.[A-Z]\.?")  # "N.J."
OWNER_END_RE = re.compile(r"(?<=\w)['’]s$")
THING_BEFORE_RE = re.compile(
    r"\b(?:games?|films?|movies?|novels?|musicals?|sitcom|albums?|songs?|rockets?|spacecraft|spaceship|ships?|vessels?"
    r"|app|software|drugs?|vaccines?|pills?|format|protocol|satellites?|smartphones?|missiles?|malware|ransomware"
    r"|programming language|virus|storms?)(?: known as| called| named)? $"
)
TOLD_RE = re.compile(
    r"(?:\b(?:told|spoke (?:to|with)|speaking (?:to|with)|(?:interview|conversation) with|(?:statement|e-?mail) to) "
    r"|(?:^|\n)[A-Z][A-Z .'’-]+(?:, [A-Z][\w.]+){0,2} ?\()$"
)
REACH = 50  # characters
LONGEST = 12  # words
NOT_SHORT = frozenset(("International", "National", "United", "Energy", "Oil", "Gas", "Foods", "Steel", "Task"))


@dataclass(slots=True)
class Body:
    """A body that only the article names; `forms` are its printed names."""

    name: str
    rule: str
    forms: set[str] = field(default_factory=set)
    sure: bool = False  # a rule, not only a model, says that it is a body


def introduced_acronyms(text: str, spans: Iterable[NamedSpan], hits: Iterable[Hit[Term]]) -> dict[str, str]:
    """Map each acronym that the article introduces in brackets to the name before it."""
    known = {hit.end: hit.phrase for hit in hits if hit.value.kind != "person"}
    ends = {span.end: span.text for span in spans if span.kind != "person"}
    found: dict[str, str] = {}
    for match in ACRONYM_RE.finditer(text):
        name = known.get(match.start()) or ends.get(match.start())
        # What is known may have its letters in another language: the Republican People's Party is CHP.
        if name and (_stands_for(match[1], name) or (match.start() in known and LETTERS_RE.fullmatch(match[1]))):
            found.setdefault(match[1], name)
    return found


def _stands_for(acronym: str, name: str) -> bool:
    """Tell whether the letters stand, in order, among the name's letters."""
    letters = iter(name.lower())
    return len(name) > len(acronym) and all(char in letters for char in acronym.lower() if char.isalnum())


def new_bodies(
    scanned: Scan,
    spans: Sequence[NamedSpan],
    lexicon: Lexicon,
    acronyms: dict[str, str],
    taken: Taken,
) -> list[Candidate]:
    """Make a candidate of each body that only the article names, from all places where its names stand.

    `acronyms` maps letters to the name that they are short for in this article.
    """
    bodies: dict[str, Body] = {}
    things = {letters for letters, name in acronyms.items() if _head(name.split()) in name_words().other_words}
    for span in spans:
        if span.kind == "organisation" and span.text not in things and taken.is_free(span.start, span.end):
            _add_body(bodies, span, lexicon)
    _join_acronyms(bodies, acronyms)
    _join_initials(bodies)
    _join_short_forms(bodies, scanned.text)
    _join_ends(bodies)
    unique = {id(body): body for body in bodies.values()}
    index = PhraseIndex((form, body) for body in unique.values() for form in sorted(body.forms))
    found: dict[int, Candidate] = {}
    for hit in index.find(scanned):
        if taken.is_free(hit.start, hit.end):
            why = found_by(hit.value.rule, hit.value.name)
            candidate = found.setdefault(id(hit.value), Candidate(term=_term(hit.value), why=why))
            candidate.places.append((hit.start, hit.end))
    nouns = Counter(body.name.split()[-1].lower() for body in unique.values())
    for key, candidate in found.items():
        noun = unique[key].name.split()[-1]
        if nouns[noun.lower()] == 1 and noun in name_words().organisation_words and noun not in NOT_SHORT:
            candidate.places += _called_by_noun(scanned.text, noun, taken)
        candidate.bonus = BODY
        candidate.by_model = not unique[key].sure
        reports = _reports(scanned.text, unique[key], candidate)
        candidate.doubt = OUTLET if reports else _doubt(scanned.text, unique[key], candidate)
    return list(found.values())


def _called_by_noun(text: str, noun: str, taken: Taken) -> list[tuple[int, int]]:
    """Find where a body is called by what it is: "the trust", "the Foundation"."""
    the = "(?:[Tt]he )?" if noun == "Police" else "[Tt]he "
    found = re.finditer(rf"\b{the}({noun}|{noun.lower()})\b(?! of\b|[ -][A-Z]|['’]?s? [A-Z])", text)
    return [match.span(1) for match in found if taken.is_free(*match.span(1))]


def _add_body(bodies: dict[str, Body], span: NamedSpan, lexicon: Lexicon) -> None:
    name = ARTICLE_RE.sub("", ENDING_RE.sub("", span.text)).rstrip(" ,")
    name = OWNER_END_RE.sub("", name) if span.rule == "body-word" else name
    words = name.split()
    while words and words[-1] in name_words().before_names:
        words.pop()
    name = " ".join(words)
    printed = name
    if span.rule == "public-body":
        name = POSSESSIVE_IN_RE.sub(" ", name)
        name = " ".join(word if word[0].isupper() else word.capitalize() for word in name.split())
    if name and (span.rule == "longer-party" or is_body(name, lexicon)):
        body = bodies.setdefault(_key(name), Body(name=name, rule=span.rule))
        body.forms |= {name, printed}
        if span.rule in SURE_RULES or not name_words().organisation_words.isdisjoint(words):
            body.sure = True


def is_body(name: str, lexicon: Lexicon) -> bool:
    """Tell whether a name can be that of a body that acts: no outlet, place, people, ministry, thing or mere word."""
    folded, words, known = fold_name(name), name.split(), name_words()
    if folded in lexicon.places or folded in reporters() or name in known.things or MINISTRY_RE.search(name):
        return False
    if len(name) < 2 or not name[0].isalnum() or name.isdigit() or len(words) > LONGEST or name.islower():
        return False
    if BASED_RE.search(name) or STATE_RE.fullmatch(name) or HOLDERS_RE.match(name):
        return False
    if _head(words) in known.other_words or (", " in name and not LEGAL_RE.search(name) and " and " not in name):
        return False
    bare = [word for word in words if not word.islower() and fold_name(word) not in lexicon.places]
    plain = [POSSESSIVE_RE.sub("", word) for word in bare]
    return bool(bare) and (len(bare) < len(words) or not all(word in known.generic for word in plain))


def _head(words: list[str]) -> str:
    """Give the word that says what it is: Office in "Federal Office for the Protection of the Constitution"."""
    first = next((i for i, word in enumerate(words) if i and word in ("of", "for", "on", "against")), len(words))
    is_body = not name_words().organisation_words.isdisjoint(words[:first])
    return words[first - 1] if is_body else words[-1]


def _key(name: str) -> str:
    return fold_name(LEGAL_RE.sub("", name))


def _join_acronyms(bodies: dict[str, Body], acronyms: dict[str, str]) -> None:
    for acronym, name in acronyms.items():
        body = bodies.get(_key(name))
        if body:
            body.forms.add(acronym)
            body.sure = True
            bodies[_key(acronym)] = body


def _join_initials(bodies: dict[str, Body]) -> None:
    """Give letters to the one body whose initials they are, or the last of its initials: CPUC, PUC."""
    by_initials: dict[str, list[str]] = {}
    for key, body in bodies.items():
        initials = "".join(word[0] for word in body.name.split() if word[0].isupper())
        for first in range(max(0, len(initials) - 2)):
            by_initials.setdefault(initials[first:], []).append(key)
    for key, body in list(bodies.items()):
        owners = by_initials.get(body.name, [])
        if len(owners) == 1 and bodies[owners[0]] is not body:
            bodies[owners[0]].forms |= body.forms
            bodies[owners[0]].sure = True
            bodies[key] = bodies[owners[0]]


def _join_short_forms(bodies: dict[str, Body], text: str) -> None:
    """Give a name that is the beginning of one longer name to that body: "Tyvak" is Tyvak Nano-Satellite Systems."""
    by_first: dict[str, list[str]] = {}
    for key in bodies:
        by_first.setdefault(key.split()[0], []).append(key)
    for keys in by_first.values():
        short, *longer = sorted(keys, key=len)
        if len(longer) != 1 or not longer[0].startswith(short + " ") or bodies[short] is bodies[longer[0]]:
            continue
        if _comes_first(bodies[longer[0]], bodies[short], text):
            bodies[longer[0]].forms |= bodies[short].forms
            bodies[longer[0]].sure = True
            bodies[short] = bodies[longer[0]]


def _join_ends(bodies: dict[str, Body]) -> None:
    """Give a name to the one body whose name it ends: "Countryside Alliance" is the British Countryside Alliance."""
    by_last: dict[str, list[str]] = {}
    for key in bodies:
        by_last.setdefault(key.rpartition(" ")[2], []).append(key)
    for keys in by_last.values():
        short, *longer = sorted(keys, key=len)
        if len(longer) == 1 and " " in short and longer[0].endswith(" " + short):
            whole = bodies[longer[0]]
            whole.forms |= bodies[short].forms
            whole.sure = whole.sure or bodies[short].sure
            bodies[short] = whole


def _comes_first(longer: Body, short: Body, text: str) -> bool:
    """Tell whether a text gives a body's long name and then the short one; Apple is not short for "Apple Pencil"."""
    if longer.name.split()[-1].rstrip(".") not in name_words().organisation_words:
        return False
    start = text.find("\n") + 1
    first = text.find(longer.name, start)
    alone = re.search(rf"\b{re.escape(short.name)}\b(?! [A-Z&])", text[start:])
    return alone is None or first < start + alone.start()


def _doubt(text: str, body: Body, candidate: Candidate) -> Doubt | None:
    if any(does_something(text, end) for _, end in candidate.places):
        return None
    is_numbered = not body.sure and any(MODEL_RE.match(text, end) for _, end in candidate.places)
    if is_numbered or any(_is_thing(text, start, end) for start, end in candidate.places):
        return THING
    if body.sure and body.name.split()[-1] not in name_words().buildings:
        return None
    if all(IN_PLACE_RE.search(text, max(0, start - 20), start) for start, _ in candidate.places):
        return PLACE
    if body.sure:
        return None
    return VERY_UNSURE if len(candidate.places) == 1 and " " not in body.name else UNSURE


def _is_thing(text: str, start: int, end: int) -> bool:
    """Tell whether a word beside a name says that it is a thing: "the Osprey rocket", "the game Boxcraft"."""
    before = text[max(0, start - REACH) : start]
    return THING_RE.match(text, end) is not None or THING_BEFORE_RE.search(before) is not None


def _reports(text: str, body: Body, candidate: Candidate) -> bool:
    """Tell whether letters are those of who reports: "told KXYZ" without an article, "DENVER (KXYZ) -"."""
    starts = [start for start, _ in candidate.places] if body.name.isupper() and not body.sure else []
    return any(TOLD_RE.search(text, max(0, start - REACH), start) for start in starts)


def _term(body: Body) -> Term:
    return Term(taxonomy="actors", name=body.name, slug=slugify(body.name), kind="organisation", known=False)
