"""What was looked for last, under a search box: walked with the arrow keys, taken by Enter, left by Esc."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QApplication, QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.shared import icons, theme
from ui.shared.naming import named
from ui.shared.painting import box, smooth, text
from ui.shared.tokens import BODY

_ROW = 32
_SHOWN = 8


class _EntryPainter(QStyledItemDelegate):
    """Paints an entry: a clock and what was looked for."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        smooth(painter)
        rect = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, rect.adjusted(2, 0, -2, 0), 4, theme.color("selection"))
        icons.draw(painter, "clock", rect.x() + 8, rect.center().y() - 8, 16, theme.color("muted"))
        text(painter, rect.x() + 32, rect.center().y(), index.data(), BODY, width=rect.width() - 44)
        painter.restore()


def _is_letter(event: QKeyEvent) -> bool:
    return bool(event.text()) and event.text().isprintable()


class RecentList(QListWidget):
    """Lies over the window under `box`; `chosen` with the entry that was taken.  It goes when it loses the keyboard."""

    chosen = Signal(str)

    def __init__(self, under: QWidget, label: str, entries: Sequence[str]) -> None:
        super().__init__(under.window())
        named(self, f"{under.objectName()}.recent", label)
        self._under = under
        self.setProperty("ground", "raised")
        self.setProperty("floats", True)
        self.setItemDelegate(_EntryPainter(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.addItems(entries)
        self.setCurrentRow(0)
        self.itemClicked.connect(lambda item: self._take(item.text()))
        below = under.mapTo(under.window(), QPoint(0, under.height() + 4))
        self.setGeometry(below.x(), below.y(), under.width(), _ROW * min(len(entries), _SHOWN) + 10)
        self.raise_()
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def _take(self, entry: str) -> None:
        self._go()
        self.chosen.emit(entry)

    def _go(self) -> None:
        self.hide()
        self.deleteLater()
        self._under.setFocus(Qt.FocusReason.PopupFocusReason)

    def event(self, event: QEvent) -> bool:
        """A letter goes on with the search; no shortcut of the window may take it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take(self.currentItem().text())
        elif event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.currentRow() == 0):
            self._go()
        elif _is_letter(event):
            self._go()
            QApplication.sendEvent(self._under, event)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.hide()
        self.deleteLater()
