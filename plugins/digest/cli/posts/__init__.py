"""The verbs for posts. Read `change.py` first."""
