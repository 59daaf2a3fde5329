"""A plain body is what Markdown, typography and sanitiser make of it, or is left to them."""

from pathlib import Path
from time import process_time

import pytest
from digest.site.markup import MarkupMaker
from digest.site.markup.plain import format_plain
from hypothesis import example, given
from hypothesis import strategies as st

MAKER = MarkupMaker()
POSTS = sorted((Path(__file__).parents[2] / "content" / "posts").rglob("*.md"))
# What plain texts are made of, and what makes a text another kind; words stand for themselves.
PLAIN = """a|B|word|é|中文|😀|1|2021|*em*|**strong words**|***both***|*a.*|(*a*)|"*a*"|[a](https://x.example/a?b=1&c#d)
|[U.S.](/a/../b/)|[**b**](/x)|*[a](/x)*|***[a b](/x)***|[\\[a\\]](/x)|\\*|\\_|\\[|\\#|\\>|\\-|#5|C#|snake_case|http://x.example/y_z
|a@b.example|--|...|'|"|'s|.|,|;|:|?|!|(|)|/|=|+|-|—|“|”|’|& |\xa0""".replace("\n", "").split("|")
BLOCKS = [
    "\n",
    "\n\n",
    "\n\n",
    "\n\n\n",
    "\n\n- ",
    "\n- ",
    "\n\n> ",
    "\n> ",
    "\n\n## ",
    "\n\n# ",
    "# ",
    "- ",
    "> ",
    "\n\n1. ",
]
OTHER = [
    "*",
    "**",
    "_",
    "__",
    "[",
    "]",
    "`",
    "<",
    ">",
    "<b>",
    "&",
    "&amp;",
    "&copy",
    "&#8212;",
    "\\",
    "\\`",
    "\\\\",
    "|",
    "~~~",
]
OTHER += [
    "  ",
    "  \n",
    "\n ",
    "\n    ",
    "\t",
    "\n---",
    "\n==",
    "\n+ ",
    "\n* ",
    "\n2) ",
    "\n٣. ",
    "\n: b",
    "\n#",
    "\n>",
    "![a](/b.png)",
]
OTHER += [
    "[^1]",
    "[^a](/x)",
    "\n[a]: b",
    "\n*[HTML]: x",
    "[a](//e.example)",
    "[](/x)",
    '[a](/x "t")',
    "[a](<b>)",
    "[a](/b(c))",
]
OTHER += [
    "*a*b",
    "a**b**",
    "*a **b***",
    "{: #x}",
    "\u2028",
    "\u200b",
    "\u3000",
    "\x0b",
    "\x1f",
    "\r",
    "\ufeff",
    "\x02",
    "\udc80",
]
PLAIN_TEXTS = st.lists(st.sampled_from([*PLAIN, *[" "] * 20, *BLOCKS]), max_size=16).map("".join)
ANY_TEXTS = st.lists(st.sampled_from([*PLAIN, *[" "] * 20, *BLOCKS, *OTHER]), max_size=12).map("".join)


@given(st.one_of(PLAIN_TEXTS, ANY_TEXTS), st.sampled_from(["en", "de"]))
@example("*a* **b**\n\n***c***", "en")
def test_a_plain_text_is_what_markdown_makes_of_it(text: str, lang: str) -> None:
    plain = format_plain(text, curled=lang == "en")
    assert plain is None or plain == MAKER.format_any(text, lang=lang)


@given(st.text(max_size=40))
def test_so_is_any_other(text: str) -> None:
    plain = format_plain(text, curled=True)
    assert plain is None or plain == MAKER.format_any(text, lang="en")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('Talks in *Oslo*, [he said](https://x.example/), ended -- "for now" -- at 3:00.', id="paragraph"),
        pytest.param("## What it *means*\n\nOne line\nand another.", id="heading"),
        pytest.param("- one **day**\n- [two](/a/)\n\nText.", id="list"),
        pytest.param("> Nobody \\*knows\\*.\n> Really.\n\nText.", id="quotation"),
        pytest.param("1\\. No list, AT&T-free: R & D, snake_case, C# and #5", id="signs"),
    ],
)
def test_the_common_kinds_are_plain(text: str) -> None:
    assert format_plain(text, curled=True) == MAKER.format_any(text, lang="en")


def test_most_of_the_sample_is_plain() -> None:
    bodies = [path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in POSTS]
    made = [format_plain(body, curled=True) for body in bodies]
    assert sum(one is not None for one in made) > len(made) * 3 // 4


@pytest.mark.parametrize("stem", ["*a ", "**", "[a](", "[[", "\\", "*a*", "> ", "- a\n", "a\n", "&", "_a", "![", "#"])
def test_a_long_text_takes_no_longer_than_it_is(stem: str) -> None:
    short, long = (seconds_for(stem * (size // len(stem))) for size in (50_000, 200_000))
    assert long < 10 * max(short, 0.02)  # four times the text: sixteen where the time is that of the square


def seconds_for(text: str) -> float:
    """Return the CPU seconds of the better of two tries: a busy machine, or a collection of garbage, slows one."""
    times = []
    for _ in range(2):
        began = process_time()
        format_plain(text, curled=False)
        format_plain(f"a {text}*", curled=False)
        times.append(process_time() - began)
    return min(times)
