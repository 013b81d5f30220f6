"""Files that a verb reads and writes, with a sentence for every trouble."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.domain.errors import OmsError


def read_bytes(path: str) -> bytes:
    """What a file holds; raises `file_not_found` or `file_not_readable`."""
    try:
        if not path.strip():
            raise FileNotFoundError
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise OmsError("file_not_found", file=path) from None
    except (OSError, ValueError) as trouble:
        raise OmsError("file_not_readable", file=path, reason=getattr(trouble, "strerror", None) or "") from None


def write_bytes(path: Path, data: bytes) -> Path:
    """Put the bytes into the file; raises `file_not_written`."""
    try:
        path.write_bytes(data)
    except (OSError, ValueError) as trouble:
        raise OmsError("file_not_written", file=str(path), reason=getattr(trouble, "strerror", None) or "") from None
    return path
