"""What stops a build is found by a check before, with its file, its line and a remedy."""

from pathlib import Path

import pytest
from digest.core.errors import DigestError
from digest.editor.plan_problems import find_plan_problems
from digest.editor.problems import find_problems
from digest.plugin.site import read_site
from support.posts import post_text
from support.small_site import PRODUCTION, build, make_site, theme_path


@pytest.fixture
def config(tmp_path: Path) -> Path:
    config = make_site(tmp_path)
    with config.open("a") as file:
        file.write(f"CACHE_PATH = {str(tmp_path / '.cache')!r}\n")
    return config


def check(config: Path) -> list[str]:
    site = read_site(config)
    problems = find_problems(site.content, site.settings, site.posts)
    if not any(problem.severity == "error" for problem in problems):
        problems += find_plan_problems(site.inputs)
    told = ("nothing uses", "nothing of the site")
    return [str(problem) for problem in problems if problem.severity == "error" or problem.message.startswith(told)]


def put(config: Path, name: str, text: str) -> None:
    path = config.parent / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def post(**keys: str) -> str:
    return post_text("A post", "2021-09-05", "Text.", slug="a-post", id='"apost"', **keys)


def test_a_sound_site_has_no_problems(config: Path) -> None:
    assert check(config) == []
    assert (config.parent / ".cache").is_dir()
    assert not (config.parent / "output").exists()


NO_ADDRESS = "is not an address on this site; write it as /2021/08/17/old-slug/"
ALIASES = {
    "/robots.txt": "is the place of the site's file robots.txt; delete it here",
    "/feeds/all.atom.xml": "is the place of the site's file feeds/all.atom.xml; delete it here",
    "/theme/css/base.css": "is the place of the site's file theme/css/base.css; delete it here",
    "/manifest.webmanifest/x/": "is the place of the site's file manifest.webmanifest; delete it here",
    "/%2e%2e/x/": NO_ADDRESS,
    "/a/%2e/b/": NO_ADDRESS,
    "/.git/config": NO_ADDRESS,
    "/a/.hidden/": NO_ADDRESS,
    "/%2Egit/config": NO_ADDRESS,
    "/CNAME": NO_ADDRESS,
    "/pagefind/": NO_ADDRESS,
    "/pagefind/pagefind.js": NO_ADDRESS,
    "/a%5Cb/": NO_ADDRESS,
    "/a%00b/": NO_ADDRESS,
}


@pytest.mark.parametrize(("alias", "said"), ALIASES.items(), ids=ALIASES)
def test_former_addresses_that_cannot_be(config: Path, alias: str, said: str) -> None:
    put(config, "posts/2021/a.md", post(aliases=f"['{alias}']"))
    (problem,) = check(config)
    assert problem.startswith("content/posts/2021/a.md:7: aliases: ")
    assert problem.endswith(said)
    with pytest.raises(DigestError):
        build(config, **PRODUCTION)


def test_former_addresses_in_any_script_are_as_good(config: Path) -> None:
    put(config, "posts/2021/a.md", post(aliases="[/%E4%BD%A0%E5%A5%BD/, /a...b/, /old.html, /what+else~x/]"))
    assert check(config) == []
    assert (build(config) / "你好/index.html").is_file()


def test_former_addresses_in_the_way_of_each_other(config: Path) -> None:
    put(config, "posts/2021/a.md", post(aliases="[/old.html/more/, /old.html]"))
    (problem,) = check(config)
    assert problem.startswith("content/posts/2021/a.md:7: aliases: /old.html is the place of")


