"""The queue list at the left of a page: groups of queues with live counts, walked with the arrow keys.

Below 1400 px of window it folds away and the same queues hang as a menu under one filter button.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QMenu, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.shared import theme
from ui.shared.buttons import FilterButton
from ui.shared.counts import full_count, short_count
from ui.shared.fonts import advance
from ui.shared.naming import named, plain
from ui.shared.painting import box, focus_ring, smooth, text
from ui.shared.tokens import AXIS, BODY, FOLD_BELOW, QUEUES, RAIL, SCROLL_BAR, SECONDARY

FIGURE_SPACE = "\u2007"  # as wide as a digit
VIEW = "view:"  # so begins the key of a saved view's row, and of no queue

_COUNT_ENDS = QUEUES - 27  # from the left edge

_Index = QModelIndex | QPersistentModelIndex


def view_key(view_id: int) -> str:
    """The key of a saved view's row; the pages and the list of commands know it by this."""
    return f"{VIEW}{view_id}"


def word_room(count: str) -> float:
    """How wide the word of a queue may be before its count, in pixels."""
    return _COUNT_ENDS - advance(count, SECONDARY, True) - 6 - 20


@dataclass(frozen=True, slots=True)
class Queue:
    """One queue: its key and word, its count (None while unknown), its family when it calls for a hand.

    A heading of a group is a queue without a key.  `exact` shows the count in full instead of 999+.
    """

    key: str
    word: str
    count: int | None = None
    family: str | None = None
    exact: bool = False

    def shown_count(self) -> str:
        """The count as it is written; nothing for zero or unknown."""
        if not self.count:
            return ""
        return full_count(self.count) if self.exact else short_count(self.count)


class _QueueModel(QAbstractListModel):
    """The queues as rows; headings cannot be chosen."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.queues: list[Queue] = []

    def show(self, queues: Sequence[Queue]) -> None:
        """Show these queues; when only counts changed, nothing moves."""
        if [q.key or q.word for q in queues] == [q.key or q.word for q in self.queues]:
            self.queues = list(queues)
            if queues:
                self.dataChanged.emit(self.index(0), self.index(len(queues) - 1))
            return
        self.beginResetModel()
        self.queues = list(queues)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  # Qt's own signature
        return 0 if parent.isValid() else len(self.queues)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        queue = self.queues[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return queue.word
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{queue.word} {queue.shown_count()}".strip()
        return queue if role == Qt.ItemDataRole.UserRole else None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        return flags.ItemIsEnabled | flags.ItemIsSelectable if self.queues[index.row()].key else flags.NoItemFlags


class _QueuePainter(QStyledItemDelegate):
    """Paints a queue or a heading."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        queue: Queue = index.data(Qt.ItemDataRole.UserRole)
        return QSize(QUEUES - 1, 32 if queue.key else 40)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        queue: Queue = index.data(Qt.ItemDataRole.UserRole)
        painter.save()
        smooth(painter)
        rect = QRectF(option.rect)
        if queue.key:
            self._paint_queue(painter, rect, queue, option.state)
        else:
            text(painter, 20, rect.y() + 26, queue.word, AXIS, colour=theme.color("muted"), width=rect.width() - 30)
        painter.restore()

    @staticmethod
    def _paint_queue(painter: QPainter, rect: QRectF, queue: Queue, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        ground = QRectF(8, rect.y(), rect.width() - 16, rect.height())
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            box(painter, ground, 6, theme.color("selection" if chosen else "hairline"))
        cy, right, number = rect.center().y(), _COUNT_ENDS, queue.shown_count()
        taken = advance(number, SECONDARY, True)
        room = word_room(number)
        bold = chosen and advance(queue.word, BODY, True) <= room  # its ground tells the open one; the word stays whole
        text(painter, 20, cy, queue.word, BODY, bold=bold, width=room)
        if queue.family and number:
            foreground, own = theme.family(queue.family)
            wide = max(22.0, taken + 12)
            box(painter, QRectF(right + 6 - wide, cy - 9, wide, 18), 9, own)
            text(painter, right + 6 - wide / 2, cy, number, SECONDARY, bold=True, colour=foreground, side="centre")
        elif number:
            colour = theme.color("text" if chosen else "muted")
            text(painter, right, cy, number, SECONDARY, bold=chosen, colour=colour, side="right")
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, ground)


