"""Text that a page keeps in templates until its scripts show it: put where it stands, before the page is read."""

from typing import Final

from lxml import html
from lxml.etree import ParserError

from .lines import format_lines

TYPES: Final = frozenset(("text/template", "text/x-template", "text/html"))  # of scripts that hold markup
UNFILLED: Final = ("{{", "<%", "${", "[[")  # stand where a script puts words
LEAST_PARAGRAPHS: Final = 3
LEAST_WORDS: Final = 40
SHOWN: Final = 60  # characters of the longest paragraph, by which a text that the page shows anyway is known


def unwrap_templates(tree: html.HtmlElement) -> None:
    """Put the text in place that scripts of Blogger show, and the parts that a browser saved as shadow trees."""
    for template in list(tree.iter("template")):
        if template.get("shadowrootmode") or template.get("shadowroot"):
            template.tag = "div"
    for script in [one for one in tree.iter("script") if (one.get("type") or "").strip().lower() in TYPES]:
        markup = script.text or ""
        is_text = markup.lower().count("<p") >= LEAST_PARAGRAPHS and len(markup.split()) >= LEAST_WORDS
        if is_text and not any(sign in markup for sign in UNFILLED):
            _put_in_place(tree, script, markup)


def _put_in_place(tree: html.HtmlElement, script: html.HtmlElement, markup: str) -> None:
    try:
        box = html.fragment_fromstring(markup, create_parent="div")
    except (ParserError, ValueError):
        return
    longest = max(format_lines(box).split("\n"), key=len).strip()
    parent = script.getparent()
    if parent is not None and longest[:SHOWN] not in format_lines(tree):
        box.tail = script.tail
        parent.replace(script, box)
