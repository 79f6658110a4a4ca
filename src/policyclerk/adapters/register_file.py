"""Opening a register file: what can be wrong before its content is looked at."""

from pathlib import Path

from policyclerk.domain.errors import RegisterError

LARGEST_FILE = 100 * 1024 * 1024
_LOCKED = "cannot be opened: another program holds it, or this account may not read it. Close it there and run again"


def file_bytes(path: Path, *, shown: str) -> bytes:
    """A register file's bytes.

    Raises:
        RegisterError: it is missing, a folder, too large, or cannot be opened.
    """
    try:
        if path.is_file() and path.stat().st_size > LARGEST_FILE:
            raise RegisterError(
                "register_unreadable", f"{shown} is larger than {LARGEST_FILE // 1024**2} MB."
            )
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise RegisterError(
            "register_missing",
            f"There is no register at {path}. Put it there, name the right path under [register] in "
            "config/trust.toml, or begin with `policyclerk init`.",
        ) from fault
    except IsADirectoryError as fault:
        raise RegisterError(
            "register_unreadable", f"{shown} is a folder; [register] path must name a file."
        ) from fault
    except PermissionError as fault:
        why = "is a folder; [register] path must name a file" if path.is_dir() else _LOCKED
        raise RegisterError("register_unreadable", f"{shown} {why}.") from fault
    except OSError as fault:
        reason = fault.strerror or "the disk gave no reason"
        raise RegisterError("register_unreadable", f"{shown} cannot be read: {reason}.") from fault
