"""A pre-loaded worker process for rebuilds: to start one takes longer than a small rebuild.

>>> standby = Standby(command, version=hash_program)
>>> standby.start()
>>> standby.run("build")  # after a post was saved
"""

import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress


class Standby:
    """Keeps one process ready that waits for a line on its standard input before it begins."""

    def __init__(self, command: Sequence[str], *, version: Callable[[], str]) -> None:
        self._command = command
        self._version = version  # of the program: a process that loaded another version is not used
        self._loaded = ""
        self._waiting: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start a waiting process in its own session, out of reach of Ctrl-C."""
        self._loaded = self._version()
        self._waiting = subprocess.Popen(self._command, stdin=subprocess.PIPE, text=True, start_new_session=True)

    def run(self, word: str) -> bool:
        """Let the process begin, wait for its end, start the next one; return whether it succeeded."""
        if self._waiting is None or self._waiting.poll() is not None or self._loaded != self._version():
            self.dismiss()
            self.start()
        assert self._waiting is not None
        try:
            with suppress(BrokenPipeError):  # it has ended already, with a message
                self._waiting.communicate(f"{word}\n")
        except KeyboardInterrupt:
            self._waiting.terminate()
            raise
        done = self._waiting.returncode == 0
        self.start()
        return done

    def dismiss(self) -> None:
        """End the waiting process."""
        if self._waiting is not None:
            with suppress(BrokenPipeError):
                self._waiting.communicate()  # the end of its input: nothing to build
            self._waiting = None
