"""Measure how versions of one story are told apart: pastes against saved pages, and pastes that were changed.

    .venv/bin/python tools/measure_versions.py BENCH

BENCH is the folder that `measure_cleaning.py` reads. Each paste is compared with the saved page of the same article,
both ways; and each paste, with every third guide, with itself without a paragraph (at the start, in the middle, at the
end of its text), with another number or name in it, and among the menus and links of another page. A line a comparison:
how many pairs were told to be what.
"""

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "plugins"))

from digest.ingest.clean import TEXT, clean_lines
from digest.ingest.decode import decode
from digest.ingest.intake.change import Version, find_change
from digest.ingest.structure import make_article
from measure_cleaning import read_file

NAME_RE = re.compile(r"(?<=[a-z] )[A-Z][a-z]{3,}\b")
NUMBER_RE = re.compile(r"\b\d+\b")
PARAGRAPH = 15  # words
FEWEST = 4  # paragraphs of a text that is changed
HEAD = 6  # lines above another page's text that are its headline's, not menus
Compared = tuple[str, Version, Version]


def read(data: bytes, name: str) -> Version:
    """Read a file as ingest does."""
    raw = decode(data, name=name)[0]
    made = make_article(raw)
    article, removals = made.article, made.removals
    around = "\n".join(removal.text for removal in (*raw.removals, *removals))
    return Version(text=article.text, around=around, headline=article.headline)


def read_lines(lines: Sequence[str]) -> Version:
    """Read lines as a paste of them."""
    return read("\n".join(lines).encode(), "paste.txt")


def find_text(lines: Sequence[str]) -> tuple[int, int]:
    """Give the first line of the article's text, and the line after its last; nothing where there is none."""
    found = [line.line.number for line in clean_lines("\n".join(lines)) if line.part == TEXT]
    return (found[0] - 1, found[-1]) if found else (0, 0)


def compare_pages(folder: Path, keys: Sequence[str]) -> Iterator[Compared]:
    """Pair each paste with the saved page of its article."""
    for key in keys:
        (name, paste), (other, page) = read_file(folder / "pastes", key), read_file(folder / "pages", key)
        one, two = read(paste, name), read(page, other)
        yield "page after paste", one, two
        yield "paste after page", two, one


def compare_changed(pastes: Mapping[str, Sequence[str]], chance: random.Random) -> Iterator[Compared]:
    """Pair each paste with what was made of it."""
    spans = {key: span for key, lines in pastes.items() if (span := find_text(lines))[1]}
    keys = list(spans)
    for index, key in enumerate(keys):
        lines, (start, end) = pastes[key], spans[key]
        whole = read_lines(lines)
        other = keys[(index + len(keys) // 2) % len(keys)]
        above, below = pastes[other][: max(0, spans[other][0] - HEAD)], pastes[other][spans[other][1] :]
        moved = [*above, "", whole.headline or "", "", *lines[start:end], *below]
        yield "among another page's lines", whole, read_lines(moved)
        places = [at for at in range(start, end) if is_paragraph(lines[at], whole.text)]
        if len(places) < FEWEST:
            continue
        for at in (places[0], places[len(places) // 2], places[-1]):
            yield "a paragraph more", read_lines([*lines[:at], *lines[at + 1 :]]), whole
        for what, pattern in (("another number", NUMBER_RE), ("another name", NAME_RE)):
            found = [(at, match) for at in places for match in pattern.finditer(lines[at])]
            if found:
                at, match = chance.choice(found)
                new = str(int(match[0]) + 7) if match[0].isdigit() else "Zwenov"
                line = lines[at][: match.start()] + new + lines[at][match.end() :]
                yield what, whole, read_lines([*lines[:at], line, *lines[at + 1 :]])


def is_paragraph(line: str, text: str) -> bool:
    """Tell a paragraph of the text."""
    line = line.strip()
    return len(line.split()) >= PARAGRAPH and line[-1] in '.”"' and line.casefold() in text.casefold()


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    folder: Path = parser.parse_args().bench
    gold = {set_: list(json.loads((folder / f"{set_}.gold.json").read_text("utf-8"))) for set_ in ("pastes", "guides")}
    chosen = [("pastes", key) for key in gold["pastes"]] + [("guides", key) for key in gold["guides"][::3]]
    told: Counter[tuple[str, str]] = Counter()
    pairs = list(compare_pages(folder, gold["pastes"]))
    for set_ in ("pastes", "guides"):
        texts = {
            key: read_file(folder / set_, key)[1].decode("utf-8", "replace") for name, key in chosen if name == set_
        }
        pairs += compare_changed({key: text.split("\n") for key, text in texts.items()}, random.Random(7))
    for what, old, new in pairs:
        told[what, find_change(old, new).kind] += 1
    for what in dict.fromkeys(what for what, _ in told):
        counts = ", ".join(f"{told[pair]} {pair[1]}" for pair in told if pair[0] == what)
        sys.stdout.write(f"{what}: {counts}\n")


if __name__ == "__main__":
    main()
