"""A small site to build for real: every kind of post, hostile text, two modes."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pelican
from digest.site.sources import BuildInputs, BuildOutcome
from pelican.settings import read_settings
from support.posts import post_text

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2021, 9, 30, tzinfo=dt.UTC)
PROJECT = "https://user.github.io/repo"
PRODUCTION: dict[str, Any] = {"SITEURL": PROJECT, "DIGEST_BODY": "excerpt", "DIGEST_DRAFTS": False}
HOSTILE = '<script>alert(1)</script> & "quotes" ]]>'
SENTENCE = "The parties met for a second day and agreed on very little. "


FILES: Mapping[str, str] = {
    "posts/2021/own.md": post_text(
        "An own post",
        "2021-08-17",
        "# Own heading\n\nAn own body with [a link](/countries/china/), ![a dot](/images/dot.png) and a table:\n\n"
        "| a | b |\n|--:|:--|\n| 1 | 2 |",
        id='"1111111111111111"',
        slug="own",
        summary="An own summary.",
        actors="[Wang Yi, Bo Unknown]",
        countries="[China, Russia]",
        topics="[Lunar affairs]",
        image="{src: images/dot.png, alt: A dot}",
        aliases="[/2021/08/16/former/]",
    ),
    "posts/2021/ingested.md": post_text(
        "An ingested post",
        "2021-08-18",
        SENTENCE * 40 + "\n\nThe very end of somebody else’s text.",
        id='"2222222222222222"',
        slug="ingested",
        summary="What it says.",
        source="{name: Example Wire, url: 'https://wire.example/a?b=1&c=2', author: [Cy Writer]}",
        actors="[Wang Yi]",
        countries="[China, Russia, Norway]",
        topics="[Tidal affairs]",
        digest="{raw: a.txt, raw_sha256: '00'}",
    ),
    "posts/2021/hostile.md": post_text(
        HOSTILE,
        "2021-08-18",
        "A <script>alert(2)</script> body, <img src=https://evil.example/x onerror=alert(3)> and "
        "[a link](javascript:alert(4)).",
        id='"3333333333333333"',
        slug="hostile",
        summary=f"'{HOSTILE}'",
        source=f"{{name: '{HOSTILE}', url: https://wire.example/hostile}}",
        actors=f"['{HOSTILE}']",
        countries="[China]",
    ),
    "posts/2021/plain.md": post_text("No terms at all", "2021-09-01", "Text.", id='"4444444444444444"', slug="plain"),
    "posts/2021/draft.md": post_text(
        "Draftword title",
        "2021-09-02",
        "Draftword body.",
        status="draft",
        id='"5555555555555555"',
        slug="draftword",
        actors="[Draftword Person]",
        countries="[Kenya]",
        aliases="[/draftword-old/]",
    ),
    "posts/2021/future.md": post_text(
        "Futureword title", "2021-12-01", "Futureword body.", id='"6666666666666666"', slug="futureword"
    ),
    "posts/2021/hidden.md": post_text(
        "Hiddenword title",
        "2021-09-03",
        "Hiddenword body.",
        status="hidden",
        id='"7777777777777777"',
        slug="hidden",
        countries="[Kenya, China]",
    ),
    "vocabularies/topics.yaml": "- name: Lunar affairs\n- name: Tidal affairs\n  parent: Lunar affairs\n",
    "vocabularies/actors.yaml": "- {name: Wang Yi, kind: person, country: China, former_slugs: [wang]}\n",
    "stories.yaml": f"""\
- title: '{HOSTILE}'
  slug: talks
  summary: '{HOSTILE}'
  posts: ["1111111111111111", "2222222222222222", "3333333333333333", "5555555555555555", "6666666666666666",
          "7777777777777777"]
  former_slugs: [old-talks]
- title: A closed story
  slug: closed
  posts: ["1111111111111111", "4444444444444444"]
  status: closed
- title: Draftword story
  slug: draftword-story
  posts: ["5555555555555555", "7777777777777777"]
  former_slugs: [draftword-former]
""",
    "pages/about.md": "---\ntitle: About & more\nslug: about\n---\n\nSee [China](/countries/china/).\n",
    "inbox/raw.txt": "Inboxword: nobody reviewed this.",
}

# What the repository's site may change any day, as the tests expect it.
OWN = (
    'SITENAME = "The Meridian Digest"',
    'DIGEST_DESCRIPTION = "World affairs, read widely and summed up each day."',
    'AUTHOR = "The editors"',
    'TIMEZONE = "UTC"',
    'DEFAULT_LANG = "en"',
    'DIGEST_SITE_ID = "a3c1a7de-6b7e-4f0e-9d0b-5f1c2f6d8e47"',
)


def make_site(folder: Path) -> Path:
    """Write the site's content; return its settings file."""
    for name, text in FILES.items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    images = folder / "content" / "images"
    images.mkdir()
    (images / "dot.png").write_bytes(b"not really a picture")
    config = folder / "pelicanconf.py"
    lines = (ROOT / "pelicanconf.py").read_text(encoding="utf-8").splitlines()
    lines += [f"PLUGIN_PATHS = [{str(ROOT / 'plugins')!r}]", f"THEME = {str(ROOT / 'theme')!r}"]
    lines += ["DIGEST_PAIR_POSTS = 2", *OWN]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return config


def build(config: Path, output: str = "output", **settings: Any) -> Path:
    """Build the site in this process; return the output folder."""
    return run(config, output, **settings)[0]


@dataclass(frozen=True)
class Built:
    """A build: what it read, and what it made."""

    inputs: BuildInputs
    outcome: BuildOutcome


def run(config: Path, output: str = "output", **settings: Any) -> tuple[Path, Built]:
    """Build the site; return the output folder and the build."""
    folder = config.parent / output
    values = read_settings(str(config), override={"OUTPUT_PATH": str(folder), "DIGEST_NOW": NOW, **settings})
    program = pelican.Pelican(values)
    outcomes: list[BuildOutcome] = []
    request = replace(program.settings["DIGEST"].request, on_outcome=outcomes.append)
    inputs = program.settings["DIGEST"] = BuildInputs(request=request)
    program.run()
    (outcome,) = outcomes
    return folder, Built(inputs, outcome)


def theme_path(name: str) -> str:
    """Return the folder of one of Pelican's own themes."""
    return str(Path(pelican.__file__).parent / "themes" / name)


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Links(HTMLParser):
    """Collects where a page points to, and what it loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str, str]] = []  # tag, attribute, value

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [(tag, name, value or "") for name, value in attrs]


def attributes(page: bytes) -> list[tuple[str, str, str]]:
    """Return every attribute of a page: tag, name, value."""
    links = Links()
    links.feed(page.decode())
    return links.found
