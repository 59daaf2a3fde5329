"""Which files of the content folder are published: those that the site uses, and none through a link out of it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from digest.content.store import make_content
from digest.core.errors import ProblemsError
from digest.core.settings import DigestSettings
from digest.core.types import Problem
from digest.editor.problems import find_problems
from digest.site.cache import CacheFile
from digest.site.sources import Posts
from support.posts import post_text
from support.small_site import PRODUCTION, build, make_site, theme_path, tree

SECRET = b"nobody must read this"
BODY = (
    "![one](/images/by-markdown.png) <img src='/images/by-html.png'> ![two][ref] [a report](/images/report.pdf)\n\n"
    '<a href="/images/%62y%20code.png">x</a> ![three](images/sub/entity&#46;png) '
    "![four]({static}/images/static.png)\n\n"
    "[ref]: /images/by-reference.png\n\nImages/mentioned.png is only named, as is images/mentioned.png.\n"
)
USED = {
    *("images/by-markdown.png", "images/by-html.png", "images/by-reference.png", "images/report.pdf"),
    *("images/by code.png", "images/sub/entity.png", "images/static.png"),
}
UNUSED = {"images/mentioned.png", "images/nobody.png", "images/id_rsa", "images/.env", "images/sub/.hidden/a.png"}


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return make_site(tmp_path)


def put(config: Path, name: str, data: bytes | str = SECRET) -> Path:
    path = config.parent / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def put_post(config: Path, name: str, body: str, day: str = "2021-09-01", **keys: str) -> None:
    put(config, f"posts/2021/{name}.md", post_text(name, day, body, slug=name, id=f'"id{name}"', **keys))


def check(config: Path) -> tuple[Problem, ...]:
    content = make_content(config.parent / "content", DigestSettings())
    return find_problems(
        content, DigestSettings(), Posts(content, DigestSettings(), CacheFile(config.parent / ".cache"))
    )


def images(output: Path) -> set[str]:
    return {name for name in tree(output) if name.startswith("images/")} - {"images/dot.png"}


@pytest.mark.parametrize("theme", ["ours", "simple"])
def test_what_a_published_body_uses_is_published_and_nothing_else(config: Path, theme: str) -> None:
    for name in USED | UNUSED:
        put(config, name)
    put_post(config, "pictured", BODY)
    settings = PRODUCTION | ({} if theme == "ours" else {"THEME": theme_path(theme)})
    assert images(build(config, **settings)) == USED


@pytest.mark.parametrize(
    ("keys", "is_published"),
    [
        pytest.param({}, True, id="published"),
        pytest.param({"status": "hidden"}, True, id="hidden"),
        pytest.param({"status": "draft"}, False, id="a draft"),
        pytest.param({"day": "2031-01-01"}, False, id="not due"),
    ],
)
def test_pictures_go_with_their_post(config: Path, keys: dict[str, str], is_published: bool) -> None:
    put(config, "images/front.png")
    put(config, "images/body.png")
    put_post(config, "pictured", "![x](/images/body.png)", image="{src: images/front.png, alt: x}", **keys)
    found = {"images/front.png", "images/body.png"} if is_published else set()
    assert images(build(config, **PRODUCTION)) == found


def test_the_editors_build_shows_the_pictures_of_drafts(config: Path) -> None:
    put(config, "images/body.png")
    put_post(config, "pictured", "![x](/images/body.png)", status="draft")
    assert images(build(config)) == {"images/body.png"}


def test_an_excerpt_publishes_no_picture_of_the_text(config: Path) -> None:
    put(config, "images/theirs.png")
    put_post(config, "quoted", "![x](/images/theirs.png)", digest="{raw: a.txt, raw_sha256: '00'}")
    assert images(build(config, **PRODUCTION)) == set()
    assert images(build(config, **PRODUCTION | {"DIGEST_BODY": "full"})) == {"images/theirs.png"}


def test_pages_publish_their_pictures(config: Path) -> None:
    put(config, "images/page.png")
    put(config, "pages/more.md", "---\ntitle: More\n---\n\n![x](/images/page.png)\n")
    assert images(build(config, **PRODUCTION)) == {"images/page.png"}


def test_settings_name_what_is_published_besides(config: Path) -> None:
    names = ("images/logo.svg", "images/maps/a.png", "images/maps/b/c.png", "images/mapsnot.png")
    for name in names:
        put(config, name)
    wanted = {"DIGEST_PUBLISH": ["images/logo.svg", "images/maps"]}
    assert images(build(config, **PRODUCTION, **wanted)) == set(names[:3])


def test_a_picture_that_falls_out_of_use_is_told_with_the_remedy(
    config: Path, caplog: pytest.LogCaptureFixture
) -> None:
    put(config, "images/body.png")
    put_post(config, "pictured", "![x](/images/body.png)")
    cached = PRODUCTION | {"CACHE_PATH": str(config.parent / ".cache")}
    build(config, **cached)
    put_post(config, "pictured", "No picture.")
    assert images(build(config, **cached)) == set()
    assert (
        "images/body.png is no longer published: no published post or page uses it; "
        "to publish it all the same, name it in DIGEST_PUBLISH"
    ) in caplog.messages


# --- Links, FIFOs and devices -----------------------------------------------------------------------------------------


def link_out(path: Path) -> None:
    outside = path.parents[3] / "outside"
    outside.write_bytes(SECRET)
    path.symlink_to(outside)


def link_to_inbox(path: Path) -> None:
    path.symlink_to(path.parents[1] / "inbox" / "raw.txt")


def link_to_hidden(path: Path) -> None:
    path.with_name(".env").write_bytes(SECRET)
    path.symlink_to(path.with_name(".env"))


@pytest.mark.parametrize("theme", ["ours", "simple"])
@pytest.mark.parametrize("make", [link_out, link_to_inbox, link_to_hidden, os.mkfifo])
def test_no_link_leads_to_what_is_not_published(config: Path, theme: str, make: Callable[[Path], None]) -> None:
    make(config.parent / "content/images/a.png")
    put_post(config, "pictured", "![x](/images/a.png)")
    settings = PRODUCTION | ({} if theme == "ours" else {"THEME": theme_path(theme)})
    assert images(build(config, **settings)) == set()


def test_a_folder_behind_a_link_is_not_entered(config: Path) -> None:
    outside = config.parent / "outside"
    outside.mkdir()
    (outside / "a.png").write_bytes(SECRET)
    (config.parent / "content/images/there").symlink_to(outside)
    (config.parent / "content/more").symlink_to(outside)
    put_post(config, "pictured", "![x](/images/there/a.png) ![y](/more/a.png)")
    settings = PRODUCTION | {"STATIC_PATHS": ["images", "more"], "DIGEST_PUBLISH": ["images", "more"]}
    output = build(config, **settings)
    assert images(output) == set()
    assert not (output / "more").exists()


def test_a_link_within_the_content_folder_is_followed(config: Path) -> None:
    put(config, "images/real.png")
    (config.parent / "content/images/a.png").symlink_to("real.png")
    put_post(config, "pictured", "![x](/images/a.png)")
    assert images(build(config, **PRODUCTION)) == {"images/a.png"}


@pytest.mark.parametrize(("make", "said"), [(link_out, "leads out of the content folder"), (os.mkfifo, "a regular")])
@pytest.mark.parametrize("name", ["posts/2021/a.md", "pages/sub/a.md"])
def test_posts_and_pages_that_are_no_files_of_the_site_are_named(
    config: Path, name: str, make: Callable[[Path], None], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = config.parent / "content" / name
    path.parent.mkdir(exist_ok=True)
    make(path)
    if name.startswith("posts"):
        with pytest.raises(ProblemsError, match=f"content/{name}: this .*{said}"):
            build(config, **PRODUCTION)
        assert [problem.file for problem in check(config) if said in problem.message] == [f"content/{name}"]
    else:
        build(config, **PRODUCTION)
        assert any(said in message and name in message for message in caplog.messages)


@pytest.mark.parametrize("make", [link_out, os.mkfifo])
@pytest.mark.parametrize("name", ["vocabularies/countries.yaml", "vocabularies/cleaning.yaml", "ingested.jsonl"])
def test_other_content_that_is_no_file_of_the_site_is_named(
    config: Path, name: str, make: Callable[[Path], None]
) -> None:
    content = config.parent / "content"
    target = config.parent / "outside"
    target.write_bytes(SECRET)
    if make is link_out:
        (content / name).symlink_to(target)
    else:
        os.mkfifo(content / name)
    with pytest.raises(Exception, match=f"{name}: this (link leads out|is not a regular file)"):
        check(config)
