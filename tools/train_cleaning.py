"""Train the numbers of `plugins/digest/data/cleaning_model.yaml` on pastes whose article is known.

    python tools/train_cleaning.py FOLDER SET... [--drafts DRAFTS] [--cross-validate 5]

FOLDER holds for each SET a folder of `.txt` pastes and `SET.gold.json`, which maps a paste's name to its `body`. DRAFTS
holds `pastes/`, `pages/` (the same, saved) and `gold.json`: where that knows no `body`, what is read of the saved page
stands for it, unless it lacks a snippet that the page's text has (`with`) or has one that it has not (`without`). The
model is a conditional random field over the lines of a page (before the text, text, inset, after it), whose transitions
have features too; it is trained by gradient ascent on the likelihood, with numpy, which the plugin itself does not
need. Each page is also trained on as a part of it that an editor might have selected, and as a short paste with boxes
in its text (`set_insets.py`); the numbers are the mean of a few fields with other parts and boxes. Cross-validation
keeps pages that share furniture, that is a site, in one fold.
"""

import argparse
import difflib
import gzip
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from choice_weights import fold_text

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.ingest.clean import choose_parts
from digest.ingest.clean.features import NAMES, make_features
from digest.ingest.clean.insets import find_boxes
from digest.ingest.clean.line_features import Known, know_line
from digest.ingest.clean.lines import Line, make_lines
from digest.ingest.clean.model import AFTER, BEFORE, INSET, TEXT, Model, make_model
from digest.ingest.clean.trim import TRIMS
from digest.ingest.decode import decode
from digest.ingest.structure import make_article
from line_field import SMALLEST, train_field
from set_insets import collect_boxes, set_insets

MODEL = Path(__file__).parents[1] / "plugins/digest/data/cleaning_model.yaml"
WORD_RE = re.compile(r"\w+")
CROP_WEIGHT = 0.5
FIELDS = 4  # whose mean is taken: a single one hangs on which parts and boxes were drawn
LAST_OPENING = 7  # words of an article's first ones that surely are of its text, and not its lead-in
# Of the fields that learn from drafts too. They leave less of other stories, and lose more behind boxes.
DRAFTS_SHARE = 0.75
GUIDES_SHARE = 0.5  # of the guides, which have few boxes: those that are also trained on with boxes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A paste with the part that each of its lines is in."""

    name: str
    set: str
    text: str
    body: str
    lines: tuple[Line, ...]
    known: list[Known]
    boxes: dict[int, str]  # lines of sure insets, which the model does not see
    places: list[int]  # the parts that the lines are in
    parts: list[int]  # those of the lines that the model sees, as are the features
    features: list[tuple[int, ...]]
    weight: float = 1.0


def make_page(name: str, set_: str, text: str, gold: dict[str, str | None], held: list[bool] | None = None) -> Page:
    """Measure a paste and label its lines, by `held` where that is known."""
    lines = make_lines(text)
    known = [know_line(line.text) for line in lines]
    places = label_parts(find_held(lines, gold["body"] or "") if held is None else held)
    boxes = find_boxes(lines, [found.kind for found in known])
    seen = [index for index, found in enumerate(known) if not found.is_inset and index not in boxes]
    return Page(
        name=name,
        set=set_,
        text=text,
        body=gold["body"] or "",
        lines=lines,
        known=known,
        boxes=boxes,
        places=places,
        parts=[places[index] for index in seen],
        features=make_features([lines[index] for index in seen], [known[index].look for index in seen]),
        weight=1.0 if held is None else CROP_WEIGHT,
    )


def find_held(lines: Sequence[Line], body: str) -> list[bool]:
    """Tell which lines the body holds: more than half of their words in its order."""
    words = [WORD_RE.findall(line.text) for line in lines]
    flat = [word for found in words for word in found]
    owner = [index for index, found in enumerate(words) for _ in found]
    hits = [0] * len(lines)
    matcher = difflib.SequenceMatcher(None, flat, WORD_RE.findall(body), autojunk=False)
    for start, _, size in matcher.get_matching_blocks():
        for at in range(start, start + size):
            hits[owner[at]] += 1
    held: list[bool] = []
    for hit, found in zip(hits, words, strict=True):
        held.append(hit > len(found) / 2 if found else bool(held and held[-1]))
    return held


def label_parts(held: Sequence[bool]) -> list[int]:
    """Turn lines in and out of the body into the parts of a page."""
    if True not in held:
        return [BEFORE] * len(held)
    first, last = list(held).index(True), len(held) - 1 - list(held)[::-1].index(True)
    return [
        BEFORE if index < first else AFTER if index > last else TEXT if is_held else INSET
        for index, is_held in enumerate(held)
    ]


