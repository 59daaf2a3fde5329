"""Ingest end to end, in a folder of its own: raw files in, drafts and ledger out, whatever happens on the way."""

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.content.frontmatter import edit_post, parse_post
from support.site import ARTICLE, SETTINGS, Site

PLUGINS = Path(__file__).parents[2] / "plugins"
OTHER = """\
Kenya and Uganda open talks about a railway

Ministers from Kenya and Uganda met in Nairobi on Friday to talk about the railway that neither country has finished.

The government of Kenya said that it would pay for half of the line. Uganda has asked China to lend the other half.
"""
THIRD = """\
Chile counts its glaciers again

Chile has begun to count its glaciers again, for the first time in ten years, the government in Santiago said on Monday.

The last count found that the country had lost a tenth of its ice, and Argentina now wants to count together with it.
"""


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "site")


def conflict(edited: str, saved: str) -> str:
    """Give the message about a new version of a post that was edited."""
    folder = "content/posts/2021"
    return (
        f"You have edited {folder}/{edited}. The new version was saved as {folder}/{saved}; merge what you need, then "
        "reject one of the two."
    )


SHIPPING = "2021-08-17-norway-and-iceland-agree-on-arctic-shipping.md"
RAILWAY = "2021-08-17-kenya-and-uganda-open-talks-about-a-railway.md"


# --- A draft and the ledger -------------------------------------------------------------------------------------------


def test_a_raw_file_becomes_a_draft(site: Site) -> None:
    raw = site.put("shipping.txt", ARTICLE)
    output = site.run("ingest")
    assert f"shipping.txt: new draft content/posts/2021/{SHIPPING}" in output
    assert "names: rules" in output
    assert "    missing: date, byline, outlet, url" in output
    assert raw.read_text(encoding="utf-8") == ARTICLE
    post = site.posts()[SHIPPING]
    assert (post.status, post.title, post.date.isoformat()) == (
        "draft",
        "Norway and Iceland agree on Arctic shipping",
        "2021-08-17T12:00:00+02:00",
    )
    assert {"Norway", "Iceland"} <= set(post.countries)
    assert post.body.split("\n\n") == [paragraph.strip() for paragraph in ARTICLE.split("\n\n")[1:]]


