"""The bar code scanner, which types like a keyboard: told from a person by its speed.

Every printable key is *held* for 30 ms.  Six or more keys that follow each other within that time (fewer if they are a
code of the house, as "QTY:2"), ended by Enter, Tab or silence, are a scan and go to nobody but `scanned`; anything
slower is replayed as the typing it was.  Judging afterwards would be too late: the first letters would already stand
in a field or have fired a shortcut.

Keys are taken at the window of the screen (`QWindow`): further in, Qt shows each key a second time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.calibration import MOST_HOLD
from desktop_oms.domain.codes import Family, read
from ui.shared.shortcuts import fire_shortcut

HOLD_MS = 30
SHORTEST = 6
SAMPLE_SILENCE = 400  # ms after which a measured scan without Enter is over
STAMPED_WHEN_PRESSED = ("xcb", "wayland", "cocoa")
Clock = Callable[[QKeyEvent], int]

_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_MODIFIERS = (
    Qt.Key.Key_Shift,
    Qt.Key.Key_Control,
    Qt.Key.Key_Alt,
    Qt.Key.Key_AltGr,
    Qt.Key.Key_Meta,
    Qt.Key.Key_CapsLock,
    Qt.Key.Key_NumLock,
)


def scanner_of(widget: QWidget) -> Scanner | None:
    """The scanner of the window that a widget lies in."""
    return widget.window().findChild(Scanner)


def hold_of(kept: str) -> int:
    """The hold as preferences keep it; 30 ms where nothing sensible was kept."""
    return int(kept) if kept.isascii() and kept.isdecimal() and 0 < int(kept) <= MOST_HOLD else HOLD_MS


def key_time(event: QKeyEvent) -> int:
    """When the key was pressed, in ms, by the window system."""
    return event.timestamp()


def untimed(_event: QKeyEvent) -> int:
    """For systems that stamp a key when it is handled, not when it is pressed: there only silence tells keys apart.

    A busy window would else tear a scan in two, and its first half would leak into a field.
    """
    return 0


def own_clock() -> Clock:
    """The clock that can be trusted on this system."""
    return key_time if QGuiApplication.platformName() in STAMPED_WHEN_PRESSED else untimed


@dataclass(slots=True)
class _Held:
    """One key waiting for its verdict."""

    window: QWindow
    key: int
    modifiers: Qt.KeyboardModifier
    text: str
    released: bool = False

    @property
    def sign(self) -> str:
        """What the key adds to a code: nothing for a control character, whatever text the system gave it."""
        control = self.modifiers & Qt.KeyboardModifier.ControlModifier
        return "" if control else self.text

    def event(self, kind: QEvent.Type) -> QKeyEvent:
        return QKeyEvent(kind, self.key, self.modifiers, self.text)


def _is_control(event: QKeyEvent) -> bool:
    """Ctrl with a letter or one of the five signs after Z: how a scanner types a control character inside a code."""
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    return control and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Underscore


def _may_be_scan(event: QKeyEvent) -> bool:
    """Printable keys and control characters, never with Alt or the system key."""
    foreign = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
    if event.modifiers() & foreign:
        return False
    if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
        return _is_control(event)
    return bool(event.text()) and event.text().isprintable()


class Scanner(QObject):
    """Install on the application: `app.installEventFilter(scanner)`; then listen to `scanned`."""

    scanned = Signal(str)
    measured = Signal(str, object, bool)  # what was typed, the moment of each key in ms, whether Enter or Tab ended it

    def __init__(
        self,
        parent: QObject | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        hold_ms: int = HOLD_MS,
        clock: Clock | None = None,
    ) -> None:
        """`prefix` and `suffix` are what the scanner is set to put around a code; they are taken off."""
        super().__init__(parent)
        self.prefix, self.suffix, self.hold_ms = prefix, suffix, hold_ms
        self.measuring = False
        self._sample: list[tuple[str, int]] = []
        self._clock = clock or own_clock()
        self._held: list[_Held] = []
        self._last = 0
        self._swallowed: set[int] = set()
        self._replaying = False
        self._silence = QTimer(self)
        self._silence.setSingleShot(True)
        self._silence.setTimerType(Qt.TimerType.PreciseTimer)
        self._silence.timeout.connect(self._look_once_more)
        self._verdict = QTimer(self)
        self._verdict.setSingleShot(True)
        self._verdict.setInterval(0)
        self._verdict.timeout.connect(self._decide)

    def set_up(self, prefix: str, suffix: str, hold_ms: int) -> None:
        """Work with another scanner, or with one that was set up anew."""
        self.prefix, self.suffix, self.hold_ms = prefix, suffix, hold_ms

    def measure(self, on: bool) -> None:
        """While on, every key goes to `measured` instead, however slow it comes: one scan of a known code."""
        self.measuring, self._sample = on, []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._replaying or not isinstance(watched, QWindow) or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            return self._claim(event)
        if event.type() == QEvent.Type.KeyPress:
            return self._press(watched, event)
        return event.type() == QEvent.Type.KeyRelease and self._release(event)

    def _claim(self, event: QKeyEvent) -> bool:
        """Qt asks who wants the key before it looks for shortcuts: the scanner wants what it will hold."""
        if self.measuring or self._may_continue(event) or (event.key() in _ENDS and self._is_burst(event)):
            event.accept()
            return True
        return False

    def _may_continue(self, event: QKeyEvent) -> bool:
        """A key that is kept down repeats too late to continue a burst; one that does was scanned twice at once.

        Qt takes a key that is let go and pressed in the same millisecond for one that is kept down.  Where keys are not
        stamped nothing tells the two apart, and a letter kept down must not become a scan.
        """
        at_once = self._clock is not untimed and bool(self._held) and self._clock(event) - self._last <= self.hold_ms
        return _may_be_scan(event) and (at_once or not event.isAutoRepeat())

    def _is_burst(self, event: QKeyEvent) -> bool:
        return self._looks_scanned() and self._clock(event) - self._last <= self.hold_ms

    def _looks_scanned(self) -> bool:
        printable = "".join(held.sign for held in self._held)
        if len(printable) >= SHORTEST or bool(self.prefix and printable.startswith(self.prefix)):
            return True
        code = read(printable)  # "QTY:2" is short, and yet nobody types it in a breath
        return code.family != Family.DATA and ":" in printable and bool(code.body)

    def _press(self, window: QWindow, event: QKeyEvent) -> bool:
        if event.key() in _MODIFIERS:
            return False
        if self.measuring:
            return self._measure(event)
        now = self._clock(event)
        if self._held and (now - self._last > self.hold_ms or self._held[0].window is not window):
            self._decide()
        if self._may_continue(event):
            self._held.append(_Held(window, event.key(), event.modifiers(), event.text()))
            self._last = now
            self._verdict.stop()
            self._silence.start(self.hold_ms)
            return True
        ended_a_scan = event.key() in _ENDS and self._looks_scanned()
        self._decide()
        if ended_a_scan:
            self._swallowed.add(event.key())
        return ended_a_scan

    def _measure(self, event: QKeyEvent) -> bool:
        """Esc stays a person's way out."""
        if event.key() == Qt.Key.Key_Escape:
            return False
        if event.key() in _ENDS:
            self._tell_sample(ended=True)
        elif event.text().isprintable():
            self._sample.append((event.text(), event.timestamp()))
            self._verdict.stop()
            self._silence.start(SAMPLE_SILENCE)
        return True

    def _tell_sample(self, *, ended: bool) -> None:
        self._silence.stop()
        self._verdict.stop()
        sample, self._sample = self._sample, []
        if sample:
            self.measured.emit("".join(sign for sign, _ in sample), [at for _, at in sample], ended)

    def _release(self, event: QKeyEvent) -> bool:
        for held in self._held:
            if held.key == event.key() and not held.released:
                held.released = True
                return True
        if event.key() in self._swallowed and not event.isAutoRepeat():
            self._swallowed.discard(event.key())
            return True
        return False

    def _look_once_more(self) -> None:
        """The window may have been busy: let keys that wait in the queue be counted before the verdict."""
        self._verdict.start()

    def _decide(self) -> None:
        if self.measuring:
            self._tell_sample(ended=False)
            return
        self._silence.stop()
        self._verdict.stop()
        held, scanned = self._held, self._looks_scanned()
        self._held = []
        if not held:
            return
        if scanned:
            self._swallowed.update(key.key for key in held if not key.released)
            code = self._clean("".join(key.sign for key in held))
            if code:
                self.scanned.emit(code)
        else:
            self._replay(held)

    def _clean(self, typed: str) -> str:
        """The code itself: no control characters, full-width forms made plain (NFKC), prefix and suffix taken off."""
        kept = "".join(sign for sign in typed if unicodedata.category(sign)[0] != "C")
        kept = kept.removeprefix(self.prefix).removesuffix(self.suffix)
        return unicodedata.normalize("NFKC", kept).strip()

    def _replay(self, held: list[_Held]) -> None:
        self._replaying = True
        try:
            for key in held:
                _type(key)
        finally:
            self._replaying = False


def _type(key: _Held) -> None:
    """Give the key back as Qt would have: first to who overrides shortcuts, then to shortcuts, then to the focus."""
    override = key.event(QEvent.Type.ShortcutOverride)
    override.ignore()
    QCoreApplication.sendEvent(key.window, override)
    if not override.isAccepted() and fire_shortcut(key.key, key.modifiers):
        return
    QCoreApplication.sendEvent(key.window, key.event(QEvent.Type.KeyPress))
    if key.released:
        QCoreApplication.sendEvent(key.window, key.event(QEvent.Type.KeyRelease))
