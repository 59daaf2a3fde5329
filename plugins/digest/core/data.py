"""The plugin's own data files (`data/*.yaml`, `data/world.json`) as frozen plain values, each read once.

>>> read_data("language-words.yaml")["english"].split()[0]
'the'
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from .yaml.reader import load_plain

DATA: Final = files(__package__.rpartition(".")[0]) / "data"


@cache
def read_data(name: str) -> Any:
    """Read a data file: mappings, tuples and text; numbers only in JSON, for YAML's readers differ on what is one."""
    text = read_data_text(name)
    return _freeze(json.loads(text) if name.endswith(".json") else load_plain(text))


def read_data_text(name: str) -> str:
    """Read a data file's text, for a reader that needs its lines."""
    return DATA.joinpath(name).read_text(encoding="utf-8")


def read_words(name: str, key: str) -> frozenset[str]:
    """Read one list of words divided by white space."""
    return frozenset(read_data(name)[key].split())


def _freeze(value: Any) -> Any:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _freeze(item) for key, item in value.items()})
    return tuple(map(_freeze, value)) if isinstance(value, list) else value


def read_pattern(name: str, key: str) -> str:
    """Read one list of phrases divided by commas, as alternatives of a regular expression."""
    return "|".join(phrase.strip() for phrase in read_data(name)[key].split(",") if phrase.strip())