def test_a_picture_outside_the_pictures_folders(config: Path) -> None:
    put(config, "elsewhere/a.png", "x")
    put(config, "posts/2021/a.md", post(image="{src: elsewhere/a.png, alt: x}"))
    assert check(config) == [
        "content/posts/2021/a.md:7: image: 'elsewhere/a.png' is no file below images; "
        "move it there, or add its folder to STATIC_PATHS"
    ]
    with pytest.raises(DigestError):
        build(config, **PRODUCTION)


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("countries", "/countries/ is an address of the site itself; give the page another slug"),
        ("Feeds", "/Feeds/ is an address of the site itself; give the page another slug"),
        ("about", "/about/ is an address of content/pages/about.md; give the page another slug"),
        ("../x", "'../x' cannot be the address of a page; use letters and hyphens"),
        (".git", "'.git' cannot be the address of a page; use letters and hyphens"),
        ("a/b", None),
    ],
)
def test_pages_at_addresses_that_are_taken(config: Path, slug: str, said: str | None) -> None:
    put(config, "pages/more.md", f"---\ntitle: More\nslug: {slug}\n---\n\nText.\n")
    assert check(config) == ([f"content/pages/more.md:3: slug: {said}"] if said else [])
    if said:
        with pytest.raises(DigestError):
            build(config, **PRODUCTION)


def test_another_theme_is_checked_by_its_feeds(config: Path) -> None:
    with config.open("a") as file:
        file.write(f"THEME = {theme_path('simple')!r}\nFEED_ATOM = 'feeds/all.rss.xml'\n")
    (problem,) = check(config)
    assert "two pages want this address" in problem


def test_a_file_that_nothing_uses_is_named_with_what_publishes_it(config: Path) -> None:
    put(config, "images/nobody.png", "x")
    put(config, "images/draft.png", "x")
    put(config, "posts/2021/a.md", post(status="draft", image="{src: images/draft.png, alt: x}"))
    assert check(config) == [
        "content/images/nobody.png: nothing uses this file, so it is not published; "
        "to publish it, name it in DIGEST_PUBLISH"
    ]
    with config.open("a") as file:
        file.write("DIGEST_PUBLISH = ['images/nobody.png']\n")
    assert check(config) == []


LINKS = {
    "[a post](/2021/09/05/a-post/)": None,
    "[a post](/2021/09/05/a-post)": None,
    "[a page](../../../../about/#who)": None,
    "[a feed](/feeds/all.atom.xml?new)": None,
    "[home](/), [search](/search/)": None,
    "[elsewhere](https://example.com/nothing/)": None,
    "![a picture](/images/there.png)": None,
    "[a post](/2021/09/05/a-pots/)": "2021/09/05/a-pots/",
    "[a term](/countries/chnia/#top)": "countries/chnia/",
    "![a picture](images/gone.png)": "images/gone.png",
    "<img src='/images/also%20gone.png' alt='x'>": "images/also gone.png",
    "[a post][1]\n\n[1]: /old/": "old/",
}


@pytest.mark.parametrize(("text", "dead"), LINKS.items(), ids=LINKS)
def test_links_that_lead_nowhere(config: Path, text: str, dead: str | None) -> None:
    put(config, "images/there.png", "x")
    put(config, "posts/2021/a.md", f"{post()}\n![](/images/there.png)\n\n{text}\n")
    said = [problem for problem in check(config) if "nothing of the site" in problem]
    if dead is None:
        assert said == []
    else:
        (problem,) = said
        where, _, message = problem.partition(": ")
        assert message == f"nothing of the site is at /{dead}; correct the link, or add what it leads to"
        lines = (config.parent / "content/posts/2021/a.md").read_text().split("\n")
        if "%" not in text:
            assert dead in lines[int(where.rpartition(":")[2]) - 1]


def test_dead_links_of_pages_and_of_texts_that_are_not_shown(config: Path) -> None:
    put(config, "pages/more.md", "---\ntitle: More\n---\n\n[Gone](/gone/)\n")
    put(config, "posts/2021/a.md", f"{post(show='excerpt')}\n[Not shown](/not-shown/)\n")
    assert check(config) == [
        "content/pages/more.md:5: nothing of the site is at /gone/; correct the link, or add what it leads to"
    ]