def test_the_ledger_notes_what_was_suggested(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    post = site.posts()[SHIPPING]
    lines = site.ledger.read_text(encoding="utf-8").splitlines()
    entry = json.loads(lines[0])
    assert len(lines) == 1
    assert (entry["event"], entry["raw"], entry["id"], entry["post"]) == (
        "ingested",
        "shipping.txt",
        post.id,
        f"posts/2021/{SHIPPING}",
    )
    assert entry["suggested"]["countries"] == list(post.countries)


def test_ingesting_twice_changes_nothing(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.put("railway.txt", OTHER)
    site.run("ingest")
    before = site.files()
    assert site.run("ingest") == "raw articles: 2 unchanged\n"
    assert site.files() == before


def test_a_file_that_is_named_again_is_told_of(site: Site) -> None:
    raw = site.put("shipping.txt", ARTICLE)
    site.run("ingest", str(raw))
    assert f"shipping.txt: it became content/posts/2021/{SHIPPING} already" in site.run("ingest", "shipping.txt")
    assert "nowhere.txt: there is no such file" in site.run("ingest", "nowhere.txt", status=1)
    site.run("reject", SHIPPING)
    assert f"shipping.txt: it became content/posts/2021/{SHIPPING} (rejected)" in site.run("ingest", "shipping.txt")


def test_an_empty_inbox_is_told(site: Site) -> None:
    assert site.run("ingest") == "raw articles: the inbox is empty\n"


def test_header_lines_win(site: Site) -> None:
    site.put(
        "shipping.txt",
        "Title: Rules for the Arctic\nDate: 2021-08-03\nSource: Example Wire\nURL: https://example.org/arctic\n"
        f"Author: Bo Writer\n\n{ARTICLE}",
    )
    site.run("ingest")
    post = site.posts()["2021-08-03-rules-for-the-arctic.md"]
    source = post.source
    assert source
    assert (post.title, post.date.isoformat()) == ("Rules for the Arctic", "2021-08-03T00:00:00+02:00")
    assert (source.name, source.url, source.author) == ("Example Wire", "https://example.org/arctic", ("Bo Writer",))
    assert post.digest
    assert "date" not in post.digest.review


def test_two_posts_of_one_day_and_title_get_two_slugs(site: Site) -> None:
    site.put("a.txt", f"Title: Talks\n\n{ARTICLE}")
    site.put("b.txt", f"Title: Talks\n\n{OTHER}")
    site.run("ingest")
    posts = site.posts()
    assert [post.slug for post in posts.values()] == ["talks-2", "talks"]
    assert list(posts) == ["2021-08-17-talks-2.md", "2021-08-17-talks.md"]


def test_a_raw_file_from_elsewhere_is_copied_into_the_inbox(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "shipping.txt"
    elsewhere.write_text(ARTICLE, encoding="utf-8")
    site.put("shipping.txt", OTHER)
    site.run("ingest", str(elsewhere))
    assert elsewhere.read_text(encoding="utf-8") == ARTICLE
    assert (site.inbox / "shipping-2.txt").read_text(encoding="utf-8") == ARTICLE
    assert [post.digest and post.digest.raw for post in site.posts().values()] == ["shipping-2.txt"]


# --- Bad input --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b" \n\t\n",
        bytes(range(256)) * 40,
        b"\x89PNG\r\n\x1a\n" + bytes(2000),
        b"%PDF-1.7\n" + bytes(range(200)) * 9,
    ],
    ids=["empty", "blank", "binary", "picture", "PDF"],
)
def test_what_is_no_text_stops_only_its_file(site: Site, data: bytes) -> None:
    bad = site.put("bad.txt", data)
    site.put("shipping.txt", ARTICLE)
    for _ in range(2):
        output = site.run("ingest", status=1)
        told = [line for line in output.splitlines() if line.startswith("bad.txt")]
        assert len(told) == 1
        assert output.splitlines()[-1].endswith("1 failed")
    assert bad.read_bytes() == data
    assert list(site.posts()) == [SHIPPING]


def test_a_name_that_is_no_text_stops_only_its_file(site: Site) -> None:
    bad = site.put(os.fsdecode(b"bad-\xff.txt"), ARTICLE)
    site.put("shipping.txt", ARTICLE)
    output = site.run("ingest", status=1)
    assert "bad-\ufffd.txt: its name is not UTF-8; give the file another one" in output.splitlines()
    assert bad.is_file()
    assert list(site.posts()) == [SHIPPING]


@pytest.mark.parametrize(
    "make",
    [
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: b"\xef\xbb\xbf" + text.encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode().replace(b"talks had", b"talks\x00\x08\x1b[31m had"),
    ],
    ids=["Windows line ends", "Mac line ends", "byte order mark", "UTF-16", "control characters"],
)
def test_any_text_becomes_the_same_draft(site: Site, make: Callable[[str], bytes]) -> None:
    site.put("shipping.txt", make(ARTICLE))
    site.run("ingest")
    post = site.posts()[SHIPPING]
    plain = post.body.replace("[31m", "").replace("\\[31m", "")
    assert plain.split("\n\n") == [paragraph.strip() for paragraph in ARTICLE.split("\n\n")[1:]]


def test_invalid_utf8_is_no_reason_to_stop(site: Site) -> None:
    site.put("shipping.txt", ARTICLE.replace("Tuesday", "Tüesday").encode("cp1252"))
    site.run("ingest")
    assert "Tüesday" in site.posts()[SHIPPING].body


def test_a_paste_without_a_headline_is_listed_for_review(site: Site) -> None:
    site.put("shipping.txt", "\n\n".join(ARTICLE.split("\n\n")[1:]))
    assert "look at headline: no headline was found" in site.run("ingest")
    (post,) = site.posts().values()
    assert post.title == "The foreign ministers of Norway and Iceland met in Oslo…"


def test_ten_megabytes_are_told_in_time(site: Site) -> None:
    huge = site.put("huge.txt", "Huge\n\n" + (ARTICLE.split("\n\n")[1] + "\n\n") * 90_000)
    size = huge.stat().st_size
    site.put("shipping.txt", ARTICLE)
    start = time.monotonic()
    output = site.run("ingest", status=1)
    assert "huge.txt:1: from here on it has 10," in output
    assert "characters, more than the 1,000,000 that an article may have" in output
    assert time.monotonic() - start < 30
    assert (list(site.posts()), huge.stat().st_size) == ([SHIPPING], size)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("vocabularies/actors.yaml", "- name: A\n- nam: B\n", "content/vocabularies/actors.yaml:2"),
        ("ingested.jsonl", "{}\n", "content/ingested.jsonl:1: not an entry of the ledger"),
    ],
    ids=["vocabulary", "ledger"],
)
def test_what_ingest_works_by_must_be_sound(site: Site, name: str, text: str, message: str) -> None:
    path = site.folder / "content" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    site.put("shipping.txt", ARTICLE)
    assert message in site.run("ingest", status=1)
    assert site.posts() == {}


