"""People merged from all the ways an article names them: full name, title and surname, surname, possessive, hyphen."""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from ....content.vocabulary import slugify
from ....core.types import NamedSpan, Reason, Term
from ...names.rules import RULES
from ...names.words import name_words
from ...reasons import found_by
from .candidates import Candidate
from .cast import Cast, Holders, Person, is_held
from .names import PersonName, parse_name
from .offices import Beside, find_offices, find_reporters
from .phrases import Hit, PhraseIndex, Scan
from .span_set import Taken
from .vocabulary_hits import does_something

LAST_WORD_RE = re.compile(r"(\w+) $")
IN_NAME_RE = re.compile(r"[ \u00a0-](?:[a-z]{2,3} )?[A-Z]|['’]s [A-Z]")  # a longer name goes on
NAME_BEFORE_RE = re.compile(r"[a-z,] [A-Z][\w.'’-]* $|^[A-Z][\w.'’-]* $")
TEAM_RE = re.compile(r" (?:[Aa]dministration|[Gg]overnment|[Cc]abinet|regime)\b")  # not the person
KNOWN_AS_RE = re.compile(
    r",? (?:(?:better|also|formerly|commonly|now|who is) )*(?:known as|alias|aka|nicknamed) [\"“]?$"
)
KNOWN_AS_REACH = 40  # characters before a name
LONGEST_LETTERS = 3  # a longer word in capitals is a surname set so
# Log odds added to the salience of who holds an office, and of who is quoted on what others do. LEADER was chosen on
# newswire with its editors' tags of people: from 0.3 to 1.6 it makes no difference that means anything.
PERSON, LEADER, SOURCE = 0.0, 0.5, -2.0
PERSON_RULES = frozenset(name for name, _ in RULES)
SINGLE_NAME_RULES = frozenset(("title-and-name", "office-and-name"))


def find_people(
    scanned: Scan,
    spans: Sequence[NamedSpan],
    known: Sequence[Hit[Term]],
    *,
    beside: Beside,
    taken: Taken,
    holders: Holders,
    find_term: Callable[[PersonName], Term | None],
    apart: Collection[frozenset[str]] = (),
    bodies: Taken,
) -> list[Candidate]:
    """Merge the spans of people, and those whom the vocabulary knows, into one candidate a person.

    A name inside one of `bodies` is not the person: the Halvorsen Museum.
    """
    cast, text = Cast(apart), scanned.text
    for hit in known:
        _add_known(cast, hit)
    named = [(span, name) for span in spans if (name := parse_name(span.text))]
    for span, name in sorted(named, key=lambda pair: -len(pair[1].words)):
        if len(name.words) > 1 and span.kind == "person":
            _add_full(cast, span, name, find_term)
    _join_aliases(cast, text)
    for span, name in named:
        if len(name.words) == 1 and span.kind == "person":
            _add_single(cast, span, name, holders)
    for person in cast.people:
        person.fulls = list(person.places)
    taken.claim(place for person in cast.people for place in person.fulls)
    _add_surnames(cast, scanned, taken, bodies)
    _add_given_names(cast, scanned, taken)
    find_offices(cast.people, text, beside)
    for person in cast.people:
        for role in person.term.roles if person.term else ():
            if is_held(role, holders.day):
                person.offices.update(word.lower() for word in role.title.split())
    find_reporters(cast.people, text, beside)
    taken.claim(place for person in cast.people if not person.single for place in person.places)
    return [_candidate(person, text) for person in cast.people if person.places and _is_somebody(person, text)]


def _add_known(cast: Cast, hit: Hit[Term]) -> None:
    person = cast.terms.get(hit.value.name)
    if person is None:
        name = parse_name(hit.value.name)
        if name is None:
            return
        person = _known_person(name, hit.phrase, hit.value)
        cast.add(person)
    person.places.append((hit.start, hit.end))


def _known_person(name: PersonName, written: str, term: Term) -> Person:
    return Person(name=name, why=Reason("vocabulary", (written, term.name)), term=term, country=term.country)


def _add_full(cast: Cast, span: NamedSpan, name: PersonName, find_term: Callable[[PersonName], Term | None]) -> None:
    person = cast.find_full(name)
    if person is None:
        term = find_term(name)
        if term is not None and cast.are_apart(term.name, name.text):
            term = None
        person = cast.terms.get(term.name) if term else None
    if person is None:
        person = (
            _known_person(name, span.text, term)
            if term
            else Person(name=name, why=found_by(span.rule, span.text), by_model=True)
        )
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
        by_model = span.rule not in PERSON_RULES
        cast.add(Person(name=name, why=found_by(span.rule, span.text), single=not is_titled, by_model=by_model))
    else:
        person.places.append((span.start, span.end))


def _add_surnames(cast: Cast, scanned: Scan, taken: Taken, bodies: Taken) -> None:
    """Find every place where a surname stands alone, and give it to the person who was named in full last."""
    groups = cast.surnames
    index = PhraseIndex(
        (phrase, surname) for surname, people in groups.items() for one in people for phrase in _surname_phrases(one)
    )
    fulls = {surname: _full_places(people) for surname, people in groups.items() if len(people) > 1}
    for hit in index.find(scanned):
        is_free = taken.is_free(hit.start, hit.end) and bodies.is_free(hit.start, hit.end)
        if is_free and not TEAM_RE.match(scanned.text, hit.end):
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


def _join_aliases(cast: Cast, text: str) -> None:
    """Join who is introduced with two names: "Ahmed al-Sharaa, better known as Abu Mohammad al-Golani"."""
    ends = {end: person for person in cast.people for _, end in person.places}
    gone = set()
    for other in cast.people:
        for start, _ in other.places:
            known_as = KNOWN_AS_RE.search(text, max(0, start - KNOWN_AS_REACH), start)
            person = ends.get(known_as.start()) if known_as else None
            if person is not None and person is not other and other.term is None:
                person.places += other.places
                person.aliases += (other.name, *other.forms)
                cast.remove(other)
                gone.add(id(other))
                break
    cast.people = [person for person in cast.people if id(person) not in gone]


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
    for form in (*person.forms, *person.aliases):
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


def _is_somebody(person: Person, text: str) -> bool:
    """Leave out single words that only a model takes for a name, that stand once and do nothing."""
    return (
        not person.single or len(set(person.places)) > 1 or any(does_something(text, end) for _, end in person.places)
    )


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


def _in_small_letters(name: str) -> str:
    """Turn "Javier SOLANA" and "MARIA LOPEZ" into names as they are printed elsewhere; "J.R.", "JD" and "III" stay."""
    if name.isupper():
        return name.title()
    return " ".join(word.title() if len(word) > LONGEST_LETTERS and word.isupper() else word for word in name.split())


def _candidate(person: Person, text: str) -> Candidate:
    short = len(set(person.places) - set(person.fulls))
    if person.term is not None:
        bonus, has_office = _bonus(person), bool(person.offices)
        return Candidate(
            term=person.term,
            why=person.why,
            places=person.places,
            bonus=bonus,
            has_office=has_office,
            called_short=short,
        )
    forms = person.forms
    best = max(
        forms,
        key=lambda name: (not _is_end(name, forms), not _has_initials(name), forms[name], len(name.words)),
        default=person.name,
    )
    name = _in_small_letters(best.text)
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
        called_short=short,
        left_out=left_out,
    )
