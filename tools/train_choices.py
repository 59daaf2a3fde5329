"""Train the weights by which headline and byline are chosen, in `plugins/digest/data/cleaning_model.yaml`.

    python tools/train_choices.py CLEAN DRAFTS [--cross-validate 5]

CLEAN and DRAFTS are folders of benches: in CLEAN `pastes/`, `guides/`, `pastes.gold.json`, `guides.gold.json`
and `pages/`; in DRAFTS `pastes/` and `gold.json`. Each paste is also trained on as the part of it that an editor might
have selected: from a little above its headline to a little below its text, and from
the one to the other. Cross-validation keeps a site in one fold.
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from choice_weights import Case, fit_weights, fold_of, fold_text, read_saved_headline
from digest.ingest.clean import TEXT, CleanLine, clean_lines
from digest.ingest.decode import decode
from digest.ingest.structure.byline import find_signed
from digest.ingest.structure.byline_signs import Paste
from digest.ingest.structure.byline_signs import rate_signs as rate_byline
from digest.ingest.structure.choice import choose
from digest.ingest.structure.headline import find_candidates, find_headline
from digest.ingest.structure.headline_signs import rate_signs as rate_headline

MODEL = Path(__file__).parents[1] / "plugins/digest/data/cleaning_model.yaml"
ASIDE_RE = re.compile(r"\([^)]*\)")
ABOVE, BELOW = (0, 0, 0, 0, 1, 2, 3, 5, 8), (0, 0, 1, 3, 8)  # lines that an editor selects with an article
REACH = 60  # lines below its headline in which the text starts


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A paste with what is right: accepted headlines, writers (None: not known), names that may stand there or not."""

    set: str
    site: str
    lines: Sequence[CleanLine]
    headlines: frozenset[str]
    byline: frozenset[str] | None
    optional: frozenset[str]
    is_printed: bool  # the byline


def read_bench(clean: Path, drafts: Path) -> Iterator[Labelled]:
    """Read the pastes of both benches, whole and as an editor might have selected them."""
    gold = json.loads((drafts / "gold.json").read_text(encoding="utf-8"))
    for key, item in gold.items():
        if item["headline"] and item["in_paste"].get("headline"):
            path, told = drafts / "pastes" / f"{key}.txt", [item["headline"], *item.get("headline_any", [])]
            yield from _read(f"drafts {item['set']}", item["site"], path, item, told)
    for name in ("pastes", "guides"):
        for key, item in json.loads((clean / f"{name}.gold.json").read_text(encoding="utf-8")).items():
            headline = item.get("headline") or (read_saved_headline(clean, key) if name == "pastes" else None)
            if headline:
                yield from _read(name, item.get("url") or key, clean / name / f"{key}.txt", item, [headline])


def _read(set_: str, site: str, path: Path, item: Mapping[str, Any], told: Sequence[str]) -> Iterator[Labelled]:
    (raw, *_) = decode(path.read_bytes(), name=path.name)
    headlines = frozenset(map(fold_text, told))
    lines = clean_lines(raw.text)
    is_known = item.get("byline") is not None or ("byline" in item and "in_paste" not in item)
    facts = {
        "headlines": headlines,
        "byline": _names(item.get("byline")) if is_known else None,
        "optional": _names(item.get("byline_optional")),
        "is_printed": item["in_paste"].get("byline") is True if "in_paste" in item else True,
    }
    yield Labelled(set=set_, site=site, lines=lines, **facts)
    chance = random.Random(path.stem)
    above, below = chance.choice(ABOVE), chance.choice(BELOW)
    for name, cropped in (
        ("selected", _crop(raw.text, lines, headlines, above, below)),
        ("alone", _crop(raw.text, lines, headlines, 0, 0)),
    ):
        if cropped:
            yield Labelled(set=f"{set_}, {name}", site=site, lines=clean_lines(cropped), **facts)


def _names(names: Sequence[str] | None) -> frozenset[str]:
    return frozenset(fold_text(ASIDE_RE.sub(" ", name)) for name in names or ())


