"""Tasks for the site: `./invoke --list` lists them, `./invoke --help TASK` explains one.

Thin: parse arguments, call the package, print. Imports inside a task are needed by that task alone, so that `invoke
lock` and `invoke lint` work while the package does not.
"""

import datetime as dt
import gc
import importlib.util
import logging
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task
from rich.console import Console

if TYPE_CHECKING:
    from digest.core.types import Problem
    from digest.plugin.site import Site
    from digest.site.sources import BuildOutcome

ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT / "output"
WATCHED = ("content", "theme", "plugins", "pelicanconf.py")
LINTED = ("plugins", "tests", "tools", "tasks.py")
TYPED = (("--package", "digest"), ("tasks.py",))
LOCKS = {  # each lock and its sources; the first one sets the versions of the others
    "model": ("pyproject.toml", "--extra", "site", "--extra", "desk", "--extra", "model", "--extra", "pdf"),
    "light": ("pyproject.toml", "--extra", "site", "--extra", "desk"),
    "dev": ("--group", "pyproject.toml:dev"),
}

MOST_WARNINGS = 20  # that a build prints: a page of them; more would hide what it made
CONSOLE = Console(emoji=False)  # titles are printed as they are, `:cat:` too
gc.set_threshold(500_000, 20, 100)  # what is loaded from here on lives long

sys.path.insert(0, str(ROOT / "plugins"))
sys.dont_write_bytecode = False  # whatever the environment says: compiling the program each time slows every task


@task(
    help={
        "production": "build what the public sees: publishconf.py, no drafts, no ingest",
        "clean": "start from an empty output folder",
        "now": "publish posts up to this time, such as 2021-09-30T12:00:00+00:00",
        "ingest": "turn new raw articles into drafts first (the default, except in production)",
        "search": "make the search index too (always in production)",
        "explain": "list each file written, and which of its inputs changed",
        "keep_search": "keep the present search index, even if posts have changed",
        "standby": "load the program, then wait for `build` or `ingest` (ingest first) on standard input",
    }
)
def build(
    _context: Context,
    *,
    production: bool = False,
    clean: bool = False,
    now: str = "",
    ingest: bool = True,
    search: bool = False,
    keep_search: bool = False,
    explain: bool = False,
    standby: bool = False,
) -> None:
    """Build the site into output/, after turning new raw articles into drafts."""
    from digest.content.store import fresh_folder  # noqa: PLC0415
    from digest.core.errors import DigestError  # noqa: PLC0415
    from digest.plugin.run import run_pelican  # noqa: PLC0415
    from digest.plugin.site import read_site  # noqa: PLC0415

    if standby:
        word = sys.stdin.readline().strip()
        if not word:
            return
        ingest = word == "ingest"
    began = time.monotonic()
    os.chdir(ROOT)
    handler = _show_log()
    try:
        config = ROOT / ("publishconf.py" if production else "pelicanconf.py")
        wanted = "make" if search else "keep" if keep_search else None
        site = read_site(config, now=_moment(now), search=wanted)
        failed = False
        if ingest and not production and os.environ.get("CI") != "true":
            from digest.ingest.intake import ingest_inbox  # noqa: PLC0415 -- slow to load, and CI does without

            failed = ingest_inbox(site.content, site.settings, report=_say).failed
        if _print_problems(site, most=MOST_WARNINGS):
            raise Exit("The site was not built: fix these problems first.")
        # Nothing of an editor's build may stay in a production build; one that fails leaves what there was.
        fresh = fresh_folder(OUTPUT, ROOT / ".cache" / "output-before") if clean or production else nullcontext()
        with fresh, _progress() as on_page:
            outcome = run_pelican(site, handler=handler, on_page=on_page)
    except DigestError as error:
        raise Exit(str(error)) from error
    if outcome:
        if explain:
            _explain(outcome)
        _say(f"Built output/: {_describe(outcome)}; took {time.monotonic() - began:.1f} s.")
    gc.freeze()  # looking for garbage at the end of the process took a tenth of a rebuild
    if failed:
        raise Exit("The site is built, but some raw articles could not be read (see above).")


