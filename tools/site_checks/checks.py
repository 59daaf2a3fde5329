"""The checks, each with its tool: what it finds wrong, or why it could not run."""

import gzip
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from .links import find_broken_links
from .sites import ROOT, BuiltSite

HERE = Path(__file__).parent
MODULES = ROOT / "node_modules"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
HOME_BYTES = 22 * 1024  # the home page with all that it loads, compressed, without images
# So many pages of a kind are opened on each site, one where it is not said; each of the newest hostile posts is a case.
OPENED = {
    "sample": {"post": 2, "term": 3, "terms": 3},
    "hostile": {"post": 9, "term": 3, "terms": 3, "story": 4},
}
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
# Two errors of vnu's own: where a page is a file it knows no origin that 'self' could be, and it takes JSON-LD, which
# is data that no policy blocks, for a script. The browser would tell if the policy blocked either.
SELF_RE = re.compile(r"Resource violates Content Security Policy \(meta tag\): [\w ]+ “(?:\.\.?/|/repo/)")
INLINE = "Inline script violates Content Security Policy"
DATA = '<script type="application/ld+json">'
# Accounts at a social network, which a site need not have.
OPTIONAL_DATA = {'"twitter:site"', '"twitter:creator"'}
LOADED_RE = re.compile(r'<(?:link rel="(?:stylesheet|icon|manifest)"|script)[^>]*?(?:href|src)="([^"?]+)')


class MissingToolError(Exception):
    """A tool that a check needs is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a check found."""

    name: str
    problems: tuple[str, ...] = ()
    skipped: str | None = None  # why it could not run
    note: str = ""  # what was looked at, measured


Found = tuple[Sequence[str], str]  # problems, and a note


def run_check(name: str, sites: Sequence[BuiltSite]) -> Result:
    """Run one of CHECKS. Where CI must have the tool, its absence is a problem."""
    try:
        problems, note = CHECKS[name](sites)
    except MissingToolError as error:
        if os.environ.get("CI") == "true":
            return Result(name=name, problems=(f"{error}, and here it must be",))
        return Result(name=name, skipped=str(error))
    return Result(name=name, problems=tuple(problems), note=note)


def check_links(sites: Sequence[BuiltSite]) -> Found:
    """Follow every link and asset inside each site."""
    problems, count = [], 0
    for site in sites:
        broken, followed = find_broken_links(site)
        problems += [f"{site.label}: {one}" for one in broken]
        count += followed
    return problems, f"{count} addresses in {len(sites)} builds"


def check_weight(sites: Sequence[BuiltSite]) -> Found:
    """Weigh the sample's home page with all that it loads but pictures, compressed."""
    site = sites[0]
    home = site.output / "index.html"
    files = {home, *(site.output / path for path in LOADED_RE.findall(home.read_text(encoding="utf-8")))}
    weighed = [path for path in files if path.suffix not in PICTURES]
    size = sum(len(gzip.compress(path.read_bytes(), 9)) for path in weighed)
    problems = [f"the home page weighs {size} bytes, more than {HOME_BYTES}"] if size > HOME_BYTES else []
    return problems, f"home page {size / 1024:.1f} KiB in {len(weighed)} files"


def check_html(sites: Sequence[BuiltSite]) -> Found:
    """Let the Nu Html Checker read every page."""
    folders = [str(site.output) for site in sites if site.base != "/"]
    jar = _module("vnu-jar/build/dist/vnu.jar")
    done = _run([_tool("java"), "-Xss8m", "-jar", jar, "--skip-non-html", "--format", "json", *folders])
    messages = [one for one in json.loads(done.stderr)["messages"] if not _is_vnus_own(one)]
    problems = [f"{one.get('url', '')}:{one.get('lastLine', '')}: {one['message']}" for one in messages]
    return problems, f"{sum(len(site.kinds) for site in sites if site.base != '/')} pages"


