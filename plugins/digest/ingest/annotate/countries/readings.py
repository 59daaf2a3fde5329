"""Which country a hit means in its text: people's names, towns with a state behind them, words with several owners."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ....core.types import NamedSpan
from ...names.words import name_words
from .context import NONE, CountryContext, Readings, country_context
from .gazetteer import WORD_RE, Form, Gazetteer, Hit

CUE_LENGTH = 50_000  # code points of a text in which cues are looked for: more would not change the balance
BEFORE_RE = re.compile(r"([^\W\d_][\w'’-]*\.?)[ \u00a0]$")
AFTER_RE = re.compile(r"[ \u00a0]([^\W\d_][\w-]+)")
PREPOSITION_RE = re.compile(r"\b(?:in|from|across|throughout|near|inside|outside|via|around)\s$", re.IGNORECASE)
INITIAL_RE = re.compile(r"[A-Z]\.")
# A state behind a town: "Paris, Texas", "Ridge Farm, Ill.".
STATE_RE = re.compile(r",[ \u00a0](?P<state>(?:[A-Z][\w.]*)(?:[ \u00a0][A-Z][\w.]*)?)")
TOWN_RE = re.compile(r"(?:[A-Z][\w'’.-]*[ \u00a0]){0,2}[A-Z][\w'’.-]*$")
UNIVERSITY_BEFORE_RE = re.compile(r"\bUniversity of (?:the )?$")
UNIVERSITY_AFTER_RE = re.compile(r" (?:State )?University\b")
# A state behind a country's name is that of a town of the same name: "Malta, Montana,"; in a list it is not.
TOWN_STATE_RE = re.compile(r"(?! and [A-Z]|, and |, [A-Z][\w ]*, | or [A-Z])")
CITY_KINDS = ("capital", "metonym", "place")
# What counts when words have several owners, in cues.
PRIOR, SURE, SIGN, MOST_SIGNS = 1.0, 1.5, 0.4, 2.0
SIGNS_ALONE, SIGNS_BESIDE_NAMES = 3, 6  # signs that suggest a country which is not named


@dataclass
class Scene:
    """A text and what is known of it while its hits are resolved."""

    text: str
    folded: str
    gazetteer: Gazetteer
    people: list[tuple[int, int]]  # spans, by their starts
    context: CountryContext

    @cached_property
    def head(self) -> str:
        """The part of the text in which cues are looked for."""
        return self.text[:CUE_LENGTH]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of that part."""
        return frozenset(WORD_RE.findall(self.folded[:CUE_LENGTH]))

    @cached_property
    def signs(self) -> dict[str, int]:
        """How many signs of a country stand in the text, of those that have any."""
        words, phrases = self.context.sign_words, self.context.sign_phrases
        found = [words[word] for word in words.keys() & self.words]
        found += [codes for phrase, codes in phrases.items() if phrase in self.head]
        return Counter(code for codes in found for code in codes)


