"""Where a post's file stands, which slug is free, and which file an editor means."""

import datetime as dt
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from digest.content.paths import day_of, find_post, is_taken, post_address, post_file, remember, with_free_slug
from digest.content.store import Content, make_content, read_index
from digest.core.errors import ContentError
from digest.core.settings import DigestSettings
from support.posts import make_post, post_text

OSLO, AUCKLAND = ZoneInfo("Europe/Oslo"), ZoneInfo("Pacific/Auckland")


@pytest.fixture
def content(tmp_path: Path) -> Content:
    (tmp_path / "content" / "posts").mkdir(parents=True)
    return make_content(tmp_path / "content", DigestSettings())


def put(content: Content, name: str, slug: str, *, date: str = "2021-08-01", post_id: str = "") -> Path:
    path = content.posts[0] / name
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = {"id": post_id} if post_id else {}
    path.write_text(post_text(slug, date, "Text.", slug=slug, **keys), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("zone", "file", "address"),
    [
        pytest.param(OSLO, "posts/2021/2021-12-31-one.md", "/2021/12/31/one/", id="the same day"),
        pytest.param(AUCKLAND, "posts/2022/2022-01-01-one.md", "/2022/01/01/one/", id="a day and a year later"),
    ],
)
def test_file_and_address_follow_the_day_in_the_sites_zone(
    content: Content, zone: ZoneInfo, file: str, address: str
) -> None:
    post = make_post(date=dt.datetime(2021, 12, 31, 20, tzinfo=dt.UTC))
    assert (post_file(content, post, zone), post_address(post, zone)) == (content.root / file, address)


@pytest.mark.parametrize(
    ("name", "slug", "date", "free"),
    [
        pytest.param("2021/2021-08-01-one.md", "other", "2021-08-01", "one-2", id="the file's name is taken"),
        pytest.param("2021/x.md", "one", "2021-08-01", "one-2", id="the address is taken"),
        pytest.param("2021/x.md", "one", "2021-08-02", "one", id="the slug on another day"),
        pytest.param("2021/x.md", "other", "2021-08-01", "one", id="another slug on that day"),
        pytest.param("2021/x.md", "one", "never", "one-2", id="a day that cannot be read"),
    ],
)
def test_a_slug_is_free_where_neither_file_nor_address_is_taken(
    content: Content, name: str, slug: str, date: str, free: str
) -> None:
    put(content, name, slug, date=date)
    index = read_index(content)
    index.by_slug.setdefault(slug, [content.posts[0] / name])  # as for a post that cannot be read
    assert with_free_slug(content, index, make_post(), OSLO).slug == free


def test_the_next_free_number_is_taken(content: Content) -> None:
    for number in ("", "-2", "-3"):
        put(content, f"2021/2021-08-01-one{number}.md", f"one{number}")
    assert with_free_slug(content, read_index(content), make_post(), OSLO).slug == "one-4"


def test_a_post_is_not_in_its_own_way(content: Content) -> None:
    path = put(content, "2021/2021-08-01-one.md", "one", post_id="aa")
    index = read_index(content)
    assert not is_taken(content, index, make_post(id="aa"), OSLO)
    assert is_taken(content, index, make_post(id="bb"), OSLO)
    assert is_taken(content, index, make_post(id=None), OSLO)
    assert day_of(path, OSLO) == dt.date(2021, 8, 1)
    assert day_of(content.root / "none.md", OSLO) is None


def test_a_post_that_moved_is_known_by_its_new_slug_alone(content: Content) -> None:
    old = put(content, "2021/2021-08-01-one.md", "one", post_id="aa")
    index = read_index(content)
    new = old.with_name("2021-08-01-two.md")
    remember(index, make_post("two", id="aa"), new)
    assert (index.by_id["aa"], index.by_slug["one"], index.by_slug["two"]) == (new, [], [new])
    assert index.slugs == {new: "two"}


def test_a_post_that_stays_is_known_once(content: Content) -> None:
    path = put(content, "2021/2021-08-01-one.md", "one", post_id="aa")
    index = read_index(content)
    remember(index, make_post("one", id="aa"), path)
    remember(index, make_post("one", id="bb"), path.with_name("other.md"))
    assert index.by_slug == {"one": [path, path.with_name("other.md")]}


@pytest.mark.parametrize(
    "given",
    [
        "content/posts/2021/2021-08-01-talks.md",
        "posts/2021/2021-08-01-talks.md",
        "2021/2021-08-01-talks.md",
        "2021-08-01-talks.md",
        "2021-08-01-talks",
        "talks",
        "peace",
        "somewhere/else/talks",
    ],
)
def test_a_post_is_found_by_path_file_name_or_slug(content: Content, tmp_path: Path, given: str) -> None:
    path = put(content, "2021/2021-08-01-talks.md", "peace")
    assert find_post(content, given, cwd=tmp_path) == path.resolve()


def test_what_an_editor_cannot_mean_is_told(content: Content, tmp_path: Path) -> None:
    for year in ("2020", "2021"):
        put(content, f"{year}/{year}-08-01-talks.md", "talks", date=f"{year}-08-01")
    (content.root / "note.md").write_text("x", encoding="utf-8")
    several = "\n    content/posts/2020/2020-08-01-talks.md\n    content/posts/2021/2021-08-01-talks.md"
    for given, message in {
        "talks": f"talks: this may be any of 2 posts; give the whole slug or the path:{several}",
        "tal": f"tal: this may be any of 2 posts; give the whole slug or the path:{several}",
        "": ": there is no such post; `digest status` lists the drafts",
        "alks": "alks: there is no such post; `digest status` lists the drafts",
        "elsewhere/tal": "elsewhere/tal: there is no such post; `digest status` lists the drafts",
        "none": "none: there is no such post; `digest status` lists the drafts",
        "note.md": f"{content.root / 'note.md'}: this is not a post of the site; posts are in content/posts",
    }.items():
        with pytest.raises(ContentError) as caught:
            find_post(content, given, cwd=tmp_path)
        assert str(caught.value) == message


@pytest.mark.parametrize("part", ["turmoil-in", "in-kabul", "kab"])
def test_part_of_a_slug_is_enough_where_one_post_has_it(content: Content, tmp_path: Path, part: str) -> None:
    put(content, "2021/2021-08-01-talks-in-geneva.md", "talks-in-geneva")
    path = put(content, "2021/2021-08-01-turmoil-in-kabul.md", "turmoil-in-kabul")
    put(content, "2021/2021-08-01-kabul.md", "a-whole-slug")
    assert find_post(content, part, cwd=tmp_path) == path
    assert find_post(content, "kabul", cwd=tmp_path).name == "2021-08-01-kabul.md"


def test_only_the_first_of_many_posts_are_listed(content: Content, tmp_path: Path) -> None:
    for number in range(12):
        put(content, f"2021/2021-08-01-talks-{number}.md", f"talks-{number}")
    with pytest.raises(ContentError, match=r"any of 12 posts;[^\0]*talks-7.md\n    and 2 more$"):
        find_post(content, "talk", cwd=tmp_path)
