"""What the learner did: an append-only event log, settings, folders."""

from casewalk.journal.folders import Folders, NoHome, cache_folder, folders
from casewalk.journal.opening import Opened, open_journal
from casewalk.journal.settings import Settings, load_settings, save_settings
from casewalk.journal.store import Attempt, Entry, Journal, NotSaved

__all__ = [
    "Attempt",
    "Entry",
    "Folders",
    "Journal",
    "NoHome",
    "NotSaved",
    "Opened",
    "Settings",
    "cache_folder",
    "folders",
    "load_settings",
    "open_journal",
    "save_settings",
]
