"""Publishing, tried with real git repositories and a bare one to push to."""

import subprocess
from pathlib import Path

import pytest
from digest.editor.publish import PublishError, check_publishable, publish_site

URL = "https://digest.example"


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.fixture(autouse=True)
def git_identity(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "GIT_CONFIG_GLOBAL": "/dev/null",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_AUTHOR_NAME": "Ada Editor",
        "GIT_AUTHOR_EMAIL": "ada@digest.example",
        "GIT_COMMITTER_NAME": "Ada Editor",
        "GIT_COMMITTER_EMAIL": "ada@digest.example",
    }.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "my site"
    root.mkdir()
    git(tmp_path, "init", "--quiet", "--bare", "remote.git")
    git(root, "init", "--quiet", "--initial-branch", "main")
    git(root, "remote", "add", "origin", str(tmp_path / "remote.git"))
    (root / "post.md").write_text("post")
    git(root, "add", "post.md")
    git(root, "commit", "--quiet", "--message", "posts: add one")
    return root


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    (folder / "feeds").mkdir(parents=True)
    (folder / "index.html").write_text("<p>home</p>")
    (folder / "feeds" / "all.atom.xml").write_text("<feed/>")
    return folder


def test_output_becomes_the_branch(repository: Path, output: Path) -> None:
    done = publish_site(output, root=repository, siteurl=URL, branch="gh-pages")
    assert git(repository, "ls-tree", "-r", "--name-only", "gh-pages").split() == [
        ".nojekyll",
        "feeds/all.atom.xml",
        "index.html",
    ]
    assert (
        git(repository, "log", "--format=%s", "gh-pages")
        == f"Publish {git(repository, 'rev-parse', '--short', 'HEAD')}"
    )
    assert (done.commit, done.pushed_to) == (git(repository, "rev-parse", "--short", "gh-pages"), None)
    assert git(repository, "branch", "--show-current") == "main"
    assert git(repository, "status", "--porcelain") == ""
    assert git(repository, "ls-remote", "origin") == ""


@pytest.mark.parametrize("name", ["post.md", "new/another.md"])
def test_what_is_not_committed_is_told(repository: Path, output: Path, name: str) -> None:
    inside = output.rename(repository / "output")  # what is built is no change of the sources
    source = git(repository, "rev-parse", "--short", "HEAD")
    assert publish_site(inside, root=repository, siteurl=URL, branch="gh-pages").source == source
    (repository / name).parent.mkdir(exist_ok=True)
    (repository / name).write_text("not committed")
    (inside / "index.html").write_text("<p>new</p>")
    done = publish_site(inside, root=repository, siteurl=URL, branch="gh-pages")
    assert done.source == f"{source} with uncommitted changes"
    assert git(repository, "log", "-1", "--format=%s", "gh-pages") == f"Publish {done.source}"


def test_push_and_cname(repository: Path, output: Path) -> None:
    publish_site(output, root=repository, siteurl=URL, branch="site", cname="news.example", push_to="origin")
    assert git(repository, "show", "site:CNAME") == "news.example"
    assert git(repository, "ls-remote", "origin", "site").split()[0] == git(repository, "rev-parse", "site")


def test_what_is_gone_from_the_site_is_gone_from_the_branch(repository: Path, output: Path) -> None:
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    (output / "feeds" / "all.atom.xml").unlink()
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    assert git(repository, "ls-tree", "-r", "--name-only", "gh-pages").split() == [".nojekyll", "index.html"]
    assert len(git(repository, "log", "--format=%h", "gh-pages").split()) == 2


@pytest.mark.parametrize(
    ("siteurl", "branch", "message"),
    [
        pytest.param("", "gh-pages", "SITEURL is empty", id="no address"),
        pytest.param("http://localhost:8000", "gh-pages", "of a local machine", id="local address"),
        pytest.param("https://news.example.org/x", "gh-pages", "is an example", id="example"),
        pytest.param(URL, "main", "is checked out", id="the working branch"),
        pytest.param(URL, "two words", "not a valid name of a branch", id="bad name"),
        pytest.param(URL, "--force", "not a valid name of a branch", id="an option"),
        pytest.param(
            URL, "refs/heads/x", "refs/heads/x is a full reference; give the branch's name alone: x", id="ref"
        ),
        pytest.param(URL, "master", "is one of sources", id="a usual name of sources"),
    ],
)
def test_refusals(repository: Path, output: Path, siteurl: str, branch: str, message: str) -> None:
    with pytest.raises(PublishError, match=message):
        publish_site(output, root=repository, siteurl=siteurl, branch=branch)
    assert git(repository, "branch", "--format=%(refname:short)") == "main"


