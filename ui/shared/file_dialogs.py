"""Asking for files, in one place: which to open, where to save, which folder."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_oms.domain.exports import KINDS

TABLES = ("*.csv", "*.tsv", "*.txt", "*.xlsx")


def files_to_open(parent: QWidget, title: str, kind: str, patterns: Sequence[str] = TABLES) -> list[Path]:
    """The files a person chose; none when the dialog was left."""
    found, _ = QFileDialog.getOpenFileNames(parent, title, "", f"{kind} ({' '.join(patterns)})")
    return [Path(name) for name in found]


def file_to_save(parent: QWidget, title: str, proposed: Path, kind: str, pattern: str) -> Path | None:
    """Where to save; the dialog itself asks before an existing file is overwritten."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(proposed), f"{kind} ({pattern})")
    return Path(found) if found else None


def table_to_save(parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where to save a table that is proposed under this name; a name without an ending gets the usual one."""
    patterns = " ".join(f"*{ending}" for ending in reversed(KINDS))
    path = file_to_save(parent, title, Path.home() / (name + KINDS[-1]), kind, patterns)
    return path if path is None or path.suffix else path.with_suffix(KINDS[-1])


def folder(parent: QWidget, title: str, begin: str = "") -> Path | None:
    """A folder a person chose."""
    found = QFileDialog.getExistingDirectory(parent, title, begin)
    return Path(found) if found else None
