"""Make the font of the cards for social networks, in data/cards/, from the files of a package that ships it by scripts.

    npm pack @fontsource/literata && tar xzf fontsource-literata-*.tgz
    python tools/make_card_font.py package

fontTools is needed here alone, at development time. Literata is under the SIL Open Font License and reserves no name.
What the package has in a file for each script is merged into one of each weight. Its kerning becomes a `kern` table,
which FreeType reads by itself: HarfBuzz would also ask for FriBidi, which not every machine has, and then the same text
would be drawn in two ways. Combining marks are left out, for nothing would place them.
"""

import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._k_e_r_n import KernTable_format_0

CARDS = Path(__file__).parents[1] / "plugins/digest/data/cards"
SCRIPTS = ("latin", "latin-ext", "vietnamese", "cyrillic", "cyrillic-ext", "greek")
WEIGHTS = (400, 600)
DROPPED = ("GSUB", "GDEF", "STAT", "MVAR", "DSIG", "gasp")
MOST_PAIRS = 10_900  # the table's length is a 16-bit number; the widest moves come first
LEAST_MOVE = 0.012  # of the font's size: two thirds of a pixel in the largest title
FORMAT_CLASSES = 2
EXTENSION = 9
PAIRS = 2


def main(package: Path) -> None:
    """Write the fonts, which characters they have, and their licence."""
    CARDS.mkdir(exist_ok=True)
    known: set[int] = set()
    for weight in WEIGHTS:
        font = make_font(package / "files", weight)
        font.save(CARDS / f"literata-{weight}.ttf")
        characters = set(font.getBestCmap())
        known = known & characters if known else characters
    rows = "\n".join(f"  {' '.join(row)}" for row in _in_rows(list(list_ranges(known)), 12))
    text = f"# Characters of the cards' font, made by tools/make_card_font.py.\ncharacters: |\n{rows}\n"
    (CARDS / "characters.yaml").write_text(text, encoding="utf-8")
    (CARDS / "OFL.txt").write_bytes((package / "LICENSE").read_bytes())
    sys.stdout.write(f"{len(known)} characters\n")


def make_font(folder: Path, weight: int) -> TTFont:
    """Merge the files of a weight, with the kerning of all of them."""
    moves: dict[tuple[int, int], int] = {}  # by code points: the same glyph has many names
    with tempfile.TemporaryDirectory() as scratch:
        parts = []
        for script in SCRIPTS:
            font = TTFont(folder / f"literata-{script}-{weight}-normal.woff")
            reduce_font(font)
            moves = {**read_kerning(font), **moves}
            del font["GPOS"]
            font.flavor, created = None, font["head"].created
            parts.append(str(Path(scratch) / f"{script}.ttf"))
            font.save(parts[-1])
        merged = Merger().merge(parts)
        add_kerning(merged, moves)
    merged.recalcTimestamp = False
    merged["head"].created = merged["head"].modified = created  # the same bytes whenever it is made
    return merged


def reduce_font(font: TTFont) -> None:
    """Leave out hints, features other than kerning, and combining marks."""
    options = Options(layout_features=["kern"], hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += DROPPED
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[one for one in font.getBestCmap() if not unicodedata.combining(chr(one))])
    subsetter.subset(font)


def read_kerning(font: TTFont) -> dict[tuple[int, int], int]:
    """Return how much closer each pair of characters stands."""
    named = {glyph: code for code, glyph in sorted(font.getBestCmap().items(), reverse=True)}
    found: dict[tuple[int, int], int] = {}
    for table in _list_pair_tables(font["GPOS"].table):
        for left, right, move in _list_moves(table, font.getGlyphOrder()):
            if left in named and right in named:
                found.setdefault((named[left], named[right]), move)
    return found


def _list_pair_tables(table: Any) -> Iterator[Any]:
    kerning = [one.Feature for one in table.FeatureList.FeatureRecord if one.FeatureTag == "kern"]
    for index in sorted({index for feature in kerning for index in feature.LookupListIndex}):
        for sub in table.LookupList.Lookup[index].SubTable:
            found = sub.ExtSubTable if sub.LookupType == EXTENSION else sub
            if found.LookupType == PAIRS:
                yield found


def _list_moves(table: Any, glyphs: Iterable[str]) -> Iterator[tuple[str, str, int]]:
    if table.Format != FORMAT_CLASSES:
        for left, pairs in zip(table.Coverage.glyphs, table.PairSet, strict=True):
            yield from ((left, pair.SecondGlyph, _move(pair)) for pair in pairs.PairValueRecord)
        return
    firsts, seconds = table.ClassDef1.classDefs, table.ClassDef2.classDefs
    for left in table.Coverage.glyphs:
        row = table.Class1Record[firsts.get(left, 0)].Class2Record
        yield from ((left, right, _move(row[seconds.get(right, 0)])) for right in glyphs)


def _move(record: Any) -> int:
    return getattr(record.Value1, "XAdvance", 0) if record.Value1 else 0


def add_kerning(font: TTFont, moves: Mapping[tuple[int, int], int]) -> None:
    """Give a font the kerning of pairs of characters."""
    glyphs, least = font.getBestCmap(), LEAST_MOVE * font["head"].unitsPerEm
    wide = sorted(((abs(move), pair) for pair, move in moves.items() if abs(move) >= least), reverse=True)[:MOST_PAIRS]
    part = KernTable_format_0()
    part.apple, part.coverage, part.tupleIndex = False, 1, None
    part.kernTable = {(glyphs[left], glyphs[right]): moves[left, right] for _, (left, right) in wide}
    table = font["kern"] = newTable("kern")
    table.version, table.kernTables = 0, [part]


def list_ranges(codes: Iterable[int]) -> Iterator[str]:
    """Write code points as ranges: `0020-007E`."""
    step = count()
    for _, group in groupby(sorted(codes), key=lambda code: code - next(step)):
        members = list(group)
        yield f"{members[0]:04X}-{members[-1]:04X}"


def _in_rows(words: list[str], size: int) -> Iterator[list[str]]:
    for start in range(0, len(words), size):
        yield words[start : start + size]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
