"""Traps of the Qt binding that the product once stepped into."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

EMITS = 20_000


class Lamp(QObject):
    """Says whether it is on."""

    switched = Signal(bool)


def test_a_signal_survives_20000_emits(qtbot: QtBot) -> None:
    """PySide6 6.12.0 loses one reference to `True` on each emit under Python 3.11 and aborts after some thousands."""
    lamp = Lamp()
    seen: list[bool] = []
    lamp.switched.connect(seen.append)
    for _ in range(EMITS):
        lamp.switched.emit(True)
    assert len(seen) == EMITS
    assert all(seen)
