"""People merged from all the ways an article names them: full name, title and surname, surname, possessive, hyphen."""

import datetime as dt
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ....content.vocabulary import slugify
from ....core.types import NamedSpan, Reason, Role, Term
from ...names.rules import RULES
from ...names.words import name_words
from ...reasons import found_by
from ..salience import SENTENCE_END_RE
from .candidates import Candidate
from .names import PersonName, is_same_person, parse_name
from .phrases import Hit, PhraseIndex, Scan
from .span_set import Taken
from .vocabulary_hits import does_something

WORD_RE = re.compile(r"[\w'’-]+")
LAST_WORD_RE = re.compile(r"(\w+) $")
REACH = 70  # characters before a name in which its office and country stand
APPOSITION_RE = re.compile(r", (?:an? |the )?([^,.;\n]{3,60})(?:[,.;]|$)", re.MULTILINE)
FOR_OUTLET_RE = re.compile(r",? (?:reports? |reported |writes |wrote )?(?:for |of |at |from |with |in )?(?:the |The )?")
IN_NAME_RE = re.compile(r"[ \u00a0-](?:[a-z]{2,3} )?[A-Z]|['’]s [A-Z]")  # a longer name goes on
NAME_BEFORE_RE = re.compile(r"[a-z,] [A-Z][\w.'’-]* $|^[A-Z][\w.'’-]* $")
TEAM_RE = re.compile(r" (?:[Aa]dministration|[Gg]overnment|[Cc]abinet|regime)\b")  # not the person
LOOKED_AT = 4  # places of a person at which offices are read
OF_COUNTRY_RE = re.compile(r",? (?:of|from) (?:the )?")
# Log odds added to the salience of who holds an office, and of who is quoted on what others do. LEADER was chosen on
# newswire with its editors' tags of people: from 0.3 to 1.6 it makes no difference that means anything.
PERSON, LEADER, SOURCE = 0.0, 0.5, -2.0
PERSON_RULES = frozenset(name for name, _ in RULES)
SINGLE_NAME_RULES = frozenset(("title-and-name", "office-and-name"))


