"""Texts that git must not have: each verb treats the private file with its post, and `digest private` moves what is."""

import html
import subprocess
from pathlib import Path

import pytest
from digest.content.frontmatter import parse_post
from digest.core.settings import DigestSettings
from digest.editor.posts.excerpt import make_shown
from digest.site.markup import MarkupMaker, make_excerpt
from digest.site.markup.excerpt import quote_excerpt
from support.desk import OTHER, DeskSiteFixture
from support.posts import make_post
from support.site import ARTICLE, SETTINGS, Site, read_post

SENTENCE = "The minister said that the talks had gone well, and that a treaty would be ready before the winter."
MORE = (
    SENTENCE,
    "Fishing boats from both countries would share the harbours of the north, and pay the same for ice and fuel.",
    "A joint office in Tromso is to count the ships that pass each month, and to publish what it has counted.",
    "Icelandic pilots fear for their work, their union said, since the plan leaves it to captains to call them.",
    "Owners of tankers welcomed the agreement but asked for more time to fit their ships with stronger hulls.",
    "Parliaments in Oslo and Reykjavik have to pass the treaty by next autumn; nobody expects them to refuse it.",
    "Environmental groups called it a beginning, and said that the ice would not wait for another conference.",
    "Until then the coast guards go on as before, each on its own side of the line that was drawn in 1980.",
    "The two countries have talked of Arctic shipping since 2015, when a cruise ship ran aground near Jan Mayen.",
    "No other state of the region has joined the talks so far, but Denmark sent an observer to the last of them.",
    "What the plan will cost is not known; the budgets of both foreign ministries have set nothing aside for it.",
    "The next meeting takes place in Akureyri in March, with officials of both coast guards among the speakers.",
)
LONG = ARTICLE + "".join(f"\n{sentence}\n" for sentence in MORE)
KEEP = 'DIGEST_KEEP_BODY = "private"\n'
NORWAY = "2021-08-17-norway-and-iceland-agree-on-arctic-shipping.md"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Return a site that keeps texts private, with a draft."""
    made = Site(tmp_path / "site")
    (made.folder / "pelicanconf.py").write_text(SETTINGS + KEEP, encoding="utf-8")
    made.put("norway.txt", LONG)
    made.run("ingest")
    return made


def private_file(site: Site) -> Path:
    (path,) = (site.content / "private").glob("*.md")
    return path


def body(site: Site) -> str:
    """Return what the post's own file has below its front matter."""
    (post,) = site.posts().values()
    return post.body


def test_ingest_keeps_the_text_out_of_git(site: Site) -> None:
    (name,) = site.posts()
    assert private_file(site).read_text("utf-8").startswith("The foreign ministers of Norway")
    assert "foreign ministers of Norway and Iceland met" not in body(site)
    subprocess.run(["git", "init", "-q", str(site.folder)], check=True)
    listed = subprocess.run(
        ["git", "-C", str(site.folder), "status", "--porcelain", "-uall"], check=True, capture_output=True, text=True
    ).stdout
    assert name in listed
    assert "private" not in listed


def test_an_untouched_draft_is_made_anew_and_an_edited_text_is_not(site: Site) -> None:
    site.put("norway.txt", LONG.replace("in Oslo", "in Bergen"), after=60)
    site.run("ingest")
    assert "Bergen" in private_file(site).read_text("utf-8")
    path = private_file(site)
    path.write_text(path.read_text("utf-8") + "\nMy own sentence.\n", encoding="utf-8")
    site.put("norway.txt", LONG.replace("in Oslo", "in Narvik"), after=120)
    assert "You have edited content/posts/2021/" in site.run("ingest")
    assert "My own sentence." in path.read_text("utf-8")


def test_accept_writes_the_excerpt_that_a_public_build_would_make(site: Site) -> None:
    whole = private_file(site).read_text("utf-8")
    site.run("accept", "norway")
    (post,) = site.posts().values()
    assert post.digest and post.digest.minutes == 1
    maker = MarkupMaker()
    assert quote_excerpt(maker.html(post.body)) == make_excerpt(maker.html(whole))
    assert 10 < len(post.body.split()) < len(whole.split()) / 4
    site.run("undo")
    assert body(site) == ""


def test_the_excerpt_follows_the_text_unless_the_editor_wrote_it(site: Site) -> None:
    site.run("accept", "norway")
    text = private_file(site).read_text("utf-8")
    site.run("set", "norway", "body", text.replace("The foreign ministers", "Two ministers"))
    assert body(site).startswith("Two ministers")
    site.edit(NORWAY, lambda text: text.replace("Two ministers", "In my words, two ministers"))
    site.run("set", "norway", "body", text)
    assert body(site).startswith("In my words")
    assert "its excerpt is not in content/private/" in site.run("check")
    site.edit(NORWAY, lambda text: text[: text.index("In my words")])
    assert "fixed" in site.run("check", "--fix")
    assert body(site).startswith("The foreign ministers")
    assert "excerpt" not in site.run("check")


