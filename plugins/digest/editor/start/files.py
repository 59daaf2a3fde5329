"""The files of a new site, made from the editor's choices and from what the wheel brings. Pure.

The wheel brings templates (`*.tmpl`), which are the editor's from then on, and the program's files, which an upgrade
replaces.
"""

import json
from collections.abc import Mapping
from string import Template

from ...content.vocabulary import add_entry
from .choices import Choices, find_unknown
from .wheel import Wheel

TEMPLATE = ".tmpl"
VENDOR = "vendor/"
LOCKS = ("requirements/light.txt", "requirements/model.txt")
EXECUTABLE = ("invoke", "digest")
HIDDEN = {  # under other names in the wheel, or git and GitHub would take them for the program's own
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "workflows/publish.yml": ".github/workflows/publish.yml",
}
CHANGELOG = "CHANGELOG.md"  # for upgrades; no file of a site
TOPICS = "content/vocabularies/topics.yaml"
WEIGHT = "3"  # of the words of a topic that the editor named: that of a word which alone makes an article about it


def make_files(choices: Choices, wheel: Wheel) -> dict[str, bytes]:
    """Return all files of a new site by their paths."""
    files = program_files(wheel)
    for name, data in wheel.start_files().items():
        if name.endswith(TEMPLATE):
            path = name.removesuffix(TEMPLATE)
            files[HIDDEN.get(path, path)] = Template(data.decode()).substitute(_values(choices)).encode()
    files[TOPICS] = _with_topics(files[TOPICS].decode(), find_unknown(choices.follows)).encode()
    return files


def program_files(wheel: Wheel) -> dict[str, bytes]:
    """Return the program's files of a site: its wheel, the locks that pin it, scripts and workflow."""
    brought = {
        HIDDEN.get(name, name): data
        for name, data in wheel.start_files().items()
        if not name.endswith(TEMPLATE) and name != CHANGELOG
    }
    for lock in LOCKS:
        brought[lock] += pin(wheel)
    return {f"{VENDOR}{wheel.file}": wheel.data, **brought}


def pin(wheel: Wheel) -> bytes:
    """Return the lines of a lock that install the wheel, and no other."""
    return f"./{VENDOR}{wheel.file} \\\n    --hash=sha256:{wheel.sha256}\n".encode()


def _values(choices: Choices) -> Mapping[str, str]:
    """Return what templates can name: `py_` as Python writes it, `yaml_` as YAML does."""
    follows = _join(choices.follows)
    description = f"A digest of news about {follows}." if follows else "A digest of the news."
    return {
        "name": choices.name,
        "py_name": _quoted(choices.name),
        "py_description": _quoted(description),
        "py_zone": _quoted(choices.zone),
        "py_lang": _quoted(choices.lang),
        "py_site_id": _quoted(choices.site_id),
        "py_address": _quoted(choices.address),
        "about": f"This digest follows {follows} through what others report."
        if follows
        else "This digest sums up what others report.",
    }


def _quoted(text: str) -> str:
    """Write text in double quotes, as both Python and YAML read it; letters of any script as they are."""
    return json.dumps(text, ensure_ascii=False)


def _join(names: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _with_topics(text: str, names: tuple[str, ...]) -> str:
    """Add a topic for each name, suggested by its own words."""
    for name in names:
        text = add_entry(text, {"name": name, "words": {name: WEIGHT}})
    return text
