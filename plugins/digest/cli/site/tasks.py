"""Invoke tasks of a site, whose folder is `context.root`: parse arguments, call the package, print.

Imports inside a task are needed by that task alone: a rebuild starts the program anew.
"""

import datetime as dt
import gc
import os
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from ...core.errors import DigestError
from ..show import say

if TYPE_CHECKING:
    from ...plugin.site import Site

WATCHED = ("content", "theme", "plugins", "pelicanconf.py")
BUILT = ("output", ".cache", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis")
MOST_WARNINGS = 20  # that a build prints: a page of them; more would hide what it made


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
    context: Context,
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
    from ...editor.problems import find_problems  # noqa: PLC0415
    from ...plugin.run import run_pelican  # noqa: PLC0415
    from ...plugin.site import read_site  # noqa: PLC0415
    from .show import describe, say_problems, say_why, show_log, show_progress  # noqa: PLC0415

    if standby:
        word = sys.stdin.readline().strip()
        if not word:
            return
        ingest = word == "ingest"
    began = time.monotonic()
    root = Path(context.root)
    os.chdir(root)
    handler = show_log()
    try:
        config = root / ("publishconf.py" if production else "pelicanconf.py")
        wanted = "make" if search else "keep" if keep_search else None
        site = read_site(config, now=_moment(now), search=wanted)
        failed = False
        if ingest and not production and os.environ.get("CI") != "true":
            from ...ingest.intake import ingest_inbox  # noqa: PLC0415 -- slow to load, and CI does without

            failed = ingest_inbox(site.content, site.settings, report=say).failed
        if say_problems(find_problems(site.content, site.settings, site.posts), most=MOST_WARNINGS):
            raise Exit("The site was not built: fix these problems first.")
        with _output_folder(site, production=production, clean=clean) as backup, show_progress() as on_page:
            outcome = run_pelican(site, handler=handler, on_page=on_page, backup=backup)
    except DigestError as error:
        raise Exit(str(error)) from error
    if outcome:
        if explain:
            say_why(outcome)
        say(f"Built output/: {describe(outcome)}; took {time.monotonic() - began:.1f} s.")
    gc.freeze()  # looking for garbage at the end of the process took a tenth of a rebuild
    if failed:
        raise Exit("The site is built, but some raw articles could not be read (see above).")


@task(help={"port": "where on 127.0.0.1 (default 8000)"})
def serve(context: Context, port: int = 8000) -> None:
    """Build and serve on 127.0.0.1, with a rebuild and reload on each change; Ctrl-C ends it."""
    import threading  # noqa: PLC0415

    from ...hosting.serve import serve as serve_site  # noqa: PLC0415
    from ...hosting.standby import Standby  # noqa: PLC0415
    from ...hosting.watch import DelayedTask, find_rebuilds  # noqa: PLC0415
    from ...site.versions import hash_program  # noqa: PLC0415

    root = Path(context.root)
    command = [sys.executable, "-P", "-m", "invoke", "--search-root", str(root), "build"]
    searching = DelayedTask([*command, "--search", "--no-ingest"])

    # Each build runs in a new process, since the plugin itself may have changed.
    standby = Standby([*command, "--keep-search", "--standby"], version=hash_program)

    def rebuild(ingest: bool) -> None:
        searching.cancel()
        if standby.run("ingest" if ingest else "build"):  # a failed build would fail again, with the same messages
            searching.start()

    paths = tuple(root / name for name in WATCHED)
    rebuilds = find_rebuilds(paths, root / "content" / "inbox", stop=threading.Event())
    try:
        serve_site(
            root / "output", rebuilds, rebuild, port=port, ready=lambda at: say(f"Serving {at} (Ctrl-C ends it)")
        )
    except DigestError as error:
        raise Exit(str(error)) from error
    except OSError as error:  # such as the system's limit of watched files
        raise Exit(f"invoke serve ended: {error}") from error
    finally:
        searching.cancel()
        standby.dismiss()


@task
def check(context: Context) -> None:
    """List every problem of posts, vocabularies, pages and the ledger, and whatever else would stop a build."""
    from ...editor.plan_problems import find_plan_problems  # noqa: PLC0415
    from ...editor.problems import find_problems  # noqa: PLC0415
    from ...plugin.site import read_site  # noqa: PLC0415
    from .show import say_problems  # noqa: PLC0415

    try:
        site = read_site(Path(context.root) / "pelicanconf.py")
        failed = say_problems(find_problems(site.content, site.settings, site.posts))
        failed = failed or say_problems(find_plan_problems(site.inputs))
    except DigestError as error:
        raise Exit(str(error)) from error
    if failed:
        raise Exit(code=1)
    say("No errors: the site can be built.")


@task
def clean(context: Context) -> None:
    """Delete built and cached files; content stays."""
    for name in BUILT:
        shutil.rmtree(Path(context.root) / name, ignore_errors=True)


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
    from ...editor.publish import check_branch, check_publishable, inspect_output, publish_site  # noqa: PLC0415
    from ...plugin.site import read_site  # noqa: PLC0415

    root = Path(context.root)
    output = root / "output"
    try:
        site = read_site(root / "publishconf.py")
        siteurl, cname = site.settings.siteurl, site.pelican.get("CNAME")
        check_publishable(root, siteurl, site_id=site.settings.site_id)
        check_branch(root, branch, yes=yes)
        build(context, production=True)
        found = inspect_output(output, content=site.content, settings=site.settings, posts=site.posts, allowed=allow)
        for finding in found:
            say(f"error: output/{finding.path}: {finding.reason}")
        if found:
            raise Exit("Nothing was published: take these files out, or say --allow FILE of one that may be published.")
        done = publish_site(
            output,
            root=root,
            siteurl=siteurl,
            branch=branch,
            cname=str(cname) if cname else None,
            push_to="origin" if push else None,
            yes=yes,
        )
    except DigestError as error:
        raise Exit(str(error)) from error
    made = "built from" if done.is_new else "nothing has changed since, built again from"
    say(f"{done.branch}: {done.commit}, {made} {done.source}, {'pushed to origin' if push else 'not pushed'}.")


@contextmanager
def _output_folder(site: "Site", *, production: bool, clean: bool) -> Iterator[Path | None]:
    """Make the output folder ready, and say where a build keeps what it replaces.

    Nothing of an editor's build may stay in a production build.
    """
    from ...content.store import fresh_folder  # noqa: PLC0415
    from ...editor.publish import forget_production, production_folder  # noqa: PLC0415

    output, cache = Path(site.pelican["OUTPUT_PATH"]), Path(site.pelican["CACHE_PATH"])
    if clean or not production:
        forget_production(cache)
    if production:
        planned = site.inputs.request.planned and not site.pelican["DELETE_OUTPUT_DIRECTORY"]
        with production_folder(output, cache, plugins=site.pelican["PLUGINS"] or (), planned=planned) as backup:
            yield backup
    else:
        with fresh_folder(output, cache / "output-before") if clean else nullcontext():
            yield None


def _moment(text: str) -> dt.datetime | None:
    if not text:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise Exit(f"--now: {text!r} is not a time; write it as 2021-09-30T12:00:00+00:00") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
