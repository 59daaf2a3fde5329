"""A site of one's own: what may be chosen, where it may be made, its files, and a newer version of the program."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from digest.cli import digest
from digest.core.settings import SAMPLE_SITE_ID
from digest.editor.start import (
    StartError,
    Wheel,
    apply_upgrade,
    check_folder,
    find_wheel,
    make_choices,
    make_files,
    make_wheel,
    new_entries,
    parse_address,
    parse_lang,
    parse_name,
    parse_zone,
    plan_upgrade,
    read_wheel,
    start_site,
)
from digest.editor.start.wheel import pack_wheel, parse_wheel
from support.posts import post_text

POST = post_text("Talks", "2021-09-16", "The delegations met.", id="a1", slug="talks", countries="[Norway]")
NO_IDENTITY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **dict.fromkeys(f"GIT_{who}_{what}" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")),
}


@pytest.fixture(scope="module")
def wheel() -> Wheel:
    pytest.importorskip("hatchling", reason="SKIPPED: hatchling is not installed")
    return make_wheel()


def change_wheel(wheel: Wheel, version: str, change: Callable[[dict[str, bytes]], None] = lambda _: None) -> Wheel:
    """Make a wheel of another version, with changed files."""
    folder, other = (f"pelican_digest-{one}.dist-info" for one in (wheel.version, version))
    files = {name.replace(folder, other): data for name, data in wheel.files.items() if not name.endswith("/RECORD")}
    metadata = files[f"{other}/METADATA"].decode()
    files[f"{other}/METADATA"] = metadata.replace(f"\nVersion: {wheel.version}", f"\nVersion: {version}").encode()
    change(files)
    return parse_wheel(pack_wheel(files, other), name="other.whl")


def make_site(folder: Path, wheel: Wheel, follows: str = "") -> Path:
    choices = make_choices(name='Nord & "Öst" $x', address="", zone="Europe/Oslo", lang="en", follows=follows)
    start_site(folder, make_files(choices, wheel), commit=False)
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# --- What may be chosen -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parse", "given", "message"),
    [
        (parse_name, "  ", "give the site's name"),
        (parse_name, "a\x1bb", "give the site's name"),
        (parse_address, "news.host.net", "as in https://news.host.net"),
        (parse_address, "ftp://news.host.net", "write it as https://"),
        (parse_address, "https://u:p@news.host.net", "write it as https://"),
        (parse_address, "https://news.host.net/?a", "write it as https://"),
        (parse_address, "http://localhost:8000", "is of a local machine"),
        (parse_address, "http://192.168.1.5/x", "is of a local machine"),
        (parse_address, "https://news.example.org", "is an example"),
        (parse_zone, "Europe/Olso", "did you mean Europe/Oslo?"),
        (parse_zone, "Kolkata", "did you mean Asia/Kolkata?"),
        (parse_zone, "", "there is no time zone"),
        (parse_lang, "English language", "write it as en"),
    ],
)
def test_an_answer_that_cannot_be_used_is_refused(parse: Callable[[str], str], given: str, message: str) -> None:
    with pytest.raises(StartError, match=r"^--\w+: ") as error:
        parse(given)
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("parse", "given", "kept"),
    [
        (parse_name, " Nord  und Süd ", "Nord und Süd"),
        (parse_address, "https://user.github.io/news/", "https://user.github.io/news"),
        (parse_address, "", ""),
        (parse_zone, "Asia/Kolkata", "Asia/Kolkata"),
        (parse_lang, "pt-BR", "pt-BR"),
    ],
)
def test_an_answer_is_tidied(parse: Callable[[str], str], given: str, kept: str) -> None:
    assert parse(given) == kept


# --- Where it may be made ---------------------------------------------------------------------------------------------


def test_a_new_or_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for name in ("new", "empty"):
        check_folder(tmp_path / name)


def test_no_other_place_will_do(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").touch()
    (tmp_path / "tree" / ".git").mkdir(parents=True)
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    cases = {
        "full": "such as notes.txt",
        "tree": "such as .git",
        "tree/site": f"name one outside: {tmp_path / 'site'}",
        "file": "this is no folder",
        "link": "this is no folder",
        "none/site": "there is no such folder",
    }
    for name, message in cases.items():
        with pytest.raises(StartError, match=message.replace(".", r"\.")):
            check_folder(tmp_path / name)


@pytest.mark.parametrize("exists", [False, True])
def test_a_start_that_is_cut_short_leaves_nothing(
    exists: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a site"
    if exists:
        folder.mkdir()
    renamed: list[Path] = []
    rename = Path.rename

    def interrupted(path: Path, target: Path) -> Path:
        if len(renamed) == exists:  # of a folder that exists the first file is in its place by then
            raise KeyboardInterrupt
        renamed.append(path)
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        start_site(folder, {"a": b"", "b/c": b""}, commit=False)
    assert folder.exists() == exists
    assert [path for path in tmp_path.rglob("*") if path != folder] == []


def test_a_first_commit_holds_the_whole_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@digest.example")
    start_site(tmp_path / "site", {"a": b"x", "digest": b"#!/bin/sh\n"}, commit=True)
    git = ("git", "-C", str(tmp_path / "site"))
    listed = subprocess.run([*git, "ls-tree", "-r", "main"], capture_output=True, text=True, check=True).stdout
    assert [line.split()[0::3] for line in listed.splitlines()] == [["100644", "a"], ["100755", "digest"]]
    assert subprocess.run([*git, "status", "--short"], capture_output=True, text=True, check=True).stdout == ""


def test_without_a_git_identity_no_commit_is_begun(tmp_path: Path) -> None:
    arguments = ["start", str(tmp_path / "site"), "--name", "News", "--commit"]
    done = CliRunner(env=NO_IDENTITY).invoke(digest, arguments)
    assert (done.exit_code, "git config --global user.name" in done.output) == (1, True)
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_needed_where_nobody_can_be_asked(tmp_path: Path) -> None:
    done = CliRunner().invoke(digest, ["start", str(tmp_path / "site")])
    assert (done.exit_code, done.output) == (1, "--name: give the site's name\n")


# --- A new site -------------------------------------------------------------------------------------------------------


def test_a_new_site_has_its_own_id_and_nothing_of_the_sample(wheel: Wheel, tmp_path: Path) -> None:
    files = [tree(make_site(tmp_path / name, wheel)) for name in ("a", "b")]
    assert {name for name in files[0] if files[0][name] != files[1][name]} == {"pelicanconf.py"}
    ours = {name: data for name, data in files[0].items() if not name.startswith("vendor/")}
    assert [name for name, data in ours.items() if SAMPLE_SITE_ID.encode() in data or b"Meridian" in data] == []
    assert not [name for name in files[0] if name.startswith("content/posts") or "tests" in name]
    pinned = f"./vendor/{wheel.file} \\\n    --hash=sha256:{wheel.sha256}\n"
    assert all(files[0][f"requirements/{lock}.txt"].decode().endswith(pinned) for lock in ("light", "model"))
    assert b".digest/\n" in files[0][".gitignore"]
    assert b".cache/\n" in files[0][".gitignore"]


def test_what_it_follows_and_nobody_knows_is_a_topic(wheel: Wheel, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", wheel, follows="Norway, Whaling , nato")
    topics = (site / "content/vocabularies/topics.yaml").read_text(encoding="utf-8")
    assert topics.count("\n- name: ") == 1
    assert "- name: Whaling\n" in topics
    assert "This digest follows Norway, Whaling and nato" in (site / "content/pages/about.md").read_text()


@pytest.fixture
def installed(wheel: Wheel, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Run a module of Python with the wheel's files on its path, and none of the checkout's."""
    library = tmp_path / "library"
    with zipfile.ZipFile(_written(wheel, tmp_path)) as archive:
        archive.extractall(library)

    def run(site: Path, *words: str, **env: str) -> tuple[int, str]:
        environment = {**os.environ, "PYTHONPATH": str(library), "CI": "", **env}
        command = [sys.executable, "-P", "-m", *words]
        done = subprocess.run(
            command, cwd=site, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout + done.stderr

    return run


def _written(wheel: Wheel, folder: Path) -> Path:
    path = folder / wheel.file
    path.write_bytes(wheel.data)
    return path


def test_a_new_site_is_checked_built_and_overridden_by_file(
    wheel: Wheel, installed: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    site = make_site(tmp_path / "my site", wheel, follows="Whaling")
    assert installed(site, "invoke", "check") == (0, "No errors: the site can be built.\n")
    code, told = installed(site, "invoke", "build")
    assert (code, "0 posts, 0 drafts" in told) == (0, True), told
    home = (site / "output/index.html").read_text(encoding="utf-8")
    assert "Nord &amp; &#34;Öst&#34; $x" in home
    (site / "theme/static/css").mkdir(parents=True)
    (site / "theme/static/css/tokens.css").write_text("/* mine */\n")
    (site / "theme/templates").mkdir()
    (site / "theme/templates/404.html").write_text("mine {{ site.name }}\n")
    code, told = installed(site, "invoke", "build")
    assert code == 0, told
    assert (site / "output/theme/css/tokens.css").read_text() == "/* mine */\n"
    assert (site / "output/404.html").read_text().startswith("mine Nord")
    assert (site / "output/theme/css/base.css").is_file()
    code, told = installed(site, "invoke", "publish")
    assert (code, "SITEURL is empty" in told) == (1, True), told


def test_a_site_begins_another_from_what_is_installed(
    wheel: Wheel, installed: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    target = tmp_path / "other"
    code, told = installed(tmp_path, "pelican.plugins.digest.cli", "start", str(target), "--name", "Other")
    assert code == 0, told
    packed = read_wheel(next((target / "vendor").iterdir()))
    assert {name: data for name, data in packed.files.items() if not name.endswith("RECORD")} == {
        name: data for name, data in wheel.files.items() if not name.endswith("RECORD")
    }


# --- Wheels -----------------------------------------------------------------------------------------------------------


def test_a_wheel_that_cannot_be_trusted_is_refused(wheel: Wheel, tmp_path: Path) -> None:
    path = tmp_path / "x.whl"

    def message(data: bytes) -> str:
        path.write_bytes(data)
        with pytest.raises(StartError) as error:
            read_wheel(path)
        return str(error.value).removeprefix(f"{path}: ")

    def with_changed(end: str, old: bytes, new: bytes) -> bytes:
        files = {name: data for name, data in wheel.files.items() if not name.endswith("/RECORD")}
        name = next(name for name in files if name.endswith(end))
        assert old in files[name]
        return pack_wheel(files | {name: files[name].replace(old, new)}, name.partition("/")[0])

    half = len(wheel.data) // 2
    assert message(b"no zip") == "the wheel is damaged; fetch it again"
    assert message(wheel.data[:half]) == "the wheel is damaged; fetch it again"
    assert "damaged" in message(wheel.data[:half] + b"\0" * 64 + wheel.data[half + 64 :])
    assert "another kind of Python" in message(with_changed("/WHEEL", b"py3-none-any", b"cp310-cp310-win32"))
    assert "needs Python >=9.9" in message(
        with_changed("/METADATA", b"Requires-Python: >=3.11", b"Requires-Python: >=9.9")
    )
    assert message(pack_wheel({"other-1.dist-info/METADATA": b""}, "other-1.dist-info")).startswith(
        "this is no wheel of"
    )
    with pytest.raises(StartError, match="No such file"):
        read_wheel(tmp_path / "nothing.whl")


# --- A newer version --------------------------------------------------------------------------------------------------


def newer(files: dict[str, bytes]) -> None:
    start = "pelican/plugins/digest/data/start/"
    files[start + "CHANGELOG.md"] += b"\n- A newer thing,\n  on two lines.\n"
    files[start + "workflows/publish.yml"] += b"# newer\n"
    files[start + "scripts/environment.sh"] += b"# newer\n"


def test_an_upgrade_changes_what_is_the_programs_alone(wheel: Wheel, tmp_path: Path) -> None:
    site = make_site(tmp_path / "my site", wheel)
    post = site / "content/posts/2021/2021-09-16-talks.md"
    post.parent.mkdir(parents=True)
    post.write_text(POST)
    (site / "theme/mine.css").write_text("a {}")
    with (site / ".github/workflows/publish.yml").open("a") as file:
        file.write("# mine\n")
    before = tree(site)
    new = change_wheel(wheel, "9.1.0", newer)
    plan = plan_upgrade(site, read_wheel(find_wheel(site)), new)
    apply_upgrade(site, plan)
    after = tree(site)
    assert plan.kept == (".github/workflows/publish.yml",)
    assert {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        f"vendor/{wheel.file}",
        f"vendor/{new.file}",
        "requirements/light.txt",
        "requirements/model.txt",
        "scripts/environment.sh",
        ".github/workflows/publish.yml.new",
    }
    assert read_wheel(find_wheel(site)).data == new.data
    assert list((site / "vendor").iterdir()) == [site / "vendor" / new.file]
    assert new_entries(wheel, new) == ("- A newer thing, on two lines.",)


def test_an_upgrade_that_cannot_be_changes_nothing(wheel: Wheel, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", wheel)
    (site / "requirements/light.txt").write_text((site / "requirements/light.txt").read_text() + "other==1\n")
    before = tree(site)
    with pytest.raises(StartError, match="older than this site's"):
        plan_upgrade(site, wheel, change_wheel(wheel, "0.0.9"))
    with pytest.raises(StartError, match=r"requirements/light.txt: it has been changed"):
        plan_upgrade(site, wheel, change_wheel(wheel, "9.1.0"))
    assert tree(site) == before


def test_the_verb_upgrades_the_site_that_it_is_called_in(wheel: Wheel, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site", wheel)
    path = _written(change_wheel(wheel, "9.1.0", newer), tmp_path)
    command = ["--settings", str(site / "pelicanconf.py"), "upgrade", str(path)]
    first, second = (CliRunner().invoke(digest, command) for _ in range(2))
    assert first.output.startswith(f"from version {wheel.version} to 9.1.0:\n  - A newer thing, on two lines.\n")
    assert (second.exit_code, second.output) == (0, "this site has version 9.1.0 already, from this very wheel\n")


def test_a_site_that_has_its_program_from_elsewhere_is_told_how(tmp_path: Path) -> None:
    (tmp_path / "pelicanconf.py").touch()
    with pytest.raises(StartError, match="pip install --upgrade WHEEL"):
        find_wheel(tmp_path)
    with pytest.raises(StartError, match="git pull"):
        find_wheel(Path(__file__).parents[2])
