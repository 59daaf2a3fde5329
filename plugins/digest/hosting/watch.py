"""Watch the sources of a site: when to build it again, and a background task that waits for a pause in edits."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from watchfiles import watch

STILL_SECONDS = 2.0  # a raw article is ingested after so long without a change in the inbox
PAUSE_SECONDS = 3.0  # the search index is made after so long without a build


def find_rebuilds(
    paths: tuple[Path, ...],
    inbox: Path,
    *,
    stop: threading.Event,
    still: float = STILL_SECONDS,
) -> Iterator[bool]:
    """Yield when the site should be built: at once, then after changes; True if the inbox may be ingested."""
    folders = [path for path in paths if path.exists()]
    seen = watch(*folders, debounce=200, step=50, rust_timeout=250, stop_event=stop, yield_on_timeout=True)
    next(seen, None)  # from here on changes are seen, also during the first build
    due = None if is_still(inbox, still) else time.monotonic() + still
    yield due is None
    for changes in seen:
        raw = {path for _, path in changes if Path(path).is_relative_to(inbox)}
        if raw:
            due = time.monotonic() + still
        if due is not None and time.monotonic() >= due:
            due = None
            yield True
        elif len(raw) < len(changes):
            yield False


def is_still(inbox: Path, still: float) -> bool:
    """Return whether no file of the inbox was written in the last `still` seconds."""
    times = [_written_at(path) for path in inbox.iterdir()] if inbox.is_dir() else []
    return max(times, default=0.0) <= time.time() - still


def _written_at(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:  # a link to nowhere, or gone this very moment
        return 0.0


class DelayedTask:
    """Runs a program in the background after a pause in edits; the next edit stops it."""

    def __init__(self, command: Sequence[str], *, pause: float = PAUSE_SECONDS) -> None:
        self._command = command
        self._pause = pause
        self._timer: threading.Timer | None = None
        self._running: subprocess.Popen[bytes] | None = None
        self._turn = threading.Lock()

    def cancel(self) -> None:
        """Stop the program, or cancel its start."""
        with self._turn:
            if self._timer is not None:
                self._timer.cancel()
            if self._running is not None:
                with suppress(ProcessLookupError):  # it has ended by itself
                    os.killpg(self._running.pid, signal.SIGTERM)
                self._running.wait()
            self._timer = self._running = None

    def start(self) -> None:
        """Start the program after the pause."""
        with self._turn:
            self._timer = threading.Timer(self._pause, self._run)
            self._timer.daemon = True
            self._timer.start()

    def _run(self) -> None:
        with self._turn:
            if self._timer is threading.current_thread():
                # In its own session, out of reach of Ctrl-C, as every build: `cancel` ends it.
                self._running = subprocess.Popen(self._command, stdout=subprocess.DEVNULL, start_new_session=True)
