"""Corrections of a name finder's spans by the words beside them, before people and bodies are merged.

Each rule looks at all spans of an article and gives them back mended; RULES says in which order.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from ....core.data import read_pattern
from ....core.types import NamedSpan
from ...names.rules import RULES as NAME_RULES
from ...names.runs import UPPER, is_title_case
from ...names.words import is_first_name, name_words
from .lexicon import CountryWord
from .names import fold_word, parse_name
from .one_kind import one_kind, without_plain_words
from .phrases import Hit
from .span_set import Taken
from .told_kinds import told_bodies, without_storms

PERSON_SURE = ("given-name", "surname-first", "initials", "name-and-age", "named-as")
PERSON_RULES = frozenset(name for name, _ in NAME_RULES)
TITLE_RULES = ("title-and-name", "office-and-name")
KEYS = ("body_qualifiers", "bodies", "places", "public_qualifiers", "public_bodies", "not_public")
WORDS = {key: read_pattern("actor_words.yaml", key) for key in KEYS}
BODY_AFTER_RE = re.compile(
    rf"(?:[ -](?:{WORDS['body_qualifiers']})){{0,2}} (?:{WORDS['bodies']})\b(?! (?:leader|chief|head|boss|spokes))"
)
PLACE_AFTER_RE = re.compile(rf" (?:{WORDS['places']})\b")
OFFICE_AFTER_RE = re.compile(
    r" (?:Minister|Secretary|Ministers|Undersecretary|Correspondent|Editor|Reporter|departments?|ministr(?:y|ies))\b"
)
WORD_RE = re.compile(r"[\w&-]+")
OWNED_RE = re.compile(rf"\b([{UPPER}][a-z]+)['’]s [{UPPER}]\w+(?: (?:and |& )?[{UPPER}]\w+)+")
PUBLIC_BODY_RE = re.compile(
    rf"(?<![\w'’-])(?<![{UPPER}]\w )(?:South |North |New |West |East |St\.? )?"
    rf"([{UPPER}][\w-]+(?: [{UPPER}][\w-]+)?)(?:['’]s)? "
    rf"(?:(?:{WORDS['public_qualifiers']}) )?(?:{WORDS['public_bodies']})\b(?! (?:{WORDS['not_public']}))"
)
PLAIN = f"{WORDS['public_qualifiers']}|armed|secret|local|morality|border|tourist|anti|plainclothes|uniformed"
MOST_JOINED = 50  # names looked at: each is looked for in the whole text
REST_RE = re.compile(rf"(?: [{UPPER}][\w'’&-]*\w)+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The text in which the spans stand, and where it names countries."""

    text: str
    headline: int  # where it ends
    countries: Sequence[Hit[CountryWord]]


def mend_spans(
    text: str, spans: Iterable[NamedSpan], countries: Sequence[Hit[CountryWord]], *, headline: int
) -> list[NamedSpan]:
    """Mend the spans of an article whose headline ends at `headline`."""
    page, mended = Page(text=text, headline=headline, countries=countries), list(spans)
    for rule in RULES:
        mended = rule(page, mended)
    return mended