def test_what_a_paste_says_stays_text(site: Site) -> None:
    hostile = (
        'Title: "}\\n---\\nstatus: published <script>alert(1)</script>\n'
        "URL: javascript:alert(1)\n\n" + ARTICLE + "\n---\nstatus: published\nslug: ../../../etc/passwd\n---\n"
        "\n<img src=x onerror=alert(1)> was what the page said, according to two people who had seen it there.\n"
    )
    site.put("shipping.txt", hostile)
    site.run("ingest")
    (path,) = site.posts_folder.rglob("*.md")
    post = parse_post(path.read_text(encoding="utf-8"), file=path.name)
    assert post.status == "draft"
    assert post.source is None or post.source.url is None
    assert path.parent == site.posts_folder / "2021"
    assert "\n---\n" not in post.body
    assert "<img" not in post.body.replace("\\<img", "").replace("&lt;img", "")


# --- The same again ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "text"),
    [
        pytest.param("bytes", ARTICLE, id="bytes"),
        pytest.param("text", ARTICLE.replace("\n", "\r\n") + "\n", id="text"),
    ],
)
def test_the_same_text_under_another_name_is_told_each_time(site: Site, what: str, text: str) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    site.put("also.txt", text)
    for _ in range(2):
        output = site.run("ingest", status=1)
        assert f"also.txt: the same {what} as shipping.txt, which became content/posts/2021/{SHIPPING}" in output
        assert output.count("delete one of the two") == 1
    assert list(site.posts()) == [SHIPPING]


def test_two_new_files_of_one_text_make_one_post(site: Site) -> None:
    site.put("a.txt", ARTICLE)
    site.put("b.txt", ARTICLE)
    site.put("c.txt", f"{ARTICLE}\n")
    output = site.run("ingest", status=1)
    assert "b.txt: the same bytes as a.txt" in output
    assert f"c.txt: the same text as a.txt, which became content/posts/2021/{SHIPPING}" in output
    assert list(site.posts()) == [SHIPPING]


def test_a_raw_file_may_be_renamed_or_deleted(site: Site) -> None:
    raw = site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    raw.rename(raw.with_name("arctic.txt"))
    assert site.run("ingest") == "raw articles: 1 unchanged\n"
    raw.with_name("arctic.txt").unlink()
    assert site.run("ingest") == "raw articles: the inbox is empty\n"
    assert list(site.posts()) == [SHIPPING]


def test_a_corrected_raw_file_updates_its_untouched_draft(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    before = site.posts()[SHIPPING]
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "trawlers"), after=86_400 * 3)
    assert "its unedited draft" in site.run("ingest")
    after = site.posts()[SHIPPING]
    assert list(site.posts()) == [SHIPPING]
    assert (after.id, after.date, after.slug) == (before.id, before.date, before.slug)
    assert "trawlers" in after.body


def test_a_corrected_headline_gives_an_untouched_draft_another_slug(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    before = site.posts()[SHIPPING]
    site.put("shipping.txt", f"Title: Arctic rules\n\n{ARTICLE}")
    folder = "content/posts/2021"
    told = f"its unedited draft {folder}/2021-08-17-arctic-rules.md was updated; it was {folder}/{SHIPPING}\n"
    assert told in site.run("ingest")
    (name, after) = next(iter(site.posts().items()))
    assert (len(site.posts()), name, after.slug, after.id) == (
        1,
        "2021-08-17-arctic-rules.md",
        "arctic-rules",
        before.id,
    )
    assert site.run("ingest") == "raw articles: 1 unchanged\n"


def test_a_corrected_raw_file_is_offered_beside_an_edited_post(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    edited = site.edit(SHIPPING, lambda text: text.replace("Norway and Iceland agree", "Norway, Iceland agree"))
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "trawlers"))
    output = site.run("ingest")
    second = SHIPPING.replace(".md", "-2.md")
    assert f"shipping.txt: the file has changed. {conflict(SHIPPING, second)}" in output
    assert site.post_path(SHIPPING).read_text(encoding="utf-8") == edited
    post = site.posts()[second]
    assert post.digest
    assert post.digest.review[0] == "corrected"
    assert "trawlers" in post.body
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "small boats"))
    site.run("ingest")
    assert sorted(site.posts()) == sorted([SHIPPING, second])
    assert "small boats" in site.posts()[second].body


