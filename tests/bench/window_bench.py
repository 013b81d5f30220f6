"""How fast the window is: its first picture beside an empty window's, a typed key, a wheel over a million rows."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import cast

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop_oms.app import build
from desktop_oms.domain.catalogue import User
from desktop_oms.storage import catalogue_rows
from tests.bench.figures import Figure, beside, memory, started
from tests.ui.sample_shop import order_columns, order_row, words_of
from ui.shared import theme
from ui.shared.jobs import InstantJobs
from ui.shared.row_table import RowTable
from ui.shared.table_model import VirtualTable

ROUNDS = 9
NOTCHES = 400
ROWS = 1_000_000
FIRST_ROWS_MB, STEADY_MB = 130, 200
KEY_MS = 16  # a frame of a screen

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
import os, tempfile, time
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
frame = Frame(Preferences(Path(tempfile.mkdtemp()) / "settings.json"), None)
"""
SHOW = """
frame.resize(1440, 900)
frame.show()
app.exec()
"""


OPEN = """
import logging, os, sys, tempfile, time, traceback
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QTableView
from desktop_oms.settings import Preferences
from ui import application
app = QApplication([])
preferences = Preferences(Path(tempfile.mkdtemp()) / "settings.json")
def fail(*error):
    traceback.print_exception(*error)
    os._exit(1)
class Failing(logging.Handler):
    def emit(self, record):
        if record.exc_info:
            fail(*record.exc_info)
logging.getLogger().addHandler(Failing())  # the window logs what nobody caught, and would go on
sys.excepthook = fail
frame = application.Frame(preferences, application.opener(sys.argv[1], preferences))
def first_rows():
    for table in frame.findChildren(QTableView, "orders.table"):
        model = table.model()
        if model.rowCount() and model.index(0, 1).data() is not None and model.row_at(0) is not None:
            return table
def memory():
    return [line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0]
def every(milliseconds, work):
    ticks = QTimer(app)
    ticks.timeout.connect(work)
    ticks.start(milliseconds)
"""
WHOLE = (
    OPEN
    + """
def look():
    if table := first_rows():
        table.viewport().repaint()  # rows that are read but not painted nobody has seen
        print(time.time(), memory(), flush=True)
        os._exit(0)
every(5, look)
"""
)
# A person's hour in a few seconds: queues, far places of the longest list, orders looked at, searches.
WORKED = (
    OPEN
    + """
QUEUES, SCRAPS = ("to_audit", "to_pick", "in_transit", "late", "all"), ("林", "深圳市", "TEE", "1380", "")
def deeds():
    table = first_rows()
    page = frame.content.page()
    for queue in QUEUES * 2:
        page.queues.chosen.emit(queue)
        yield
        for place in range(0, 100, 10):
            bar = table.verticalScrollBar()
            bar.setValue(bar.maximum() * place // 100)
            yield
            table.choose(max(0, table.model().rowCount() * place // 100 - 1))
            yield
    for scrap in SCRAPS:
        page.browser.search(scrap)
        yield
        yield
begun = []
def work():
    if not begun and first_rows():
        begun.append(deeds())
    if begun and next(begun[0], "done") == "done":
        print(time.time(), memory(), flush=True)
        os._exit(0)
every(60, work)
"""
)
# Somebody types into the search box, then into a bare line beside it; each key has a sixth of a second to itself.
TYPED = (
    OPEN
    + """
from statistics import quantiles
from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
TEXT, SETTLED = "shenzhen 2025 " * 4, 20  # keys; looks after the first rows, while the window settles
spent = {}
def keys():
    for _ in range(SETTLED):
        yield ""
    box, bare = frame.findChild(QLineEdit, "orders.search"), QLineEdit(frame)
    bare.setGeometry(box.geometry())
    bare.show()
    for line in (box, bare):
        line.setFocus()
        yield ""
        for letter in TEXT:
            before = time.thread_time()
            key = Qt.Key.Key_Space if letter == " " else Qt.Key(ord(letter.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(line, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
            yield letter
            spent.setdefault(line, []).append((time.thread_time() - before) * 1000)
    assert box.text() == bare.text() == TEXT
begun = []
def work():
    if not begun and first_rows():
        begun.append(keys())
    if begun and next(begun[0], None) is None:
        print(time.time(), *(quantiles(times, n=20)[-1] for times in spent.values()), flush=True)
        os._exit(0)
every(160, work)
"""
)


def run(url: str = "") -> list[Figure]:
    """Every figure of the window; with a filled database also its way to the first rows, and its memory after work."""
    found = [*first_picture(url), wheel()]
    if url:
        found.append(typing(url))
        worked = _started(WORKED, url)[1] / 1024
        found.append(memory("memory after queues, far places, orders and searches", worked, STEADY_MB))
    return found


def first_picture(url: str) -> list[Figure]:
    """From starting the process to a painted skeleton that takes keys, and on to the first rows; sides take turns."""
    if url:
        open_shop(url)
    for script in (EMPTY, OURS, WHOLE) if url else (EMPTY, OURS):
        _started(script, url)  # whatever they import is compiled and in memory then
    turns = [
        (_started(OURS)[0], _started(EMPTY)[0], _started(WHOLE, url) if url else [0.0, 0.0]) for _ in range(ROUNDS)
    ]
    ours, empty = median(one[0] for one in turns), median(one[1] for one in turns)
    found = [beside("cold start: skeleton painted, beside an empty QMainWindow", ours, empty, "<= 1.5x")]
    if url:
        later = median(one[2][0] - one[0] for one in turns)
        found.append(beside("cold start: first rows, after the skeleton", later, empty, "<= 600 ms"))
        found.append(memory("memory with the first rows", median(one[2][1] for one in turns) / 1024, FIRST_ROWS_MB))
    return found


def open_shop(url: str) -> None:
    """The shop needs somebody who works there before the window shows its orders."""
    app = build(url, create=False)
    if not app.setup.state().users:
        app.database.write(lambda conn: catalogue_rows.put(conn, User(1, "boss", "Boss", "SKR$MA")))
    app.close()


def typing(url: str) -> Figure:
    """Processor time of the window's thread for one key in the search box (95 of 100 take less), and in a bare line."""
    ours, bare = _started(TYPED, url)[1:]
    return beside("a key typed into the search box, p95, beside a bare QLineEdit", ours, bare, f"<= {KEY_MS} ms")


def wheel() -> Figure:
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
    return beside("wheel over 1,000,000 rows, p95 of a frame, beside painting all rows", p95, whole, "<= 8 ms")


def _started(script: str, *arguments: str) -> list[float]:
    """Milliseconds from the start of a process to what it reports, and whatever else it reports."""
    begun = time.time()
    at, *others = (float(word) for word in started(script + SHOW, *arguments).split())
    return [(at - begun) * 1000, *others]


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
