"""Buttons: primary, plain, quiet (ghost) and danger, with icon, shortcut and menu; and the check box.

A refused button stays readable and stays in the tab order: pressing it, by mouse or by its key, does nothing but say
why (`refused`).  Its reason stands in the action bar, never in a tooltip only.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.fonts import advance
from ui.shared.naming import named, plain
from ui.shared.painting import box, check_box, focus_ring, key_cap, key_cap_width, smooth, text
from ui.shared.tokens import BODY, CONTROL, RADIUS, SECONDARY

Kind = Literal["primary", "plain", "ghost", "danger"]
_ENTER_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DECIDING_KEYS = (Qt.Key.Key_Space, *_ENTER_KEYS, Qt.Key.Key_Select)


class Button(QPushButton):
    """A button of the product; `key` is both its shortcut and the key cap shown at the right of its word."""

    refused = Signal(str)

    def __init__(
        self,
        object_name: str,
        word: str = "",
        kind: Kind = "plain",
        *,
        icon: str | None = None,
        key: str | None = None,
        label: str | None = None,
        height: int = CONTROL,
        size: int = BODY,
        menu: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`label` is the spoken name of a button without a word; `menu` shows the arrow of a button that opens one."""
        super().__init__(parent)
        self.kind: Kind = kind
        self.icon_name = icon
        self.key = key
        self.opens_menu = menu
        self.refusal: str | None = None
        self.takes_enter = False  # pressed by Enter too while it has the keyboard, as in a dialog
        self._size = size
        self._word = word
        named(self, object_name, label or word)
        self.setText(plain(word))
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if label and not word:
            self.setToolTip(plain(label))
        if key:
            self.setShortcut(QKeySequence(key))

    def set_word(self, word: str) -> None:
        """Change what the button says; its shortcut stays."""
        if word == self._word:
            return
        self._word = word
        self.setText(plain(word))
        self.setAccessibleName(word)
        if self.key:
            self.setShortcut(QKeySequence(self.key))
        self.updateGeometry()
        self.update()

    def show_icon(self, icon: str | None) -> None:
        """Show another picture before the word, or none."""
        if icon != self.icon_name:
            self.icon_name = icon
            self.updateGeometry()
            self.update()

    def refuse(self, reason: str | None) -> None:
        """Show the action as not allowed now, with the reason in words; None allows it again."""
        self.refusal = reason
        self.setAccessibleDescription(reason or "")
        self.setCursor(Qt.CursorShape.ArrowCursor if reason else Qt.CursorShape.PointingHandCursor)
        self.update()

    def click(self) -> None:
        """Press the button; a refused one only says why."""
        if self.refusal:
            self.refused.emit(self.refusal)
        else:
            super().click()

    def event(self, event: QEvent) -> bool:
        """A refused button swallows whatever would press it."""
        if self.refusal and self._would_press(event):
            if event.type() != QEvent.Type.MouseButtonPress:
                self.refused.emit(self.refusal)
            event.accept()
            return True
        entered = isinstance(event, QKeyEvent) and event.key() in _ENTER_KEYS and not event.isAutoRepeat()
        if event.type() == QEvent.Type.KeyPress and entered and self.takes_enter:
            self.click()
            return True
        if event.type() == QEvent.Type.Shortcut:
            self.click()  # at once: Qt would show the button pressed for 100 ms first
            return True
        return super().event(event)

    @staticmethod
    def _would_press(event: QEvent) -> bool:
        if isinstance(event, QMouseEvent):
            wanted = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease)
            return event.type() in wanted and event.button() == Qt.MouseButton.LeftButton
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return event.key() in _DECIDING_KEYS
        return event.type() == QEvent.Type.Shortcut

    def sizeHint(self) -> QSize:
        padding = 24 if self._word else 14
        return QSize(round(padding + self._content_width()), self.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _icon_size(self) -> int:
        return 18 if self.height() >= CONTROL else 16

    def _content_width(self) -> float:
        width = 0.0
        if self.icon_name:
            width += self._icon_size() + (6 if self._word else 0)
        if self._word:
            width += advance(self._word, self._size, self._is_bold())
        if self.key:
            width += 8 + key_cap_width(self.key)
        if self.opens_menu:
            width += 18
        return width

    def _is_bold(self) -> bool:
        return self.kind == "primary" or self._size > BODY

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor, QColor]:
        """Ground, line, word, line of the key cap."""
        quiet = self.kind == "ghost"
        if self.refusal or not self.isEnabled():
            line = theme.color("hairline")
            return (
                (None, None, theme.color("off"), line)
                if quiet
                else (theme.color("off_ground"), line, theme.color("off"), line)
            )
        under_mouse = self.underMouse()
        if self.kind == "primary":
            word = theme.color("on_accent")
            cap = QColor(word)
            cap.setAlpha(120)
            return theme.color("accent_hi" if under_mouse or self.isDown() else "accent"), None, word, cap
        ground = theme.color("sunken" if self.isDown() else "hover") if under_mouse or self.isDown() else None
        if quiet:
            return ground, None, theme.color("muted"), theme.color("border")
        word = theme.color("trouble" if self.kind == "danger" else "text")
        return ground or theme.color("surface"), theme.color("border"), word, theme.color("border")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ground, line, word, cap = self._colours()
        whole = QRectF(self.rect())
        if ground is not None or line is not None:
            box(painter, whole, RADIUS, ground, line)
        if self.hasFocus():
            focus_ring(painter, whole, on_accent=self.kind == "primary" and not self.refusal and self.isEnabled())
        self._paint_content(painter, word, cap)

    def _paint_content(self, painter: QPainter, word: QColor, cap: QColor) -> None:
        wide, cy = self._content_width(), self.height() / 2
        room = self.width() - (16.0 if wide > self.width() - 4 else 4.0)
        icon, side = self.icon_name, self._icon_size()
        if icon and self._word and wide > room:  # the word says what the icon only hints at
            icon, wide = None, wide - side - 6
        x = (self.width() - min(wide, max(room, 0.0))) / 2
        if icon:
            icons.draw(painter, icon, round(x), cy - side / 2, side, word)
            x += side + (6 if self._word else 0)
        if self._word:
            taken = advance(self._word, self._size, self._is_bold())
            short = room - wide if wide > room else None  # a word that fits gets no dots for half a pixel
            width = None if short is None else taken + short
            px = self._size if short is None else SECONDARY
            x += text(painter, x, cy, self._word, px, bold=self._is_bold(), colour=word, width=width)
        quiet_word = word if self.kind == "primary" or self.refusal else theme.color("muted")
        if self.key:
            x += 8 + key_cap(painter, x + 8, cy, self.key, quiet_word, cap)
        if self.opens_menu:
            icons.draw(painter, "down", x + 4, cy - 7, 14, quiet_word, 2)