class QueueList(QListView):
    """The queues of a page and, for narrow windows, the button that replaces them (`fold_button`)."""

    chosen = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page: QWidget | None = None
        named(self, "queues", label)
        self.setFixedWidth(QUEUES)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("ground", "window")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setProperty("edge", "right")
        self.setViewportMargins(0, 12, 0, 4)
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self._model = _QueueModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_QueuePainter(self))
        self.fold_button = FilterButton("queues.folded", label)
        self.fold_button.setMenu(QMenu(self.fold_button))
        self.fold_button.hide()
        self.folded = False
        self._open = ""
        self.selectionModel().currentChanged.connect(self._say_chosen)

    def _make_room(self, _lowest: int, highest: int) -> None:
        """A low window needs a scroll bar: it comes beside the counts, not over them."""
        self.setFixedWidth(QUEUES + (SCROLL_BAR if highest else 0))

    def show_queues(self, queues: Sequence[Queue], open_key: str | None = None) -> None:
        """Show the queues with their counts; the open one stays open, scroll and focus stay."""
        wanted = open_key or self._open or next((queue.key for queue in queues if queue.key), "")
        self._model.show(queues)
        self.mark(wanted)
        self._fill_menu()

    def queues(self) -> list[Queue]:
        """The queues in their order, without the headings."""
        return [queue for queue in self._model.queues if queue.key]

    def open_key(self) -> str:
        """The key of the open queue."""
        return self._open

    def choose(self, key: str) -> None:
        """Open a queue, as a click on it would."""
        for row, queue in enumerate(self._model.queues):
            if queue.key == key:
                self.setCurrentIndex(self._model.index(row))

    def mark(self, key: str) -> None:
        """Show a queue as the open one; nobody is told."""
        self._open = key
        row = next((row for row, queue in enumerate(self._model.queues) if queue.key == key), None)
        if row is not None:
            blocked = self.selectionModel().blockSignals(True)
            self.selectionModel().setCurrentIndex(
                self._model.index(row), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.selectionModel().blockSignals(blocked)
            self.viewport().update()
        self._show_on_button()

    def _say_chosen(self, index: QModelIndex) -> None:
        queue = self._model.queues[index.row()] if index.isValid() else None
        if queue and queue.key and queue.key != self._open:
            self._open = queue.key
            self._show_on_button()
            self.chosen.emit(queue.key)

    def _show_on_button(self) -> None:
        for queue in self._model.queues:
            if queue.key == self._open:
                self.fold_button.show_choice(queue.word, queue.shown_count(), chosen=True)

    def _fill_menu(self) -> None:
        menu = self.fold_button.menu()
        menu.clear()
        digits = max((len(queue.shown_count()) for queue in self._model.queues), default=0)
        for queue in self._model.queues:
            if not queue.key:
                menu.addSeparator()
                continue
            count = queue.shown_count().rjust(digits, FIGURE_SPACE)  # Qt sets them from the left
            action = menu.addAction(f"{plain(queue.word)}\t{count}")
            action.setObjectName(f"queues.folded.{queue.key}")
            action.triggered.connect(lambda _on=False, key=queue.key: self.choose(key))

    def fold_with(self, page: QWidget) -> None:
        """Follow the width of the page: below 1400 px of window the list folds into its button."""
        self._page = page
        page.installEventFilter(self)
        if page.isVisible():
            self._fold(page.width())

    def _fold(self, page_width: int) -> None:
        self.folded = page_width + RAIL < FOLD_BELOW
        self.setVisible(not self.folded)
        self.fold_button.setVisible(self.folded)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and isinstance(event, QResizeEvent):
            self._fold(event.size().width())
        return super().eventFilter(watched, event)
