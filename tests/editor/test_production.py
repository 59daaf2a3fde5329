"""Production builds in the folder of the last one: nothing else is left in it, and a failed one changes nothing."""

from pathlib import Path

import pytest
from digest.editor.publish.production import production_folder
from digest.site.render import Backup
from digest.site.render.files import remove_outputs, write_changed


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def replace_whole(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".part").write_text(text)
    path.with_suffix(".part").replace(path)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Make the output of a first production build."""
    output = tmp_path / "output"
    (tmp_path / "cache").mkdir()
    with production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True):
        replace_whole(output / "index.html", "first")
        replace_whole(output / "a/index.html", "first")
    return output


def rebuild(output: Path, aside: Path | None) -> None:
    """Do what a build may do to files: replace one, twice; remove one; make new ones, also where a folder was."""
    assert aside is not None
    backup = Backup(output, aside)
    write_changed(output / "index.html", b"second", backup)
    write_changed(output / "index.html", b"third", backup)
    remove_outputs(output, ["a/index.html"], backup)
    write_changed(output / "a", b"second", backup)
    write_changed(output / "b/c/index.html", b"second", backup)
    write_changed(output / "b/c/index.html", b"third", backup)


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_build_that_fails_half_way_leaves_the_site_that_was_there(
    output: Path, tmp_path: Path, error: type[BaseException]
) -> None:
    before = tree(output)
    with (
        pytest.raises(error),
        production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True) as aside,
    ):
        assert tree(output) == before  # what has not changed need not be written again
        rebuild(output, aside)
        raise error
    assert tree(output) == before
    assert [path.name for path in output.iterdir() if path.is_dir()] == ["a"]
    assert not (tmp_path / "cache/output-replaced").exists()


def test_what_a_killed_build_replaced_comes_back(output: Path, tmp_path: Path) -> None:
    before = tree(output)
    killed = production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True)
    rebuild(output, killed.__enter__())
    (output / "index.html.part").write_text("fou")
    with (
        pytest.raises(ValueError, match="again"),
        production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True),
    ):
        raise ValueError("again")
    assert tree(output) == before


def test_a_backup_where_there_are_no_links_is_of_copies(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    before = tree(output)
    monkeypatch.setattr("os.link", refuse)
    aside = tmp_path / "aside"
    rebuild(output, aside)
    Backup(output, aside).restore()
    assert tree(output) == before
    assert not aside.exists()


def test_a_build_touches_no_file_that_stays(output: Path, tmp_path: Path) -> None:
    before = (output / "index.html").stat()
    with production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True) as aside:
        assert aside is not None
    assert (output / "index.html").stat() == before


def test_beside_another_plugin_the_folder_is_filled_anew(output: Path, tmp_path: Path) -> None:
    with production_folder(output, tmp_path / "cache", plugins=["digest", "sitemap"], planned=True):
        assert not output.exists()
        replace_whole(output / "index.html", "second")
    assert tree(output) == {"index.html": "second"}