def test_a_correction_of_a_published_post_comes_again_after_an_earlier_one_was_rejected(site: Site) -> None:
    second = SHIPPING.replace(".md", "-2.md")
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    site.run("accept", SHIPPING)
    published = site.post_path(SHIPPING).read_bytes()
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "trawlers"))
    assert second in site.run("ingest")
    site.run("reject", second)
    assert site.run("ingest", "--refresh").endswith("raw articles: 1 unchanged\n")
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "small boats"))
    assert f"the file has changed. You have accepted content/posts/2021/{SHIPPING}" in site.run("ingest")
    assert "small boats" in site.posts()[second].body
    assert site.post_path(SHIPPING).read_bytes() == published


def test_articles_added_to_a_file_leave_the_others_alone(site: Site) -> None:
    divided = f"Title: First\n\n{ARTICLE}\n===\n\nTitle: Second\n\n{OTHER}"
    site.put("two.txt", divided)
    site.run("ingest")
    names = list(site.posts())
    if len(names) == 1:
        pytest.skip("the divider of this test is not the decoder's")
    site.run("accept", *names)
    before = {name: site.post_path(name).read_bytes() for name in names}
    site.put("two.txt", f"{divided}\n===\n\nTitle: Third\n\n{THIRD}")
    site.run("ingest")
    assert len(site.posts()) == 3
    assert {name: site.post_path(name).read_bytes() for name in names} == before
    assert site.run("ingest") == "raw articles: 3 unchanged\n"


# --- What the editor decided ------------------------------------------------------------------------------------------


def test_a_rejected_draft_comes_back_only_when_asked_for(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    before = site.post_path(SHIPPING).read_bytes()
    site.run("reject", SHIPPING)
    assert site.run("ingest") == "raw articles: 1 unchanged\n"
    assert site.run("ingest", "--refresh").endswith("raw articles: 1 unchanged\n")
    site.put("shipping.txt", ARTICLE + "\nOne more line that was added to the file by hand later on.\n")
    assert "but you rejected its draft; `digest ingest --again shipping.txt`" in site.run("ingest")
    assert site.posts() == {}
    site.put("shipping.txt", ARTICLE)
    site.run("ingest", "--again", "shipping.txt")
    assert site.post_path(SHIPPING).read_bytes() == before


def test_again_wants_names(site: Site) -> None:
    assert "name the raw files after --again" in site.run("ingest", "--again", status=2)


def test_a_deleted_draft_does_not_come_back(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    site.post_path(SHIPPING).unlink()
    site.run("ingest")
    site.run("ingest", "--refresh")
    assert site.posts() == {}


def test_a_moved_draft_is_still_known(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    moved = site.posts_folder / "arctic" / "mine.md"
    moved.parent.mkdir()
    site.post_path(SHIPPING).rename(moved)
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "trawlers"))
    site.run("ingest")
    assert list(site.posts()) == ["mine.md"]
    assert "trawlers" in moved.read_text(encoding="utf-8")


def test_a_term_that_was_removed_is_not_suggested_again(site: Site) -> None:
    def without_iceland(text: str) -> str:
        post = parse_post(text, file="x")
        return edit_post(text, {"countries": [name for name in post.countries if name != "Iceland"]}, renew=False)

    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    site.edit(SHIPPING, without_iceland)
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "trawlers"))
    site.run("ingest")
    beside = SHIPPING.replace(".md", "-2.md")
    assert "Iceland" not in site.posts()[beside].countries
    site.put("shipping.txt", ARTICLE.replace("fishing boats", "small boats"))
    site.run("ingest")
    assert "Iceland" not in site.posts()[beside].countries
    site.run("reject", "--edited", SHIPPING, beside)
    site.run("ingest", "--again", "shipping.txt")
    assert [post.countries for post in site.posts().values()] == [("Norway",)]