def crop(page: Page, chance: random.Random) -> Page | None:
    """Make what an editor might have selected: from a little above the text to a little below it."""
    if TEXT not in page.places:
        return None
    first, last = page.places.index(TEXT), len(page.places) - 1 - page.places[::-1].index(TEXT)
    start = max(0, first - chance.choice((0, 1, 2, 3, 5, 8, 12, 20)))
    end = min(len(page.places) - 1, last + chance.choice((0, 0, 1, 2, 3, 5, 8, 15, 30)))
    lines = page.text.split("\n")[page.lines[start].number - 1 : page.lines[end].number]
    held = [part == TEXT for part in page.places[start : end + 1]]
    if len(make_lines("\n".join(lines))) != len(held):
        return None  # a part of a hard-wrapped page is joined otherwise
    return make_page(page.name, page.set, "\n".join(lines), {"body": page.body}, held)


def with_insets(pages: Sequence[Page], chance: random.Random) -> list[Page]:
    """Make a short paste with boxes in its text of most pages."""
    boxes = collect_boxes(pages)
    made = []
    for page in pages:
        found = None if page.set == "guides" and chance.random() < GUIDES_SHARE else set_insets(page, boxes, chance)
        if found and len(make_lines(found[0])) == len(found[1]):
            body = "\n".join(
                text for text, held in zip(filter(None, found[0].split("\n")), found[1], strict=True) if held
            )
            made.append(make_page(page.name, page.set, found[0], {"body": body}, found[1]))
    return made


def train(pages: Sequence[Page]) -> np.ndarray:
    """Fit the numbers on all pages, and on those whose text people have marked, and weigh the two."""
    marked = [page for page in pages if page.set != "drafts"]
    weights = train_fields(marked)
    if len(marked) < len(pages):
        weights = (1 - DRAFTS_SHARE) * weights + DRAFTS_SHARE * train_fields(pages)
    return np.where(np.abs(weights) < SMALLEST, 0.0, weights)


def train_fields(pages: Sequence[Page]) -> np.ndarray:
    """Take the mean of some fields, each fitted on pages, on parts of them, and on short pastes with boxes."""
    found = []
    for seed in range(1, FIELDS + 1):
        chance = random.Random(seed)
        parts = [part for page in pages if (part := crop(page, chance))]
        found.append(train_field([*pages, *parts, *with_insets(pages, chance)]))
    return np.mean(found, 0)


def read_pages(folder: Path, sets: Sequence[str]) -> list[Page]:
    """Read the pastes of each set with their gold."""
    pages = []
    for set_ in sets:
        gold = json.loads((folder / f"{set_}.gold.json").read_text(encoding="utf-8"))
        for name, item in gold.items():
            (raw, *_) = decode((folder / set_ / f"{name}.txt").read_bytes(), name=name)
            pages.append(make_page(name, set_, raw.text, item))
    return pages


def read_drafts(folder: Path) -> list[Page]:
    """Read pastes of pages whose text is known, or is read of the saved page as what is known of it says."""
    pages = []
    for name, item in json.loads((folder / "gold.json").read_text(encoding="utf-8")).items():
        raws = decode((folder / "pastes" / f"{name}.txt").read_bytes(), name=name)
        body = item["body"] or _read_saved(gzip.decompress((folder / "pages" / f"{name}.html.gz").read_bytes()), item)
        if body and len(raws) == 1:
            pages.append(make_page(f"{item['site']} {name}", "drafts", raws[0].text, {"body": body}))
    return pages


def _read_saved(data: bytes, item: Mapping[str, Any]) -> str | None:
    article = make_article(decode(data, name="page.html")[0]).article
    text = fold_text(article.text)
    told = fold_text(" ".join((article.text, *article.standfirst, article.headline or "")))
    inside = [*(item["with"] or ()), " ".join((item["first_words"] or "").split()[-LAST_OPENING:])]
    is_whole = all(fold_text(snippet) in told for snippet in inside)
    is_pure = not any(fold_text(snippet) in text for snippet in item["without"] or ())
    return article.text if is_whole and is_pure else None


# --- Files and figures ------------------------------------------------------------------------------------------------


def format_weights(weights: np.ndarray) -> str:
    """Write the numbers of the field as YAML."""
    rows = ["weights:"]
    for name, row in zip(NAMES, weights, strict=True):
        if row.any():
            rows.append(f'  "{name}": [{", ".join(f"{value:.2f}" if value else "0" for value in row)}]')
    return "\n".join(rows) + "\n"