class FilterButton(Button):
    """A small button of the tool bar that shows a choice and opens a menu of others; `chosen` tints it."""

    def __init__(self, object_name: str, word: str, *, count: str = "", parent: QWidget | None = None) -> None:
        super().__init__(object_name, word, height=26, size=SECONDARY, menu=True, parent=parent)
        self.count = count
        self.chosen = False

    def show_choice(self, word: str, count: str = "", *, chosen: bool = False) -> None:
        """Show another choice, its count, and whether it narrows the list."""
        self.count, self.chosen = count, chosen
        self.set_word(word)
        self.setAccessibleName(f"{word} {count}".strip())

    def _content_width(self) -> float:
        return super()._content_width() + (8 + advance(self.count, SECONDARY) if self.count else 0)

    def _is_bold(self) -> bool:
        return self.chosen

    def sizeHint(self) -> QSize:
        return QSize(round(16 + self._content_width()), self.height())

    def _colours(self) -> tuple[QColor | None, QColor | None, QColor, QColor]:
        ground, line, word, cap = super()._colours()
        if self.chosen:
            ground, line = theme.color("selection"), theme.color("accent")
        return ground, line, word, cap

    def _paint_content(self, painter: QPainter, word: QColor, cap: QColor) -> None:
        cy = self.height() / 2
        x = 10 + text(painter, 10, cy, self._word, SECONDARY, bold=self._is_bold(), colour=word)
        if self.count:
            text(painter, x + 8, cy, self.count, SECONDARY, colour=theme.color("muted"))
        icons.draw(painter, "down", self.width() - 20, cy - 7, 14, theme.color("muted"), 2)


class CheckBox(QCheckBox):
    """A check box with its word, painted like those of the table."""

    def __init__(self, object_name: str, word: str, parent: QWidget | None = None) -> None:
        super().__init__(plain(word), parent)
        self._word = word
        named(self, object_name, word)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(round(24 + advance(self._word)) + 10, 28)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The whole widget is the target, not only Fusion's square."""
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        cy = self.height() / 2
        check_box(painter, 4, cy, self.checkState(), off=not self.isEnabled())
        text(painter, 28, cy, self._word, colour=theme.color("text" if self.isEnabled() else "off"))
        if self.hasFocus():
            focus_ring(painter, QRectF(self.rect()))