@pytest.mark.parametrize(
    "verbs",
    [
        (("reject", "norway"),),
        (("accept", "norway"), ("unpublish", "norway")),
        (("rename", "norway", "arctic"),),
        (("set", "norway", "date", "2021-08-20"),),
        (("set", "norway", "body", "Another text."),),
        (("vocabulary", "merge", "Anna Sample", "Ann Berg"),),
    ],
    ids=lambda verbs: verbs[-1][0],
)
def test_a_verb_treats_the_text_with_its_post_and_undo_brings_both_back(
    site: Site, verbs: tuple[tuple[str, ...], ...]
) -> None:
    before, text = site.files(), private_file(site).read_bytes()
    for verb in verbs:
        site.run(*verb)
    assert site.files() != before
    rejects = verbs[-1][0] == "reject"
    assert any((site.content / "private").glob("*.md")) != rejects
    if verbs[-1][-2] != "body" and not rejects:
        assert private_file(site).read_bytes() == text
        assert site.post_path("*.md").read_text("utf-8").count(SENTENCE) < 3  # an excerpt at most
    for _ in verbs:
        site.run("undo")
    assert {name: data for name, data in site.files().items() if name != "ingested.jsonl"} == {
        name: data for name, data in before.items() if name != "ingested.jsonl"
    }


def test_review_shows_the_text_and_says_where_it_is_missing(site: Site) -> None:
    assert "Iceland wants" in site.run("review", "norway")
    private_file(site).unlink()
    assert "which is not on this machine" in site.run("review", "norway")
    assert "which is not on this machine" in site.run("accept", "norway", status=1)


def test_check_names_a_file_without_a_post_and_says_which_are_missing(site: Site) -> None:
    site.run("accept", "norway")
    path = private_file(site)
    path.rename(path.with_name("00ab.md"))
    said = site.run("check")
    assert "warning: content/private/00ab.md: no post has its text here" in said
    assert "private: the text of 1 post is not here, in content/private: content/posts/2021/" in said
    site.edit(NORWAY, lambda text: text.replace("status: published", "status: published\nshow: full"))
    assert "show: has no effect: the text is private" in site.run("check")


def test_check_names_what_cannot_be_read(site: Site) -> None:
    path = private_file(site)
    path.write_bytes(b"\xff\xfe")
    assert f"warning: content/private/{path.name}:1: this is not UTF-8" in site.run("check")
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert f"warning: content/private/{path.name}: this link leads out of the content folder" in site.run("check")


def test_a_post_published_by_hand_gets_its_excerpt_from_check(site: Site) -> None:
    site.edit(NORWAY, lambda text: text.replace("status: draft", "status: published"))
    assert "its excerpt was never made" in site.run("check")
    site.run("check", "--fix")
    assert body(site).startswith("The foreign ministers")


# --- The verb ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def public(tmp_path: Path) -> Site:
    """Return a site whose texts are in git: one published, one draft, one of the editor's own, one shown in full."""
    made = Site(tmp_path / "public")
    made.put("norway.txt", LONG)
    made.put("kenya.txt", OTHER)
    made.put("chad.txt", "Chad closes its border\n\n" + f"The government of Chad closed its border. {SENTENCE}\n" * 3)
    made.run("ingest")
    made.run("accept", "norway", "chad")
    made.edit("*chad*.md", lambda text: text.replace("status: published", "status: published\nshow: full"))
    made.run("new", "My own words")
    made.edit("*my-own-words.md", lambda text: f"{text}\nMine.\n")
    return made


def test_private_moves_the_texts_of_others_and_undo_takes_it_back(public: Site) -> None:
    before = public.files()
    dry = public.run("private", "--dry-run")
    assert dry.count("its text would be moved") == 2
    assert public.files() == before
    said = public.run("private")
    assert "moved the text of 2 posts to content/private" in said
    assert "`show: full` shows readers its whole text" in said
    assert "rsync -a content/private/" in said
    assert "filter-repo" not in said  # there is no git here
    assert 'set DIGEST_KEEP_BODY = "private"' in said
    posts = public.posts()
    assert {name[11:15] for name, post in posts.items() if post.is_private} == {"norw", "keny"}
    assert public.run("reject", "kenya-opens").count("rejected") == 1  # it is untouched still
    public.run("undo", "2")
    assert {
        name: data for name, data in public.files().items() if name not in ("ingested.jsonl", "private/.gitignore")
    } == {name: data for name, data in before.items() if name != "ingested.jsonl"}


