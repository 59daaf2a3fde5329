"""Texts that are private stay so, whatever becomes of their posts; and what must be known without them is noted."""

from pathlib import Path

import pytest
from support.desk import OTHER
from support.site import ARTICLE, SETTINGS, Site

LAST = "Norway has asked for more time to study what that would cost."
LONG = ARTICLE + "".join(
    f"\nThe talks went on for day {number}, and nobody said more than before.\n" for number in range(9)
)
NORWAY = "2021-08-17-norway-and-iceland-agree-on-arctic-shipping.md"
SLUG = "norway-and-iceland"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site whose text stands in its draft."""
    made = Site(tmp_path)
    made.put("norway.txt", LONG)
    made.run("ingest")
    return made


def turn_on(site: Site) -> None:
    (site.folder / "pelicanconf.py").write_text(f'{SETTINGS}DIGEST_KEEP_BODY = "private"\n', encoding="utf-8")


def in_git(site: Site) -> str:
    """Give all that git would commit."""
    return "".join(data.decode() for name, data in site.files().items() if not name.startswith(("private/", "inbox/")))


def test_a_draft_of_before_becomes_private_when_it_is_accepted(site: Site) -> None:
    assert LAST in in_git(site)
    turn_on(site)
    site.run("accept", SLUG)
    assert LAST not in in_git(site)
    site.run("undo")
    assert LAST in in_git(site)
    assert list((site.content / "private").glob("*.md")) == []


@pytest.mark.parametrize(
    ("before", "after"), [("status: draft", "status: draft\nshow: full"), ("id: ", "x-id: ")], ids=["show", "no id"]
)
def test_what_cannot_be_private_is_accepted_as_it_is(site: Site, before: str, after: str) -> None:
    turn_on(site)
    site.edit(NORWAY, lambda text: text.replace(before, after, 1))
    site.run("accept", SLUG)
    assert LAST in in_git(site)


def test_a_post_of_ones_own_is_accepted_whole(site: Site) -> None:
    turn_on(site)
    site.run("new", "Mine")
    site.edit("*mine.md", lambda text: f"{text}\nMy own words.\n")
    site.run("accept", "mine")
    assert "My own words." in in_git(site)


def test_a_draft_that_was_moved_stays_private_when_its_article_is_corrected(site: Site) -> None:
    site.run("private")
    site.put("norway.txt", LONG.replace("before the winter", "before the spring"), after=60)
    site.run("ingest")
    assert "before the spring" not in in_git(site)
    (path,) = (site.content / "private").glob("*.md")
    assert "before the spring" in path.read_text("utf-8")


def test_a_summary_that_is_the_texts_beginning_is_noted_until_it_is_another(site: Site) -> None:
    site.run("private")
    site.run("accept", SLUG)
    noted = site.posts()[NORWAY].digest
    assert noted
    assert noted.summary_sha256
    site.run("set", SLUG, "summary", "In the editor's words.")
    changed = site.posts()[NORWAY].digest
    assert changed
    assert changed.summary_sha256 is None


def test_minutes_follow_the_text_though_the_excerpt_is_the_editors_own(site: Site) -> None:
    site.run("private")
    site.run("accept", SLUG)
    site.edit(NORWAY, lambda text: f"{text.rpartition('The foreign ministers')[0]}In my words.\n")
    site.run("set", SLUG, "body", "One two three four five. " * 300)
    post = site.posts()[NORWAY]
    assert post.digest
    assert (post.body, post.digest.minutes) == ("In my words.", 6)


def test_an_excerpt_that_is_the_whole_text_is_named(site: Site) -> None:
    site.edit(NORWAY, lambda text: text.replace("  raw: norway.txt\n", "  raw: norway.txt\n  body: private\n"))
    said = site.run("check")
    assert "words of its text, and readers the first 90; shorten them, or take out `body: private`" in said
    site.edit(NORWAY, lambda text: text.replace("  body: private\n", ""))
    site.run("private")
    assert "words of its text" not in site.run("check")
    assert LAST not in in_git(site)


def test_the_text_of_others_that_ingest_did_not_make_is_named(site: Site) -> None:
    site.write(
        "posts/theirs.md", "---\ntitle: A\ndate: 2021-08-01\nid: '00aa'\nshow: excerpt\nslug: theirs\n---\n\nText.\n"
    )
    site.put("kenya.txt", OTHER)
    assert "theirs.md: `ingest` did not make it, and so cannot keep its text out of git" in site.run("private")
    assert "shorten it by hand" in site.run("private", "theirs", status=1)