def _crop(text: str, lines: Sequence[CleanLine], headlines: frozenset[str], above: int, below: int) -> str | None:
    """Cut out what an editor might have selected; None where the headline stands far from the text."""
    texts = [index for index, line in enumerate(lines) if line.part == TEXT]
    titles = [index for index, line in enumerate(lines) if fold_text(line.line.text) in headlines]
    if not texts or not titles or not titles[0] - 3 <= texts[0] <= titles[0] + REACH:
        return None
    last = [index for index in titles if index <= max(texts[0], titles[0])][-1]
    start, end = max(0, last - above), min(len(lines) - 1, texts[-1] + below)
    return "\n".join(text.split("\n")[lines[start].line.number - 1 : lines[end].line.number])


def headline_case(paste: Labelled) -> Case:
    """List a paste's candidates for the headline, and which are right."""
    found = [candidate for _, candidate in find_candidates(paste.lines)]
    right = [fold_text(candidate.line.text) in paste.headlines for candidate in found]
    return [_floats(rate_headline(candidate)) for candidate in found], right, False


def byline_case(paste: Labelled) -> Case:
    """List a paste's candidates for the byline, and which are right."""
    headline = find_headline(paste.lines).index
    first = next((index for index, line in enumerate(paste.lines) if line.part == TEXT), 0)
    seen = Paste(paste.lines, first if headline is None else headline)
    found = find_signed(seen)
    gold = paste.byline or frozenset()
    right = [bool(_names(one.names) & (gold | paste.optional)) and gold <= _names(one.names) <= gold | paste.optional
             for one in found]  # fmt: skip
    return [rate_byline(one, seen) for one in found], right, not gold or not paste.is_printed


def _floats(signs: Mapping[str, float]) -> Mapping[str, float]:
    return {name: float(value) for name, value in signs.items()}


def cross_validate(name: str, rows: Sequence[tuple[Labelled, Case]], folds: int) -> None:
    """Print how often the choice is right in each set, by weights that saw no paste of the same site."""
    right: dict[str, list[bool]] = {}
    for chosen in range(folds):
        weights = fit(rows, [fold_of(paste.site, folds) != chosen for paste, _ in rows])
        for paste, (signs, is_right, is_none) in rows:
            if fold_of(paste.site, folds) == chosen:
                best = choose(signs, weights).best
                right.setdefault(paste.set, []).append(is_none if best is None else is_right[best])
    for set_, values in right.items():
        sys.stdout.write(f"{name}, {set_}: {sum(values) / len(values):.3f} of {len(values)}\n")


def fit(rows: Sequence[tuple[Labelled, Case]], chosen: Sequence[bool]) -> Mapping[str, float]:
    """Fit the weights on some of the pastes."""
    names = sorted({name for _, (signs, _, _) in rows for sign in signs for name in sign})
    return fit_weights([case for (_, case), is_chosen in zip(rows, chosen, strict=True) if is_chosen], names)


def write_weights(section: str, weights: Mapping[str, float]) -> None:
    """Write one section of the model's file."""
    rows = "".join(f'  "{name}": {value:.2f}\n' for name, value in weights.items())
    text = re.sub(rf"^{section}:\n(?:  .*\n)*", "", MODEL.read_text(encoding="utf-8"), flags=re.MULTILINE)
    MODEL.write_text(f"{text}{section}:\n{rows}", encoding="utf-8")


def main() -> None:
    """Train, and write the numbers where the plugin reads them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path)
    parser.add_argument("drafts", type=Path)
    parser.add_argument("--cross-validate", type=int, metavar="FOLDS", help="only print figures")
    options = parser.parse_args()
    pastes = list(read_bench(options.clean, options.drafts))
    # A third cut of each paste adds nothing to what it shows of bylines: with it they were right no more often.
    known = [paste for paste in pastes if paste.byline is not None and not paste.set.endswith("alone")]
    for section, make, chosen in (("headline", headline_case, pastes), ("byline", byline_case, known)):
        rows = [(paste, make(paste)) for paste in chosen]
        if options.cross_validate:
            cross_validate(section, rows, options.cross_validate)
        else:
            write_weights(section, fit(rows, [True] * len(rows)))


if __name__ == "__main__":
    main()
