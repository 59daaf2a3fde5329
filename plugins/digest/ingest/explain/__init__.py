"""Explain a reading: a JSON row for programs, text for the editor, and why one name is or is not a tag. Pure."""

from .reading import format_reading, format_row, make_error_row, make_row
from .why import format_why

__all__ = ["format_reading", "format_row", "format_why", "make_error_row", "make_row"]
