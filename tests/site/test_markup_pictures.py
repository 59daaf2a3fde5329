"""Pictures in texts say how large they are, and where smaller ones are."""

import pytest
from digest.site.markup import ROOT, TextPicture, rebase
from digest.site.markup.pictures import size_pictures

KABUL = TextPicture(path="images/Kabul now.jpg", width=800, height=600, sizes=(("t/k-240.jpg", 240), ("k", 800)))
SIZES = 'srcset="/t/k-240.jpg 240w, /k 800w" sizes="(min-width: 44rem) 40rem, 100vw" loading="lazy"'


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        (f'<img src="{ROOT}images/Kabul%20now.jpg" alt="a">', ' width="800" height="600" ' + SIZES),
        (f'<img src="{ROOT}images/Kabul%20now.jpg" alt="a" width="90">', " " + SIZES),
        (f'<img alt="a" src="{ROOT}images/other.jpg">', ""),
        ('<img src="data:,x" alt="a">', ""),
    ],
    ids=["known", "the author says its width", "another", "elsewhere"],
)
def test_a_picture_is_given_its_size(tag: str, expected: str) -> None:
    assert rebase(size_pictures(tag, (KABUL,)), "/") == rebase(tag, "/").replace(">", f"{expected}>")