@task(help={"port": "where on 127.0.0.1 (default 8000)"})
def serve(_context: Context, port: int = 8000) -> None:
    """Build and serve on 127.0.0.1, with a rebuild and reload on each change; Ctrl-C ends it."""
    import threading  # noqa: PLC0415

    from digest.core.errors import DigestError  # noqa: PLC0415
    from digest.hosting.serve import serve as serve_site  # noqa: PLC0415
    from digest.hosting.standby import Standby  # noqa: PLC0415
    from digest.hosting.watch import DelayedTask, find_rebuilds  # noqa: PLC0415
    from digest.site.versions import hash_program  # noqa: PLC0415

    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(ROOT), "build"]
    searching = DelayedTask([*command, "--search", "--no-ingest"])

    # Each build runs in a new process, since the plugin itself may have changed.
    standby = Standby([*command, "--keep-search", "--standby"], version=hash_program)

    def rebuild(ingest: bool) -> None:
        searching.cancel()
        if standby.run("ingest" if ingest else "build"):  # a failed build would fail again, with the same messages
            searching.start()

    paths = tuple(ROOT / name for name in WATCHED)
    rebuilds = find_rebuilds(paths, ROOT / "content" / "inbox", stop=threading.Event())
    try:
        serve_site(OUTPUT, rebuilds, rebuild, port=port, ready=lambda at: _say(f"Serving {at} (Ctrl-C ends it)"))
    except DigestError as error:
        raise Exit(str(error)) from error
    except OSError as error:  # such as the system's limit of watched files
        raise Exit(f"invoke serve ended: {error}") from error
    finally:
        searching.cancel()
        standby.dismiss()


@task
def check(_context: Context) -> None:
    """List every problem of posts, vocabularies, pages and the ledger, and whatever else would stop a build."""
    from digest.core.errors import DigestError  # noqa: PLC0415
    from digest.editor.plan_problems import find_plan_problems  # noqa: PLC0415
    from digest.plugin.site import read_site  # noqa: PLC0415

    try:
        site = read_site(ROOT / "pelicanconf.py")
        failed = _print_problems(site) or _tell(find_plan_problems(site.inputs))
    except DigestError as error:
        raise Exit(str(error)) from error
    if failed:
        raise Exit(code=1)


@task(
    help={
        "slow": "run the slow tests too",
        "k": "only tests with this word in their names",
        "path": "a file or folder of tests",
    }
)
def test(_context: Context, slow: bool = False, k: str = "", path: str = "") -> None:
    """Run the tests."""
    _need("pytest")
    chosen = ["-k", k] if k else []
    marked = [] if slow else ["-m", "not slow"]
    spread = [] if k or path else ["-n", "auto", "--dist", "loadfile"]  # on all cores, each file in one process
    _exit(_run("-m", "pytest", *marked, *chosen, *spread, *([path] if path else [])))


@task
def lint(_context: Context) -> None:
    """Check style (ruff) and types (mypy)."""
    _need("ruff")
    checks = [_run("-m", "ruff", "check", *LINTED), _run("-m", "ruff", "format", "--check", *LINTED)]
    checks += [_run("-m", "mypy", "--strict", *arguments) for arguments in TYPED]
    _exit(max(checks))


@task(name="check-site", help={"only": "run one check: links, weight, styles, structured-data, html or pages"})
def check_site(_context: Context, only: str = "") -> None:
    """Check built sites with validators of web pages: the sample, and a site with hostile content."""
    import tempfile  # noqa: PLC0415

    from tools.site_checks import CHECKS, built_sites, run_check  # noqa: PLC0415

    names = [name for name in CHECKS if only in ("", name)]
    if not names:
        raise Exit(f"--only: there is no check {only!r}; there are {', '.join(CHECKS)}")
    failed = False
    with tempfile.TemporaryDirectory() as folder, built_sites(Path(folder)) as sites:
        for name in names:
            result = run_check(name, sites)
            failed = failed or bool(result.problems)
            counts = f"{_count(len(result.problems), 'problem')}; {result.note}"
            _say(f"{name}: SKIPPED: {result.skipped}" if result.skipped else f"{name}: {counts}")
            for problem in result.problems:
                _say(f"  {problem}")
    _exit(1 if failed else 0)


@task(help={"upgrade": "take the newest versions that pyproject.toml allows"})
def lock(_context: Context, upgrade: bool = False) -> None:
    """Write requirements/*.txt from pyproject.toml."""
    _need("uv")
    fixed = ("--universal", "--python-version", "3.11", "--generate-hashes", "--no-emit-index-url", "--no-config", "-q")
    for name, source in LOCKS.items():
        output = f"requirements/{name}.txt"
        bound = [] if name == "model" else ["--constraints", "requirements/model.txt"]
        newest = ["--upgrade"] if upgrade else []
        _exit(
            _run(
                *("-m", "uv", "pip", "compile", *source, *fixed, *bound, *newest),
                *("--custom-compile-command", "./invoke lock", "--output-file", output),
            )
        )
        _say(output)


@task
def golden(_context: Context) -> None:
    """Rewrite the golden files of tests/; review the diff as code."""
    _need("pytest")
    _exit(_run("-m", "pytest", "-q", "tests/golden", env={"DIGEST_GOLDEN": "rewrite"}))


