"""The journal of what verbs and the desk write, and the one way to write content: `commit`.

Under `writing`, decide what is to change as `Edit`s and ledger entries, then `commit` them: the action is journaled,
made and marked as done. `record.py` has an action as a line, `commit.py` how it is made. See docs/architecture.md.
"""

from .commit import Conflict, commit, commit_redo, commit_undo, find_conflicts, writing
from .file import journal_path, read_action, read_history
from .record import Action, FileRecord
from .stack import find_redoable, with_state

__all__ = [
    "Action",
    "Conflict",
    "FileRecord",
    "commit",
    "commit_redo",
    "commit_undo",
    "find_conflicts",
    "find_redoable",
    "journal_path",
    "read_action",
    "read_history",
    "with_state",
    "writing",
]