def _parties(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Take two words of which one names a people or a country for a body: "Georgian Dream", "Costco Canada"."""
    words = {hit.start: hit for hit in page.countries if hit.value.form in ("demonym", "name")}
    ends = {hit.end: hit for hit in page.countries if hit.value.form == "name"}
    return [_as_body(page, span) if _is_party(page, span, words) or _is_branch(span, ends) else span for span in spans]


def _is_branch(span: NamedSpan, countries: dict[int, Hit[CountryWord]]) -> bool:
    first, _, second = span.text.partition(" ")
    hit = countries.get(span.end)
    is_named = is_first_name(first) or span.rule in TITLE_RULES
    return span.kind == "person" and hit is not None and hit.phrase == second and not is_named


def _without_countries(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Take a country off a person's name: "the Governor General of Canada Adrienne Clarkson"."""
    ends = {hit.start: hit.end for hit in page.countries if hit.value.form == "name"}
    return [_without_country(page.text, span, ends) for span in spans]


def _without_country(text: str, span: NamedSpan, ends: dict[int, int]) -> NamedSpan:
    end = ends.get(span.start, span.end)
    if span.kind != "person" or end >= span.end or " " not in text[end + 1 : span.end]:
        return span
    return replace(span, start=end + 1, text=text[end + 1 : span.end])


def _told_kinds(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Go by what the text calls a name: a firm, a storm."""
    return told_bodies(page.text, without_storms(page.text, spans), {hit.start for hit in page.countries})


def _as_body(page: Page, span: NamedSpan) -> NamedSpan:
    is_told = BODY_AFTER_RE.match(page.text, span.end) is not None
    return replace(span, kind="organisation", rule="body-word" if is_told else span.rule)


def _is_party(page: Page, span: NamedSpan, countries: dict[int, Hit[CountryWord]]) -> bool:
    first, _, second = span.text.partition(" ")
    if span.kind != "person" or span.rule in TITLE_RULES or not second or first in name_words().given_names:
        return False
    if BODY_AFTER_RE.match(page.text, span.end) and span.rule not in PERSON_SURE:
        return True
    hit = countries.get(span.start)
    return hit is not None and hit.phrase == first and " " not in second and second not in name_words().given_names


def _whole_names(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Give a body the words with capitals that go on behind what a model saw: "American Theatre" of "... Wing"."""
    starts = {span.start for span in spans}
    bodies = sorted({span.text for span in spans if span.kind == "organisation"}, key=len, reverse=True)
    return [_whole(page.text, span, starts, bodies) for span in spans]


def _whole(text: str, span: NamedSpan, starts: set[int], bodies: Sequence[str]) -> NamedSpan:
    if span.kind != "organisation" or " " not in span.text:
        return span
    rest = REST_RE.match(text, span.end)
    if not rest:
        return span
    line_end = text.find("\n", span.start)
    if is_title_case(text[text.rfind("\n", 0, span.start) + 1 : line_end if line_end >= 0 else len(text)]):
        longer = next(
            (name for name in bodies if name.startswith(span.text + " ") and text.startswith(name, span.start)),
            span.text,
        )
        return replace(span, end=span.start + len(longer), text=longer)
    known, end = name_words(), span.end
    for word in re.finditer(r" (\S+)", rest[0]):
        start = span.end + word.start(1)
        if start in starts or word[1] in known.titles | known.stop_words | known.things | known.given_names:
            break
        end = span.end + word.end()
    return replace(span, end=end, text=text[span.start : end])


def _joined_by_and(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Join what the article only names together, twice or more, to one body: "Customs and Border Protection"."""
    mended = spans
    bodies = (span for span in spans if span.kind == "organisation" and " and " not in span.text)
    names = dict.fromkeys(span.text for span in bodies if page.text.startswith(" and ", span.end))
    for name in list(names)[:MOST_JOINED]:
        places = list(re.finditer(rf"\b{re.escape(name)}\b(?: and(?P<rest>(?: [{UPPER}][\w-]+)+))?", page.text))
        rests = {place["rest"] for place in places}
        if len(places) > 1 and len(rests) == 1 and None not in rests:
            whole = [
                NamedSpan(
                    start=place.start(), end=place.end(), text=place[0], kind="organisation", rule="joined-by-and"
                )
                for place in places
            ]
            inside = Taken((span.start, span.end) for span in whole)
            mended = [*whole, *(span for span in mended if inside.is_free(span.start, span.end))]
    return mended


def _owned_names(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Find a shop's or a house's name that begins with its owner's, where it stands twice: "Scott's City Limits"."""
    names = Counter(match[0] for match in OWNED_RE.finditer(page.text))
    known = {hit.start for hit in page.countries}
    people = {span.text.split()[end] for span in spans if span.kind == "person" and " " in span.text for end in (0, -1)}
    whole = [
        NamedSpan(start=match.start(), end=match.end(), text=match[0], kind="organisation", rule="owner-name")
        for match in OWNED_RE.finditer(page.text)
        if names[match[0]] > 1 and match.start() not in known and match[1] not in people | name_words().stop_words
    ]
    inside = Taken((span.start, span.end) for span in whole)
    return [*whole, *(span for span in spans if inside.is_free(span.start, span.end))]


def _without_headline_words(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Leave out single words that only a headline has, where a model sees a name: "Outbreak kills four"."""
    words = Counter(WORD_RE.findall(page.text[page.headline :]))
    return [
        span
        for span in spans
        if span.end > page.headline
        or " " in span.text
        or span.kind == "place"
        or words[span.text] > words[span.text.lower()]
    ]


def _public_bodies(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Find bodies that papers print in small letters behind their place: "Winnipeg police", "Italian parliament"."""
    taken = Taken((span.start, span.end) for span in spans if span.kind == "person" or " " in span.text)
    states = {hit.start for hit in page.countries if hit.value.form == "name"}  # "Sudan's army": its government's
    found = [
        NamedSpan(start=match.start(), end=match.end(), text=match[0], kind="organisation", rule="public-body")
        for match in PUBLIC_BODY_RE.finditer(page.text)
        if taken.is_free(match.start(), match.end())
        and match.start() not in states
        and not _is_plain(match[1].split()[0])
    ]
    inside = Taken((span.start, span.end) for span in found)
    return [*found, *(span for span in spans if inside.is_free(span.start, span.end))]


def _is_plain(word: str) -> bool:
    """Tell whether the word before "police" names no place: "Riot police" at the start of a sentence."""
    return word in name_words().stop_words or re.fullmatch(PLAIN, word.lower()) is not None


def _single_names(_: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Take single words for the person whom the article names in full: "Nikki", which a model takes for a body."""
    names = [name for span in spans if span.kind == "person" and " " in span.text and (name := parse_name(span.text))]
    full = {word for name in names for word in (name.surname, *name.given[:1])}
    return [
        replace(span, kind="person") if span.kind != "person" and fold_word(span.text) in full else span
        for span in spans
    ]


def _without_places(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Take what is called a province, a town or a road for a place: of people what is called so wherever it stands."""
    places = Counter(span.text for span in spans if PLACE_AFTER_RE.match(page.text, span.end))
    names = Counter(span.text for span in spans if span.kind == "person")
    return [
        replace(span, kind="place") if places[span.text] and names[span.text] <= places[span.text] else span
        for span in spans
    ]


def _without_offices(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    """Leave out an office, or its beginning: "Harbour Trust Coordinator", "Education" of "Education Minister"."""
    return [span for span in spans if not _is_of_office(page.text, span)]


def _is_of_office(text: str, span: NamedSpan) -> bool:
    if span.kind == "organisation":
        return OFFICE_AFTER_RE.match(text, span.end) is not None
    words = span.text.split()
    is_office = words[-1] in name_words().titles or words[-1].lower() in name_words().small_offices
    may_be_name = len(words) == 1 or is_first_name(words[0])
    return span.kind == "person" and span.rule not in PERSON_RULES and is_office and not may_be_name


def _one_kind(page: Page, spans: list[NamedSpan]) -> list[NamedSpan]:
    return without_plain_words(page.text, one_kind(spans))


RULES: tuple[Callable[[Page, list[NamedSpan]], list[NamedSpan]], ...] = (
    _without_countries,
    _parties,
    _told_kinds,
    _single_names,
    _one_kind,
    _public_bodies,
    _without_headline_words,
    _without_offices,
    _without_places,
    _whole_names,
    _joined_by_and,
    _owned_names,
)
