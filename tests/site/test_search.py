"""The search index: what it knows of posts, the same bytes each time, and which of its files go again."""

import gzip
import json
from pathlib import Path

import pytest
from digest.site.search import Record, make_index, write_index
from digest.site.search.normalise import Value, normalise_index, read_cbor, write_cbor
from digest.site.search.words import list_hidden_words

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


def packed(content: bytes, signature: bytes = b"pagefind_dcd") -> bytes:
    return gzip.compress(signature + content)


def filter_file(values: list[Value]) -> bytes:
    return packed(write_cbor(["year", values]))


def index(filters: list[Value], values: list[Value]) -> dict[str, bytes]:
    return {
        "pagefind-entry.json": json.dumps({"languages": {"en": {"hash": "en_aaaaaaaaaa"}}}).encode(),
        "pagefind.en_aaaaaaaaaa.pf_meta": packed(write_cbor(["1", [], [], filters, [], []])),
        "filter/en_bbbbbbb.pf_filter": filter_file(values),
        "filter/en_ccccccc.pf_filter": filter_file([["2019", [0]]]),
        "pagefind.js": b"//",
    }


def test_the_order_of_filters_and_values_is_settled() -> None:
    one = index([["year", "en_bbbbbbb"], ["actor", "en_ccccccc"]], [["2021", [1]], ["2020", [0]]])
    other = index([["actor", "en_ccccccc"], ["year", "en_bbbbbbb"]], [["2020", [0]], ["2021", [1]]])
    assert normalise_index(one) == normalise_index(other)


def test_files_of_filters_are_found_by_their_new_names() -> None:
    settled = normalise_index(index([["year", "en_bbbbbbb"], ["actor", "en_ccccccc"]], [["2021", [1]]]))
    name = json.loads(settled["pagefind-entry.json"])["languages"]["en"]["hash"]
    meta, _ = read_cbor(gzip.decompress(settled[f"pagefind.{name}.pf_meta"]).removeprefix(b"pagefind_dcd"), 0)
    assert isinstance(meta, list)
    assert {f"filter/{file}.pf_filter" for _, file in meta[3]} == {  # type: ignore[misc, union-attr]
        path for path in settled if path.startswith("filter/")
    }


def with_file(path: str, data: bytes | None) -> dict[str, bytes]:
    files = index([["year", "en_bbbbbbb"]], [["2021", [1]]])
    return {name: one for name, one in (files | {path: data}).items() if one is not None}


META, FILTER = "pagefind.en_aaaaaaaaaa.pf_meta", "filter/en_bbbbbbb.pf_filter"
UNKNOWN = {
    "no entry": with_file("pagefind-entry.json", None),
    "an entry that is no JSON": with_file("pagefind-entry.json", b"\xff{"),
    "an entry without languages": with_file("pagefind-entry.json", b'{"languages": ["en"]}'),
    "a language without a hash": with_file("pagefind-entry.json", b'{"languages": {"en": {"hash": 1}}}'),
    "no meta": with_file(META, None),
    "meta of another shape": with_file(META, packed(write_cbor(["2", []]))),
    "filters that are not there": with_file(META, packed(write_cbor(["1", 0, 0, [["a", "b"]]]))),
    "a filter of another shape": with_file(FILTER, packed(write_cbor(["year"]))),
    "a filter that is not gzipped": with_file(FILTER, b"pagefind_dcd"),
    "a filter that is cut": with_file(FILTER, packed(write_cbor(["year", []]))[:-9]),
    "another signature": with_file(FILTER, packed(write_cbor(["year", []]), b"pagefind_xyz")),
    "more behind it": with_file(FILTER, packed(write_cbor(["year", []]) + b"\0")),
    "CBOR of another type": with_file(FILTER, packed(b"\xa0")),
    "CBOR that ends": with_file(FILTER, packed(b"\x82\x64year\x9a")),
    "text that ends": with_file(FILTER, packed(b"\x82\x64ye")),
    "text that is no UTF-8": with_file(FILTER, packed(b"\x82\x61\xff\x80")),
    "a length without end": with_file(FILTER, packed(b"\x9f")),
}


@pytest.mark.parametrize("files", UNKNOWN.values(), ids=UNKNOWN)
def test_an_index_of_unknown_format_stays_as_it_is(files: dict[str, bytes], caplog: pytest.LogCaptureFixture) -> None:
    assert normalise_index(files) == files
    (message,) = caplog.messages
    assert message.startswith("search: the index stays as Pagefind made it")


RECORD = Record(
    path="2021/01/01/a/",
    title="Talks <b>in</b> Geneva",
    date="2021-01-01T00:00:00+00:00",
    summary='A "summary"',
    text="Nothing was signed.",
    filters=(("country", "China"), ("country", "Russia"), ("year", "2021")),
    words="China, Peking",
    lang="en",
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


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("plain text", ()),
        ("Łódź and Ørsted", ("Lódź", "Orsted")),
        ("Đorđe, Đorđe", ("Dorde",)),
        ("他在北京市", ("他在", "在北", "北京", "京市")),
        ("北京的北京", ("北京", "京的", "的北")),
        ("東京タワー", ("東京", "京タ", "タワ", "ワー")),
        ("서울시 회의", ("서울", "울시", "회의")),
        ("中", ()),
    ],
)
def test_words_that_are_found_though_the_text_does_not_have_them(text: str, words: tuple[str, ...]) -> None:
    assert list_hidden_words(text) == words
