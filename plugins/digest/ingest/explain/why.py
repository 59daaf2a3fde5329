"""Why one name is or is not among an article's terms: `digest explain FILE --why NAME`. Pure."""

import re
from collections.abc import Iterator

from ...content.vocabulary import fold_name
from ...core.terminal import counted, printable
from ...core.types import TAXONOMIES, Annotation, Evidence, Reading
from ..annotate.salience import log_odds
from ..names import reading_text
from ..reasons import describe_evidence, describe_removal, describe_term

AROUND = 40  # characters quoted on each side of a place


def format_why(file: str, reading: Reading, name: str, *, threshold: float) -> str:
    """Tell what became of a name: the terms that bear it with their evidence, or where it stands otherwise.

    `threshold` is DIGEST_ACTOR_THRESHOLD: evidence is weighed against its log odds.
    """
    found = [one for taxonomy in TAXONOMIES for one in getattr(reading.annotations, taxonomy) if _is_called(one, name)]
    told = [line for one in found for line in _told(one, reading.article.text, threshold)]
    return printable("\n".join([f"{file}: {name}", *(told or _not_found(reading, name))]))


def _is_called(one: Annotation, name: str) -> bool:
    wanted = fold_name(name)
    names = (one.term.name, *one.term.aliases, *one.words, *(mention.text for mention in one.mentions))
    return wanted in map(fold_name, names)


def _told(one: Annotation, text: str, threshold: float) -> Iterator[str]:
    verdict = "is tagged" if one.main else "is not tagged"
    yield f"  {one.term.name} ({one.term.kind or one.term.taxonomy}) {verdict}: {describe_term(one)}"
    yield f"    named in {counted(len(one.mentions), 'place')} of the text, salience {one.salience:.2f}"
    for evidence in one.evidence:
        yield f"    {evidence.weight:+.2f} {describe_evidence(evidence.rule)}{_quoted(evidence, text)}"
    if one.evidence:
        together = sum(evidence.weight for evidence in one.evidence)
        yield f"    {together:+.2f} together, {log_odds(threshold):+.2f} needed"


def _quoted(evidence: Evidence, text: str) -> str:
    if evidence.start is None or evidence.end is None:
        return ""
    around = text[max(0, evidence.start - AROUND) : evidence.end + AROUND]
    return f": …{' '.join(around.split())}…"


def _not_found(reading: Reading, name: str) -> list[str]:
    """Say where the words stand that became no term: inside a longer name, in a removed line, or nowhere."""
    text, _ = reading_text(reading.article)
    whole = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
    lines = [
        f"  it is part of {one.term.name}"
        for taxonomy in TAXONOMIES
        for one in getattr(reading.annotations, taxonomy)
        if any(whole.search(each) for each in (one.term.name, *(mention.text for mention in one.mentions)))
    ]
    places = [match.start() for match in whole.finditer(text)]
    if places:
        start = places[0]
        quote = " ".join(text[max(0, start - AROUND) : start + len(name) + AROUND].split())
        lines.append(f"  it stands in {counted(len(places), 'place')}, and nothing takes it for a name: …{quote}…")
    lines += [
        f"  line {removal.line} has it, which was removed: {describe_removal(removal.reason)}"
        for removal in reading.removals
        if whole.search(removal.text)
    ]
    return lines or ["  it does not stand in the article"]
