"""File dialogs begin where a file was last opened or saved, as long as that is there; else among the downloads."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_oms.settings import Preferences
from tests.ui.real_shop import Room
from ui.shared import file_dialogs
from ui.shared.jobs import InstantJobs
from ui.shared.messages import Words
from ui.shared.page import Desk


def test_every_dialog_begins_where_the_last_file_was(
    tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads, sent = tmp_path / "Downloads", tmp_path / "sent"
    downloads.mkdir()
    sent.mkdir()
    begun: list[Path] = []
    answers = [str(sent / "orders.csv"), str(sent / "out.xlsx"), "", str(sent / "more.csv")]

    def asked(_parent: QWidget, _title: str, begin: str, _kinds: str) -> str:
        begun.append(Path(begin))
        return answers.pop(0)

    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _which: str(downloads))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *told: ([one] if (one := asked(*told)) else [], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *told: (asked(*told), ""))
    parent = QWidget()
    qtbot.addWidget(parent)
    desk = Desk(None, InstantJobs(), Words("en"), Room(), Preferences(tmp_path / "settings.json"))
    file_dialogs.files_to_open(desk, parent, "Orders", "Tables")
    file_dialogs.table_to_save(desk, parent, "Export", "orders", "Tables")
    assert file_dialogs.files_to_open(desk, parent, "Orders", "Tables") == []
    assert begun == [downloads, sent / "orders.xlsx", sent]
    sent.rmdir()
    file_dialogs.files_to_open(desk, parent, "Orders", "Tables")
    assert begun[-1] == downloads
    downloads.rmdir()
    assert file_dialogs.begins_in(desk) == Path.home()
