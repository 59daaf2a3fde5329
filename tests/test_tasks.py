"""The tasks, run as an editor runs them, on a small site in a folder of its own."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from digest.core.settings import SAMPLE_SITE_ID
from support.posts import post_text

ROOT = Path(__file__).parents[1]
COPIED = ("tasks.py", "pelicanconf.py", "publishconf.py")
SHARED = ("plugins", "theme")

TEXT = "The delegations met for a second day."
POST = post_text("Talks in Geneva", "2021-09-16", TEXT, id="a1", slug="talks", countries="[Switzerland]")
DRAFT = post_text("A draft", "2021-09-16", TEXT, id="a2", slug="b", status="draft")
RAW = "Title: Talks go on\nDate: 2021-09-17\n\nDelegates of Norway and China met in Oslo on Friday.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Return a site with one post and one draft, with this checkout's plugin and theme."""
    root = tmp_path / "a site"
    posts = root / "content" / "posts" / "2021"
    posts.mkdir(parents=True)
    (root / "content" / "inbox").mkdir()
    (posts / "2021-09-16-talks.md").write_text(POST)
    (posts / "2021-09-16-b.md").write_text(DRAFT)
    for name in COPIED:
        shutil.copy(ROOT / name, root / name)
    for name in SHARED:
        (root / name).symlink_to(ROOT / name)
    with (root / "pelicanconf.py").open("a") as file:
        file.write('DIGEST_NER = "rules"\nTIMEZONE = "UTC"\nDIGEST_SITE_ID = ""\n')
    return root


def invoke(site: Path, *arguments: str, ci: str = "") -> tuple[int, str]:
    """Run a task from another folder: its exit status, and all that it printed."""
    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(site), *arguments]
    env = {**os.environ, "CI": ci}
    done = subprocess.run(command, cwd="/", env=env, capture_output=True, text=True, check=False, timeout=120)
    return done.returncode, done.stdout + done.stderr


