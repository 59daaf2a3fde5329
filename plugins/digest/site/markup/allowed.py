"""What HTML may say in a body: its tags, attributes, classes and addresses."""

BLOCK_TAGS = {"blockquote", "dd", "div", "dl", "dt", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol", "p", "pre", "ul"}
TABLE_TAGS = {"table", "tbody", "td", "tfoot", "th", "thead", "tr"}
TEXT_TAGS = {"a", "abbr", "b", "br", "cite", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "q", "s", "small"}
TAGS = BLOCK_TAGS | TABLE_TAGS | TEXT_TAGS | {"span", "strong", "sub", "sup"}
ATTRIBUTES = {
    "a": {"href", "title"},
    "abbr": {"title"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "li": {"id"},
    "sup": {"id"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
CLASSES = {
    "td": ALIGNMENTS,
    "th": ALIGNMENTS,
    "a": {"footnote-ref", "footnote-backref"},
    "div": {"footnote"},
}
SCHEMES = {"http", "https", "mailto"}
