"""A process that has loaded the program and waits for the word: to start one takes longer than a small rebuild.

>>> standby = Standby(command, version=hash_program)
>>> standby.start()
>>> standby.run("build")  # once a post was saved
"""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress


class Standby:
    """Keeps one process waiting, that reads a line from its standard input before it begins."""

    def __init__(self, command: Sequence[str], *, version: Callable[[], str]) -> None:
        self._command = command
        self._version = version  # of the program: a process that loaded another is of no use
        self._loaded = ""
        self._waiting: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start a process that waits; out of reach of Ctrl-C, which is for whoever started this."""
        self._loaded = self._version()
        self._waiting = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def run(self, word: str) -> bool:
        """Let the process begin, wait until it has ended, start the next one; tell whether it did what it should."""
        if self._waiting is None or self._waiting.poll() is not None or self._loaded != self._version():
            self.dismiss()
            self.start()
        assert self._waiting is not None
        try:
            with suppress(BrokenPipeError):  # it has ended meanwhile, and said why
                self._waiting.communicate(f"{word}\n")
        except KeyboardInterrupt:
            self._waiting.terminate()
            raise
        done = self._waiting.returncode == 0
        self.start()
        return done

    def dismiss(self) -> None:
        """End the process that waits."""
        if self._waiting is not None:
            with suppress(BrokenPipeError):
                self._waiting.communicate()  # the end of its input: there is nothing to do
            self._waiting = None
