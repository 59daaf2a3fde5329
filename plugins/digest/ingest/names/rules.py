"""Rule-based NER: runs of capitalised words, classified by titles, verbs, given names and words for bodies.

    "Russian President Vladimir Putin said"  ->  Vladimir Putin, person, "title-and-name"

Every rule looks at one run and a few words around it, so the work grows with the text's length.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ...core.data import read_words
from ...core.types import NamedSpan, NameKind
from .surnames import is_surname_first
from .words import NameWords, first_names, name_words

UPPER = "".join(char for char in map(chr, range(0x250)) if char.isupper())
ABBREVIATED = "|".join(sorted(read_words("names.yaml", "abbreviations")))
WORD = rf"""(?:
    (?:{ABBREVIATED})\.
    | (?:[{UPPER}]\.)+(?:-[{UPPER}]\.)?                          # initials: J.R.R., J.-P.
    | (?:(?:[aeu][lrsnzdt]|ash)-|[dDO]['’])?[{UPPER}]\w*(?:['’](?=[{UPPER}])\w+)?(?:-\w+)*
)"""
PARTICLE = r"(?:v[ao]n|der|den|del?|della|d[iao]|d[ao]s|l[ae]|bin|ibn|bint|al|el|ul|ur|ben|te[rn]|zu|du)"
RUN_RE = re.compile(rf"(?<![\w@#&/-]){WORD}(?:[ \u00a0](?:{PARTICLE}[ ]){{0,2}}{WORD})*", re.VERBOSE)
TOKEN_RE = re.compile(r"[^ \u00a0]+")
# "Ministry of Trade, Industry and Energy", "Bank for International Settlements"
TAIL_RE = re.compile(
    rf"""(?:[ ](?:of|for|on|against)(?:[ ]the)?(?:[ ][{UPPER}][\w'’-]*\w){{1,4}}
    (?:(?:,(?:[ ][{UPPER}][\w-]+){{1,3}}){{0,3}}(?:,?[ ]and|[ ]&)(?:[ ][{UPPER}][\w-]+){{1,3}})?){{1,2}}""",
    re.VERBOSE,
)
ACRONYM_RE = re.compile(rf"[ ]\((?:the[ ])?['\"“‘]?([{UPPER}][\w&-]{{1,9}})['\"”’]?\)", re.VERBOSE)
WORD_PLACE_RE = re.compile(r"[\w'’&-]+")
NOT_IN_NAME_RE = re.compile(
    r"[.;:!?\"“”()]|\b(?:is|are|was|were|has|had|said|says|the [a-z]+|with|by|from|to|at|that|which|who)\b"
)
INITIAL_RE = re.compile(rf"[{UPPER}]\.(?:-?[{UPPER}]\.)?")
AGE_RE = re.compile(r",? (?:aged )?\(?\d\d[,).]")
NEXT_WORD_RE = re.compile(r"[\s,]*([\w-]+)")
LAST_WORD_RE = re.compile(r"([\w-]+)([,:]?)\s$")
# "U.S. Attorney's Office", "Children's Fund"
OWNER_RE = re.compile(
    rf"(?:(?!The )[{UPPER}][\w.-]* ){{0,3}}"
    rf"(?:(?:Attorney|General|Governor|Mayor|Sheriff|Coroner|Prosecutor|Ombudsman|Bishop|King|Queen|Prince|Children|People"
    rf"|Women|Men|Nation|Saint)['’]s|[{UPPER}]\w+s['’]) $"
)
SAID_RE = re.compile(r"\b(?:said|says|told|adds|added|by)\s$")
PLACE_BEFORE_RE = re.compile(r"\b(?:in|near|outside|from|across|throughout|inside)\s$")
TITLE_CASE_SHARE = 0.75  # of a line's longer words with a capital, from which it is a headline in title case
# ", chairman of", ", the Irish foreign minister,"; the office is the last word before "of", "at", a comma, an end.
OFFICE_BEHIND_RE = re.compile(
    r", (?:(?:an?|the|its|his|her|their) )?((?:[\w'’-]+ ){0,5}?[\w-]+)(?= of\b| at\b| for\b|[,.;]|$)"
)
OFFICE_BEFORE_RE = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Hh]is|[Hh]er) (?:[\w-]+ ){0,3}?([\w-]+)(?: (?:of|for|at) [^,.;:\n]{2,60})?, $"
)
BEFORE, AFTER = 90, 60  # characters looked at beside a run
LONGEST_NAME = 5  # words


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive capitalised words, with the text on both sides."""

    tokens: tuple[str, ...]
    starts: tuple[int, ...]
    end: int
    before: str
    after: str
    words: NameWords


Found = tuple[int, int, NameKind] | None  # start and end in the line, kind
Rule = Callable[[Run], Found]


def find_rule_names(text: str) -> tuple[NamedSpan, ...]:
    """Find people, organisations and places in a text by rules alone."""
    return tuple(_spans(text, name_words()))


def _spans(text: str, words: NameWords) -> Iterator[NamedSpan]:
    for start, line in lines_of(text):
        if not line or is_title_case(line):
            continue
        match = RUN_RE.search(line)
        while match:
            done = _end_of_name(match, words)
            run = _make_run(line, match, done, words)
            span = _named(line, start, run) if run else None
            if span:
                done = max(done, span.end - start)
                yield span
            match = RUN_RE.search(line, done)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its offset."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def is_title_case(line: str) -> bool:
    """Return whether a line is a headline with capitals on most words: they say nothing about names there."""
    if len(line) > 160 or line.endswith((".", ".”", '."')):
        return False
    longer = [word for word in line.split() if len(word) > 2 and word[0].isalpha()]
    return len(longer) > 2 and sum(word[0].isupper() for word in longer) >= TITLE_CASE_SHARE * len(longer)


def _end_of_name(match: re.Match[str], words: NameWords) -> int:
    """Give where a run ends: after "Jr." a sentence may start, and nobody's name goes on."""
    for part in list(TOKEN_RE.finditer(match[0]))[2:]:
        if part[0].endswith(".") and part[0][:-1] in words.suffixes:
            return match.start() + part.end()
    return match.end()


def _make_run(line: str, match: re.Match[str], end: int, words: NameWords) -> Run | None:
    """Make the run without the words that merely start a sentence."""
    tokens = [(part[0], part.start()) for part in TOKEN_RE.finditer(line, match.start(), end)]
    tokens = tokens[_count_starting(tuple(token for token, _ in tokens), words) :]
    while tokens and tokens[-1][0] in words.stop_words:
        del tokens[-1]
    if not tokens:
        return None
    start, end = tokens[0][1], tokens[-1][1] + len(tokens[-1][0])
    return Run(
        tokens=tuple(token for token, _ in tokens),
        starts=tuple(place for _, place in tokens),
        end=end,
        before=line[max(0, start - BEFORE) : start],
        after=line[end : end + AFTER],
        words=words,
    )


def _count_starting(names: Sequence[str], words: NameWords) -> int:
    """Count the words that merely start a sentence, as `He` does, but not in "He Lifeng" or "National Safety Board"."""
    last_body = max((place for place, name in enumerate(names) if name in words.organisation_words), default=0)
    for place, name in enumerate(names):
        may_be_name = place == len(names) - 2 and is_surname_first(names[place:], words)
        if name not in words.stop_words or may_be_name or (name in words.body_starts and place < last_body):
            return place
    return len(names)


def _named(line: str, offset: int, run: Run) -> NamedSpan | None:
    for name, rule in RULES:
        found = rule(run)
        if found:
            start, end, kind = found
            return NamedSpan(start=offset + start, end=offset + end, text=line[start:end], kind=kind, rule=name)
    return None


# --- The rules --------------------------------------------------------------------------------------------------------


def _body(run: Run) -> Found:
    """A run in which a word says that it is a body: "Swedish Prosecution Authority"."""
    if not any(token.rstrip(".") in run.words.organisation_words for token in run.tokens):
        return None
    tail = TAIL_RE.match(run.after)
    end = run.end + _length_without_office(tail[0], run.words) if tail else run.end
    if len(run.tokens) < 2 and not tail:
        return None
    owner = OWNER_RE.search(run.before)
    return run.starts[0] - (len(owner[0]) if owner else 0), end, "organisation"


def _length_without_office(tail: str, words: NameWords) -> int:
    """Give the length of " of Japan" in " of Japan Governor Satoshi Sumita"; "of the President" is whole."""
    small = True  # the word before is "of", "for", "the"
    for token in TOKEN_RE.finditer(tail):
        if token[0] in words.titles and not small:
            return len(tail[: token.start()].rstrip())
        small = token[0].islower()
    return len(tail)


def _acronym(run: Run) -> Found:
    """A run followed by its own initials in brackets: "Peoples Democratic Party (PDP)"."""
    found = ACRONYM_RE.match(run.after)
    if not found:
        return None
    start = _start_of_long_form(found[1], run)
    if start is not None:
        return start, run.end, "organisation"
    if len(run.tokens) < 2:
        return None
    first = next((i for i, token in enumerate(run.tokens) if token[0] == found[1][0]), 0)
    return run.starts[first], run.end, "organisation"


def _start_of_long_form(acronym: str, run: Run) -> int | None:
    """Find where the words begin that letters in brackets are short for, reading both backwards.

    After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions": each letter stands
    in the words before, in order, and the first of them at the start of a word; here of one with a capital.
    """
    letters = [char for char in acronym.lower() if char.isalnum()]
    words = list(WORD_PLACE_RE.finditer(run.before + " ".join(run.tokens)))[-min(len(letters) + 5, 2 * len(letters)) :]
    text = run.before + " ".join(run.tokens)
    place = len(text)
    for index, letter in reversed(list(enumerate(letters))):
        place = text.lower().rfind(letter, 0, place)
        while index == 0 and place >= 0 and not _starts_name(text, place):
            place = text.lower().rfind(letter, 0, place)
    starts = {word.start() for word in words}
    inside = place in starts and not NOT_IN_NAME_RE.search(text, place)
    return run.starts[0] - len(run.before) + place if inside else None


def _starts_name(text: str, place: int) -> bool:
    return text[place].isupper() and (place == 0 or not text[place - 1].isalnum())


def _thing(run: Run) -> Found:
    """A run that ends like a place or an event; nothing else may take it for a name."""
    found = len(run.tokens) > 1 and run.tokens[-1] in run.words.other_words
    return (run.starts[0], run.end, "place") if found else None


def _titled(run: Run) -> Found:
    """A name after its office or honorific in capitals: "Foreign Minister Wang Yi", "Mr Assange"."""
    titles = [i for i, token in enumerate(run.tokens) if _is_title(token, run.words)]
    first = titles[-1] + 1 if titles else 0
    if not titles or first == len(run.tokens) or not is_name(run.tokens[first:], run.words):
        return None
    return run.starts[first], run.end, "person"


def _small_titled(run: Run) -> Found:
    """A name after an office in lower case: "former foreign minister Joschka Fischer"."""
    last = LAST_WORD_RE.search(run.before)
    if not last or last[1] not in run.words.small_titles or not is_name(run.tokens, run.words):
        return None
    if len(run.tokens) < 2 and last[2]:
        return None
    return run.starts[0], run.end, "person"


def _given(run: Run) -> Found:
    """A run from a common given name on: "Antony Blinken"."""
    for i, token in enumerate(run.tokens[:-1][:3]):
        if token in run.words.given_names and is_name(run.tokens[i:], run.words):
            first = i - 1 if i and run.tokens[i - 1].lower() in first_names() else i  # "Pushpa Kamal Dahal"
            return run.starts[first], run.end, "person"
    return None


def _surname_first(run: Run) -> Found:
    """A name of surname and given name in that order: "Wang Yi", "Kim Jong-un"."""
    for i in range(min(3, len(run.tokens) - 1)):
        if is_surname_first(run.tokens[i:], run.words):
            return run.starts[i], run.end, "person"
    return None


def _initials(run: Run) -> Found:
    """A name with an initial in it: "Sonya A. Zoghlin", "B. U. Nzeribe"."""
    first = next((i for i, token in enumerate(run.tokens[:-1]) if INITIAL_RE.fullmatch(token)), None)
    if first is None or len(run.tokens[-1]) < 3 or not is_name(run.tokens[max(0, first - 1) :], run.words):
        return None
    return run.starts[max(0, first - 1)], run.end, "person"


def _aged(run: Run) -> Found:
    """A name before an age: "Aryavir Kumar, 26"."""
    if len(run.tokens) < 2 or not AGE_RE.match(run.after) or not is_name(run.tokens, run.words):
        return None
    return run.starts[0], run.end, "person"


def _speaker(run: Run) -> Found:
    """Two or three words that do what people do: "Saeb Erekat said"."""
    if not 2 <= len(run.tokens) <= 3 or not is_name(run.tokens, run.words):
        return None
    following = NEXT_WORD_RE.match(run.after)
    if not ((following and following[1] in run.words.strong_verbs) or SAID_RE.search(run.before)):
        return None
    return run.starts[0], run.end, "person"


def _office_behind(run: Run) -> Found:
    """Two to four words before a comma and an office: "Merrill Dunmere, chairman of the council"."""
    if not 2 <= len(run.tokens) <= 4 or not is_name(run.tokens, run.words):
        return None
    office = OFFICE_BEHIND_RE.match(run.after)
    if not office or run.words.small_offices.isdisjoint(re.split(r"[ -]", office[1].lower())):
        return None
    return run.starts[0], run.end, "person"


def _office_before(run: Run) -> Found:
    """Two to four words behind an office and a comma: "the governor of the Bank of Canada, Piers Alder"."""
    if not 2 <= len(run.tokens) <= 4 or not is_name(run.tokens, run.words):
        return None
    office = OFFICE_BEFORE_RE.search(run.before)
    if not office or office[1].lower() not in run.words.small_offices:
        return None
    return run.starts[0], run.end, "person"


def _place(run: Run) -> Found:
    """A run after "in" or "near"."""
    return (run.starts[0], run.end, "place") if PLACE_BEFORE_RE.search(run.before) and len(run.tokens) < 4 else None


RULES: tuple[tuple[str, Rule], ...] = (
    ("acronym-in-brackets", _acronym),
    ("title-and-name", _titled),
    ("body-word", _body),
    ("place-or-thing-word", _thing),
    ("office-and-name", _small_titled),
    ("surname-first", _surname_first),
    ("given-name", _given),
    ("initials", _initials),
    ("name-and-office", _office_behind),
    ("office-and-comma", _office_before),
    ("name-and-age", _aged),
    ("name-and-verb", _speaker),
    ("in-a-place", _place),
)


def _is_title(token: str, words: NameWords) -> bool:
    plain = token.rstrip(".")
    return plain in words.titles or plain in words.honorifics


def is_name(tokens: tuple[str, ...], words: NameWords) -> bool:
    """Return whether these words can be a person's name: no body, place, acronym or title among them."""
    if not 1 <= sum(token[0].isupper() for token in tokens) <= LONGEST_NAME:
        return False
    if tokens[-1] in words.other_words and tokens[0] not in words.given_names:
        return False
    called = tokens[1:-1] if tokens[0] in words.given_names else tokens  # "Amit Shah", "Angus King"
    return words.titles.isdisjoint(called) and not any(
        token in words.organisation_words
        or token in words.stop_words
        or (len(token) > 1 and token.isupper() and not token.endswith(".") and token not in words.suffixes)
        or any(char.isdigit() for char in token)
        for token in tokens
    )
