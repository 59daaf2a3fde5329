"""Pages become bytes; files are written when they differ, and only ours are removed."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import pytest
from digest.core.settings import DigestSettings
from digest.core.types import Feed, FeedEntry, Page
from digest.site.cache import CacheFile, Outputs
from digest.site.markup import Bodies, Body
from digest.site.plan import EntryContent, SiteFile
from digest.site.render import OutputError, Renderer, ThemeError, forget_outputs, write_pages
from digest.site.render.fast_jinja import HERE, CompiledTemplates
from digest.site.render.files import write_changed
from digest.site.views import FeedLinks, FeedRow, PageMeta, SiteView, TermRef
from jinja2 import DictLoader, Environment

SITE = SiteView(name="Test & Co.", description="", url="", lang="en", author=None, pages=())
PROJECT = "https://user.github.io/repo"
FULL = Path("/dev/full")  # a device without space
MARKDOWN = "See [China](/countries/china/) & *more*."


def make_renderer(folder: Path, templates: Mapping[str, str], siteurl: str = "") -> Renderer:
    for name, text in templates.items():
        (folder / name).write_text(text, encoding="utf-8")
    return Renderer(
        site=SITE,
        settings=DigestSettings(siteurl=siteurl),
        templates=[folder],
        assets={"css/a.css": "0123456789"},
        roots={"theme": folder},
        bodies=Bodies(lambda _: MARKDOWN),
    )


def make_page(path: str, template: str = "t.html", kind: str = "page", **inputs: object) -> Page:
    meta = PageMeta(
        path=path,
        kind=kind,
        title="T",
        description=None,
        canonical=None,
        noindex=False,
        feeds=None,
        section=None,
    )
    return Page(path=path, template=template, inputs={"page": meta, **inputs})


class Asked:
    """A view that notes which of its values are asked for."""

    def __init__(self, **values: str) -> None:
        self._values = values
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> str:
        self.asked.append(name)
        return self._values[name]


def render(tmp_path: Path, template: str, page: Page, siteurl: str = "") -> str:
    return make_renderer(tmp_path, {"t.html": template}, siteurl).render(page).decode()


@pytest.mark.parametrize(
    ("path", "target", "expected"),
    [
        ("index.html", "", "./"),
        ("index.html", "countries/china/", "./countries/china/"),
        ("countries/china/index.html", "", "../../"),
        ("countries/china/index.html", "2021/08/17/", "../../2021/08/17/"),
        ("feeds/index.html", "feeds/countries/a+b.atom.xml", "../feeds/countries/a+b.atom.xml"),
        ("index.html", "images/a b#c?.png", "./images/a%20b%23c%3F.png"),
    ],
)
def test_links_are_relative_to_the_page(tmp_path: Path, path: str, target: str, expected: str) -> None:
    assert render(tmp_path, f"{{{{ link({target!r}) }}}}", make_page(path)) == expected


@pytest.mark.parametrize(("siteurl", "expected"), [("", "/actors/"), (PROJECT, "/repo/actors/")])
def test_the_page_for_what_is_missing_links_from_the_hosts_root(tmp_path: Path, siteurl: str, expected: str) -> None:
    page = make_page("404.html", kind="missing")
    assert render(tmp_path, "{{ link('actors/') }}", page, siteurl) == expected


def test_absolute_and_asset(tmp_path: Path) -> None:
    template = "{{ absolute('a/') }} {{ asset('css/a.css') }}"
    expected = f"{PROJECT}/a/ ../theme/css/a.css?v=0123456789"
    assert render(tmp_path, template, make_page("a/index.html"), PROJECT) == expected


def test_macros_link_from_the_page_that_uses_them(tmp_path: Path) -> None:
    templates = {
        "m.html": "{% macro m(path) %}{{ link(path) }}{% endmacro %}",
        "t.html": "{% from 'm.html' import m %}{{ m('x/') }}",
    }
    renderer = make_renderer(tmp_path, templates)
    paths = ["index.html", "a/b/index.html", "a/index.html"]
    assert [renderer.render(make_page(path)).decode() for path in paths] == ["./x/", "../../x/", "../x/"]


def test_text_is_escaped_and_bodies_are_not(tmp_path: Path) -> None:
    page = make_page("a/index.html", body=Body(sha256="00"), text="<b>&")
    expected = '<p>See <a href="../countries/china/">China</a> &amp; <em>more</em>.</p>|&lt;b&gt;&amp;'
    assert render(tmp_path, "{{ body }}|{{ text }}", page) == expected


def test_what_a_macro_made_of_the_same_arguments_is_kept_and_links_from_each_page(tmp_path: Path) -> None:
    templates = {
        "m.html": "{% macro m(row, n) %}<h{{ n }}>{{ row.name }} {{ link(row.path) }}</h{{ n }}>{% endmacro %}",
        "t.html": "{% import 'm.html' as rows %}{{ cached(rows.m, row, 2) }}{{ cached(rows.m, row, level) }}",
    }
    renderer = make_renderer(tmp_path, templates)
    row = Asked(name="<a>", path="x/")
    pages = [make_page(path, row=row, level=3) for path in ("index.html", "a/b/index.html")]
    made = [renderer.render(page).decode() for page in pages]
    assert made == [f"<h2>&lt;a&gt; {way}x/</h2><h3>&lt;a&gt; {way}x/</h3>" for way in ("./", "../../")]
    assert row.asked == ["name", "path"] * 2  # once for each level


def test_keep_is_the_former_name_of_cached(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    templates = {"m.html": "{% macro m(n) %}<{{ n }}>{% endmacro %}"}
    templates["t.html"] = "{% import 'm.html' as m %}{{ keep(m.m, 'a') }}{{ cached(m.m, 'a') }}"
    assert make_renderer(tmp_path, templates).render(make_page("index.html")) == b"<a><a>"
    assert caplog.messages == ["theme: t.html: keep() is now called cached(); replace it there"]


def test_what_is_kept_is_told_apart_by_its_arguments(tmp_path: Path) -> None:
    templates = {
        "m.html": "{% macro m(row) %}{{ row.name }}{% endmacro %}{% macro n(row) %}{{ row.name }}!{% endmacro %}",
        "t.html": "{% import 'm.html' as rows %}{{ cached(rows.m, row) }}{{ cached(rows.n, row) }}",
    }
    renderer = make_renderer(tmp_path, templates)
    names = [f"{number}" for number in range(300)]
    made = [renderer.render(make_page("index.html", row=Asked(name=name, path=""))).decode() for name in names]
    assert made == [f"{name}{name}!" for name in names]


def test_a_macro_of_the_page_itself_may_read_its_inputs(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, {"t.html": "{% macro m(a) %}{{ a }}{{ n }}{% endmacro %}{{ cached(m, 'a') }}"})
    assert [renderer.render(make_page("index.html", n=n)) for n in (1, 2)] == [b"a1", b"a2"]


def test_what_a_kept_macro_reads_undeclared_is_an_error(tmp_path: Path) -> None:
    templates = {
        "m.html": "{% macro m(a) %}{{ undeclared }}{% endmacro %}",
        "t.html": "{% import 'm.html' as rows %}{{ cached(rows.m, 1) }}",
    }
    with pytest.raises(ThemeError, match=r"m\.html:1: 'undeclared' is undefined"):
        make_renderer(tmp_path, templates).render(make_page("index.html", undeclared=1))


def test_links_lead_from_the_page_in_json_too(tmp_path: Path) -> None:
    assert (
        render(tmp_path, "{{ link('é/') | tojson }}{{ 'é' | tojson }}", make_page("a/index.html")) == '"../%C3%A9/""é"'
    )


def test_no_text_can_stand_for_the_way_to_the_root(tmp_path: Path) -> None:
    template = "{{ title }}{{ title | curled }}{{ title | tojson }}{{ link('x/') }}"
    assert render(tmp_path, template, make_page("a/index.html", title=f"[{HERE}]")) == '[][]"[]"../x/'


def test_a_title_is_curled_and_escaped(tmp_path: Path) -> None:
    page = make_page("a/index.html", title='AT&T\'s "plan" & <b>')
    assert render(tmp_path, "{{ title | curled }}", page) == "AT&amp;T&#39;s &#34;plan&#34; &amp; &lt;b&gt;"
    assert render(tmp_path, "{{ title[:-4] | curled }}", page) == "AT&amp;T’s “plan” &amp;"
    assert render(tmp_path, "{{ title[:-4] | curled('de') }}", page) == "AT&amp;T&#39;s &#34;plan&#34; &amp;"


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ moment | day }}", "7 August 2021"),
        ("{{ moment | weekday_day }}", "Saturday, 7 August 2021"),
        ("{{ moment | iso }}", "2021-08-07T09:05:00+00:00"),
        ("{{ moment.month | month_name }}", "August"),
    ],
)
def test_dates(tmp_path: Path, template: str, expected: str) -> None:
    page = make_page("a/index.html", moment=dt.datetime(2021, 8, 7, 9, 5, tzinfo=dt.UTC))
    assert render(tmp_path, template, page) == expected


@pytest.mark.parametrize(
    ("template", "message"),
    [
        pytest.param(
            "a\n{{ undeclared }}", r"t\.html:2: 'undeclared' is undefined \(for a/index\.html\)", id="undeclared"
        ),
        pytest.param("{{ page.undeclared }}", r"t\.html:1: .*undeclared", id="attribute"),
        pytest.param("{% if %}", r"t\.html:1: ", id="syntax"),
        pytest.param(
            "\n\n{{ asset('css/no.css') }}", r"t\.html:3: the theme has no file static/css/no\.css", id="asset"
        ),
    ],
)
def test_a_template_error_names_its_place(tmp_path: Path, template: str, message: str) -> None:
    with pytest.raises(ThemeError, match=message):
        render(tmp_path, template, make_page("a/index.html"))


MOMENT = dt.datetime(2021, 8, 7, 9, 5, tzinfo=dt.UTC)
ENTRY = FeedEntry(
    id="urn:uuid:1", url=f"{PROJECT}/a/", title="<a> & b", published=MOMENT, updated=MOMENT, summary="Short."
)
FEED = Feed(
    id="urn:uuid:0",
    url=f"{PROJECT}/feeds/all.atom.xml",
    page_url=f"{PROJECT}/",
    title="Test",
    subtitle=None,
    updated=MOMENT,
    lang="en",
    entries=(ENTRY,),
)
WHOLE = EntryContent(body=Body(sha256="00"), summary="Short.", source_name="Wire", source_url="https://wire.example/")
LINKED = f'<p>See <a href="{PROJECT}/countries/china/">China</a> &amp; <em>more</em>.</p>'
CUT = '<p>Short.</p>\n<p><a href="https://wire.example/">Read the original at Wire</a></p>'


@pytest.mark.parametrize(
    ("excerpt", "expected"), [pytest.param(False, LINKED, id="full"), pytest.param(True, CUT, id="excerpt")]
)
@pytest.mark.parametrize("name", ["atom", "rss"])
def test_feeds_carry_what_the_page_shows(tmp_path: Path, name: str, excerpt: bool, expected: str) -> None:
    content = replace(WHOLE, body=Body(sha256="00", excerpt=excerpt))
    page = Page(path="f", template=f"feed:{name}", inputs={"feed": FEED, "contents": (content,)})
    parsed = feedparser.parse(make_renderer(tmp_path, {}, PROJECT).render(page), sanitize_html=False)
    assert not parsed.bozo
    assert [(entry.title, entry.content[0].value) for entry in parsed.entries] == [("<a> & b", expected)]


def test_json_feed(tmp_path: Path) -> None:
    page = Page(path="f", template="feed:json", inputs={"feed": FEED, "contents": (WHOLE,)})
    items = json.loads(make_renderer(tmp_path, {}, PROJECT).render(page))["items"]
    assert [(item["title"], item["content_html"]) for item in items] == [("<a> & b", LINKED)]


def test_opml_lists_feeds_in_folders(tmp_path: Path) -> None:
    ref = TermRef(taxonomy="countries", name='"A" & <B>', slug="a", path="countries/a/")
    links = FeedLinks(title=ref.name, atom="feeds/countries/a.atom.xml", rss=None)
    main = FeedRow(term=None, count=1, feeds=FeedLinks(title="All", atom="feeds/all.atom.xml", rss=None))
    rows = (("Actors", ()), ("Countries", (FeedRow(term=ref, count=1, feeds=links),)))
    page = Page(path="feeds.opml", template="text:opml", inputs={"title": "Test", "main": main, "rows": rows})
    root = ElementTree.fromstring(make_renderer(tmp_path, {}, PROJECT).render(page))
    assert [(one.get("text"), one.get("xmlUrl"), one.get("htmlUrl")) for one in root.iter("outline")] == [
        ("Test", f"{PROJECT}/feeds/all.atom.xml", f"{PROJECT}/"),
        ("Countries", None, None),
        ('"A" & <B>', f"{PROJECT}/feeds/countries/a.atom.xml", f"{PROJECT}/countries/a/"),
    ]


def test_sitemap_and_robots(tmp_path: Path) -> None:
    renderer = make_renderer(tmp_path, {}, PROJECT)
    pages = ((f"{PROJECT}/a+b/", "2021-08-07T09:05:00+00:00"), (f"{PROJECT}/?a&b", None))
    root = ElementTree.fromstring(renderer.render(Page(path="s", template="text:sitemap", inputs={"pages": pages})))
    assert [[child.text for child in url] for url in root] == [list(pages[0]), [pages[1][0]]]
    robots = renderer.render(Page(path="r", template="text:robots", inputs={"sitemap": f"{PROJECT}/sitemap.xml"}))
    assert robots.decode() == f"User-agent: *\nDisallow:\nSitemap: {PROJECT}/sitemap.xml\n"


# --- The output folder ------------------------------------------------------------------------------------------------


def copies(*paths: str, text: str = "") -> list[Page]:
    file = SiteFile(path="", root="theme", source="t.html", fingerprint=text)
    return [Page(path=path, template="copy", inputs={"file": file}) for path in paths]


def build(tmp_path: Path, *paths: str, text: str = "text") -> tuple[tuple[str, ...], tuple[str, ...]]:
    theme, output, cache = (tmp_path / name for name in ("theme", "output", "cache"))
    theme.mkdir(exist_ok=True)
    pages = copies(*paths, text=text)
    renderer = make_renderer(theme, {"t.html": text})
    outputs = Outputs(CacheFile(cache), output)
    removed = forget_outputs(frozenset(page.path for page in pages), outputs)
    written: list[str] = []
    write_pages(pages, renderer, outputs, on_page=lambda done: written.append(done.page.path) if done.written else None)
    return removed, tuple(written)


def known_files(tmp_path: Path) -> set[str]:
    return {*Outputs(CacheFile(tmp_path / "cache"), tmp_path / "output").records}


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_only_what_differs_is_written(tmp_path: Path) -> None:
    assert build(tmp_path, "a.html", "b/index.html") == ((), ("a.html", "b/index.html"))
    before = (tmp_path / "output/a.html").stat().st_mtime_ns
    assert build(tmp_path, "a.html", "b/index.html") == ((), ())
    assert (tmp_path / "output/a.html").stat().st_mtime_ns == before
    assert build(tmp_path, "a.html", "b/index.html", text="other") == ((), ("a.html", "b/index.html"))


def test_pages_of_what_is_gone_go_and_nothing_else(tmp_path: Path) -> None:
    build(tmp_path, "a.html", "b/c/index.html", "d/index.html")
    (tmp_path / "output/d/mine.txt").write_text("by hand")
    (tmp_path / "output/CNAME").write_text("digest.example")
    assert build(tmp_path, "a.html") == (("b/c/index.html", "d/index.html"), ())
    assert files(tmp_path / "output") == ["CNAME", "a.html", "d", "d/mine.txt"]


def test_an_output_that_was_deleted_or_edited_comes_back(tmp_path: Path) -> None:
    build(tmp_path, "a.html", "b.html")
    (tmp_path / "output/a.html").unlink()
    (tmp_path / "output/b.html").write_text("by hand")
    assert build(tmp_path, "a.html", "b.html") == ((), ("a.html", "b.html"))


def test_a_file_may_become_a_folder(tmp_path: Path) -> None:
    build(tmp_path, "a")
    assert build(tmp_path, "a/index.html") == (("a",), ("a/index.html",))
    assert build(tmp_path, "a") == (("a/index.html",), ("a",))


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b'{"version": 1, "files": [', id="truncated"),
        pytest.param(b"\xff\xfe", id="binary"),
        pytest.param(b'{"version": 99, "files": ["a.html"]}', id="other-version"),
        pytest.param(b'{"version": 1, "files": [1, null, "../../outside", "/etc/x", "output.txt/.."]}', id="hostile"),
    ],
)
def test_a_damaged_cache_removes_nothing_that_is_not_ours(tmp_path: Path, damage: bytes) -> None:
    build(tmp_path, "a.html")
    (tmp_path / "outside").write_text("mine")
    (manifest,) = (tmp_path / "cache").iterdir()
    manifest.write_bytes(damage)
    assert build(tmp_path, "b.html") == ((), ("b.html",))
    assert (tmp_path / "outside").read_text() == "mine"
    assert known_files(tmp_path) == {"b.html"}


def test_a_build_that_was_killed_still_knows_its_files(tmp_path: Path) -> None:
    build(tmp_path, "a.html", "b.html")
    Outputs(CacheFile(tmp_path / "cache"), tmp_path / "output").register(["b.html", "c.html"])
    assert known_files(tmp_path) == {"a.html", "b.html", "c.html"}


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "output/a.html/mine").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"output/a\.html: cannot be written: .*; move away what is there"):
        build(tmp_path, "a.html")


@pytest.mark.skipif(not FULL.exists(), reason="SKIPPED: this system has no /dev/full")
def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"old")
    (tmp_path / "a.html.part").symlink_to(FULL)
    with pytest.raises(OutputError, match=r"a\.html: cannot be written: No space left on device; mend that"):
        write_changed(path, b"new")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("a.html", b"old")]


def test_a_cache_that_cannot_be_written_is_told_of_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    compiled = CompiledTemplates(CacheFile(tmp_path / "cache"))
    environment = Environment(loader=DictLoader({"a": "A", "b": "B"}), bytecode_cache=compiled, autoescape=True)
    assert [environment.get_template(name).render() for name in "ab"] == ["A", "B"]
    assert [message.count("cannot be read") for message in caplog.messages] == [1]