def without_anna(text: str) -> str:
    post = parse_post(text, file="x")
    return edit_post(text, {"actors": [name for name in post.actors if name != "Anna Sample"]}, renew=False)


def test_an_actor_that_was_removed_is_no_new_actor_either(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    assert "Anna Sample" in site.posts()[SHIPPING].actors
    site.edit(SHIPPING, without_anna)
    site.run("reject", "--edited", SHIPPING)
    site.run("ingest", "--again", "shipping.txt")
    text = site.post_path(SHIPPING).read_text(encoding="utf-8")
    assert "Anna Sample" not in text.partition("\n---\n")[0]


def test_an_actor_that_was_removed_stays_so_under_another_name(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    site.edit(SHIPPING, without_anna)
    site.run("reject", "--edited", SHIPPING)
    vocabulary = site.folder / "content" / "vocabularies" / "actors.yaml"
    vocabulary.parent.mkdir()
    vocabulary.write_text("- name: Anna B. Sample\n  kind: person\n  aliases: [Anna Sample]\n", encoding="utf-8")
    site.run("ingest", "--again", "shipping.txt")
    assert "Anna B. Sample" not in site.posts()[SHIPPING].actors


def test_an_alias_counts_from_the_next_ingest_on(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.run("ingest")
    vocabulary = site.folder / "content" / "vocabularies" / "actors.yaml"
    vocabulary.parent.mkdir()
    vocabulary.write_text("- name: Anna B. Sample\n  kind: person\n  aliases: [Anna Sample]\n", encoding="utf-8")
    site.run("ingest", "--refresh")
    post = site.posts()[SHIPPING]
    assert "Anna B. Sample" in post.actors
    assert "Anna Sample" not in [actor.name for actor in post.digest.new_actors if post.digest]


def test_refresh_makes_untouched_drafts_anew_and_no_others(site: Site) -> None:
    for name, text in (("shipping.txt", ARTICLE), ("railway.txt", OTHER), ("glaciers.txt", THIRD)):
        site.put(name, text)
    site.run("ingest")
    railway = site.edit(RAILWAY, lambda text: text + "\nMine.\n")
    glaciers = "2021-08-17-chile-counts-its-glaciers-again.md"
    site.run("accept", glaciers)
    accepted = site.post_path(glaciers).read_text(encoding="utf-8")
    vocabulary = site.folder / "content" / "vocabularies" / "countries.yaml"
    vocabulary.parent.mkdir(exist_ok=True)
    vocabulary.write_text("- name: Iceland\n  ignore: true\n", encoding="utf-8")
    output = site.run("ingest", "--refresh")
    assert output.endswith("raw articles: 1 updated, 2 edited or accepted by you\n")
    assert site.posts()[SHIPPING].countries == ("Norway",)
    assert site.post_path(RAILWAY).read_text(encoding="utf-8") == railway
    assert site.post_path(glaciers).read_text(encoding="utf-8") == accepted


# --- Crashes ----------------------------------------------------------------------------------------------------------


def fill(site: Site) -> None:
    site.put("shipping.txt", ARTICLE)
    site.put("railway.txt", OTHER)


@pytest.mark.parametrize("call", ["fsync", "link", "write"])
def test_a_disk_that_fails_at_any_moment_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    whole = Site(tmp_path / "whole")
    fill(whole)
    whole.run("ingest")
    real = getattr(os, call)
    for moment in range(1, 40):
        site = Site(tmp_path / f"{moment}")
        fill(site)
        calls = 0

        def fail(*given: object, moment: int = moment) -> object:
            nonlocal calls
            calls += 1
            if calls == moment:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return real(*given)

        with monkeypatch.context() as patch:
            patch.setattr(os, call, fail)
            result = CliRunner().invoke(digest, ["--settings", str(site.folder / "pelicanconf.py"), "ingest"])
        if calls < moment:
            assert moment > 1
            break
        if result.exit_code == 0:  # what failed is the line that says of an action that it is done
            assert site.files().keys() == whole.files().keys()
        else:
            assert "No space left on device" in result.output
        site.posts()  # each of them can be read
        site.run("ingest")
        assert {name: text for name, text in site.files().items() if name != "ingested.jsonl"} == {
            name: text for name, text in whole.files().items() if name != "ingested.jsonl"
        }
        assert sorted(site.ledger.read_text(encoding="utf-8").splitlines()) == sorted(
            whole.ledger.read_text(encoding="utf-8").splitlines()
        )


PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop(1)); from digest.cli import main; main()"


@pytest.mark.slow
def test_a_killed_ingest_goes_on_where_it_was(tmp_path: Path) -> None:
    whole = Site(tmp_path / "whole")
    fill(whole)
    whole.run("ingest")
    site = Site(tmp_path / "site")
    fill(site)
    settings = ["--settings", str(site.folder / "pelicanconf.py")]
    for tenths in range(4, 20, 3):
        with subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(PLUGINS), *settings, "ingest"], stdout=subprocess.DEVNULL
        ) as process:
            time.sleep(tenths / 10)
            process.kill()
        site.posts()
    site.run("ingest")
    assert site.files() == whole.files()


