"""What ingest says to the editor about a raw file: one sentence a key, with what it quotes filled in.

The values come from articles and file names: they are filled into the sentences here and never run as a format.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .change import Change

QUOTED: Final = 60  # characters of a sentence in which two versions differ
EDITED: Final = (
    "You have edited {existing}. The new version was saved as {post}; merge what you need, then reject one of the two."
)
ACCEPTED: Final = (
    "You have accepted {existing}, so it was not changed. The new version was saved as {post}; merge what you need, "
    "then reject {post}."
)
DELETE: Final = "delete one of the two raw files"
REMAKE: Final = "`digest ingest --again {raw}` makes rejected drafts again, --refresh updates unedited ones"
AGAIN: Final = "`digest ingest --again {raw}` makes a new one"
MESSAGES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "empty": "nothing is left after cleaning; `digest explain` shows what was removed and why",
        "new": "new draft {post}",
        "recovered": "it is {existing} already",
        "updated": "its unedited draft {post} was updated",
        "conflict": f"the file has changed. {EDITED}",
        "accepted": f"the file has changed. {ACCEPTED}",
        "other-article-changed": "the file has changed, but not in this article; {existing} stays as you have it",
        "moved": "; it was {existing}",
        "changed-rejected": f"the file has changed, but you rejected its draft; {AGAIN}",
        "changed-deleted": f"the file has changed, but its draft was deleted; {AGAIN}",
        "known": f"it became {{existing}} already; {REMAKE}",
        "known-without-post": f"no post was made of it; {REMAKE}",
        "same-bytes": f"the same bytes as {{other}}; {DELETE}",
        "same-bytes-known": f"the same bytes as {{other}}, which became {{existing}}; {DELETE}",
        "outdated": f"an earlier version of {{other}}, which became {{existing}}; {DELETE}",
        "duplicate": f"the same text as {{other}}, which became {{existing}}; {DELETE}",
        "shorter": f"a shorter version of {{other}}, which became {{existing}}; it lacks {{quote}}; {DELETE}",
        "duplicate-rejected": f"the same text as {{other}}, whose draft you rejected; {AGAIN}",
        "duplicate-deleted": f"the same text as {{other}}, whose draft was deleted; {AGAIN}",
        "longer-updated": "a longer version of {other} ({quote}); its unedited draft {post} was updated",
        "longer-conflict": f"a longer version of {{other}} ({{quote}}). {EDITED}",
        "longer-accepted": f"a longer version of {{other}} ({{quote}}). {ACCEPTED}",
        "corrected-updated": "a corrected version of {other} ({quote}); its unedited draft {post} was updated",
        "corrected-conflict": f"a corrected version of {{other}} ({{quote}}). {EDITED}",
        "corrected-accepted": f"a corrected version of {{other}} ({{quote}}). {ACCEPTED}",
        "other-conflict": f"another version of {{other}} ({{quote}}). {EDITED}",
        "other-accepted": f"another version of {{other}} ({{quote}}). {ACCEPTED}",
    }
)


def format_message(key: str, parts: Mapping[str, str]) -> str:
    """Fill a sentence with its parts."""
    return MESSAGES[key].format_map(parts)


def quote(change: Change) -> str:
    """Quote the first words that one version has and the other has not."""
    text = (change.evidence or "").strip("“”„\"'‘’ ")
    return f"“{text}”" if len(text) <= QUOTED else f"“{text[:QUOTED].rpartition(' ')[0] or text[:QUOTED]} …”"
