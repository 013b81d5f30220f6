"""Asking for files, in one place: which to open, where to save, which folder.

A dialog begins where this person last opened or saved a file, else among the downloads.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_oms.domain.exports import KINDS
from ui.shared.page import Desk

TABLES = ("*.csv", "*.tsv", "*.txt", "*.xlsx")


def begins_in(desk: Desk) -> Path:
    """The folder in which a dialog opens: the last one as long as it is there, else the downloads, else the home."""
    last = desk.preferences.settings.file_folder
    downloads = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return next((Path(one) for one in (last, downloads) if one and Path(one).is_dir()), Path.home())


def files_to_open(desk: Desk, parent: QWidget, title: str, kind: str, patterns: Sequence[str] = TABLES) -> list[Path]:
    """The files a person chose; none when the dialog was left."""
    found, _ = QFileDialog.getOpenFileNames(parent, title, str(begins_in(desk)), f"{kind} ({' '.join(patterns)})")
    if found:
        desk.remember(file_folder=str(Path(found[0]).parent))
    return [Path(name) for name in found]


def file_to_save(desk: Desk, parent: QWidget, title: str, name: str, kind: str, pattern: str) -> Path | None:
    """Where to save what is proposed under this name; the dialog asks before an existing file is overwritten."""
    found, _ = QFileDialog.getSaveFileName(parent, title, str(begins_in(desk) / name), f"{kind} ({pattern})")
    if found:
        desk.remember(file_folder=str(Path(found).parent))
    return Path(found) if found else None


def table_to_save(desk: Desk, parent: QWidget, title: str, name: str, kind: str) -> Path | None:
    """Where to save a table that is proposed under this name; a name without an ending gets the usual one."""
    patterns = " ".join(f"*{ending}" for ending in reversed(KINDS))
    path = file_to_save(desk, parent, title, name + KINDS[-1], kind, patterns)
    return path if path is None or path.suffix else path.with_suffix(KINDS[-1])


def folder(desk: Desk, parent: QWidget, title: str, begin: str = "") -> Path | None:
    """A folder a person chose."""
    found = QFileDialog.getExistingDirectory(parent, title, begin or str(begins_in(desk)))
    return Path(found) if found else None
