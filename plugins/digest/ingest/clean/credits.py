"""The credit at the end of a caption: whom the picture is by."""

import re

LABEL = (
    r"(?:photo(?:graph)?s?|images?|pictures?|pics?|credits?|illustration|graphic"
    r"|foto|bild|crédit|crédito|quelle|source|фото)"
)
CAPITAL, CAPITALS = r"[A-Z\u00c0-\u00de]", r"[A-Z\u00c0-\u00de .'’-]"
CREDIT_RE = re.compile(
    rf"(?:[\s(\[|–—-]|^){LABEL}\s*(?:credits?|by|courtesy(?: of)?|source|copyright)?\s*[:/©]\s*"
    r"(?P<name>[^:]{2,80}?)[)\].\s]*$"
    rf"|[(\[](?:{LABEL}\s+(?:by|via|courtesy of)\s+)(?P<by>[^)\]]{{2,80}})[)\]]\s*$"
    r"|[(\[](?P<agency>[^()\[\]]{0,40}(?-i:\b(?:AP|AFP|Reuters|REUTERS|Getty|EPA|Xinhua|PTI|Shutterstock|Bloomberg"
    r"|Pictures|Images|Photos?|Anadolu|Agency)\b)[^()\[\]]{0,40})[)\]]\s*$"
    r"|(?<=[.!?\"”’])\s+(?P<tail>[A-Z][\w.' ]{1,40}/[\w.' /]{2,60}"
    r"|(?:REUTERS|AFP|AP|Getty Images|EPA|(?-i:EFE|ANSA|LUSA|DPA|PAP))(?:/[\w.' /]{2,60})?)\s*$"
    r"|\[(?:file:?\s*)?(?P<file>(?-i:[A-Z][\w.'’-]{2,} [A-Z][^\[\]/]{2,40}/[^\[\]]{3,50}|[A-Z][A-Z .&-]{3,30}))\]\s*$"
    # "... celebrate in Bogotá. NAME SURNAME (OUTLET)"
    rf"|(?<=[.!?])\s+(?P<shouted>(?-i:{CAPITAL}{CAPITALS}{{2,40}}\s?\({CAPITALS}{{2,30}}\)))\s*$",
    re.IGNORECASE,
)


BRACKETED_RE = re.compile(r"[(\[][^()\[\]]{2,60}[)\]]\.?$")


def is_credit_alone(text: str) -> bool:
    """Tell a line that is nothing but a credit in brackets: it belongs to the line above."""
    return bool(BRACKETED_RE.match(text) and CREDIT_RE.match(text))


def ends_in_credit(text: str) -> bool:
    """Tell a line that ends in the credit of a picture."""
    return bool(CREDIT_RE.search(text))
