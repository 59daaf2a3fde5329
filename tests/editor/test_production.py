"""Production builds in the folder of the last one: nothing else is left in it, and a failed one changes nothing."""

from pathlib import Path

import pytest
from digest.editor.publish.production import production_folder


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


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
def test_a_build_that_fails_half_way_leaves_the_site_that_was_there(
    output: Path, tmp_path: Path, error: type[BaseException]
) -> None:
    before = tree(output)
    with (
        pytest.raises(error),
        production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True),
    ):
        assert tree(output) == before  # what has not changed need not be written again
        replace_whole(output / "index.html", "second")
        (output / "a/index.html").unlink()
        replace_whole(output / "b/index.html", "second")
        raise error
    assert tree(output) == before
    assert not (tmp_path / "cache/output-before").exists()


def test_what_a_killed_build_left_aside_comes_back(output: Path, tmp_path: Path) -> None:
    before = tree(output)
    killed = production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True)
    killed.__enter__()
    replace_whole(output / "index.html", "second")
    with (
        pytest.raises(ValueError, match="again"),
        production_folder(output, tmp_path / "cache", plugins=["digest"], planned=True),
    ):
        raise ValueError("again")
    assert tree(output) == before


def test_beside_another_plugin_the_folder_is_filled_anew(output: Path, tmp_path: Path) -> None:
    with production_folder(output, tmp_path / "cache", plugins=["digest", "sitemap"], planned=True):
        assert not output.exists()
        replace_whole(output / "index.html", "second")
    assert tree(output) == {"index.html": "second"}
