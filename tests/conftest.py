"""The only conftest: fixtures that many tests share."""

import logging
import os
import shutil
from collections.abc import Callable

import pytest
from hypothesis import settings
from pelican.log import LimitLogger

settings.register_profile("untimed", deadline=None)  # a busy machine fails no test
settings.load_profile("untimed")


@pytest.fixture(autouse=True)
def all_messages() -> None:
    """Let every test see what it logs: Pelican drops a message that it has seen before in the process."""
    for name, logger in logging.root.manager.loggerDict.items():
        if name.startswith("digest.") and isinstance(logger, LimitLogger):
            logger.disable_filter()


@pytest.fixture(scope="session")
def need_tool() -> Callable[[str], str]:
    """Find a program that a test needs: skip where it is missing, fail where CI must have it."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is not None:
            return path
        if os.environ.get("CI") == "true":
            pytest.fail(f"{name} is not installed, and here it must be")
        pytest.skip(f"SKIPPED: {name} is not installed")

    return find
