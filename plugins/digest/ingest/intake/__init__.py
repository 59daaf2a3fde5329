"""From the inbox to drafts: which raw files are new, what becomes of each, and the word to the editor about it."""

from .acquire import expand, store_raw
from .outcome import IngestResult, Outcome
from .run import ingest, ingest_inbox
from .select import choose_files

__all__ = ["IngestResult", "Outcome", "choose_files", "expand", "ingest", "ingest_inbox", "store_raw"]
