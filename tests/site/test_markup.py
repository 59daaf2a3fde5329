"""Markdown comes out as safe HTML, excerpts end where a paragraph or sentence does."""

import pytest
from digest.site.markup import (
    ROOT,
    Bodies,
    Body,
    MarkupMaker,
    body_sha256,
    count_words,
    frame_excerpt,
    make_excerpt,
    plain_text,
    rebase,
)

MAKER = MarkupMaker()


def html_of(text: str) -> str:
    return rebase(MAKER.html(text), "../")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("A *word*.", "<p>A <em>word</em>.</p>", id="emphasis"),
        pytest.param("# One\n\n## Two", "<h2>One</h2>\n<h3>Two</h3>", id="the-first-level-is-the-page's"),
        pytest.param("## Two", "<h2>Two</h2>", id="levels-stay-without-a-first"),
        pytest.param("a <script>x</script> b", "<p>a  b</p>", id="script"),
        pytest.param("<b onclick='x'>a</b>", "<p><b>a</b></p>", id="handler"),
        pytest.param("[a](javascript:alert(1))", "<p><a>a</a></p>", id="javascript-link"),
        pytest.param("[a](data:text/html,x)", "<p><a>a</a></p>", id="data-link"),
        pytest.param("[a](//evil.example/)", "<p><a>a</a></p>", id="link-without-scheme"),
        pytest.param("![a](https://x.example/y.png)", "<p></p>", id="picture-from-elsewhere"),
        pytest.param("![a](/images/y.png)", '<p><img alt="a" src="../images/y.png"></p>', id="own-picture"),
        pytest.param(
            "![a](</images/y & z.png>) [b](<https://x.example/c d|e%20f>)",
            '<p><img alt="a" src="../images/y%20&amp;%20z.png"> <a href="https://x.example/c%20d%7Ce%20f">b</a></p>',
            id="signs-that-no-address-has",
        ),
        pytest.param("![a]({static}/images/y.png)", '<p><img alt="a" src="../images/y.png"></p>', id="pelicans-static"),
        pytest.param("[a]({filename}/posts/b.md)", "<p><a>a</a></p>", id="pelicans-placeholder"),
        pytest.param("[a](/countries/china/)", '<p><a href="../countries/china/">a</a></p>', id="own-page"),
        pytest.param("[a](../../china/./x/)", '<p><a href="../china/x/">a</a></p>', id="never-above-the-root"),
        pytest.param("[a](..?q=../b)", '<p><a href="../?q=../b">a</a></p>', id="the-root-itself"),
        pytest.param("[a](https://x.example/?a=1&b)", '<p><a href="https://x.example/?a=1&amp;b">a</a></p>', id="web"),
        pytest.param("[a](#part)", '<p><a href="#part">a</a></p>', id="fragment"),
        pytest.param(f"a {ROOT} b", "<p>a  b</p>", id="our-mark-is-nobody-else's"),
        pytest.param('`a "b" -- c`', '<p><code>a "b" -- c</code></p>', id="code-is-left-alone"),
        pytest.param('He said "no" -- twice...', "<p>He said “no” — twice…</p>", id="typography"),
        pytest.param("China's *plan*'s end", "<p>China’s <em>plan</em>’s end</p>", id="apostrophes"),
        pytest.param(
            'He said "*no*." Then ("*yes*").', "<p>He said “<em>no</em>.” Then (“<em>yes</em>”).</p>", id="both"
        ),
        pytest.param('"*Quoted*"', "<p>“<em>Quoted</em>”</p>", id="quotes-between-tags"),
        pytest.param("US & EU < NATO", "<p>US &amp; EU &lt; NATO</p>", id="no-spans-for-capitals"),
        pytest.param("<p style='color:red' id='x'>a</p>", "<p>a</p>", id="style-and-id"),
        pytest.param("<iframe src='https://x.example'></iframe>a", "<p>a</p>", id="frame"),
    ],
)
def test_html(text: str, expected: str) -> None:
    assert html_of(text) == expected


def test_table_style_becomes_a_class() -> None:
    markup = html_of("| a | b |\n|:--|--:|\n| 1 | 2 |")
    assert '<th class="align-left">a</th>' in markup
    assert '<td class="align-right">2</td>' in markup
    assert "style" not in markup


def test_footnotes_work_and_are_forgotten() -> None:
    first = html_of("A[^1]\n\n[^1]: Note.")
    assert 'id="fn:1"' in first
    assert 'href="#fn:1"' in first
    assert "Note" not in html_of("B")


def test_other_languages_keep_their_quotes() -> None:
    assert MAKER.html('"Nein"', lang="de") == '<p>"Nein"</p>'


SENTENCE = "One two three four five six seven eight nine ten."


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        pytest.param(f"<p>{' '.join([SENTENCE] * 10)}</p>", f"<p>{SENTENCE} {SENTENCE}</p>", id="a-fifth"),
        pytest.param(f"<p>{' '.join([SENTENCE] * 100)}</p>", f"<p>{' '.join([SENTENCE] * 9)}</p>", id="ninety-words"),
        pytest.param(
            "".join(f"<p>{SENTENCE}</p>" for _ in range(10)), f"<p>{SENTENCE}</p>\n<p>{SENTENCE}</p>", id="paragraphs"
        ),
        pytest.param("<p>Short text. That is all.</p>", "", id="nothing-of-a-short-text"),
        pytest.param(f"<p>{' '.join(['word'] * 500)}.</p>", "", id="no-half-sentences"),
        pytest.param(
            f"<p>Mr. Wang met Gen. A. Li of the U.S. Army. {' '.join([SENTENCE] * 10)}</p>",
            f"<p>Mr. Wang met Gen. A. Li of the U.S. Army. {SENTENCE}</p>",
            id="abbreviations",
        ),
        pytest.param(
            f"<h2>Head</h2><p>A &lt;b&gt; <b>c</b>.</p><p>{' '.join([SENTENCE] * 9)}</p>",
            f"<p>A &lt;b&gt; c.</p>\n<p>{SENTENCE}</p>",
            id="words-stay-words",
        ),
        pytest.param("<p>" + "王毅会见。" * 40 + "</p>", "<p>" + "王毅会见。" * 8 + "</p>", id="chinese"),
        pytest.param("", "", id="empty"),
    ],
)
def test_excerpt(markup: str, expected: str) -> None:
    assert make_excerpt(markup) == expected


def test_excerpt_never_exceeds_the_rule() -> None:
    for sentences in range(60):
        markup = f"<p>{' '.join([SENTENCE] * sentences)}</p>"
        words = count_words(plain_text(make_excerpt(markup)))
        assert words <= min(90, sentences * 10 / 5)


def test_plain_text_divides_blocks() -> None:
    assert plain_text("<h2>A</h2><p>b &amp; c<br>d</p>") == "A b & c d"


def test_frame_excerpt_escapes() -> None:
    framed = frame_excerpt("<p>x</p>", name='A "& B', url='https://x.example/?a="&b')
    link = '<p><a href="https://x.example/?a=&quot;&amp;b">Read the original at A &quot;&amp; B</a></p>'
    assert framed == f"<blockquote><p>x</p></blockquote>\n{link}"


def test_bodies_are_loaded_once_and_by_hash() -> None:
    loaded = []
    text = f"{' '.join([SENTENCE] * 10)}"

    def load(sha256: str) -> str:
        loaded.append(sha256)
        return text

    bodies = Bodies(load)
    body = Body(sha256=body_sha256(text))
    assert bodies.html(body) == bodies.html(Body(sha256=body_sha256(text))) == f"<p>{text}</p>"
    assert loaded == [body.sha256]
