"""A small site that is edited in every way an editor, a theme author or an accident can, and built after each edit."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from digest.site.fingerprint import fingerprints_of, resolve
from digest.site.plan import list_groups, make_plan
from digest.site.sources import BuildInputs
from PIL import Image
from support.posts import post_text
from support.small_site import NOW, PROJECT, ROOT, Built, make_site, run, tree

NAMES = ("Wang Yi", "Bo Unknown", "Cy Person", "Wang")  # the last one is an alias in one state of the vocabulary
COUNTRIES = ("China", "Russia", "Norway", "Kenya")
TOPICS = ("Lunar affairs", "Tidal affairs")
ACTORS_FILES = (
    "- {name: Wang Yi, kind: person, country: China, former_slugs: [wang]}\n",
    "- {name: Wang Yi, kind: group, country: Kenya, aliases: [Wang], former_slugs: [wang-the-first]}\n",
    "- {name: Wang Yi the Second, kind: person, aliases: [Wang Yi, Wang]}\n- {name: Cy Person, kind: person}\n",
)
TOPICS_FILES = (
    "- name: Lunar affairs\n- name: Tidal affairs\n  parent: Lunar affairs\n",
    "- name: Lunar affairs\n  parent: Tidal affairs\n- name: Tidal affairs\n",
)
IDS = ("1111111111111111", "2222222222222222", "3333333333333333", "4444444444444444", "5555555555555555",
       "6666666666666666", "7777777777777777", *(f"made{number:012}" for number in range(1, 5)))  # fmt: skip
SETTINGS: dict[str, tuple[Any, ...]] = {
    "SITENAME": ("A Digest", "Another & Digest"),
    "SITEURL": ("", PROJECT),
    "AUTHOR": (None, "An editor"),
    "TIMEZONE": ("UTC", "Pacific/Auckland"),
    "DEFAULT_LANG": ("en", "de"),
    "DEFAULT_PAGINATION": (20, 2),
    "DIGEST_DESCRIPTION": ("", "What it is."),
    "DIGEST_BODY": ("full", "excerpt"),
    "DIGEST_DRAFTS": (True, False),
    "DIGEST_PICTURES": ("make", "none"),
    "DIGEST_HOME_POSTS": (30, 2),
    "DIGEST_PAIR_POSTS": (2, 3),
    "DIGEST_PAIR_TAXONOMIES": (["countries"], ["actors", "countries"]),
    "DIGEST_TERM_FEED_ENTRIES": (20, 1),
    "DIGEST_FEED_RIGHTS": (None, "All rights."),
}
MOMENTS = (NOW, NOW.replace(month=12), NOW.replace(month=8, day=18))
THEME_FILES = ("post.html", "term.html", "home.html", "story.html", "stories.html", "base.html",
               *(f"partials/{name}.html" for name in ("posts", "frame", "stories")))  # fmt: skip


class Workshop:
    """The site's folder, the settings that differ from the file's, and what was put into the output by hand."""

    def __init__(self, folder: Path) -> None:
        self.config = make_site(folder)
        self.folder = folder
        self.content = folder / "content"
        self.draw_picture(300)
        self.theme = folder / "theme"
        self.output = folder / "output"
        self.cache = folder / ".cache"
        shutil.copytree(ROOT / "theme", self.theme)
        self.settings: dict[str, Any] = {"THEME": str(self.theme), "DIGEST_PICTURES": "make"}
        self.by_hand: dict[str, bytes] = {}
        self.made = 0
        self.seen: dict[tuple[str, str, bytes], bytes] = {}  # page, setting and fingerprint -> that of what was made

    # --- Building and comparing ---------------------------------------------------------------------------------------

    def build(self) -> Built:
        """Build over what is there."""
        return run(self.config, CACHE_PATH=str(self.cache), **self.settings)[1]

    def fresh(self) -> dict[str, bytes]:
        """Build the same sources from nothing."""
        for name in ("fresh", ".fresh-cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        output, _ = run(self.config, "fresh", CACHE_PATH=str(self.folder / ".fresh-cache"), **self.settings)
        return tree(output)

    def compare(self) -> None:
        """Hold a rebuild against a build from nothing, and the fingerprints of the pages against their inputs."""
        self.hold_fingerprints(self.build().inputs)
        rebuilt = tree(self.output)
        for name, data in self.by_hand.items():
            assert rebuilt.pop(name, None) == data, name
        fresh = self.fresh()
        differing = sorted(name for name in rebuilt.keys() | fresh.keys() if rebuilt.get(name) != fresh.get(name))
        assert differing == [], differing  # its module is not one whose asserts pytest explains

    def hold_fingerprints(self, inputs: BuildInputs) -> None:
        """A page whose fingerprint is what it was must have the inputs that it had, and so must a group its pages."""
        settings = repr(sorted(self.settings.items(), key=str)) + inputs.fingerprint.hex()
        for group in list_groups(inputs.digest):
            planned = (
                [(page.path, page.sitemap, fingerprints_of(page.inputs)) for page in group.plan()]
                if group.fingerprint
                else []
            )
            made = repr(planned).encode()
            assert self.seen.setdefault((f"group {group.name}", settings, group.fingerprint), made) == made, group.name
        for page in make_plan(inputs.digest):
            made = fingerprints_of(dict(resolve(page.inputs)))
            key = page.path, settings, fingerprints_of(page.inputs)
            assert self.seen.setdefault(key, made) == made, page.path

    # --- Posts --------------------------------------------------------------------------------------------------------

    def posts(self) -> list[Path]:
        return sorted((self.content / "posts").rglob("*.md"))

    def add_post(self, day: int, names: list[str], countries: list[str], status: str) -> None:
        self.made += 1
        text = post_text(
            f"Post number {self.made}",
            f"2021-09-{day:02}",
            f"Body number {self.made}, [linked](/countries/china/). " * 9,
            status=status,
            id=f'"made{self.made:012}"',
            slug=f"made-{self.made}",
            actors=f"[{', '.join(names)}]",
            countries=f"[{', '.join(countries)}]",
            topics=f"[{TOPICS[self.made % 2]}]",
            source="{name: Example Wire, url: 'https://wire.example/x'}",
        )
        (self.content / f"posts/2021/made-{self.made}.md").write_text(text, encoding="utf-8")

    def change_post(self, post: Path, change: Callable[[str], str]) -> None:
        post.write_text(change(post.read_text(encoding="utf-8")), encoding="utf-8")

    def set_line(self, post: Path, key: str, value: str) -> None:
        def change(text: str) -> str:
            head, fence, body = text.removeprefix("---\n").partition("\n---\n")
            lines = [line for line in head.split("\n") if not line.startswith(f"{key}:")]
            return "---\n" + "\n".join([*lines, f"{key}: {value}"]) + fence + body

        self.change_post(post, change)

    def rename_post(self, post: Path) -> None:
        self.made += 1
        post.rename(post.with_name(f"renamed-{self.made}.md"))

    def swap_letters_in_place(self, post: Path) -> None:
        """Change the body, but neither the file's size nor its time."""
        before = post.stat()
        head, fence, body = post.read_text(encoding="utf-8").partition("\n---\n")
        with post.open("r+", encoding="utf-8") as file:  # the same inode
            file.write(head + fence + body.swapcase())
        os.utime(post, ns=(before.st_atime_ns, before.st_mtime_ns))

    # --- The rest of the sources ----------------------------------------------------------------------------------

    def write(self, name: str, text: str) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def draw_picture(self, width: int) -> None:
        """Make the picture of a post one that has smaller sizes."""
        Image.linear_gradient("L").resize((width, 200)).save(self.content / "images" / "dot.png")

    def tell_stories(self, *stories: tuple[str, list[str], str, list[str]]) -> None:
        """Write the stories: of each its slug, its posts' ids, status and former slugs."""
        rows = [
            {"title": f"Story & {slug}", "slug": slug, "posts": posts, "status": status, "former_slugs": former}
            for slug, posts, status, former in stories
        ]
        self.write("stories.yaml", yaml.safe_dump(rows))

    def edit_theme(self, name: str, number: int) -> None:
        path = self.theme / name
        mark = {".html": "{{# {} #}}{}", ".css": "/* {} {} */", ".js": "// {} {}"}[path.suffix].format(number, number)
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{mark}", encoding="utf-8")

    def change_macro(self) -> None:
        path = self.theme / "templates/partials/terms.html"
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace('class="term ', 'class="termed term '), encoding="utf-8")

    def save(self) -> None:
        """Keep a copy of the content, with its files' times."""
        shutil.rmtree(self.folder / "saved", ignore_errors=True)
        shutil.copytree(self.content, self.folder / "saved")

    def restore(self) -> None:
        """Put the copy in the content's place."""
        if (self.folder / "saved").is_dir():
            shutil.rmtree(self.content)
            shutil.copytree(self.folder / "saved", self.content)

    # --- Output and cache ---------------------------------------------------------------------------------------------

    def outputs(self) -> list[Path]:
        return sorted(path for path in self.output.rglob("*") if path.is_file())

    def put_by_hand(self, number: int) -> None:
        name = f"by-hand/{number}.txt"
        self.by_hand[name] = b"mine"
        (self.output / name).parent.mkdir(parents=True, exist_ok=True)
        (self.output / name).write_bytes(b"mine")

    def edit_output(self, path: Path) -> None:
        """Change a page's bytes, but neither its size nor its time."""
        if path.relative_to(self.output).as_posix() in self.by_hand:
            return
        before = path.stat()
        data = path.read_bytes()
        path.write_bytes(b"#" * len(data))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def delete_output(self, path: Path) -> None:
        if path.relative_to(self.output).as_posix() not in self.by_hand:
            path.unlink()

    def spoil_cache(self, path: Path, how: str) -> None:
        if how == "delete":
            path.unlink()
        elif how == "truncate":
            os.truncate(path, path.stat().st_size // 2)
        else:
            data = bytearray(path.read_bytes())
            data[len(data) // 2 : len(data) // 2 + 8] = b"\xff" * min(8, len(data))
            path.write_bytes(bytes(data))

    def caches(self) -> list[Path]:
        return sorted(path for path in self.cache.rglob("*") if path.is_file()) if self.cache.is_dir() else []
