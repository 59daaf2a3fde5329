"""The search index: what it knows of posts, the same bytes each time, and which of its files go again."""

import gzip
import json
from pathlib import Path

import pytest
from digest.site.search import Record, make_index, write_index
from digest.site.search.normalise import Value, read_cbor, settle_index, write_cbor

VALUES: dict[str, Value] = {
    "small": 7,
    "a byte": 200,
    "two bytes": 60_000,
    "four bytes": 70_000,
    "text": "Pékin 北京",
    "long text": "x" * 300,
    "lists": ["year", [["2020", [1, 2, 3]], ["2021", []]]],
    "a long list": [*range(1000)],
}


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
def test_cbor_is_read_back(value: Value) -> None:
    data = write_cbor(value)
    assert read_cbor(data, 0) == (value, len(data))


def filter_file(values: list[Value]) -> bytes:
    return gzip.compress(b"pagefind_dcd" + write_cbor(["year", values]))


def index(filters: list[Value], values: list[Value]) -> dict[str, bytes]:
    return {
        "pagefind-entry.json": json.dumps({"languages": {"en": {"hash": "en_aaaaaaaaaa"}}}).encode(),
        "pagefind.en_aaaaaaaaaa.pf_meta": gzip.compress(b"pagefind_dcd" + write_cbor(["1", [], [], filters, [], []])),
        "filter/en_bbbbbbb.pf_filter": filter_file(values),
        "filter/en_ccccccc.pf_filter": filter_file([["2019", [0]]]),
        "pagefind.js": b"//",
    }


def test_the_order_of_filters_and_values_is_settled() -> None:
    one = index([["year", "en_bbbbbbb"], ["actor", "en_ccccccc"]], [["2021", [1]], ["2020", [0]]])
    other = index([["actor", "en_ccccccc"], ["year", "en_bbbbbbb"]], [["2020", [0]], ["2021", [1]]])
    assert settle_index(one) == settle_index(other)


def test_files_of_filters_are_found_by_their_new_names() -> None:
    settled = settle_index(index([["year", "en_bbbbbbb"], ["actor", "en_ccccccc"]], [["2021", [1]]]))
    name = json.loads(settled["pagefind-entry.json"])["languages"]["en"]["hash"]
    meta, _ = read_cbor(gzip.decompress(settled[f"pagefind.{name}.pf_meta"]).removeprefix(b"pagefind_dcd"), 0)
    assert isinstance(meta, list)
    assert {f"filter/{file}.pf_filter" for _, file in meta[3]} == {  # type: ignore[misc, union-attr]
        path for path in settled if path.startswith("filter/")
    }


RECORD = Record(
    path="2021/01/01/a/",
    title="Talks <b>in</b> Geneva",
    date="2021-01-01T00:00:00+00:00",
    summary='A "summary"',
    text="Nothing was signed.",
    filters=(("country", "China"), ("country", "Russia"), ("year", "2021")),
    words="China, Peking",
)


def test_pagefind_makes_the_same_bytes_each_time() -> None:
    first, second = (make_index([RECORD], lang="en-GB") for _ in range(2))
    assert first == second
    assert {"pagefind/pagefind.js", "pagefind/pagefind-entry.json", "pagefind/wasm.en.pagefind"} <= set(first)
    assert not [path for path in first if "-ui" in path]


def test_nothing_to_find_is_no_index() -> None:
    assert make_index([], lang="en") == {}


def test_a_record_says_markup_as_text() -> None:
    html = RECORD.html()
    assert "<h1>Talks &lt;b&gt;in&lt;/b&gt; Geneva</h1>" in html
    assert 'data-is="A &quot;summary&quot;"' in html


def test_an_index_takes_the_place_of_the_one_before_it(tmp_path: Path) -> None:
    write_index({"pagefind/pagefind.js": b"1", "pagefind/index/en_1234567.pf_index": b"1"}, tmp_path)
    (tmp_path / "pagefind" / "mine.txt").write_text("not of the index")
    write_index({"pagefind/pagefind.js": b"2", "pagefind/index/en_7654321.pf_index": b"2"}, tmp_path)
    files = {path.relative_to(tmp_path / "pagefind").as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {"pagefind.js", "index/en_7654321.pf_index", "mine.txt"}
    write_index({}, tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["pagefind", "mine.txt"]
