"""The editor's verbs, run as commands in a folder of their own."""

import json
import socket
import subprocess
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import VERBS, digest
from digest.cli.clipboard import read_clipboard, read_clipboard_html
from digest.cli.show import show_bar
from digest.content.frontmatter import is_untouched
from digest.content.store import ledger_file
from digest.core.errors import ContentError
from digest.ingest.explain import format_row
from support.site import ARTICLE, Site, read_post

POST = """\
---
# mine
title: Talks   # a note
date: 2021-08-17T09:00:00+02:00
id: "0123456789abcdef"
slug: talks
status: draft
countries: [Norway]
---

Text.
"""
TALKS = "posts/2021/2021-08-17-talks.md"
INGESTED = """\
---
title: Talks in Oslo
date: 2021-08-18T09:00:00+02:00
id: "00000000000000aa"
slug: talks-in-oslo
status: draft
actors:
  - Anna Sample
  - Bo Gone
countries: [Norway]
digest:
  raw: talks.txt
  raw_sha256: "ab"
  new_actors: [{name: Anna Sample, kind: person, country: Norway}, {name: Cy Removed, kind: person}]
  review: [date, summary]
---

Text.
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site with one post of the editor's own."""
    made = Site(tmp_path / "site")
    made.write(TALKS, POST)
    return made


def test_the_bar_is_gone_while_lines_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")  # rich then takes the stream for a terminal
    stream = StringIO()
    shown = []
    for item in show_bar(iter("abc"), 3, stream=stream):
        shown.append(item)
        assert stream.getvalue().endswith("\x1b[2K")  # the line is empty again
        stream.write(f"{item}\n")
    assert shown == ["a", "b", "c"]
    assert stream.getvalue().count("reading") >= len(shown)
    assert stream.getvalue().endswith("\x1b[2K")


# --- Help and settings ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(verb: str) -> None:
    result = CliRunner().invoke(digest, [verb, "--help"], prog_name="digest")
    assert result.exit_code == 0
    assert f"digest {verb}" in result.output.partition("Example")[2]


def test_the_help_lists_every_verb() -> None:
    output = CliRunner().invoke(digest, ["--help"]).output
    assert [line.split()[0] for line in output.partition("Verbs:")[2].splitlines() if line[2:3].strip()] == list(VERBS)


@pytest.mark.parametrize("words", [["nope"], ["accept"], ["rename", "a"], ["explain"]], ids=str)
def test_wrong_use_is_told(words: Sequence[str]) -> None:
    assert CliRunner().invoke(digest, words).exit_code == 2


def test_without_a_site_it_says_where_to_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(digest, ["status"])
    assert result.exit_code == 1
    assert "there is no pelicanconf.py here or in a folder above" in result.output


def test_the_site_is_found_from_a_folder_below(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir((site.content / TALKS).parent)
    assert CliRunner().invoke(digest, ["accept", "2021-08-17-talks.md"]).exit_code == 0
    assert read_post(site.content / TALKS).status == "published"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ('PATH = "content"\nDIGEST_EXECUTOR = "cluster"\n', "DIGEST_EXECUTOR: 'cluster' cannot be used"),
        ('PATH = "content"\nDIGEST_NERR = "rules"\n', "DIGEST_NERR: there is no such setting"),
        ('PATH = "content"\nTIMEZONE =\n', "pelicanconf.py:2: this is not Python: invalid syntax"),
    ],
    ids=["value", "name", "syntax"],
)
def test_a_bad_setting_is_told(site: Site, settings: str, message: str) -> None:
    (site.folder / "pelicanconf.py").write_text(settings, encoding="utf-8")
    assert message in site.run("status", status=1)


# --- accept and unpublish ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given", ["posts/2021/2021-08-17-talks.md", "content/posts/2021/2021-08-17-talks.md", "2021-08-17-talks", "talks"]
)
def test_a_post_may_be_named_in_many_ways(site: Site, given: str) -> None:
    site.run("accept", given)
    assert read_post(site.content / TALKS).status == "published"


def test_a_post_is_found_by_the_slug_that_it_says(site: Site) -> None:
    text = POST.replace("slug: talks", "slug: other-talks").replace("0123", "4567")
    other = site.write("posts/2021/notes.md", text)
    site.run("accept", "other-talks")
    assert read_post(other).status == "published"