@pytest.mark.slow
def test_an_interrupted_ingest_goes_on_where_it_was(site: Site) -> None:
    for number in range(60):
        site.put(f"{number}.txt", ARTICLE.replace(" ", f" {number} "))
    command = [sys.executable, "-c", PROGRAM, str(PLUGINS), "--settings", str(site.folder / "pelicanconf.py"), "ingest"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        process.stdout.readline()
        process.send_signal(signal.SIGINT)
        output = process.stdout.read()
    assert (process.returncode, output.splitlines()[-1]) == (
        130,
        "interrupted; finished work is saved: run it again to continue",
    )
    assert "Traceback" not in output
    site.run("ingest")
    assert len(site.posts()) == 60


def test_two_at_once_do_not_meet(site: Site) -> None:
    fill(site)
    command = [sys.executable, "-c", PROGRAM, str(PLUGINS), "--settings", str(site.folder / "pelicanconf.py"), "ingest"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    last = sorted((process.communicate()[0].splitlines()[-1], process.returncode) for process in both)
    assert last == [("raw articles: 2 new", 0), ("raw articles: 2 unchanged", 0)]
    assert len(site.ledger.read_text(encoding="utf-8").splitlines()) == 2


def test_a_lost_ledger_makes_no_post_twice(site: Site) -> None:
    fill(site)
    site.run("ingest")
    edited = site.edit(SHIPPING, lambda text: text + "\nMine.\n")
    before = site.files()
    site.ledger.unlink()
    assert "it is content/posts/2021/" in site.run("ingest")
    assert site.files() == before
    assert site.post_path(SHIPPING).read_text(encoding="utf-8") == edited


def test_nothing_to_ingest_never_loads_the_language_model(site: Site) -> None:
    (site.folder / "pelicanconf.py").write_text(SETTINGS.replace('DIGEST_NER = "rules"\n', ""), encoding="utf-8")
    program = (
        "import sys; sys.path.insert(0, sys.argv.pop(1)); from digest.cli import digest\n"
        "try:\n    digest(prog_name='digest')\nfinally:\n    print('spacy' in sys.modules)\n"
    )
    site.put("bad.txt", b"")
    settings = ["--settings", str(site.folder / "pelicanconf.py")]
    done = subprocess.run(
        [sys.executable, "-c", program, str(PLUGINS), *settings, "ingest"], capture_output=True, text=True, check=False
    )
    assert (done.stdout.splitlines()[-1], done.returncode) == ("False", 1), done


# --- The same story in another file -----------------------------------------------------------------------------------

LONG = ARTICLE + (
    "\nThe harbour masters of both countries will meet in spring to settle who tows whom, and which of the two radio "
    "channels is to be used between the islands when the fog comes down.\n"
)
FURNITURE = "Lake Post\nHome\nWeather\n\n"


def saved_page(text: str) -> str:
    headline, *paragraphs = text.strip().split("\n\n")
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><title>{headline}</title></head><body><nav><ul><li>Home</li></ul></nav><article>"
        + (f"<h1>{headline}</h1>{body}</article></body></html>")
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param(
            "again.txt", FURNITURE + LONG + "\nFollow us on Facebook\n\nCopyright 2021 Lake Post\n", id="paste"
        ),
        pytest.param("again.html", saved_page(LONG), id="saved page"),
    ],
)
def test_a_story_with_other_furniture_around_it_is_told_not_taken_again(site: Site, name: str, text: str) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    site.put(name, text)
    for _ in range(2):
        output = site.run("ingest", status=1)
        assert f"{name}: the same text as shipping.txt, which became content/posts/2021/{SHIPPING}" in output
    assert list(site.posts()) == [SHIPPING]


