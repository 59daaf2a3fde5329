"""Whose a party is that papers name without its country: "the Labour Party" is Nigeria's in an article on Nigeria."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from ....content.vocabulary import fold_name, slugify
from ....core.data import read_pattern
from ....core.types import NamedSpan, Term
from .lexicon import Lexicon
from .phrases import Hit, PhraseIndex, Scan
from .span_set import Taken

# Names that parties of several countries bear, with or without "Party".
STEM_RE = re.compile(r"(?:ic)? party$|s$")
SHARED_RE = re.compile(read_pattern("actor_words.yaml", "shared_parties"))


def local_parties(
    scanned: Scan,
    hits: Sequence[Hit[Term]],
    spans: Iterable[NamedSpan],
    *,
    own: Term | None,
    named: Collection[str],
    lexicon: Lexicon,
) -> list[Hit[Term]]:
    """Give the parties to `own`, the country that the text is about; `named` are the codes of all that it names."""
    if own is None or own.code is None:
        return list(hits)
    kept = [_local(hit, own, named, lexicon) for hit in hits]
    taken = Taken((hit.start, hit.end) for hit in kept)
    names = dict.fromkeys(span.text for span in spans if span.kind != "place" and SHARED_RE.fullmatch(span.text))
    found = ((name, _known_party(name, own.code, lexicon)) for name in names)
    index = PhraseIndex((name, party) for name, party in found if party is not None)
    more = (hit for hit in index.find(scanned) if taken.is_free(hit.start, hit.end))
    return sorted((*kept, *more), key=lambda hit: hit.start)


def _local(hit: Hit[Term], own: Term, named: Collection[str], lexicon: Lexicon) -> Hit[Term]:
    if own.code is None or hit.value.country in (None, own.code) or not SHARED_RE.fullmatch(hit.phrase):
        return hit
    party = _known_party(hit.phrase, own.code, lexicon)
    if party is None and hit.value.country not in named:
        name = f"{hit.phrase} ({own.name})"
        party = Term(
            taxonomy="actors", name=name, slug=slugify(name), kind="organisation", country=own.code, known=False
        )
    return replace(hit, value=party) if party else hit


def _known_party(name: str, code: str, lexicon: Lexicon) -> Term | None:
    """Find the one party of a country in whose name or aliases these words stand."""
    stem = STEM_RE.sub("", fold_name(name))  # "Social Democrats" of the Social Democratic Party
    whole = re.compile(rf"\b{re.escape(stem)}")
    found = [
        term
        for term in lexicon.parties.get(code, ())
        if any(whole.search(fold_name(each)) for each in (term.name, *term.aliases))
    ]
    exact = [term for term in found if any(fold_name(name) == fold_name(each) for each in (term.name, *term.aliases))]
    best = exact or found
    return best[0] if len(best) == 1 else None


def with_acronyms(scanned: Scan, hits: Sequence[Hit[Term]], acronyms: dict[str, str]) -> list[Hit[Term]]:
    """Find known bodies by letters that the article itself introduces for them: "People's Party (CHP)"."""
    terms = {hit.phrase: hit.value for hit in hits if hit.value.kind != "person"}
    index = PhraseIndex((letters, terms[name]) for letters, name in acronyms.items() if name in terms)
    taken = Taken((hit.start, hit.end) for hit in hits)
    more = (hit for hit in index.find(scanned) if taken.is_free(hit.start, hit.end))
    return sorted((*hits, *more), key=lambda hit: hit.start)