def test_private_says_how_to_purge_gits_history(public: Site) -> None:
    (public.folder / ".git").mkdir()
    said = public.run("private")
    assert "git filter-repo --force --invert-paths --path content/posts" in said


def test_private_names_what_it_cannot_move(public: Site) -> None:
    assert "you wrote it" in public.run("private", "my-own-words", status=1)
    public.edit("*norway*.md", lambda text: "\n".join(line for line in text.split("\n") if not line.startswith("id:")))
    assert "it has no id" in public.run("private", "norway", status=1)
    public.run("private", "kenya-opens")
    assert "there is no text to move" in public.run("private", "kenya-opens")


def test_a_bad_value_of_the_setting_is_named(site: Site) -> None:
    (site.folder / "pelicanconf.py").write_text(SETTINGS + 'DIGEST_KEEP_BODY = "secret"\n', encoding="utf-8")
    assert "DIGEST_KEEP_BODY: 'secret' cannot be used: it must be one of post, private" in site.run("status", status=1)


@pytest.mark.parametrize(
    "text",
    [
        "A *bold* start. " + SENTENCE * 9,
        'Use [a link](https://example.org/a_b) and **it\'s -- "well"**. ' + SENTENCE * 9,
        '1. is no list here\\. It\'s "quoted" -- and 5 < 6 & so on. ' + SENTENCE * 9,
        "# A heading\n\nFirst. " + SENTENCE * 9,
        "> Quoted words. And more.\n\n" + SENTENCE * 9,
        "\\# no heading, and \\* no list. <b>Markup</b> stays text. " + SENTENCE * 9,
        "王毅说会谈顺利。条约将在冬天前完成。" * 20,
        "One sentence without any end " * 30,
        "Short.",
        "",
    ],
)
def test_an_excerpt_in_the_post_is_the_one_that_a_build_makes(text: str) -> None:
    maker = MarkupMaker()
    shown = make_shown(make_post(body=text), DigestSettings())
    assert quote_excerpt(maker.html(shown.excerpt)) == make_excerpt(maker.html(text))


# --- The desk ---------------------------------------------------------------------------------------------------------


def test_the_desk_shows_and_edits_a_private_text(tmp_path: Path) -> None:
    desk = DeskSiteFixture(tmp_path / "site")
    key = desk.add_draft(article=LONG)
    desk.run("private")
    page = desk.get(f"/posts/{key}").text
    assert "Iceland wants the rules" in page
    form = desk.get(f"/posts/{key}/text").text
    assert "Iceland wants the rules" in form
    shown = page.split('name="hash" value="')[1].split('"')[0]
    desk.post(f"/posts/{key}/paragraphs", paragraph="0", hash=shown)
    assert not private_file(desk).read_text("utf-8").startswith("The foreign ministers")
    (path,) = desk.posts_folder.rglob("*.md")
    assert read_post(path).body == ""
    page = desk.get(f"/posts/{key}").text
    shown = page.split('name="hash" value="')[1].split('"')[0]
    desk.post(f"/posts/{key}/accept", hash=shown)
    assert read_post(path).status == "published"
    assert read_post(path).body.startswith("Foreign Minister")


def test_the_desk_says_that_a_text_is_elsewhere_and_changes_the_rest(tmp_path: Path) -> None:
    desk = DeskSiteFixture(tmp_path / "site")
    key = desk.add_draft(article=LONG)
    desk.run("private")
    private_file(desk).unlink()
    page = desk.get(f"/posts/{key}").text
    assert "which is not on this machine" in page
    shown = page.split('name="hash" value="')[1].split('"')[0]
    desk.post(f"/posts/{key}/edit", title="Titled anew", hash=shown)
    (path,) = desk.posts_folder.rglob("*.md")
    assert read_post(path).title == "Titled anew"


def test_the_desks_text_form_brings_a_text_back_into_git(tmp_path: Path) -> None:
    desk = DeskSiteFixture(tmp_path / "site")
    key = desk.add_draft(article=LONG)
    (path,) = desk.posts_folder.rglob("*.md")
    public = path.read_text("utf-8")
    desk.run("private")
    form = desk.get(f"/posts/{key}/text").text
    text = html.unescape(form.split("<textarea")[1].split(">", 1)[1].split("</textarea>")[0]).lstrip("\n")
    shown = form.split('name="hash" value="')[1].split('"')[0]
    desk.post(f"/posts/{key}/text", text=text.replace("  body: private\n", ""), hash=shown)
    assert read_post(path).body == parse_post(public, file="post").body
    assert not any((desk.content / "private").glob("*.md"))