def group_by_site(pages: Sequence[Page]) -> list[int]:
    """Group pages that share a dozen lines of furniture, or a third of theirs, and drafts of one site."""
    furniture = [
        {
            line.text
            for line, part in zip(page.lines, page.places, strict=True)
            if part != TEXT and 3 < len(line.text) < 80
        }
        for page in pages
    ]
    counts = Counter(text for found in furniture for text in found)
    group = list(range(len(pages)))
    for one in range(len(pages)):
        for other in range(one):
            shared = sum(1 for text in furniture[one] & furniture[other] if counts[text] <= 12)
            is_one_site = pages[one].set == pages[other].set == "drafts" and _site(pages[one]) == _site(pages[other])
            if is_one_site or shared >= 12 or shared > 2 + 0.3 * min(len(furniture[one]), len(furniture[other])):
                group = [group[other] if root == group[one] else root for root in group]
    return group


def _site(page: Page) -> str:
    return page.name.partition(" ")[0]


def deal_folds(pages: Sequence[Page], folds: int) -> list[int]:
    """Give each page the number of its fold; pages of one site share it."""
    groups = group_by_site(pages)
    loads = [0] * folds
    fold_of: dict[int, int] = {}
    for group, count in Counter(groups).most_common():
        fold_of[group] = loads.index(min(loads))
        loads[fold_of[group]] += count
    return [fold_of[group] for group in groups]


def cross_validate(pages: Sequence[Page], folds: int) -> None:
    """Print body scores of each set, as it is and with boxes, from models that saw no page of the same site."""
    fold_of = deal_folds(pages, folds)
    rows: dict[str, list[tuple[float | None, float | None, float, bool]]] = {}
    for chosen in range(folds):
        others = [page for page, fold in zip(pages, fold_of, strict=True) if fold != chosen]
        model = make_model(tuple(map(tuple, train(others).tolist())))
        held = [pages[index] for index, fold in enumerate(fold_of) if fold == chosen]
        for page in held:
            rows.setdefault(page.set, []).append(score_body(page.body, predict(page, model)))
        for page in with_insets(held, random.Random(0)):
            rows.setdefault(f"{page.set}, with boxes", []).append(score_body(page.body, predict(page, model)))
    for set_, scores in rows.items():
        precision, recall = mean([row[0] for row in scores]), mean([row[1] for row in scores])
        f1 = 2 * precision * recall / (precision + recall)
        exact, macro = mean([row[3] for row in scores]), mean([row[2] for row in scores])
        sys.stdout.write(f"{set_}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} exact {exact:.3f} macro {macro:.3f}\n")


def predict(page: Page, model: Model) -> str:
    """Join the lines that a model takes for text."""
    parts = choose_parts(page.lines, page.known, model, page.boxes)
    kinds = [page.boxes.get(index, found.kind) for index, found in enumerate(page.known)]
    for trim in TRIMS:
        parts = trim(page.lines, kinds, parts)
    return "\n".join(line.text for line, part in zip(page.lines, parts, strict=True) if part == TEXT)


def score_body(wanted: str, found: str) -> tuple[float | None, float | None, float, bool]:
    """Compare two texts by their runs of four words: precision, recall, F1, and whether all words are the same."""
    left, right = WORD_RE.findall(wanted), WORD_RE.findall(found)
    bags = [Counter(tuple(words[at : at + 4]) for at in range(max(1, len(words) - 3))) for words in (left, right)]
    common, total = sum((bags[0] & bags[1]).values()), sum(bags[0].values()) + sum(bags[1].values())
    precision = common / sum(bags[1].values()) if right else None
    return precision, common / sum(bags[0].values()) if left else None, 2 * common / total, left == right


def mean(values: Sequence[float | None]) -> float:
    """Average what there is."""
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else 0.0


def main() -> None:
    """Train, and write the numbers where the plugin reads them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sets", nargs="+")
    parser.add_argument("--drafts", type=Path, help="a folder of pastes and saved pages to learn from, too")
    parser.add_argument("--cross-validate", type=int, metavar="FOLDS", help="only print figures")
    options = parser.parse_args()
    pages = read_pages(options.folder, options.sets)
    pages += read_drafts(options.drafts) if options.drafts else []
    if options.cross_validate:
        cross_validate(pages, options.cross_validate)
        return
    head, _, rest = MODEL.read_text(encoding="utf-8").partition("weights:\n")
    choices = rest.partition("headline:\n")[2]  # of headline and byline: tools/train_choices.py makes them
    MODEL.write_text(f"{head}{format_weights(train(pages))}headline:\n{choices}", encoding="utf-8")


if __name__ == "__main__":
    main()
