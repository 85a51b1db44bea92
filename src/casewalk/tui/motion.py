"""Motion: whether the replay may play by itself. What was said last and most plainly counts."""

from __future__ import annotations

from collections.abc import Mapping

SWITCH = "CASEWALK_NO_MOTION"
"""Set to anything, nothing moves; set to `0`, it does, over a slow link too."""


def allowed(option: bool | None, remembered: bool | None, environment: Mapping[str, str]) -> bool:
    """The option of the command, then the environment, then the setting; without any, not over a remote connection."""
    if option is not None:
        return option
    if said := environment.get(SWITCH, ""):
        return said == "0"
    if environment.get("TEXTUAL_ANIMATIONS", "").lower() == "none":
        return False
    if remembered is not None:
        return remembered
    return not any(environment.get(name) for name in ("SSH_CONNECTION", "SSH_TTY"))
