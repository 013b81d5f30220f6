"""How fast the window is: its first picture beside an empty window's, and a frame of a wheel over a million rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import cast

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.sample_shop import order_columns, order_row, words_of
from ui.shared import theme
from ui.shared.jobs import InstantJobs
from ui.shared.row_table import RowTable
from ui.shared.table_model import VirtualTable

ROUNDS = 9
NOTCHES = 400
ROWS = 1_000_000

EMPTY = """
import os, time
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
class Frame(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.time(), flush=True), os._exit(0)))
app = QApplication([])
frame = Frame()
"""
OURS = """
import os, time
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_oms.settings import Preferences
from ui import application
class Frame(application.Frame):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, lambda: (print(time.time(), flush=True), os._exit(0)))
    def _take_content(self):
        pass
app = QApplication([])
frame = Frame(Preferences(Path(os.devnull)), None)
"""
SHOW = """
frame.resize(1440, 900)
frame.show()
app.exec()
"""


def run() -> list[dict[str, object]]:
    """Every figure of the window."""
    return [first_picture(), wheel()]


def first_picture() -> dict[str, object]:
    """From starting the process to a painted skeleton that takes keys; both sides take turns."""
    _started(EMPTY)
    pairs = [(_started(OURS), _started(EMPTY)) for _ in range(ROUNDS)]
    ours, empty = median(pair[0] for pair in pairs), median(pair[1] for pair in pairs)
    return _result("cold start: skeleton painted, beside an empty QMainWindow", ours, empty, "<= 1.5x")


def wheel() -> dict[str, object]:
    """Processor time of one frame while a wheel turns over a million orders (95 of 100 frames are faster)."""
    app = cast(QApplication, QApplication.instance() or QApplication([]))
    theme.apply(app, "light")
    owner, words = QWidget(), words_of("zh_CN")
    model = VirtualTable(order_columns("zh_CN"), InstantJobs(owner), owner)
    model.show(ROWS, lambda first, count: [order_row(n, "zh_CN", words) for n in range(first, first + count)])
    table = RowTable(model, "bench", "bench")
    table.resize(768, 800)
    table.show()
    app.processEvents()
    frames = [_processor_ms(lambda: _turn(table)) for _ in range(NOTCHES)]
    whole = median(_processor_ms(table.viewport().repaint) for _ in range(20))
    table.close()
    p95 = quantiles(frames, n=20)[-1]
    return _result("wheel over 1,000,000 rows, p95 of a frame, beside painting all rows", p95, whole, "<= 8 ms")


def _result(name: str, ours: float, baseline: float, bar: str) -> dict[str, object]:
    """One line of the table."""
    return {
        "name": name,
        "ours_ms": round(ours, 2),
        "baseline_ms": round(baseline, 2),
        "ratio": round(ours / baseline, 2),
        "bar": bar,
    }


def _started(script: str) -> float:
    begun = time.time()
    done = subprocess.run([sys.executable, "-c", script + SHOW], capture_output=True, text=True, check=True, timeout=60)
    return (float(done.stdout.split()[0]) - begun) * 1000


def _processor_ms(work: Callable[[], object]) -> float:
    begun = time.process_time_ns()
    work()
    return (time.process_time_ns() - begun) / 1e6


def _turn(table: RowTable) -> None:
    place = QPointF(100, 300)
    event = QWheelEvent(
        place,
        table.viewport().mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(table.viewport(), event)
    QApplication.processEvents()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    json.dump(run(), sys.stdout, indent=1)
    sys.stdout.write("\n")