@dataclass(slots=True)
class Person:
    """Somebody whom the article names; `forms` counts the full names it uses."""

    name: PersonName
    why: Reason
    term: Term | None = None
    country: str | None = None
    forms: Counter[PersonName] = field(default_factory=Counter)
    places: list[tuple[int, int]] = field(default_factory=list)
    single: bool = False  # known by one word only, and no office speaks for it
    by_model: bool = False
    offices: set[str] = field(default_factory=set)
    fulls: list[tuple[int, int]] = field(default_factory=list)  # places that a name finder or the vocabulary gave

    @property
    def generation(self) -> str | None:
        return next((form.generation for form in (self.name, *self.forms) if form.generation), None)

    def is_called(self, name: PersonName) -> bool:
        return is_same_person(self.name, name) or any(is_same_person(form, name) for form in self.forms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Where words for countries (their ISO codes) and outlets stand: what may stand beside a name."""

    country_starts: Mapping[int, str]
    country_ends: Mapping[int, str]
    outlet_starts: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holders:
    """Who holds or held an office on the day of an article, by surname; without a day, who holds it still."""

    by_surname: Mapping[str, tuple[Term, ...]]
    day: dt.date | None
    countries: Collection[str]  # that the article names

    def find(self, surname: str) -> Term | None:
        """Find the one person whom a surname alone means: in office or once in office, of a country named here."""
        people = [one for one in self.by_surname.get(surname, ()) if not one.country or one.country in self.countries]
        serving = [one for one in people if any(is_held(role, self.day) for role in one.roles)]
        former = [one for one in people if any(has_begun(role, self.day) for role in one.roles)]
        found = serving or former
        return found[0] if len(found) == 1 else None


def is_held(role: Role, day: dt.date | None) -> bool:
    """Tell whether an office is held on a day; without a day, whether it is held still."""
    if day is None:
        return role.end is None
    return (role.start is None or role.start <= day) and (role.end is None or day <= role.end)


def has_begun(role: Role, day: dt.date | None) -> bool:
    """Tell whether an office was taken by a day."""
    return day is None or role.start is None or role.start <= day


class Cast:
    """The people of one article, found by surname."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self.surnames: dict[str, list[Person]] = {}
        self.terms: dict[str, Person] = {}
        self._by_word: dict[str, list[Person]] = {}

    def add(self, person: Person) -> None:
        self.people.append(person)
        self.surnames.setdefault(person.name.surname, []).append(person)
        if person.term is not None:
            self.terms[person.term.name] = person
        for word in dict.fromkeys((person.name.surname, person.name.surname.split()[-1], *person.name.given)):
            self._by_word.setdefault(word, []).append(person)

    def find_full(self, name: PersonName) -> Person | None:
        """Find who may bear a name of several words."""
        words = (name.surname, *name.surname.split("-"), *name.given)
        return next((p for word in words for p in self._by_word.get(word, ()) if p.is_called(name)), None)

    def find_given(self, word: str) -> Person | None:
        """Find the one person with this name that is not a surname."""
        people = self._by_word.get(word, ())
        return people[0] if len(people) == 1 else None


def find_people(
    scanned: Scan,
    spans: Sequence[NamedSpan],
    known: Sequence[Hit[Term]],
    *,
    beside: Beside,
    taken: Taken,
    holders: Holders,
) -> list[Candidate]:
    """Merge the spans of people, and those whom the vocabulary knows, into one candidate a person."""
    cast, text = Cast(), scanned.text
    for hit in known:
        _add_known(cast, hit)
    named = [(span, name) for span in spans if (name := parse_name(span.text))]
    for span, name in sorted(named, key=lambda pair: -len(pair[1].words)):
        if len(name.words) > 1 and span.kind == "person":
            _add_full(cast, span, name)
    for span, name in named:
        if len(name.words) == 1 and span.kind == "person":
            _add_single(cast, span, name, holders)
    for person in cast.people:
        person.fulls = list(person.places)
    taken.claim(place for person in cast.people for place in person.fulls)
    _add_surnames(cast, scanned, taken)
    _add_given_names(cast, scanned, taken)
    _find_offices(cast.people, text, beside)
    for person in cast.people:
        for role in person.term.roles if person.term else ():
            if is_held(role, holders.day):
                person.offices.update(word.lower() for word in role.title.split())
    _find_reporters(cast.people, text, beside)
    taken.claim(place for person in cast.people if not person.single for place in person.places)
    return [_candidate(person, text) for person in cast.people if person.places and _is_somebody(person, text)]


def _add_known(cast: Cast, hit: Hit[Term]) -> None:
    person = cast.terms.get(hit.value.name)
    if person is None:
        name = parse_name(hit.value.name)
        if name is None:
            return
        why = Reason("vocabulary", (hit.phrase, hit.value.name))
        person = Person(name=name, why=why, term=hit.value, country=hit.value.country)
        cast.add(person)
    person.places.append((hit.start, hit.end))


def _add_full(cast: Cast, span: NamedSpan, name: PersonName) -> None:
    person = cast.find_full(name)
    if person is None:
        person = Person(name=name, why=found_by(span.rule, span.text), by_model=True)
        cast.add(person)
    person.by_model = person.by_model and span.rule not in PERSON_RULES
    person.forms[name] += 1
    person.offices.update(name.titles)
    person.places.append((span.start, span.end))


def _add_single(cast: Cast, span: NamedSpan, name: PersonName, holders: Holders) -> None:
    """Give a single name to whom it belongs by surname, or by given name where nobody has that surname."""
    namesakes = cast.surnames.get(name.surname, [])
    if len(namesakes) > 1 and name.suffix:  # "Marcos Jr." where his father is named, too
        namesakes = [person for person in namesakes if person.generation == name.generation] or namesakes
    is_titled = span.rule in SINGLE_NAME_RULES
    if len(namesakes) == 1:  # another spelling is not found as a surname below
        namesakes[0].places.append((span.start, span.end))
        namesakes[0].single = namesakes[0].single and not is_titled
    if namesakes:
        return
    person = cast.find_given(name.surname)
    holder = holders.find(name.surname) if person is None else None
    if holder is not None:
        _add_known(cast, Hit(span.start, span.end, span.text, holder))
    elif person is None:
        cast.add(Person(name=name, why=found_by(span.rule, span.text), single=not is_titled))
    else:
        person.places.append((span.start, span.end))


def _add_surnames(cast: Cast, scanned: Scan, taken: Taken) -> None:
    """Find every place where a surname stands alone, and give it to the person who was named in full last."""
    groups = cast.surnames
    index = PhraseIndex(
        (phrase, surname) for surname, people in groups.items() for one in people for phrase in _surname_phrases(one)
    )
    fulls = {surname: _full_places(people) for surname, people in groups.items() if len(people) > 1}
    for hit in index.find(scanned):
        if taken.is_free(hit.start, hit.end) and not TEAM_RE.match(scanned.text, hit.end):
            people = groups[hit.value]
            person = people[0] if len(people) == 1 else _nearest(fulls[hit.value], people, hit.start)
            person.places.append((hit.start, hit.end))


def _add_given_names(cast: Cast, scanned: Scan, taken: Taken) -> None:
    """Find where a first name stands alone for the only person who bears it: "Prabowo said"."""
    owners: dict[str, list[Person]] = {}
    for person in cast.people:
        for first in {form.words[0] for form in (person.name, *person.forms) if len(form.given) > 0}:
            owners.setdefault(first, []).append(person)
    index = PhraseIndex(
        (first, people[0])
        for first, people in owners.items()
        if len(people) == 1 and len(first) > 2 and first.isalpha()
    )
    for hit in index.find(scanned):
        goes_on = IN_NAME_RE.match(scanned.text, hit.end)
        is_inside = goes_on or NAME_BEFORE_RE.search(scanned.text, max(0, hit.start - 20), hit.start)
        if taken.is_free(hit.start, hit.end) and not is_inside:
            hit.value.places.append((hit.start, hit.end))


def _surname_phrases(person: Person) -> Iterator[str]:
    words = person.name.surname_words
    yield " ".join(words)
    if words[0].islower():
        yield " ".join((words[0].capitalize(), *words[1:]))
        if "bin" not in words and "ibn" not in words and len(words[-1]) > 3:
            yield words[-1]
    plain = words[-1].partition("-")
    if plain[0] in ("al", "el", "Al", "El") and plain[2]:
        yield plain[2]
    for form in person.forms:
        yield " ".join(form.surname_words)


def _full_places(people: list[Person]) -> list[tuple[int, int]]:
    """List where people of one surname are named in full, each with the person's place in the list."""
    return sorted((start, i) for i, person in enumerate(people) for start, _ in person.places)


def _nearest(fulls: list[tuple[int, int]], people: list[Person], start: int) -> Person:
    """Choose among people of one surname: the one named in full last before this place, else the first named."""
    place = bisect_left(fulls, (start, 0))
    if not fulls:
        return people[0]
    return people[fulls[max(0, place - 1)][1]]


def _find_offices(people: Iterable[Person], text: str, beside: Beside) -> None:
    """Take a person's offices and country from the words before and after the name."""
    for person in people:
        for start, end in sorted(person.fulls)[:LOOKED_AT]:
            before, country = _before(text, start, beside.country_ends)
            after = APPOSITION_RE.match(text, end)
            person.offices |= before
            person.offices.update(word.lower() for word in WORD_RE.findall(after[1] if after else ""))
            person.country = person.country or country or _country_after(text, end, beside.country_starts)


def _before(text: str, start: int, by_end: Mapping[int, str]) -> tuple[set[str], str | None]:
    """Read the words before a name backwards as long as they belong to an office; a country may stand before it."""
    words = name_words()
    offices: set[str] = set()
    far = max(0, start - REACH)
    first = max((end.end() for end in SENTENCE_END_RE.finditer(text, far, start)), default=far)
    for word in reversed(list(WORD_RE.finditer(text, first, start))):
        plain = word[0].removesuffix("'s").removesuffix("’s")
        country = by_end.get(word.end()) or by_end.get(word.start() + len(plain))
        if country:
            return offices, country if offices else None
        if plain in words.titles or plain in words.small_titles or plain in words.reporters:
            offices.add(plain.lower())
        elif plain not in words.qualifiers and plain not in words.honorifics:
            break
    return offices, None


def _find_reporters(people: Iterable[Person], text: str, beside: Beside) -> None:
    """Mark who is named with an outlet: "Ann Smith of the Daily Post", "as Ann Smith reports for ..."."""
    for person in people:
        for _, end in person.fulls:
            match = FOR_OUTLET_RE.match(text, end)
            if match and match.end() in beside.outlet_starts:
                person.offices.add("reporter")


def _country_after(text: str, end: int, by_start: Mapping[int, str]) -> str | None:
    match = OF_COUNTRY_RE.match(text, end)
    return by_start.get(match.end()) if match else None


def _is_somebody(person: Person, text: str) -> bool:
    """Leave out single words that only a model takes for a name and that do nothing."""
    return not person.single or any(does_something(text, end) for _, end in person.places)


def _only_reports(person: Person) -> bool:
    return person.term is None and not name_words().reporters.isdisjoint(person.offices)


def _bonus(person: Person) -> float:
    words = name_words()
    if person.offices & words.leaders:
        return PERSON + LEADER
    return PERSON + SOURCE if person.offices & words.sources else PERSON


def _has_initials(name: PersonName) -> bool:
    return any(len(word.strip(".")) == 1 for word in name.words[:1])


def _is_end(name: PersonName, others: Iterable[PersonName]) -> bool:
    """Tell whether a name is the end of a longer one: "Von der Leyen" of Ursula von der Leyen."""
    words = [word.lower() for word in name.words]
    return any(
        len(other.words) > len(words) and [word.lower() for word in other.words[-len(words) :]] == words
        for other in others
    )


def _kept_title(person: Person, text: str) -> str | None:
    """Find the title that belongs to a name of one word: Pope Francis."""
    for start, _ in person.places:
        before = LAST_WORD_RE.search(text, max(0, start - 12), start)
        if before and before[1] in name_words().kept_titles:
            return before[1]
    return None


def _candidate(person: Person, text: str) -> Candidate:
    if person.term is not None:
        return Candidate(term=person.term, why=person.why, places=person.places, bonus=_bonus(person))
    forms = person.forms
    best = max(
        forms,
        key=lambda name: (not _is_end(name, forms), not _has_initials(name), forms[name], len(name.words)),
        default=person.name,
    )
    name = best.text.title() if best.text.isupper() else best.text
    title = _kept_title(person, text) if len(best.words) == 1 else None
    name = f"{title} {name}" if title else name
    term = Term(taxonomy="actors", name=name, slug=slugify(name), kind="person", country=person.country, known=False)
    left_out = Reason("reporter") if _only_reports(person) else None
    return Candidate(
        term=term,
        why=person.why,
        places=person.places,
        bonus=_bonus(person),
        by_model=person.by_model,
        has_office=bool(person.offices),
        left_out=left_out,
    )
