"""What must not be published is found in the output, whatever way it came there."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from digest.content.store import make_content
from digest.core.settings import DigestSettings
from digest.editor.publish import Finding, inspect_output
from digest.site.cache import CacheFile
from digest.site.sources import Posts
from support.posts import post_text

SETTINGS = DigestSettings(drafts=False, now=dt.datetime(2021, 9, 30, tzinfo=dt.UTC))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("content/posts", "content/inbox", "output/images"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "output/index.html").write_text("<p>Home</p>")
    (tmp_path / "content/inbox/empty.txt").write_bytes(b"")
    return tmp_path


def inspect(site: Path, *allowed: str) -> tuple[Finding, ...]:
    content = make_content(site / "content", SETTINGS)
    posts = Posts(content, SETTINGS, CacheFile(site / ".cache"))
    return inspect_output(site / "output", content=content, settings=SETTINGS, posts=posts, allowed=allowed)


def part(*texts: str) -> str:
    """Join what must not stand in a repository as a whole: hosts look for it there."""
    return "".join(texts)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param(part("-----BEGIN OPENSSH ", "PRIVATE KEY-----"), "a private key", id="ssh"),
        pytest.param(part("-----BEGIN ", "PRIVATE KEY-----"), "a private key", id="pkcs8"),
        pytest.param(part("PuTTY-User-Key-", "File-3: ssh-rsa"), "a private key", id="putty"),
        pytest.param(part("AK", "IA", "Q7ZB" * 4), "an access key of Amazon's", id="aws"),
        pytest.param(part("AI", "za", "Sy" * 17, "x"), "an API key of Google's", id="google"),
        pytest.param(part("gh", "p_", "a1B2" * 9), "a token of GitHub's", id="github"),
        pytest.param(part("github_", "pat_", "a1B2" * 16), "a token of GitHub's", id="fine github"),
        pytest.param(part("glp", "at-", "a1B2" * 5), "a token of GitLab's", id="gitlab"),
        pytest.param(part("xo", "xb-", "123456789012-abcdef"), "a token of Slack's", id="slack"),
        pytest.param(part("sk_", "live_", "a1B2" * 6), "a key of Stripe's", id="stripe"),
        pytest.param(part("np", "m_", "a1B2" * 9), "a token of npm's", id="npm"),
        pytest.param(part("S", "G.", "a" * 22, ".", "b" * 43), "a key of SendGrid's", id="sendgrid"),
        pytest.param(part("sk-", "ant-", "a1B2" * 10), "a key of a language model's service", id="model"),
        pytest.param(part("ey", "J", "a" * 20, ".ey", "J", "b" * 20, ".", "c" * 20), "a JSON web token", id="jwt"),
    ],
)
def test_keys_and_tokens_are_found_in_any_file(site: Path, text: str, what: str) -> None:
    (site / "output/images/a.bin").write_bytes(b"\0\xff " + text.encode() + b"\n")
    assert inspect(site) == (Finding(path="images/a.bin", reason=f"it holds {what}"),)
    assert inspect(site, "images/a.bin") == ()


def test_what_only_looks_like_a_key_is_none(site: Path) -> None:
    lines = (
        part("AK", "IA", "IOSFODNN7EXAMPLE"),
        "sk-telecom-and-samsung-agree-on-a-standard-for-networks",
        "xox-1234567890",
    )
    hashes = f"{'0123456789abcdef' * 4} gh{'p'} npm_install BEGIN PUBLIC KEY-----"
    (site / "output/a.html").write_text("\n".join([*lines, hashes]))
    assert inspect(site) == ()


@pytest.mark.parametrize("name", [".env", "images/.env.local", "images/id_rsa", "a/b/cert.PEM", ".git/config", "x.key"])
def test_names_of_secrets_are_refused(site: Path, name: str) -> None:
    path = site / "output" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x")
    assert inspect(site) == (Finding(path=name, reason="files of this name hold keys or passwords"),)


def test_a_raw_article_is_known_by_its_bytes(site: Path) -> None:
    (site / "content/inbox/talks.txt").write_text("Talks in Oslo.")
    (site / "output/images/other-name.txt").write_text("Talks in Oslo.")
    (site / "output/images/as-long.txt").write_text("Talks in Rome.")
    assert inspect(site) == (
        Finding(path="images/other-name.txt", reason="these are the bytes of talks.txt in the inbox"),
    )


def test_pictures_of_drafts_and_of_posts_not_due_are_refused(site: Path) -> None:
    names = {"draft": "2021-09-01", "future": "2031-09-01", "published": "2021-09-01"}
    for name, day in names.items():
        body = f"![x](/images/{name}.png) ![y](/images/all.png)"
        status = "draft" if name == "draft" else "published"
        post = post_text(name, day, body, status=status, id=f'"{name}"', slug=name)
        (site / f"content/posts/{name}.md").write_text(post)
    for name in (*names, "all"):
        (site / f"output/images/{name}.png").write_bytes(b"x")
    reason = "only drafts, or posts that are not due, use this file"
    assert inspect(site) == (
        Finding(path="images/draft.png", reason=reason),
        Finding(path="images/future.png", reason=reason),
    )


def test_a_site_that_is_too_large_for_the_host_is_refused(site: Path) -> None:
    with (site / "output/images/a.bin").open("wb") as file:
        file.truncate(600_000_000)
    with (site / "output/images/b.bin").open("wb") as file:
        file.truncate(500_000_000)
    (found,) = inspect(site)
    assert found.path == "."
    assert found.reason.startswith("1,100,000,011 bytes are more than the 1,000,000,000 of a site")


def test_settings_without_a_moment_take_the_clock(site: Path) -> None:
    content = make_content(site / "content", SETTINGS)
    (site / "content/posts/a.md").write_text(post_text("a", "2999-09-01", "![x](/images/a.png)", slug="a"))
    (site / "output/images/a.png").write_bytes(b"x")
    settings = replace(SETTINGS, now=None)
    posts = Posts(content, settings, CacheFile(site / ".cache"))
    found = inspect_output(site / "output", content=content, settings=settings, posts=posts)
    assert [one.path for one in found] == ["images/a.png"]
