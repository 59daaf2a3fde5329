"""The people of one article while it is read, found by surname and given name, and who holds which office when."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from ....core.slugs import fold_name
from ....core.types import Reason, Role, Term
from .names import PersonName, fold_word, is_same_person


@dataclass(slots=True)
class Person:
    """Somebody whom the article names; `forms` counts the full names it uses."""

    name: PersonName
    why: Reason
    term: Term | None = None
    country: str | None = None
    forms: Counter[PersonName] = field(default_factory=Counter)
    aliases: list[PersonName] = field(default_factory=list)  # "known as ..."
    places: list[tuple[int, int]] = field(default_factory=list)
    single: bool = False  # known by one word only, and no office speaks for it
    by_model: bool = False
    offices: set[str] = field(default_factory=set)
    fulls: list[tuple[int, int]] = field(default_factory=list)  # places that a name finder or the vocabulary gave

    @property
    def text(self) -> str:
        """Return the vocabulary's name, or else the article's."""
        return self.term.name if self.term else self.name.text

    @property
    def generation(self) -> str | None:
        return next((form.generation for form in (self.name, *self.forms) if form.generation), None)

    def is_called(self, name: PersonName) -> bool:
        return is_same_person(self.name, name) or any(is_same_person(form, name) for form in self.forms)


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

    def country_of(self, surname: str) -> str | None:
        """Give the country that leaders of this surname have served by that day, where all served one."""
        people = self.by_surname.get(fold_word(surname), ())
        codes = {one.country for one in people if any(has_begun(role, self.day) for role in one.roles)}
        return codes.pop() if len(codes) == 1 else None


def is_held(role: Role, day: dt.date | None) -> bool:
    """Tell whether an office is held on a day; without a day, whether it is held still."""
    if day is None:
        return role.end is None
    return (role.start is None or role.start <= day) and (role.end is None or day <= role.end)


def has_begun(role: Role, day: dt.date | None) -> bool:
    """Tell whether an office was taken by a day."""
    return day is None or role.start is None or role.start <= day


def _words_of(person: Person) -> tuple[str, ...]:
    """Give the words of a name by which a person is found."""
    name = person.name
    return tuple(dict.fromkeys((name.surname, name.surname.split()[-1], *name.given)))


class Cast:
    """The people of one article, found by surname."""

    def __init__(self, apart: Collection[frozenset[str]] = ()) -> None:
        self.apart = apart  # folded names that the editor keeps apart
        self.people: list[Person] = []
        self.surnames: dict[str, list[Person]] = {}
        self.terms: dict[str, Person] = {}
        self._by_word: dict[str, list[Person]] = {}

    def add(self, person: Person) -> None:
        self.people.append(person)
        self.surnames.setdefault(person.name.surname, []).append(person)
        if person.term is not None:
            self.terms[person.term.name] = person
        for word in _words_of(person):
            self._by_word.setdefault(word, []).append(person)

    def remove(self, person: Person) -> None:
        """Let the names of who is somebody else under another name lead to nobody; `people` keeps them."""
        for group, keys in ((self.surnames, (person.name.surname,)), (self._by_word, _words_of(person))):
            for key in keys:
                group[key] = [one for one in group[key] if one is not person]
                if not group[key]:
                    del group[key]

    def find_full(self, name: PersonName) -> Person | None:
        """Find who may bear a name of several words."""
        words = (name.surname, *name.surname.split("-"), *name.given)
        found = (person for word in words for person in self._by_word.get(word, ()) if person.is_called(name))
        return next((one for one in found if not self.are_apart(one.text, name.text)), None)

    def are_apart(self, one: str, other: str) -> bool:
        """Tell whether the editor keeps two names apart."""
        return bool(self.apart) and frozenset(map(fold_name, (one, other))) in self.apart

    def find_given(self, word: str) -> Person | None:
        """Find the one person with this name that is not a surname."""
        people = self._by_word.get(word, ())
        return people[0] if len(people) == 1 else None