@task
def clean(_context: Context) -> None:
    """Delete built and cached files; content stays."""
    for name in ("output", ".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"):
        shutil.rmtree(ROOT / name, ignore_errors=True)


@task(
    help={
        "push": "push the branch to the remote `origin`",
        "branch": "the branch to write (default gh-pages)",
        "yes": "replace a branch that holds sources, too",
        "allow": "publish this file of output/ though it looks like one that must not be; more than once for more",
    },
    iterable=["allow"],
)
def publish(
    context: Context, *, allow: list[str], push: bool = False, branch: str = "gh-pages", yes: bool = False
) -> None:
    """Build for production, look at what is to be published, and commit it to a branch."""
    from digest.core.errors import DigestError  # noqa: PLC0415
    from digest.editor.inspect import inspect_output  # noqa: PLC0415
    from digest.editor.publish import check_branch, check_publishable, publish_site  # noqa: PLC0415
    from digest.plugin.site import read_site  # noqa: PLC0415

    try:
        site = read_site(ROOT / "publishconf.py")
        siteurl, cname = site.settings.siteurl, site.pelican.get("CNAME")
        check_publishable(ROOT, siteurl)
        check_branch(ROOT, branch, yes=yes)
        build(context, production=True)
        found = inspect_output(OUTPUT, content=site.content, settings=site.settings, posts=site.posts, allowed=allow)
        for finding in found:
            _say(f"error: output/{finding.path}: {finding.reason}")
        if found:
            raise Exit("Nothing was published: take these files out, or say --allow FILE of one that may be published.")
        done = publish_site(
            OUTPUT,
            root=ROOT,
            siteurl=siteurl,
            branch=branch,
            cname=str(cname) if cname else None,
            push_to="origin" if push else None,
            yes=yes,
        )
    except DigestError as error:
        raise Exit(str(error)) from error
    made = "built from" if done.is_new else "nothing has changed since, built again from"
    _say(f"{done.branch}: {done.commit}, {made} {done.source}, {'pushed to origin' if push else 'not pushed'}.")


def _describe(outcome: "BuildOutcome") -> str:
    posts, drafts, _, pages = outcome.counts
    written = f"{len(outcome.written)} of {_count(pages, 'file')} written, {len(outcome.removed)} removed"
    return f"{_count(posts, 'post')}, {_count(drafts, 'draft')}; {written}"


def _explain(outcome: "BuildOutcome") -> None:
    """Name each file that was written, and which of its inputs had changed."""
    from digest.site.render import explain  # noqa: PLC0415

    for one in sorted(outcome.written, key=lambda one: one.page.path):
        _say(f"{one.page.path}: {', '.join(explain(one))}")


def _print_problems(site: "Site", *, most: int | None = None) -> bool:
    """Print the problems of a site, at `most` so many warnings; return whether one of them is an error."""
    from digest.editor.problems import find_problems  # noqa: PLC0415

    return _tell(find_problems(site.content, site.settings, site.posts), most=most)


def _tell(problems: "Iterable[Problem]", *, most: int | None = None) -> bool:
    """Print all errors and at `most` so many warnings; return whether there is an error."""
    failed, warnings = False, 0
    for problem in problems:
        failed = failed or problem.severity == "error"
        warnings += problem.severity == "warning"
        if problem.severity == "error" or most is None or warnings <= most:
            _say(f"{problem.severity}: {problem}")
    if most is not None and warnings > most:
        _say(f"... and {_count(warnings - most, 'more warning')}; `./invoke check` lists them all.")
    return failed


def _show_log() -> logging.Handler:
    """Show warnings from here on, also those before Pelican starts."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s: %(message)s"))
    logging.basicConfig(handlers=[handler])
    return handler


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on a terminal."""
    if not CONSOLE.is_terminal:
        yield lambda _done, _of: None
        return
    from rich.progress import Progress  # noqa: PLC0415 -- slow to load, and CI does without

    with Progress(console=CONSOLE, transient=True) as progress:
        bar = progress.add_task("Writing pages", total=None)
        yield lambda done, of: progress.update(bar, completed=done, total=of)


def _say(line: str) -> None:
    CONSOLE.print(line, markup=False, highlight=False, soft_wrap=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise Exit(f"--now: {text!r} is not a time; write it as 2021-09-30T12:00:00+00:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _need(module: str) -> None:
    """Restart through ./invoke, which installs the tools for tests and checks, if a module is missing."""
    if importlib.util.find_spec(module) is None:
        raise Exit(code=subprocess.call([ROOT / "invoke", *sys.argv[1:]]))


def _run(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Run Python with these arguments in the project's folder; return the exit status."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env={**os.environ, **(env or {})}, check=False
    ).returncode


def _exit(code: int) -> None:
    if code:
        raise Exit(code=code)
