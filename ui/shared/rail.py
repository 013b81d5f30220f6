"""The navigation rail: 80 px, an icon over its word for each page, with a count where work waits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from ui.shared import icons, theme
from ui.shared.counts import short_count
from ui.shared.fonts import advance
from ui.shared.naming import named, plain
from ui.shared.painting import box, disc, down, focus_ring, smooth, text
from ui.shared.tokens import AXIS, RAIL, SECONDARY

_PITCH, _PITCH_LOW = 62, 51


@dataclass(frozen=True, slots=True)
class RailItem:
    """One page in the rail: its name, icon and word; `at_foot` puts it at the lower end."""

    name: str
    icon: str
    word: str
    at_foot: bool = False


class RailButton(QAbstractButton):
    """The button of one page: icon over word, a count at its corner."""

    def __init__(self, item: RailItem, parent: QWidget) -> None:
        super().__init__(parent)
        self.item = item
        self.count = 0
        self.family = "active"
        named(self, f"rail.{item.name}", item.word)
        self.setText(plain(item.word))
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leads into the page, keys may walk the rail
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(RAIL - 16, _PITCH - 6)

    def show_count(self, count: int, family: str) -> None:
        """Show how much work waits on the page; nothing is shown for zero."""
        if (count, family) != (self.count, self.family):
            self.count, self.family = count, family
            self.setAccessibleDescription(short_count(count))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        whole, chosen, roomy = QRectF(self.rect()), self.isChecked(), self.height() > 52
        if chosen or self.underMouse():
            box(painter, whole, 8, theme.color("selection" if chosen else "hairline"))
        word = "muted" if not chosen else ("accent" if theme.name() == "light" else "text")
        icons.draw(
            painter,
            self.item.icon,
            self.width() / 2 - 10,
            8 if roomy else 5,
            20,
            theme.color(word),
            1.9 if chosen else 1.75,
        )
        middle, cy = self.width() / 2, 42 if roomy else 36
        text(painter, middle, cy, self.item.word, AXIS, bold=chosen, colour=theme.color(word), side="centre")
        if self.count:
            self._paint_count(painter, chosen)
        if self.hasFocus():
            focus_ring(painter, whole, 8)

    def _paint_count(self, painter: QPainter, chosen: bool) -> None:
        number = short_count(self.count)
        wide = max(16, round(advance(number, 10, True) + 8))
        x = min(37, self.width() - wide - 3)
        foreground, ground = theme.family(self.family)
        box(painter, QRectF(x - 1, 3, wide + 2, 18), 9, theme.color("selection" if chosen else "window"))
        box(painter, QRectF(x, 4, wide, 16), 8, ground)
        text(painter, x + wide / 2, 12, number, 10, bold=True, colour=foreground, side="centre")


class NavigationRail(QWidget):
    """All pages one above the other; arrow keys walk through them, the page follows."""

    chosen = Signal(str)

    def __init__(self, items: Sequence[RailItem], label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "rail", label)
        self.setFixedWidth(RAIL)
        self.setProperty("ground", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._initials = ""
        self._group = QButtonGroup(self)
        self._buttons = {item.name: RailButton(item, self) for item in items}
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 60, 8, 56)
        column.setSpacing(6)
        for item in [*(i for i in items if not i.at_foot), None, *(i for i in items if i.at_foot)]:
            if item is None:
                column.addStretch(1)
                continue
            self._group.addButton(self._buttons[item.name])
            column.addWidget(self._buttons[item.name])
        self._group.buttonToggled.connect(self._say_chosen)

    def _say_chosen(self, button: QAbstractButton, on: bool) -> None:
        if on and isinstance(button, RailButton):
            self.chosen.emit(button.item.name)

    def choose(self, name: str) -> None:
        """Mark the page as the open one, without opening it."""
        blocked = self._group.blockSignals(True)
        self._buttons[name].setChecked(True)
        self._group.blockSignals(blocked)

    def show_count(self, name: str, count: int, family: str = "active") -> None:
        """Show how much work waits on a page."""
        if name in self._buttons:
            self._buttons[name].show_count(count, family)

    def show_user(self, user: str) -> None:
        """Show who works here: the first character of a Chinese name, else two initials."""
        parts = user.split()
        latin = user.isascii() and bool(parts)
        self._initials = "".join(part[0] for part in parts[:2]).upper() if latin else user[:1]
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        room = (self.height() - 60 - 56 - 16) // max(1, len(self._buttons))
        pitch = max(_PITCH_LOW, min(_PITCH, room))
        for button in self._buttons.values():
            button.setFixedHeight(pitch - 6)
        super().resizeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        painter.fillRect(self.rect(), theme.color("window"))
        down(painter, self.width() - 1, 0, self.height())
        box(painter, QRectF(24, 14, 32, 32), 9, theme.color("accent"))
        icons.draw(painter, "packing", 30, 20, 20, theme.color("on_accent"), 1.9)
        if self._initials:
            foreground, ground = theme.family("moving")
            disc(painter, 40, self.height() - 32, 14, ground)
            text(
                painter, 40, self.height() - 32, self._initials, SECONDARY, bold=True, colour=foreground, side="centre"
            )