def test_a_corrected_version_in_another_file_updates_an_untouched_draft(site: Site) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    before = site.posts()[SHIPPING]
    site.put("later.txt", LONG.replace("fishing boats", "trawlers and barges"))
    output = site.run("ingest")
    assert "later.txt: a corrected version of shipping.txt (“Iceland wants the rules to hold for trawlers" in output
    assert "; its unedited draft" in output
    after = site.posts()[SHIPPING]
    assert list(site.posts()) == [SHIPPING]
    assert (after.id, "trawlers and barges" in after.body) == (before.id, True)

    for _ in range(2):  # the file that it was is told of until the editor deletes it
        told = f"shipping.txt: an earlier version of later.txt, which became content/posts/2021/{SHIPPING}; delete one"
        assert told in site.run("ingest", status=1)


ENVOY = "Greenland, which had not been asked, said late on Wednesday that it would send an envoy of its own."


def with_paragraph(place: int) -> str:
    paragraphs = LONG.strip().split("\n\n")
    return "\n\n".join((*paragraphs[:place], ENVOY, *paragraphs[place:])) + "\n"


@pytest.mark.parametrize("place", [1, 3, 5], ids=["above", "within", "below"])
@pytest.mark.parametrize("name", ["later.txt", "later.html"])
def test_a_version_with_one_more_paragraph_updates_an_untouched_draft(site: Site, name: str, place: int) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    text = with_paragraph(place)
    site.put(name, saved_page(text) if name.endswith(".html") else FURNITURE + text)
    told = f"{name}: a longer version of shipping.txt (“Greenland, which had not been asked, said late on Wednesday …”)"
    assert f"{told}; its unedited draft" in site.run("ingest")
    assert [ENVOY in post.body for post in site.posts().values()] == [True]

    output = site.run("ingest", status=1)  # the shorter one is an earlier version now
    assert f"shipping.txt: an earlier version of {name}, which became" in output


def test_a_version_under_another_headline_updates_an_untouched_draft(site: Site) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    headline = LONG.partition("\n")[0]
    site.put("later.html", saved_page(LONG.replace(headline, "Norway and Iceland settle rules for ships")))
    assert "later.html: a corrected version of shipping.txt (“Norway and Iceland settle" in site.run("ingest")
    assert [post.title for post in site.posts().values()] == ["Norway and Iceland settle rules for ships"]


def test_a_shorter_version_is_told_with_what_it_lacks(site: Site) -> None:
    site.put("longer.txt", with_paragraph(3))
    site.run("ingest")
    before = site.posts()
    site.put("shipping.txt", LONG)
    output = site.run("ingest", status=1)
    assert "shipping.txt: a shorter version of longer.txt, which became" in output
    assert "it lacks “Greenland, which had not been asked, said late on Wednesday …”; delete one of the two" in output
    assert site.posts() == before


def test_the_same_story_is_told_where_the_editor_has_cut_and_renamed_the_post(site: Site) -> None:
    site.put("shipping.txt", with_paragraph(3))
    site.run("ingest")
    path = site.post_path(SHIPPING)
    text = path.read_text(encoding="utf-8").replace(f"{ENVOY}\n\n", "").replace("title: Norway", "title: How Norway")
    path.write_text(text, encoding="utf-8")
    site.put("again.html", saved_page(with_paragraph(3)))
    assert "again.html: the same text as shipping.txt, which became" in site.run("ingest", status=1)
    assert path.read_text(encoding="utf-8") == text
    assert len(site.posts()) == 1


def test_a_story_is_known_again_by_its_post_where_the_raw_file_is_gone(site: Site) -> None:
    raw = site.put("shipping.txt", LONG)
    site.run("ingest")
    raw.unlink()
    site.put("again.html", saved_page(LONG))
    assert "again.html: the same text as shipping.txt, which became" in site.run("ingest", status=1)
    site.put("later.txt", with_paragraph(3))
    assert "later.txt: a longer version of shipping.txt" in site.run("ingest")
    assert [ENVOY in post.body for post in site.posts().values()] == [True]