def test_no_commit_is_refused(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    with pytest.raises(PublishError, match="has no commit yet"):
        check_publishable(tmp_path, URL)


def test_no_repository_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(PublishError, match="not a git repository"):
        check_publishable(tmp_path, URL)


def test_unbuilt_site_is_refused(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="build the site first"):
        publish_site(tmp_path / "none", root=repository, siteurl=URL, branch="gh-pages")


def test_failed_push_says_why_and_what_is_done(repository: Path, output: Path) -> None:
    git(repository, "remote", "set-url", "origin", "../nowhere.git")
    with pytest.raises(
        PublishError, match=r"gh-pages is written, [0-9a-f]+, but not pushed to origin: .*nowhere"
    ) as told:
        publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    assert "Traceback" not in str(told.value)
    assert git(repository, "show", "gh-pages:index.html") == "<p>home</p>"


def test_a_branch_that_cannot_be_written_says_why(repository: Path, output: Path) -> None:
    git(repository, "update-ref", "refs/heads/gh-pages/taken", "HEAD")
    with pytest.raises(PublishError, match=r"gh-pages could not be written: .*gh-pages/taken") as told:
        publish_site(output, root=repository, siteurl=URL, branch="gh-pages")
    assert "Traceback" not in str(told.value)


# --- What git holds already -------------------------------------------------------------------------------------------


def test_nothing_changed_makes_no_commit(repository: Path, output: Path) -> None:
    first = publish_site(output, root=repository, siteurl=URL, branch="gh-pages")
    git(repository, "commit", "--quiet", "--allow-empty", "--message", "another commit of the sources")
    second = publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    assert (first.is_new, second.is_new, second.commit) == (True, False, first.commit)
    assert len(git(repository, "log", "--format=%h", "gh-pages").split()) == 1
    assert git(repository, "ls-remote", "origin", "gh-pages").split()[0] == git(repository, "rev-parse", "gh-pages")


def write_elsewhere(repository: Path, name: str, text: str) -> None:
    """Commit a file to the published branch as somebody else does, GitHub for one."""
    other = repository.parent / "other"
    git(repository.parent, "clone", "--quiet", "--branch", "gh-pages", str(repository.parent / "remote.git"), "other")
    (other / name).write_text(text)
    git(other, "add", name)
    git(other, "commit", "--quiet", "--message", "Create CNAME")
    git(other, "push", "--quiet", "origin", "gh-pages")


def test_a_cname_that_github_wrote_stays(repository: Path, output: Path) -> None:
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    write_elsewhere(repository, "CNAME", "news.example\n")
    git(repository, "fetch", "--quiet")
    (output / "index.html").write_text("<p>new</p>")
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    assert git(repository, "show", "origin/gh-pages:CNAME") == "news.example"
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", cname="other.example", push_to="origin")
    assert git(repository, "show", "origin/gh-pages:CNAME") == "other.example"


def test_a_branch_that_has_moved_on_asks_for_a_fetch(repository: Path, output: Path) -> None:
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    write_elsewhere(repository, "CNAME", "news.example\n")
    (output / "index.html").write_text("<p>new</p>")
    with pytest.raises(PublishError, match="has moved on there: git fetch, then publish again"):
        publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    git(repository, "fetch", "--quiet")
    publish_site(output, root=repository, siteurl=URL, branch="gh-pages", push_to="origin")
    assert git(repository, "show", "origin/gh-pages:index.html") == "<p>new</p>"
    assert git(repository, "show", "origin/gh-pages:CNAME") == "news.example"


def test_a_branch_with_sources_is_replaced_only_where_that_is_meant(repository: Path, output: Path) -> None:
    (repository / "pelicanconf.py").write_text("PATH = 'content'")
    git(repository, "checkout", "--quiet", "-b", "work")
    git(repository, "add", "pelicanconf.py")
    git(repository, "commit", "--quiet", "--message", "settings")
    git(repository, "branch", "copy")
    git(repository, "push", "--quiet", "origin", "work:elsewhere")
    git(repository, "fetch", "--quiet")
    for branch in ("main", "master", "copy", "elsewhere"):
        with pytest.raises(PublishError, match=f"--branch: {branch} is one of sources.*--yes"):
            publish_site(output, root=repository, siteurl=URL, branch=branch)
    with pytest.raises(PublishError, match="is checked out"):
        publish_site(output, root=repository, siteurl=URL, branch="work", yes=True)
    publish_site(output, root=repository, siteurl=URL, branch="copy", yes=True)
    assert git(repository, "show", "copy:index.html") == "<p>home</p>"
