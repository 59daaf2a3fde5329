"""The plugin's own data files: `data/*.yaml` and `data/world.json`."""

from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

DATA: Final = files(__package__.rpartition(".")[0]) / "data"


@cache
def read_data(name: str) -> Any:
    """Read one of the YAML files, once: never change what it gives.

    Every scalar is text as it is printed there: `no` is a word, and so is `1`.
    """
    return yaml.load(DATA.joinpath(name).read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)


def read_words(name: str, key: str) -> frozenset[str]:
    """Read one list of a file: words divided by white space."""
    return frozenset(read_data(name)[key].split())
