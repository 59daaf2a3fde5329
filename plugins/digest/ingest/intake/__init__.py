"""From the inbox to drafts, safe to run again at any time.

`select` chooses the raw files to read, `decide` says what becomes of each reading (pure), `apply` writes it, `run` is
the command; `change` compares versions of an article, `messages` has what the editor is told. Start at `decide`.
"""

from .acquire import expand, store_raw
from .outcome import IngestResult, Outcome
from .run import ingest, ingest_inbox
from .select import choose_files

__all__ = ["IngestResult", "Outcome", "choose_files", "expand", "ingest", "ingest_inbox", "store_raw"]
