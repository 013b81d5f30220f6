"""The scanner types like a keyboard; no field and no shortcut may see a scan, and no person may lose a letter."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.shared.buttons import Button
from ui.shared.scanner import Scanner, untimed

HOLD_MS = 400  # longer than a busy machine needs between two keys; the clock is the test's own


class Bench:
    """A window with a text field, a button on "A", and Ctrl+P; time passes as the test says."""

    def __init__(self, qtbot: QtBot, **scanner: str) -> None:
        self.now = 1000
        self.fired: list[str] = []
        self.scans: list[str] = []
        self.scanner = Scanner(clock=self._time, hold_ms=HOLD_MS, **scanner)
        self.scanner.scanned.connect(self.scans.append)
        self.window = QWidget()
        self.field = QLineEdit()
        self.button = Button("approve", "Approve", key="A")
        self.button.clicked.connect(lambda: self.fired.append("A"))
        for name in ("Ctrl+P", "Space", "Return"):
            shortcut = QShortcut(QKeySequence(name), self.window)
            shortcut.activated.connect(lambda name=name: self.fired.append(name))
        column = QVBoxLayout(self.window)
        column.addWidget(self.field)
        column.addWidget(self.button)
        qtbot.addWidget(self.window)
        QApplication.instance().installEventFilter(self.scanner)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.field.setFocus()

    def _time(self, _event: QKeyEvent) -> int:
        return self.now

    def key(
        self, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, after: int = 5
    ) -> None:
        """One key, `after` ms later than the one before."""
        self.now += after
        QTest.keyClick(self.window.windowHandle(), key, modifiers)

    def repeat(self, sign: str, after: int) -> None:
        """A key that comes as if it were kept down, `after` ms later."""
        self.now += after
        handle, none = self.window.windowHandle(), Qt.KeyboardModifier.NoModifier
        for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            QCoreApplication.sendEvent(handle, QKeyEvent(kind, ord(sign), none, sign, True))

    def type(self, text: str, after: int = 5) -> None:
        """A text, key by key."""
        for sign in text:
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            self.key(sign, shift, after)


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(qtbot)
    yield made
    QApplication.instance().removeEventFilter(made.scanner)


@pytest.mark.parametrize("gap", [1, 20, HOLD_MS])
def test_a_burst_ended_by_enter_is_a_scan_and_reaches_no_field(bench: Bench, gap: int) -> None:
    bench.type("6901234500127", gap)
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["6901234500127"]
    assert bench.field.text() == ""
    assert bench.fired == []


def test_a_burst_ended_by_tab_is_a_scan_and_moves_no_focus(bench: Bench) -> None:
    bench.type("SF1420778803")
    bench.key(Qt.Key.Key_Tab)
    assert bench.scans == ["SF1420778803"]
    assert bench.field.hasFocus()


def test_a_burst_ended_by_silence_is_a_scan(bench: Bench, qtbot: QtBot) -> None:
    bench.type("A102481")
    qtbot.waitUntil(lambda: bool(bench.scans))
    assert bench.scans == ["A102481"]
    assert bench.field.text() == ""


def test_slow_keys_are_typing_and_arrive_whole_and_in_order(bench: Bench, qtbot: QtBot) -> None:
    bench.type("Lin Xiaowen", after=HOLD_MS + 1)
    qtbot.waitUntil(lambda: bench.field.text() == "Lin Xiaowen")
    assert bench.scans == []


def test_a_short_burst_is_typing_even_with_enter(bench: Bench, qtbot: QtBot) -> None:
    seen: list[str] = []
    bench.field.returnPressed.connect(lambda: seen.append(bench.field.text()))
    bench.window.findChildren(QShortcut)[2].setEnabled(False)
    bench.type("12*")
    bench.key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == ["12*"]
    assert bench.scans == []


@pytest.mark.parametrize("code", ["QTY:2", "qty:2", "PKG:S", "WGT:9"])
def test_a_short_code_of_the_house_is_a_scan(bench: Bench, code: str) -> None:
    bench.type(code)
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == [code]
    assert bench.field.text() == ""
    assert bench.fired == []


@pytest.mark.parametrize("typed", ["QTY:", "QTYA2", "AB:12"])
def test_what_only_begins_like_one_is_typing(bench: Bench, qtbot: QtBot, typed: str) -> None:
    bench.type(typed)
    qtbot.waitUntil(lambda: bench.field.text() == typed)
    assert bench.scans == []


def test_a_scan_fires_no_shortcut_of_a_single_letter(bench: Bench) -> None:
    bench.button.setFocus()
    bench.type("AAAAAAAA")
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["AAAAAAAA"]
    assert bench.fired == []


def test_a_letter_pressed_by_a_person_fires_its_shortcut_once(bench: Bench, qtbot: QtBot) -> None:
    bench.button.setFocus()
    bench.key("a")
    qtbot.waitUntil(lambda: bool(bench.fired))
    assert bench.fired == ["A"]


def test_a_letter_typed_into_a_field_fires_no_shortcut(bench: Bench, qtbot: QtBot) -> None:
    bench.key("a")
    qtbot.waitUntil(lambda: bench.field.text() == "a")
    assert bench.fired == []


def test_control_characters_inside_a_scan_are_taken_out_and_print_nothing(bench: Bench) -> None:
    bench.type("0109012345")
    bench.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    bench.type("10ABC")
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["010901234510ABC"]
    assert bench.fired == []


def test_control_p_pressed_by_a_person_still_prints(bench: Bench, qtbot: QtBot) -> None:
    bench.button.setFocus()
    bench.key(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(bench.fired))
    assert bench.fired == ["Ctrl+P"]


def test_full_width_forms_come_out_plain(bench: Bench) -> None:
    for sign in "Ａ１０２４８１":
        bench.now += 5
        window = bench.window.windowHandle()
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, Qt.Key.Key_A, sign, Qt.KeyboardModifier.NoModifier)
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["A102481"]


@pytest.mark.parametrize("key", [Qt.Key.Key_unknown, Qt.Key(0)])
def test_a_text_typed_by_a_key_without_a_name_is_written_and_presses_nothing(
    bench: Bench, qtbot: QtBot, key: Qt.Key
) -> None:
    plain = Button("plain", "Whatever has no key", key="")
    plain.clicked.connect(lambda: bench.fired.append("plain"))
    bench.window.layout().addWidget(plain)
    for sign in "满\U00020bb7":
        bench.now += HOLD_MS + 1
        window = bench.window.windowHandle()
        QTest.sendKeyEvent(QTest.KeyAction.Click, window, key, sign, Qt.KeyboardModifier.NoModifier)
    qtbot.waitUntil(lambda: bench.field.text() == "满\U00020bb7")
    assert bench.fired == []


def test_two_scans_one_after_the_other_stay_two(bench: Bench) -> None:
    for code in ("A102481", "6901234500127"):
        bench.type(code)
        bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["A102481", "6901234500127"]


def test_typing_before_a_scan_stays_typing(bench: Bench, qtbot: QtBot) -> None:
    bench.type("xy", after=HOLD_MS + 1)
    bench.type("6901234500127"[:1], after=HOLD_MS + 1)
    bench.type("901234500127")
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["6901234500127"]
    qtbot.waitUntil(lambda: bench.field.text() == "xy")


def test_an_arrow_key_gives_back_what_was_held_before_it(bench: Bench) -> None:
    bench.type("ab")
    bench.key(Qt.Key.Key_Left)
    assert bench.field.text() == "ab"
    assert bench.field.cursorPosition() == 1


def test_the_scanners_own_prefix_marks_even_a_short_code(qtbot: QtBot) -> None:
    bench = Bench(qtbot, prefix="~", suffix="#")
    bench.type("~B12#")
    bench.key(Qt.Key.Key_Return)
    QApplication.instance().removeEventFilter(bench.scanner)
    assert bench.scans == ["B12"]


def test_a_refused_button_says_why_instead_when_its_letter_is_pressed(bench: Bench, qtbot: QtBot) -> None:
    told: list[str] = []
    bench.button.refuse("not now")
    bench.button.refused.connect(told.append)
    bench.button.setFocus()
    bench.key("a")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["not now"]
    assert bench.fired == []


def test_two_equal_signs_in_one_millisecond_are_two_and_a_key_kept_down_is_typing(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.type("WGT:9")
    for _ in range(3):
        bench.repeat("0", after=0)
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == ["WGT:9000"]
    bench.key("x")
    qtbot.waitUntil(lambda: bench.field.text() == "x", timeout=20_000)
    for _ in range(8):
        bench.repeat("X", after=HOLD_MS + 1)
    assert bench.scans == ["WGT:9000"]
    assert bench.field.text() == "x" + 8 * "X"


def test_where_keys_are_not_stamped_a_key_kept_down_is_no_scan_however_late_it_is_seen(qtbot: QtBot) -> None:
    bench = Bench(qtbot)
    bench.scanner._clock = untimed
    bench.key("a")
    for _ in range(8):
        bench.repeat("a", after=0)
    bench.key(Qt.Key.Key_Return)
    assert bench.scans == []