def read_output(site: Path) -> dict[str, bytes]:
    output = site / "output"
    return {str(path.relative_to(output)): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def without_index(files: dict[str, bytes]) -> set[str]:
    return {name for name in files if ".pf_" not in name}


def test_build_makes_drafts_of_raw_articles_first(site: Path) -> None:
    (site / "content" / "inbox" / "talks.txt").write_text(RAW)
    status, told = invoke(site, "build")
    assert status == 0, told
    assert "names: rules" in told
    assert "Built output/: 1 post, 2 drafts; " in told
    assert len(list((site / "content" / "posts" / "2021").glob("2021-09-17-*.md"))) == 1
    files = read_output(site)
    assert {
        "index.html",
        "2021/09/16/talks/index.html",
        "2021/09/16/b/index.html",
        "feeds/all.atom.xml",
    } <= files.keys()
    status, told = invoke(site, "build")
    assert (status, read_output(site)) == (0, files)
    assert "names:" not in told


def test_production_has_no_trace_of_a_draft_that_was_built(site: Path) -> None:
    (site / "content" / "inbox" / "talks.txt").write_text(RAW)
    assert invoke(site, "build", "--no-ingest")[0] == 0
    assert (site / "output" / "2021" / "09" / "16" / "b" / "index.html").is_file()
    status, told = invoke(site, "build", "--production")
    assert status == 0, told
    assert "Built output/: 1 post, 0 drafts; " in told
    assert [name for name, data in read_output(site).items() if b"A draft" in data or "/b/" in name] == []
    assert len(list((site / "content" / "posts" / "2021").iterdir())) == 2  # nothing was ingested


def test_a_production_build_after_another_writes_what_differs_and_leaves_nothing_else(site: Path) -> None:
    assert invoke(site, "build", "--production")[0] == 0
    whole, post = read_output(site), site / "content" / "posts" / "2021" / "2021-09-16-talks.md"
    strays = ("b/index.html", "2021/09/16/talks/b.html", ".env", "pagefind/stray.txt")
    for name in strays:
        path = site / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("stray")
        os.utime(path, (1, 1))
    post.write_text(POST.replace("a second day", "a third day"))
    status, told = invoke(site, "build", "--production")
    assert status == 0, told
    written = int(told.partition("; ")[2].partition(" of ")[0])
    assert 0 < written < 8, told
    after = read_output(site)
    assert without_index(after) == without_index(whole)  # whose files are called by what they hold
    assert not (site / "output" / "b").exists()
    assert b"a third day" in after["2021/09/16/talks/index.html"]
    shutil.rmtree(site / "output")
    shutil.rmtree(site / ".cache")
    assert invoke(site, "build", "--production")[0] == 0
    assert read_output(site) == after


def test_an_editor_s_build_between_two_production_builds_leaves_no_trace(site: Path) -> None:
    assert invoke(site, "build", "--production")[0] == 0
    before = read_output(site)
    assert invoke(site, "build", "--no-ingest")[0] == 0
    assert invoke(site, "build", "--production")[0] == 0
    assert read_output(site) == before


def test_a_production_build_that_fails_leaves_the_site_that_was_there(site: Path) -> None:
    assert invoke(site, "build", "--production")[0] == 0
    before = read_output(site)
    settings = site / "pelicanconf.py"
    settings.write_text(settings.read_text().replace('PLUGINS = ["digest"]', "PLUGINS = []"))
    status, told = invoke(site, "build", "--production")
    assert status == 1, told
    assert read_output(site) == before


def test_publish_refuses_what_must_not_be_published(site: Path) -> None:
    for command in (["init", "-q", "-b", "work"], ["add", "content"], ["commit", "-qm", "posts"]):
        identity = ["-c", "user.name=Ada", "-c", "user.email=ada@digest.example"]
        subprocess.run(["git", "-C", str(site), *identity, *command], check=True)
    with (site / "publishconf.py").open("a") as file:
        file.write('SITEURL = "https://digest.example"\nDIGEST_PUBLISH = ["images"]\n')
    images = site / "content" / "images"
    images.mkdir()
    (images / "id_rsa").write_text("x")
    status, told = invoke(site, "publish")
    assert status == 1
    assert "error: output/images/id_rsa: files of this name hold keys or passwords" in told
    assert "Nothing was published" in told
    assert "Traceback" not in told
    assert not list((site / ".git/refs/heads").iterdir())[1:]
    status, told = invoke(site, "publish", "--branch", "refs/heads/x")
    assert (status, "give the branch's name alone: x" in told) == (1, True)


def test_the_sample_s_id_is_warned_of_and_not_published(site: Path) -> None:
    with (site / "pelicanconf.py").open("a") as file:
        file.write(f"DIGEST_SITE_ID = {SAMPLE_SITE_ID!r}\n")
    with (site / "publishconf.py").open("a") as file:
        file.write('SITEURL = "https://digest.example"\n')
    for task in ("check", "build"):
        status, told = invoke(site, task)
        assert (status, "warning: pelicanconf.py: DIGEST_SITE_ID: this is the id of the sample site" in told) == (
            0,
            True,
        )
    status, told = invoke(site, "publish")
    assert (status, told.startswith("pelicanconf.py: DIGEST_SITE_ID: this is the id of the sample site")) == (1, True)


def test_ci_ingests_nothing(site: Path) -> None:
    (site / "content" / "inbox" / "talks.txt").write_text(RAW)
    assert invoke(site, "build", ci="true")[0] == 0
    assert len(list((site / "content" / "posts" / "2021").iterdir())) == 2


def test_now_decides_what_is_due(site: Path) -> None:
    status, told = invoke(site, "build", "--now", "2021-09-16T08:59:00+00:00")
    assert status == 0, told
    assert "Built output/: 0 posts" in told


def test_unusable_raw_article_does_not_stop_the_build_and_shows_in_the_status(site: Path) -> None:
    (site / "content" / "inbox" / "empty.txt").write_bytes(b"")
    status, told = invoke(site, "build")
    assert status == 1
    assert "empty.txt" in told
    assert "Built output/: 1 post, 1 draft; " in told


@pytest.mark.slow  # its fast sibling: test_check_tells_problems
@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        pytest.param(
            "content/posts/2021/2021-09-16-talks.md",
            "[Switzerland]",
            "[Switzerlant]",
            "content/posts/2021/2021-09-16-talks.md:7: countries: unknown country 'Switzerlant' (did you mean",
            id="unknown country",
        ),
        pytest.param("content/posts/2021/2021-09-16-b.md", "a2", "a1", "'a1' is the id of", id="two posts, one id"),
        pytest.param(
            "content/posts/2021/2021-09-16-b.md", "title: 'A draft'", "title: [", "-b.md:2: ", id="broken YAML"
        ),
        pytest.param(
            "pelicanconf.py", "DIGEST_NER", "DIGEST_NERR", "DIGEST_NERR: there is no such setting", id="setting"
        ),
        pytest.param("pelicanconf.py", 'PLUGINS = ["digest"]', "PLUGINS = []", "PLUGINS: ", id="no plugin"),
        pytest.param(
            "pelicanconf.py",
            'PLUGINS = ["digest"]',
            'PLUGINS = ["digest", "nonesuch"]',
            "nonesuch",
            id="missing plugin",
        ),
        pytest.param("pelicanconf.py", 'SITEURL = ""', "SITEURL = (", "this is not Python", id="settings no Python"),
    ],
)
def test_what_would_make_the_site_wrong_stops_the_build(
    site: Path, file: str, old: str, new: str, message: str
) -> None:
    text = (site / file).read_text()
    assert old in text
    (site / file).write_text(text.replace(old, new))
    status, told = invoke(site, "build")
    assert status == 1
    assert message in told
    assert "Traceback" not in told
    assert not (site / "output").exists()


def test_check_tells_problems(site: Path) -> None:
    assert invoke(site, "check")[0] == 0
    post = site / "content" / "posts" / "2021" / "2021-09-16-talks.md"
    post.write_text(POST.replace("Switzerland", "Switzerlant"))
    status, told = invoke(site, "check")
    assert (status, "unknown country" in told) == (1, True)


def test_list_names_every_task() -> None:
    status, told = invoke(ROOT, "--list")
    names = [line.split()[0] for line in told.splitlines() if line.startswith("  ") and line[2] != " "]
    assert (status, names) == (
        0,
        ["build", "check", "check-site", "clean", "golden", "lint", "lock", "publish", "serve", "test", "wheel"],
    )


def test_a_build_prints_a_page_of_warnings_and_a_check_all(site: Path) -> None:
    for number in range(25):  # a status is missing
        text = post_text(f"Post {number}", "2021-09-16", TEXT, id=f"b{number}", slug=f"post-{number}")
        (site / "content/posts/2021" / f"2021-09-16-post-{number}.md").write_text(
            text.replace("status: published\n", "")
        )
    code, built = invoke(site, "build")
    assert code == 0
    assert built.count("warning: ") == 20
    assert "... and 5 more warnings; `./invoke check` lists them all." in built
    code, checked = invoke(site, "check")
    assert code == 0
    assert checked.count("warning: ") == 25