def _is_vnus_own(message: Mapping[str, str]) -> bool:
    inline = message["message"].startswith(INLINE)
    return DATA in message.get("extract", "") if inline else bool(SELF_RE.match(message["message"]))


def check_styles(_: Sequence[BuiltSite]) -> Found:
    """Lint the theme's style sheets."""
    linter = _module("stylelint/bin/stylelint.mjs")
    done = _run([_tool("node"), linter, "--formatter", "unix", "theme/static/css/*.css"])
    return [line for line in (done.stdout + done.stderr).splitlines() if ".css:" in line], "stylelint-config-standard"


def check_structured_data(sites: Sequence[BuiltSite]) -> Found:
    """Test what the sample's posts tell machines."""
    site, problems, passed = sites[0], [], 0
    _module("structured-data-testing-tool")
    posts = [path for path, kind in site.kinds.items() if kind == "post"][:3]
    for post in posts:
        told = json.loads(_run([_tool("node"), str(HERE / "structured_data.cjs"), str(site.output / post)]).stdout)
        passed += told["passed"]
        problems += [f"{post}: {test}" for test in told["problems"] if test not in OPTIONAL_DATA]
        problems += [] if told["schemas"] else [f"{post}: no schema"]
    return problems, f"{passed} tests passed on {len(posts)} posts"


def check_pages(sites: Sequence[BuiltSite]) -> Found:
    """Open the pages in a browser: accessibility, console, other hosts, sideways scroll."""
    _module("playwright-core")
    _module("axe-core")
    pages = [target for site in sites for target in _list_targets(site)]
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as job:
        json.dump({"browser": find_browser(), "pages": pages}, job)
        job.flush()
        done = _run([_tool("node"), str(HERE / "browser.mjs"), job.name])
    if not done.stdout:
        return [done.stderr], ""
    told = json.loads(done.stdout)
    return told["problems"], f"{told['opened']} pages opened, {told['judged']} states judged by axe"


def find_browser() -> str:
    """Return the path of a Chromium. Raises MissingToolError."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise MissingToolError("chromium is not installed")
    return found


def _list_targets(site: BuiltSite) -> list[dict[str, object]]:
    """Choose the pages to open: under the project path some of each kind for axe, on the domain one of each kind."""
    chosen: dict[str, list[str]] = {}
    for path, kind in sorted(site.kinds.items()):
        chosen.setdefault(kind, []).append(path)
    limits = OPENED.get(site.name, {})
    paths = [(kind, path) for kind, found in chosen.items() for path in _choose(kind, found, limits.get(kind, 1))]
    if site.base == "/":
        paths = list({kind: (kind, path) for kind, path in paths}.values())
    return [_target(site, kind, path) for kind, path in paths]


def _choose(kind: str, paths: list[str], most: int) -> list[str]:
    """Take the newest posts; of other pages some that lie apart."""
    if kind == "post":
        return paths[-most:]
    return [paths[-1 - number * len(paths) // most] for number in range(min(most, len(paths)))]


def _target(site: BuiltSite, kind: str, path: str) -> dict[str, object]:
    missing = kind == "missing"
    address = "2021/08/no/such/page/" if missing else path.removesuffix("index.html")
    return {
        "url": f"{site.origin}{site.base}{quote(address, safe='/+')}",
        "origin": site.origin,
        "axe": site.base != "/" and kind != "redirect",
        "status": 404 if missing else 200,
    }


def _module(path: str) -> str:
    if not (MODULES / path).exists():
        raise MissingToolError(f"npm's {path.partition('/')[0]} is not installed (npm ci --ignore-scripts)")
    return str(MODULES / path)


def _tool(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise MissingToolError(f"{name} is not installed")
    return path


def _run(command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=600)


CHECKS: Mapping[str, Callable[[Sequence[BuiltSite]], Found]] = {
    "links": check_links,
    "weight": check_weight,
    "styles": check_styles,
    "structured-data": check_structured_data,
    "html": check_html,
    "pages": check_pages,
}
