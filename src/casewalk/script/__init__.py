"""YAML text into cases, with findings that know their place in the file."""

from casewalk.script.findings import Finding, printable
from casewalk.script.library import (
    Meeting,
    Shelved,
    case_directories,
    case_folder,
    content_root,
    find_case,
    library,
    meetings,
)
from casewalk.script.load import Loaded, load_case, load_header

__all__ = [
    "Finding",
    "Loaded",
    "Meeting",
    "Shelved",
    "case_directories",
    "case_folder",
    "content_root",
    "find_case",
    "library",
    "load_case",
    "load_header",
    "meetings",
    "printable",
]