def resolve(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Keep the hits that name countries, each with the codes that it means here."""
    kept = [hit for hit in hits if hit.form.kind != "nothing" and scene.text[hit.end : hit.end + 1] != "$"]
    kept = without_people(scene, kept)
    kept = without_agreements(scene, kept)
    kept = without_universities(scene, kept)
    kept = with_readings(scene, with_states(scene, kept))
    return sorted([*kept, *by_signs(scene, kept)], key=start_of)


def make_scene(text: str, folded: str, gazetteer: Gazetteer, names: Iterable[NamedSpan]) -> Scene:
    """Gather what the rules look at."""
    people = sorted((span.start, span.end) for span in names if span.kind == "person" and " " in span.text.strip())
    return Scene(text=text, folded=folded, gazetteer=gazetteer, people=people, context=country_context())


# --- People ----------------------------------------------------------------------------------------------------------


def without_people(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Drop hits inside people's names, and the bare surname where the full name stands elsewhere in the text."""
    people = {index for index, hit in enumerate(hits) if is_person(scene, hit)}
    known = {hits[index].form.text for index in people}
    for index, hit in enumerate(hits):
        bare = hit.form.text in known and index not in people
        if bare and not PREPOSITION_RE.search(scene.text[max(0, hit.start - 12) : hit.start]):
            people.add(index)
    return [hit for index, hit in enumerate(hits) if index not in people]


def is_person(scene: Scene, hit: Hit) -> bool:
    """Tell whether a hit is part of a person's name: a span of the name finder, a name before it or behind it."""
    if hit.form.text not in scene.context.people:
        return False
    place = bisect_right(scene.people, (hit.start, len(scene.text)))
    if place and hit.end <= scene.people[place - 1][1]:
        return True
    words = name_words()
    before = BEFORE_RE.search(scene.text[max(0, hit.start - 24) : hit.start])
    if before and hit.form.text not in words.titles:
        word = before[1]
        if word.rstrip(".") in words.honorifics or word in words.given_names or INITIAL_RE.fullmatch(word):
            return True
    if hit.form.text not in words.given_names or PREPOSITION_RE.search(scene.text[max(0, hit.start - 12) : hit.start]):
        return False
    after = AFTER_RE.match(scene.text, hit.end)
    return bool(after) and is_surname(scene, after[1])  # type: ignore[index]


def is_surname(scene: Scene, word: str) -> bool:
    """Tell whether a word behind a given name can be a surname."""
    if not word[0].isupper() or word.isupper() or word in scene.context.place_followers:
        return False
    return word not in scene.gazetteer.forms


# --- Agreements ------------------------------------------------------------------------------------------------------


def without_agreements(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Drop cities that only name an agreement ("the Paris Agreement"), wherever they stand for it."""
    words = scene.context.agreement_words
    named = set()
    for index, hit in enumerate(hits):
        after = AFTER_RE.match(scene.text, hit.end)
        if after and after[1] in words and hit.form.kind in CITY_KINDS:
            named.add(index)
    known = {hits[index].form.text for index in named}
    return [
        hit
        for index, hit in enumerate(hits)
        if index not in named and not (hit.form.text in known and follows_article(scene, hit))
    ]


def follows_article(scene: Scene, hit: Hit) -> bool:
    """Tell whether "the" stands before a hit: "the Louvre talks" is the agreement still."""
    return scene.text[max(0, hit.start - 4) : hit.start].lower() == "the "


# --- Universities ----------------------------------------------------------------------------------------------------


def without_universities(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Drop universities that are called after a place, where nothing else names its country: it may be elsewhere."""
    called = {hit.start for hit in hits if is_university(scene, hit)}
    others = {code for hit in hits if hit.start not in called for code in hit.form.codes}
    return [hit for hit in hits if hit.start not in called or others & set(hit.form.codes)]


def is_university(scene: Scene, hit: Hit) -> bool:
    """Tell whether a hit is in the name of a university."""
    if UNIVERSITY_BEFORE_RE.search(scene.text, max(0, hit.start - 20), hit.start):
        return True
    return UNIVERSITY_AFTER_RE.match(scene.text, hit.end) is not None


# --- Towns and states ------------------------------------------------------------------------------------------------


def with_states(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Give a town the country of the state behind it, wherever else the text names it; and find the state's own hit."""
    moved: dict[str, str] = {}
    for hit in hits:
        match = STATE_RE.match(scene.text, hit.end)
        code = state_code(scene, match["state"]) if match and may_be_town(scene, hit) else None
        if match and code and not is_own(scene, hit, match["state"]):
            moved[hit.form.text] = moved[match["state"].split()[0]] = code
    settled = [move(hit, moved[hit.form.text]) if hit.form.text in moved else hit for hit in hits]
    found = {hit.start for hit in settled}
    return sorted([*settled, *(hit for hit in town_hits(scene) if hit.start not in found)], key=start_of)


def may_be_town(scene: Scene, hit: Hit) -> bool:
    """Tell whether a hit can be a town with its state behind it: a city, or a country's name that is in no list."""
    if hit.form.kind in CITY_KINDS:
        return True
    state = STATE_RE.match(scene.text, hit.end)
    in_list = (
        scene.text[max(0, hit.start - 2) : hit.start] == ", "
        or scene.text[max(0, hit.start - 5) : hit.start] == " and "
    )
    return hit.form.kind == "name" and not in_list and state is not None and is_last(scene, state)


def is_last(scene: Scene, state: re.Match[str]) -> bool:
    """Tell whether a list ends with a state's name, or what looks like one, here."""
    end = state.end() if state_code(scene, state["state"]) else state.start("state") + len(state["state"].split()[0])
    return TOWN_STATE_RE.match(scene.text, end) is not None


def is_own(scene: Scene, hit: Hit, state: str) -> bool:
    """Tell whether the state's name is also that of the town's own country: "Tbilisi, Georgia"."""
    readings = scene.context.readings.get(state.split(maxsplit=1)[0])
    return readings is not None and hit.form.readings is None and bool(set(hit.form.codes) & readings.cues.keys())


def move(hit: Hit, code: str) -> Hit:
    """Give a hit another country."""
    return replace(hit, form=replace(hit.form, codes=(code,), readings=None, kind="place"))


def start_of(hit: Hit) -> int:
    """Give the key by which hits are sorted."""
    return hit.start


def state_code(scene: Scene, words: str) -> str | None:
    """Find the country of a state's name or abbreviation at the start of some words."""
    first, _, second = words.partition(" ")
    states = scene.context.states
    code = states.get(words) or states.get(f"{first} {second.rstrip('.')}")
    return code or states.get(first) or states.get(first.rstrip("."))


def town_hits(scene: Scene) -> list[Hit]:
    """Find abbreviated states behind towns, which stand in no vocabulary: "Ridge Farm, Ill."."""
    hits = []
    for match in STATE_RE.finditer(scene.text):
        first = match["state"].split()[0]
        code = scene.context.states.get(first)
        if code is None or not (first.endswith(".") or first.isupper()):
            continue
        if TOWN_RE.search(scene.text[max(0, match.start() - 40) : match.start()]):
            start = match.start("state")
            form = Form(text=first, kind="state", codes=(code,))
            hits.append(Hit(start=start, end=start + len(first), form=form))
    return hits


# --- Words with several owners ---------------------------------------------------------------------------------------


def with_readings(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Settle words with several owners by the cues in the text; drop those that are nobody's."""
    sure = {code for hit in hits if hit.form.readings is None for code in hit.form.codes}
    chosen: dict[str, str | None] = {}
    for hit in sorted(hits, key=lambda hit: hit.form.kind != "name"):  # a country's name says more than a city's
        readings = hit.form.readings
        if readings is not None and hit.form.text not in chosen:
            code = chosen[hit.form.text] = choose(scene, readings, hit.form.text, sure)
            sure |= {code} if code and hit.form.kind == "name" else set()
    kept = []
    for hit in hits:
        code = chosen.get(hit.form.text)
        if hit.form.readings is None:
            kept.append(hit)
        elif code and code in scene.gazetteer.terms:
            kept.append(replace(hit, form=replace(hit.form, codes=(code,))))
    return kept


def choose(scene: Scene, readings: Readings, form: str, sure: set[str]) -> str | None:
    """Choose the reading with the most cues; None if none is a country."""
    best, most = readings.otherwise, PRIOR if readings.otherwise else 0.0
    for code, cues in readings.cues.items():
        count = sum(is_cue(scene, cue, form, sure) for cue in cues) * (PRIOR + 0.5 if code == NONE else PRIOR)
        if code == readings.otherwise:
            count += PRIOR + SURE * (code in sure)
        elif code in sure and (readings.otherwise is None or count):
            count += SURE
        if readings.otherwise not in sure:
            count += min(SIGN * scene.signs.get(code, 0), MOST_SIGNS)
        if count > most:
            best, most = code, count
    return None if best == NONE else best


def is_cue(scene: Scene, cue: str, form: str, sure: set[str]) -> bool:
    """Tell whether a cue is there: a code among the countries that are sure, or words of the text."""
    if len(cue) == 2 and cue.isupper():
        return cue in sure
    return cue != form and is_there(scene, cue)


def is_there(scene: Scene, words: str) -> bool:
    """Tell whether words stand in the text as they are printed here."""
    return words in scene.words if words.isalnum() else words in scene.head


# --- Texts that name no country ---------------------------------------------------------------------------------------


def by_signs(scene: Scene, hits: Sequence[Hit]) -> list[Hit]:
    """Find the country that several signs suggest, where the text does not name it."""
    named = {code for hit in hits for code in hit.form.codes}
    ranked = sorted(scene.signs.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][0] in named:
        return []
    code, count = ranked[0]
    rival = ranked[1][1] if len(ranked) > 1 else 0
    if count < (SIGNS_BESIDE_NAMES if named else SIGNS_ALONE) or count < 2 * rival:
        return []
    form = Form(text="", kind="sign", codes=(code,))
    found = []
    for sign in scene.context.signs[code]:
        match = re.search(rf"(?<!\w){re.escape(sign)}(?!\w)", scene.head)
        if match:
            found.append(Hit(start=match.start(), end=match.end(), form=replace(form, text=sign)))
    return found