def test_a_longer_version_leaves_a_draft_at_the_address_that_the_editor_chose(site: Site) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    site.run("rename", str(site.post_path(SHIPPING)), "ships")
    site.put("later.txt", with_paragraph(3))
    site.run("ingest")
    ((path, post),) = site.posts().items()
    assert (path.endswith("-ships.md"), post.slug, ENVOY in post.body) == (True, "ships", True)


def test_a_longer_version_without_a_date_keeps_the_one_that_is_known(site: Site) -> None:
    site.put("shipping.txt", f"Date: 2021-08-10\n\n{LONG}")
    site.run("ingest")
    site.put("later.html", saved_page(with_paragraph(5)))
    site.run("ingest")
    (post,) = site.posts().values()
    assert (post.date.date().isoformat(), ENVOY in post.body) == ("2021-08-10", True)
    assert post.digest and "date" not in post.digest.review


def report_of(place: str, other: str, day: str, share: str, number: str) -> str:
    return f"""\
Shares in {place} fall by {share} on {day}

Shares in {place} fell by {share} per cent on {day}, as those who trade there wait for what the central bank will say
about the price of money before the end of the month and about {number} banks that have asked for help.

The index of the exchange stood at {number} points when trade ended. Those of {other} were hit hardest, since the firms
there sell more than a third of what they make to {place} and are paid for it in its money.
"""


def test_another_story_by_the_same_pattern_has_a_draft_of_its_own(site: Site) -> None:
    site.put("monday.txt", report_of("Oslo", "Iceland", "Monday", "two", "1,204"))
    site.run("ingest")
    site.put("tuesday.txt", report_of("Paris", "Belgium", "Tuesday", "three", "6,518"))
    assert "raw articles: 1 new, 1 unchanged" in site.run("ingest")
    assert len(site.posts()) == 2
    assert site.run("ingest") == "raw articles: 2 unchanged\n"


def test_a_longer_version_is_offered_beside_a_post_that_was_edited(site: Site) -> None:
    site.put("shipping.txt", LONG)
    site.run("ingest")
    path = site.post_path(SHIPPING)
    path.write_text(path.read_text(encoding="utf-8") + "\nMy own words.\n", encoding="utf-8")
    site.put("later.txt", LONG + "\n" + OTHER.partition("\n\n")[2])
    output = site.run("ingest")
    assert conflict(SHIPPING, SHIPPING.replace(".md", "-2.md")) in output
    assert len(site.posts()) == 2
    assert "My own words." in path.read_text(encoding="utf-8")
    assert site.run("ingest") == "raw articles: 2 unchanged\n"


# --- Folders beside the inbox -----------------------------------------------------------------------------------------


def also(site: Site, folder: Path) -> None:
    with (site.folder / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"DIGEST_INBOX_ALSO = [{str(folder)!r}]\n")


def test_new_articles_of_another_folder_are_copied_into_the_inbox(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    also(site, folder)
    for name, text in (("a.txt", ARTICLE), ("b.zip", OTHER), (".c.txt", OTHER), ("d.txt.part", OTHER)):
        (folder / name).write_text(text, encoding="utf-8")
        os.utime(folder / name, (0, 0))
    (folder / "now.txt").write_text(THIRD, encoding="utf-8")  # still being written, perhaps
    (folder / "link.txt").symlink_to(folder / "b.zip")
    site.run("ingest")
    assert [path.name for path in site.inbox.iterdir()] == ["a.txt"]
    assert (folder / "a.txt").read_text(encoding="utf-8") == ARTICLE
    assert len(site.posts()) == 1


def test_what_was_rejected_or_taken_from_the_inbox_is_not_copied_again(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "downloads"
    folder.mkdir()
    also(site, folder)
    (folder / "a.txt").write_text(ARTICLE, encoding="utf-8")
    os.utime(folder / "a.txt", (0, 0))
    site.run("ingest")
    site.run("reject", next(iter(site.posts())))
    (site.inbox / "a.txt").unlink()
    site.run("ingest")
    assert list(site.inbox.iterdir()) == []


def test_a_folder_that_is_not_there_stops_nothing(site: Site, tmp_path: Path) -> None:
    also(site, tmp_path / "none")
    site.put("a.txt", ARTICLE)
    site.run("ingest")
    assert len(site.posts()) == 1
