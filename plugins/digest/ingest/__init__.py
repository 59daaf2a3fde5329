"""From the inbox to drafts: which raw files are new, what becomes of each, and the word to the editor about it."""

from .choose import choose_files
from .outcome import IngestResult, Outcome
from .run import ingest, ingest_inbox
from .take import expand, store_raw

__all__ = ["IngestResult", "Outcome", "choose_files", "expand", "ingest", "ingest_inbox", "store_raw"]
