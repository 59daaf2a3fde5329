"""Begin a site of one's own beside the program, and take a newer version of the program into one.

In: the editor's answers and a wheel of this program. Out: a folder with content, settings, scripts and the wheel. All
that a site has of the program's comes out of its wheel. Read `files.py` first.
"""

from .choices import Choices, StartError, make_choices, parse_address, parse_lang, parse_name, parse_zone
from .files import make_files
from .folder import check_folder, check_identity, start_site
from .upgrade import Upgrade, apply_upgrade, find_wheel, new_entries, plan_upgrade
from .wheel import Wheel, make_wheel, read_wheel

__all__ = [
    "Choices",
    "StartError",
    "Upgrade",
    "Wheel",
    "apply_upgrade",
    "check_folder",
    "check_identity",
    "find_wheel",
    "make_choices",
    "make_files",
    "make_wheel",
    "new_entries",
    "parse_address",
    "parse_lang",
    "parse_name",
    "parse_zone",
    "plan_upgrade",
    "read_wheel",
    "start_site",
]