def test_accept_changes_one_line_and_unpublish_takes_it_back(site: Site) -> None:
    output = site.run("accept", "talks")
    assert output == ("content/posts/2021/2021-08-17-talks.md: published; `digest unpublish talks` undoes this\n")
    assert (site.content / TALKS).read_text(encoding="utf-8") == POST.replace("status: draft", "status: published")
    assert "it is already published" in site.run("accept", "talks")
    site.run("unpublish", "talks")
    assert (site.content / TALKS).read_text(encoding="utf-8") == POST
    assert "it is already a draft" in site.run("unpublish", "talks")


def test_accept_puts_new_actors_that_were_left_in_into_the_vocabulary(site: Site) -> None:
    vocabulary = "# people I follow\n- name:   Ole Old   # kept as it is\n  kind: person\n"
    path = site.write("vocabularies/actors.yaml", vocabulary)
    post = site.write("posts/2021/2021-08-18-talks-in-oslo.md", INGESTED)
    output = site.run("accept", "talks-in-oslo")
    assert "new in vocabularies/actors.yaml: Anna Sample" in output
    assert "its date, 2021-08-18, is only the raw file's time" in output
    text = path.read_text(encoding="utf-8")
    assert text.startswith(vocabulary)
    assert "name: Anna Sample" in text
    assert "Removed" not in text
    digest_block = read_post(post).digest
    assert digest_block
    assert (digest_block.new_actors, digest_block.review) == ((), None)


def test_accept_makes_the_vocabulary_where_there_is_none(site: Site) -> None:
    site.write("posts/2021/2021-08-18-talks-in-oslo.md", INGESTED)
    site.run("accept", "talks-in-oslo")
    assert "name: Anna Sample" in (site.content / "vocabularies" / "actors.yaml").read_text(encoding="utf-8")
    assert "0 errors" in site.run("check")


def test_accept_of_an_untouched_draft_leaves_it_untouched_by_the_editor(site: Site) -> None:
    (site.inbox / "shipping.txt").write_text(ARTICLE, encoding="utf-8")
    site.run("ingest")
    (path,) = [path for path in site.content.rglob("*.md") if path != (site.content / TALKS)]
    site.run("accept", path.name)
    assert is_untouched(path.read_text(encoding="utf-8"))


def test_a_post_with_an_error_stays_a_draft_and_the_others_go_on(site: Site) -> None:
    bad = site.write("posts/2021/2021-08-16-bad.md", POST.replace("Norway", "Norwey").replace("0123", "3210"))
    before = bad.read_bytes()
    output = site.run("accept", "bad", "nowhere", "talks", status=1)
    assert "content/posts/2021/2021-08-16-bad.md:8: countries: unknown country 'Norwey'" in output
    assert "nowhere: there is no such post" in output
    assert bad.read_bytes() == before
    assert read_post(site.content / TALKS).status == "published"


@pytest.mark.parametrize("foreign", ["draft: true", "published: false"])
def test_other_tools_words_for_a_draft_give_way(site: Site, foreign: str) -> None:
    (site.content / TALKS).write_text(POST.replace("status: draft", foreign), encoding="utf-8")
    site.run("accept", "talks")
    assert read_post(site.content / TALKS).status == "published"


def test_an_empty_post_is_not_published(site: Site) -> None:
    site.run("new", "Quiet days")
    before = site.files()
    assert "it is empty; write its text below the front matter" in site.run("accept", "quiet-days", status=1)
    assert site.files() == before


def test_a_link_with_a_summary_is_a_post(site: Site) -> None:
    text = POST.replace("\nText.\n", "").replace("status: draft", "status: draft\nsummary: Read this.")
    (site.content / TALKS).write_text(text, encoding="utf-8")
    site.run("accept", "talks")
    assert read_post(site.content / TALKS).status == "published"


def test_accept_all_asks_first(site: Site) -> None:
    assert "Publish these 1?" in site.run("accept", "--all", given="n\n", status=1)
    assert read_post(site.content / TALKS).status == "draft"
    site.run("accept", "--all", given="y\n")
    assert read_post(site.content / TALKS).status == "published"


