"""Keys as a keyboard or scanner sends them: through the screen server (XTEST), to whichever window has the keyboard."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt

SYMS = {
    Qt.Key.Key_Return: 0xFF0D,
    Qt.Key.Key_Escape: 0xFF1B,
    **{Qt.Key(Qt.Key.Key_F1 + n): 0xFFBE + n for n in range(12)},
}
SHIFT = 0xFFE1
PARENT = 2  # gets the keyboard back when the window goes


class ScreenKeys:
    """The keyboard of a display (`DISPLAY`); a display without one raises OSError."""

    def __init__(self, display: str) -> None:
        self._x, self._test = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XKeycodeToKeysym.restype = ctypes.c_ulong
        self._place = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        if not self._place:
            raise OSError(f"no screen at {display}")

    def focus(self, window: int) -> None:
        """Give the keyboard to a window, as whoever clicks it does: a bare screen has nobody who manages windows."""
        self._x.XSetInputFocus(self._place, ctypes.c_ulong(window), PARENT, ctypes.c_ulong(0))
        self._x.XSync(self._place, 0)

    def press(self, key: str | Qt.Key) -> None:
        """Press a key, and let it go: a sign of ASCII, or one of the keys a bench uses."""
        sym = ord(key) if isinstance(key, str) else SYMS[key]
        code = self._x.XKeysymToKeycode(self._place, ctypes.c_ulong(sym))
        shifted = self._x.XKeycodeToKeysym(self._place, ctypes.c_ubyte(code), 0) != sym
        with self._shift(on=shifted):
            for down in (1, 0):
                self._test.XTestFakeKeyEvent(self._place, code, down, ctypes.c_ulong(0))
        self._x.XFlush(self._place)

    @contextmanager
    def _shift(self, *, on: bool) -> Iterator[None]:
        code = self._x.XKeysymToKeycode(self._place, ctypes.c_ulong(SHIFT))
        if on:
            self._test.XTestFakeKeyEvent(self._place, code, 1, ctypes.c_ulong(0))
        yield
        if on:
            self._test.XTestFakeKeyEvent(self._place, code, 0, ctypes.c_ulong(0))

    def close(self) -> None:
        """Leave the display."""
        self._x.XCloseDisplay(self._place)
