"""The columns of the list: which, in which order, how many stay in sight; the height of the rows; the sorting."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.order_columns import EXPORTED, MOST_FROZEN, USUAL, Layout
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.forms import Choice, FormRow
from ui.shared.help_overlay import KeyCap
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import box, check_box, focus_ring, smooth, text
from ui.shared.tokens import BODY, ROW_COMPACT

WIDE = 520
ROLE = Qt.ItemDataRole
SHOWN_ROWS = 11
BOX = ROW_COMPACT + 4  # a click so near to the edge is one on the box
_Index = QModelIndex | QPersistentModelIndex


class _ColumnPainter(QStyledItemDelegate):
    """Paints a column: its box and its heading."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        return QSize(0, ROW_COMPACT)

    def editorEvent(
        self, _event: QEvent, _model: QAbstractItemModel, _option: QStyleOptionViewItem, _index: _Index
    ) -> bool:
        """The list itself takes clicks on the box; Qt would take some of them a second time."""
        return False

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        painter.save()
        smooth(painter)
        rect, state = QRectF(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            box(painter, rect, 4, theme.color("selection"))
        checked = Qt.CheckState(index.data(ROLE.CheckStateRole))
        check_box(painter, rect.x() + 8, rect.center().y(), checked)
        colour = theme.color("text" if checked == Qt.CheckState.Checked else "muted")
        text(painter, rect.x() + 34, rect.center().y(), index.data(), BODY, bold=chosen, colour=colour)
        if state & QStyle.StateFlag.State_HasFocus:
            focus_ring(painter, rect)
        painter.restore()


class ColumnList(QListWidget):
    """All columns, the shown ones first in their order; Space shows or hides one, Ctrl with an arrow key moves it."""

    def __init__(self, words: Words, layout: Layout) -> None:
        super().__init__()
        named(self, "columns.list", words("columns.list"))
        self.setItemDelegate(_ColumnPainter(self))
        self.setFixedHeight(SHOWN_ROWS * ROW_COMPACT + 2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._words = words
        self.show_columns(layout.columns)

    def show_columns(self, shown: Sequence[str]) -> None:
        """Show these columns as chosen, in this order, and the others after them."""
        self.clear()
        for key in (*shown, *(key for key in EXPORTED if key not in shown)):
            item = QListWidgetItem(self._words(f"orders.column.{key}"), self)
            item.setData(ROLE.UserRole, key)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
        self.setCurrentRow(0)

    def shown(self) -> tuple[str, ...]:
        """The keys of the chosen columns in their order."""
        items = [self.item(row) for row in range(self.count())]
        return tuple(item.data(ROLE.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked)

    def move_current(self, step: int) -> None:
        """Move the current column up or down."""
        row = self.currentRow()
        if 0 <= row + step < self.count():
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)

    def toggle(self) -> None:
        """Show the current column, or hide it."""
        item = self.currentItem()
        on = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if on else Qt.CheckState.Checked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if event.key() == Qt.Key.Key_Space:
            self.toggle()
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.move_current(steps[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.position().x() < BOX:
            self.toggle()


class ColumnsDialog(QDialog):
    """`decided` with the layout, the height of the rows and the sorting."""

    decided = Signal(object, str, str, bool)

    def __init__(
        self,
        parent: QWidget,
        words: Words,
        layout: Layout,
        density: str,
        sorts: Sequence[str],
        sorting: tuple[str, bool],
    ) -> None:
        """`sorts` are the columns of the orders by which this list can be sorted, the usual one first."""
        super().__init__(parent)
        title = words("columns.title")
        named(self, "columns", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setFixedWidth(WIDE)
        self._words, self._layout = words, layout
        self.list = ColumnList(words, layout)
        stays = [
            (str(n), words("columns.stay", n=n) if n else words("columns.stay_none")) for n in range(MOST_FROZEN + 1)
        ]
        self.frozen = Choice("columns.frozen", words("columns.frozen"), stays, str(layout.frozen))
        heights = [(name, words(f"columns.{name}")) for name in ("comfortable", "compact")]
        self.density = Choice("columns.density", words("columns.density"), heights, density)
        ways = [
            (f"{'-' if turned else ''}{by}", words(f"columns.sort.{by}{'_turned' if turned else ''}"))
            for by in sorts
            for turned in (False, True)
        ]
        now = f"{'-' if sorting[1] else ''}{sorting[0]}"
        self.sorting = Choice("columns.sorting", words("columns.sorting"), ways, now)
        self.sorting.setEnabled(bool(sorts))
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.hide()
        self._lay_out(title)
        self.list.setFocus()

    def _lay_out(self, title: str) -> None:
        words = self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(title, style="section"))
        beside, right = QHBoxLayout(), QVBoxLayout()
        beside.setSpacing(20)
        right.setSpacing(12)
        beside.addWidget(self.list, 1)
        beside.addLayout(right, 1)
        up = Button("columns.up", words("columns.up"), icon="up", height=28)
        down = Button("columns.down", words("columns.down"), icon="down", height=28)
        up.clicked.connect(lambda: self.list.move_current(-1))
        down.clicked.connect(lambda: self.list.move_current(1))
        moves = QHBoxLayout()
        moves.setSpacing(8)
        for button in (up, down):
            moves.addWidget(button)
        moves.addStretch(1)
        right.addLayout(moves)
        for field in (self.frozen, self.density, self.sorting):
            right.addWidget(FormRow(field.accessibleName(), field))
        right.addStretch(1)
        for keys, word in ((("Space",), "key_show"), (("Ctrl", "↑", "↓"), "key_move")):
            line = QHBoxLayout()
            line.setSpacing(6)
            for key in keys:
                line.addWidget(KeyCap(key))
            line.addWidget(label(words(f"columns.{word}"), style="secondary", tone="muted"))
            line.addStretch(1)
            right.addLayout(line)
        column.addLayout(beside)
        column.addWidget(self.refusal)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        words = self._words
        usual = Button("columns.usual", words("columns.usual"), "ghost")
        self.deed = Button("columns.do", words("columns.do"), "primary")
        self.deed.key = "Enter"  # shown only: the dialog itself gives Enter to its default button
        self.deed.setDefault(True)
        back = Button("columns.way_back", words("shell.cancel"), key="Esc")
        usual.clicked.connect(self._show_usual)
        self.deed.clicked.connect(self._decide)
        back.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(usual)
        foot.addStretch(1)
        foot.addWidget(self.deed)
        foot.addWidget(back)
        return foot

    def _show_usual(self) -> None:
        self._layout = Layout()
        self.list.show_columns(USUAL)
        self.frozen.choose("0")
        self.density.choose("comfortable")

    def _decide(self) -> None:
        try:
            layout = self._layout.with_columns(self.list.shown(), int(self.frozen.chosen()))
        except OmsError as error:
            self.refusal.setText(self._words.error(error))
            self.refusal.show()
            return
        self.accept()
        sorting = self.sorting.chosen()
        self.decided.emit(layout, self.density.chosen(), sorting.removeprefix("-"), sorting.startswith("-"))
