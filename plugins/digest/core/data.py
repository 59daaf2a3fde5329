"""The plugin's own data files: `data/*.yaml` and `data/world.json`."""

from importlib.resources import files
from typing import Final

DATA: Final = files(__package__.rpartition(".")[0]) / "data"