def test_a_file_outside_the_posts_is_no_post(site: Site, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(POST, encoding="utf-8")
    assert "this is not a post of the site" in site.run("accept", str(tmp_path / "a.md"), status=1)


# --- reject and rename ------------------------------------------------------------------------------------------------


def test_reject_deletes_a_draft_that_ingest_made(site: Site) -> None:
    (site.inbox / "shipping.txt").write_text(ARTICLE, encoding="utf-8")
    site.run("ingest")
    output = site.run("reject", "norway-and-iceland-agree-on-arctic-shipping")
    assert "`digest ingest --again shipping.txt` brings it back as ingest made it" in output
    assert sorted(site.files()) == ["inbox/shipping.txt", "ingested.jsonl", "posts/2021/2021-08-17-talks.md"]


def test_reject_parses_only_the_lines_of_the_post(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [f"posts/2021/2021-08-18-talks-{number}.md" for number in range(4)]
    for number, name in enumerate(names):
        site.write(name, INGESTED.replace("00aa", f"00a{number}").replace("talks-in-oslo", f"talks-{number}"))
    parsed: list[str] = []
    parse = ledger_file.parse_ledger
    monkeypatch.setattr(
        ledger_file, "parse_ledger", lambda text, *, file: parsed.append(text) or parse(text, file=file)
    )
    site.run("reject", "--edited", *(f"talks-{number}" for number in range(4)))
    assert parsed == [""] * 4
    lines = [json.loads(line) for line in (site.content / "ingested.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["post"] for line in lines if line["event"] == "rejected"] == names


def test_reject_deletes_what_new_wrote(site: Site) -> None:
    before = site.files()
    site.run("new", "Quiet  days: in Oslo")
    site.run("reject", "quiet-days-in-oslo")
    assert site.files() == before


@pytest.mark.parametrize(
    ("old", "new"),
    [("\n---\n", "\nsummary: S.\n---\n"), ("Quiet days", "Loud days"), ("\n---\n", "\n---\n\nA word.\n")],
    ids=["a key", "the title", "text"],
)
def test_reject_keeps_what_was_added_to_a_new_draft(site: Site, old: str, new: str) -> None:
    site.run("new", "Quiet days")
    path = site.post_path("*-quiet-days.md")
    text = path.read_text(encoding="utf-8")
    path.write_text(new.join(text.rsplit(old, 1)), encoding="utf-8")
    assert path.read_text(encoding="utf-8") != text
    assert "your edits would be lost" in site.run("reject", "quiet-days", status=1)


def test_reject_wants_a_word_for_edits_and_for_what_is_published(site: Site) -> None:
    assert "your edits would be lost" in site.run("reject", "talks", status=1)
    site.run("accept", "talks")
    assert "it is published; `digest unpublish" in site.run("reject", "--edited", "talks", status=1)
    site.run("unpublish", "talks")
    site.run("reject", "--edited", "talks")
    assert site.files() == {}


def test_rename_moves_a_draft(site: Site) -> None:
    output = site.run("rename", "talks", "peace-talks")
    assert "now at /2021/08/17/peace-talks/" in output
    assert site.files() == {
        "posts/2021/2021-08-17-peace-talks.md": POST.replace("slug: talks", "slug: peace-talks").encode()
    }


def test_rename_keeps_a_published_address_and_takes_it_back(site: Site) -> None:
    site.run("accept", "talks")
    site.run("rename", "talks", "peace-talks")
    path = site.content / "posts/2021/2021-08-17-peace-talks.md"
    assert (read_post(path).aliases, read_post(path).id) == (("/2021/08/17/talks/",), "0123456789abcdef")
    site.run("rename", "peace-talks", "talks")
    assert read_post(site.content / TALKS).aliases == ("/2021/08/17/peace-talks/",)


def test_rename_leaves_a_file_where_the_editor_put_it(site: Site) -> None:
    mine = site.write("posts/mine.md", POST.replace("0123", "3210").replace("slug: talks", "slug: mine"))
    site.run("rename", "posts/mine.md", "ours")
    assert read_post(mine).slug == "ours"


@pytest.mark.parametrize(
    ("slug", "message"),
    [
        ("Peace Talks", "try peace-talks"),
        ("../x", "try x"),
        ("taken", "another post of that day has the slug taken"),
        ("talks", "it already has that slug"),
    ],
)
def test_what_is_no_new_slug(site: Site, slug: str, message: str) -> None:
    site.write("posts/other.md", POST.replace("slug: talks", "slug: taken").replace("0123", "3210"))
    before = site.files()
    assert message in site.run("rename", "talks", slug, status=0 if slug == "talks" else 1)
    assert site.files() == before


# --- new and paste ----------------------------------------------------------------------------------------------------


def test_new_writes_an_empty_draft_with_an_id(site: Site) -> None:
    for _ in range(2):
        site.run("new", "Quiet  days: in Oslo")
    first, second = (
        read_post(path) for path in sorted(site.content.rglob("*quiet-days*"), key=lambda path: len(path.name))
    )
    assert (first.title, first.slug, first.status, first.body) == (
        "Quiet days: in Oslo",
        "quiet-days-in-oslo",
        "draft",
        "",
    )
    assert second.slug == "quiet-days-in-oslo-2"
    assert first.id != second.id
    assert "0 errors" in site.run("check")


def test_new_wants_a_title(site: Site) -> None:
    assert "the title is empty" in site.run("new", " ", status=1)


@pytest.mark.parametrize(
    ("words", "given", "name"),
    [
        ([], ARTICLE.encode(), "norway-and-iceland-agree-on-arctic-shipping.txt"),
        (["arctic"], ARTICLE.encode(), "arctic.txt"),
        (["arctic.md"], ARTICLE.replace("\n", "\r\n").encode("utf-16"), "arctic.md"),
        (["page"], b"<!DOCTYPE html><title>x</title><p>" + ARTICLE.encode(), "page.html"),
    ],
    ids=["named after the headline", "named", "bytes as they are", "a page"],
)
def test_paste_puts_standard_input_into_the_inbox(site: Site, words: list[str], given: bytes, name: str) -> None:
    for _ in range(2):
        assert f"content/inbox/{name}: {len(given):,} bytes" in site.run("paste", *words, given=given)
    assert [(path.name, path.read_bytes()) for path in site.inbox.iterdir()] == [(name, given)]


def test_paste_never_overwrites(site: Site) -> None:
    (site.inbox / "a.txt").write_text("Another article.", encoding="utf-8")
    site.run("paste", "a", given=ARTICLE)
    assert sorted(path.name for path in site.inbox.iterdir()) == ["a-2.txt", "a.txt"]
    assert (site.inbox / "a.txt").read_text(encoding="utf-8") == "Another article."


@pytest.mark.parametrize(
    ("words", "given"),
    [
        ([], b""),
        ([], bytes(range(256)) * 9),
        (["../x"], ARTICLE.encode()),
        ([".x"], ARTICLE.encode()),
        (["a~"], ARTICLE.encode()),
        ([""], ARTICLE.encode()),
        (["a\tb"], ARTICLE.encode()),
        (["x" * 200], ARTICLE.encode()),
        (["nul"], ARTICLE.encode()),
    ],
    ids=["nothing", "binary", "path", "hidden", "a backup's name", "no name", "control", "long", "device"],
)
def test_what_cannot_be_pasted(site: Site, words: list[str], given: bytes) -> None:
    site.run("paste", *words, given=given, status=1)
    assert list(site.inbox.iterdir()) == []


def test_the_clipboard_is_read_by_the_desktops_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "pbpaste"
    program.write_text("#!/bin/sh\nprintf 'caf\\303\\251'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert read_clipboard().decode() == "café"


@pytest.mark.parametrize("script", [None, "#!/bin/sh\necho no display >&2\nexit 1\n"], ids=["none", "a failing one"])
def test_a_clipboard_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None
) -> None:
    if script:
        program = tmp_path / "pbpaste"
        program.write_text(script, encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin" if script else str(tmp_path))
    with pytest.raises(ContentError, match="no display" if script else "no program here reads the clipboard"):
        read_clipboard()


@pytest.mark.parametrize(
    ("name", "printed", "expected"),
    [
        pytest.param("osascript", "«data HTML3C703E61C3A93C2F703E»", "<p>aé</p>", id="macOS"),
        pytest.param("wl-paste", "<p>b</p>", "<p>b</p>", id="Wayland"),
        pytest.param("xclip", "<p>c</p>", "<p>c</p>", id="X11"),
        pytest.param("wl-paste", "", None, id="empty"),
    ],
)
def test_the_clipboards_html_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, printed: str, expected: str | None
) -> None:
    program = tmp_path / name
    program.write_text(f"#!/bin/sh\nprintf '%s' '{printed}'\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    monkeypatch.setenv("DISPLAY", ":0")
    assert read_clipboard_html() == expected


def test_a_clipboard_without_html_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "xclip"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin")
    monkeypatch.setenv("DISPLAY", ":0")
    assert read_clipboard_html() is None


def test_a_paste_takes_the_address_of_the_original(site: Site) -> None:
    site.run("paste", "shipping", "--url", "https://wire.example/arctic", given=ARTICLE)
    assert (site.inbox / "shipping.txt").read_text(encoding="utf-8").startswith("URL: https://wire.example/arctic\n\n")
    site.run("paste", "other", "--url", "javascript:alert(1)", given=ARTICLE, status=1)


def test_the_desks_upload_token_is_shown_kept_and_revoked(site: Site) -> None:
    token = site.run("desk", "--token")
    assert site.run("desk", "--token") == token
    assert (site.folder / ".digest" / "upload-token").stat().st_mode & 0o777 == 0o600
    assert site.run("desk", "--revoke", "--token") != token
    assert site.run("desk", "--revoke") == "the upload token is void\n"
    assert site.run("desk", "--revoke") == "there is no upload token\n"


def test_a_desk_on_a_port_in_use_says_which_other_to_try(site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        printed = site.run("desk", "--port", str(port), "--site-port", "1", status=1)
    assert f"127.0.0.1:{port} cannot be served" in printed
    assert f"digest desk --port {port + 1}" in printed


# --- status, review, check --------------------------------------------------------------------------------------------


def test_status_tells_what_waits(site: Site) -> None:
    (site.inbox / "shipping.txt").write_text(ARTICLE, encoding="utf-8")
    (site.inbox / "later").mkdir()
    assert site.run("status").splitlines() == [
        "inbox: 1 raw file, 1 to ingest",
        "    shipping.txt: to be read by `digest ingest`",
        "    later/: a folder; only files directly in the inbox are read",
        "posts: 0 published, 1 draft, 0 hidden",
        "    content/posts/2021/2021-08-17-talks.md: Talks",
        "    `digest review` shows what to check in them",
        "problems: 0 errors, 0 warnings",
    ]


def test_review_shows_a_draft_with_what_was_unsure(site: Site) -> None:
    site.write("posts/2021/2021-08-18-talks-in-oslo.md", INGESTED)
    output = site.run("review")
    assert "    actors: Anna Sample, Bo Gone" in output
    assert "    new actor: Anna Sample (person, Norway)" in output
    assert "    check date: the day could not be read: it is the file's time" in output


def test_review_of_a_post_shows_its_source_and_its_text(site: Site) -> None:
    keys = "source: {name: Wire, url: 'https://wire.example/a', author: [Eva Sample, Bo Other]}\nstatus: published"
    body = f"{'A word of the text. ' * 9}\n\n- 3 \\* 4 &lt; 5\n\x1b[31m"
    text = POST.replace("status: draft", keys).replace("Text.", body)
    (site.content / TALKS).write_text(text, encoding="utf-8")
    lines = site.run("review", "talk").splitlines()
    shown = (
        "outlet: Wire",
        "author: Eva Sample, Bo Other",
        "url: https://wire.example/a",
        "status: published",
        "address: /2021/08/17/talks/",
        "- 3 * 4 < 5",
    )
    assert [line for line in shown if f"    {line}" not in lines] == []
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in "".join(lines)
    assert (site.content / TALKS).read_text(encoding="utf-8") == text


def test_review_of_an_empty_post_says_so(site: Site) -> None:
    site.run("new", "Quiet days")
    assert "    (no text)" in site.run("review", "quiet-days")


def test_check_lists_every_problem_and_fails_on_errors(site: Site) -> None:
    site.write("posts/2021/a.md", POST.replace("Norway", "Norwey"))
    site.write("posts/2021/b.md", "---\ntitle: [\n---\n")
    site.write("vocabularies/topics.yaml", "- nam: x\n")
    site.write("ingested.jsonl", "{}\n")
    output = site.run("check", status=1)
    for place in ("posts/2021/b.md:", "vocabularies/topics.yaml:1", "ingested.jsonl:1"):
        assert f"error: content/{place}" in output
    assert "talks" in output  # two posts with one id and one address


def test_a_post_that_cannot_be_read_is_told_once_and_hides_no_other(site: Site) -> None:
    site.write("posts/2021/a.md", "").write_bytes(POST.replace("Talks", "Fête").encode("latin-1"))
    (site.content / "posts/2021/b.md").symlink_to("nowhere.md")
    lines = site.run("check", status=1).splitlines()
    assert "error: content/posts/2021/a.md:3: this is not UTF-8; save the file as UTF-8" in lines
    assert "error: content/posts/2021/b.md: it cannot be read: No such file or directory" in lines
    for verb in ("status", "review", "vocabulary"):
        site.run(verb)
    assert "content/posts/2021/2021-08-17-talks.md: Talks" in site.run("review")


def test_check_says_apart_what_sources_do_not_give(site: Site) -> None:
    (site.inbox / "talks.txt").write_text(ARTICLE, "utf-8")
    site.run("ingest")
    (draft,) = [name for name in site.posts() if "arctic" in name]
    lines = site.run("check").splitlines()
    assert any(line.startswith("missing: url: ") and draft in line for line in lines)
    assert lines[-1].startswith("0 errors")


def test_check_fix_gives_ids(site: Site) -> None:
    path = site.write("posts/2021/a.md", POST.replace('id: "0123456789abcdef"\n', "").replace("slug: talks", "slug: a"))
    assert site.run("check").count("`digest check --fix`") == 1
    assert "content/posts/2021/a.md: fixed" in site.run("check", "--fix")
    assert read_post(path).id
    assert "0 errors, 0 warnings" in site.run("check")


# --- explain ----------------------------------------------------------------------------------------------------------

KEYS = [
    *(
        "file",
        "part",
        "error",
        "lang",
        "headline",
        "standfirst",
        "byline",
        "date",
        "dateline",
        "outlet",
        "url",
        "captions",
    ),
    *("body", "text", "removed", "review", "missing", "candidates", "actors", "countries", "topics"),
]


def rows(output: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in output.splitlines() if line.startswith("{")]


def test_explain_prints_a_row_for_each_article_and_writes_nothing(site: Site) -> None:
    path = site.inbox / "shipping.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    before = site.files()
    (row,) = rows(site.run("explain", "--format", "json", str(path)))
    assert list(row) == KEYS
    assert (row["file"], row["part"], row["error"], row["date"]) == (str(path), 1, None, None)
    countries = row["countries"]
    assert isinstance(countries, list)
    assert list(countries[0]) == ["name", "code", "salience", "main", "mentions", "why"]
    assert site.files() == before


def test_explain_gives_an_error_row_for_what_cannot_be_read(site: Site) -> None:
    (site.inbox / "a.txt").write_bytes(b"")
    (site.inbox / "b.txt").write_text(ARTICLE, encoding="utf-8")
    first, second = rows(site.run("explain", "--format", "json", str(site.inbox), status=1))
    assert list(first) == KEYS
    assert str(first["error"]).startswith(str(site.inbox / "a.txt"))
    assert second["error"] is None


def test_explain_of_a_folder_without_files_says_so(site: Site) -> None:
    (site.inbox / "later").mkdir()
    output = site.run("explain", str(site.inbox), status=1)
    assert f"{site.inbox}: there are no raw files in this folder" in output


def test_a_row_is_one_line_for_every_reader() -> None:
    text = "a\u2028b\x85c\u2029d\ne"
    (line,) = format_row({"text": text}).splitlines()
    assert json.loads(line) == {"text": text}


def test_explain_tells_people_too(site: Site) -> None:
    path = site.inbox / "shipping.txt"
    path.write_text(f"Advertisement\n\n{ARTICLE}\x1b[31m", encoding="utf-8")
    output = site.run("explain", str(path))
    assert "names: rules" in output
    assert "line 1: advertisement: Advertisement" in output
    assert "\x1b" not in output


def test_explain_of_a_post_explains_its_raw_file(site: Site) -> None:
    (site.inbox / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    post = site.write("posts/2021/2021-08-18-talks-in-oslo.md", INGESTED)
    (row,) = rows(site.run("explain", "--format", "json", str(post)))
    assert row["file"] == str(site.inbox / "talks.txt")


def test_explain_takes_the_name_of_a_file_in_the_inbox(site: Site) -> None:
    (site.inbox / "talks.txt").write_text(ARTICLE, encoding="utf-8")
    (row,) = rows(site.run("explain", "--format", "json", "talks.txt"))
    assert row["file"] == str(site.inbox / "talks.txt")
    assert "cannot be read" in site.run("explain", "nowhere.txt", status=1)


def test_explain_works_without_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    result = CliRunner().invoke(digest, ["explain", "--format", "json", "a.txt"])
    assert result.exit_code == 0
    assert [row["file"] for row in rows(result.output)] == ["a.txt"]


def test_the_stages_of_ingest_are_loaded_by_the_verbs_that_need_them_alone() -> None:
    script = "import sys, digest.cli; print(*(name for name in sys.modules if name.startswith('digest.')))"
    plugins = Path(__file__).parents[2] / "plugins"
    done = subprocess.run(
        [sys.executable, "-c", script], env={"PYTHONPATH": str(plugins)}, capture_output=True, text=True, check=True
    )
    assert {"digest.cli", "digest.content.store"} <= set(done.stdout.split())
    assert not {
        "digest.ingest.pipeline",
        "digest.ingest.clean",
        "digest.ingest.decode",
        "digest.ingest.annotate.actors",
    } & set(done.stdout.split())
