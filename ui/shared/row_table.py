"""The table of the product: own header, two-line rows, a real scroll bar below the header, everything by keyboard.

Up and Down choose a row, Enter opens it, Home and End go to either end.  For bulk work Space checks a row, with Shift
all from the last one checked to this, and Ctrl+A checks all rows or takes all checks back.  The cells are painted from
data (`cells.Cell`).  Rows are opaque and the bar stands beside them, never above: Qt then moves the picture while
scrolling and only the rows that come into sight are painted.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from ui.shared import icons, theme
from ui.shared.cells import Column, paint_cell, paint_check
from ui.shared.fonts import advance
from ui.shared.naming import as_tooltip, named
from ui.shared.painting import skeleton_bar, smooth, text
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tokens import BODY, CELL_EDGE, ROW_TWO_LINES, SCROLL_BAR, SECONDARY, TABLE_HEADER

_Index = QModelIndex | QPersistentModelIndex


class TableHeader(QHeaderView):
    """The sunken heading line;

    a click on a sortable heading asks for another order, a click on the box for all rows.
    """

    def __init__(self, table: RowTable, view: QTableView | None = None) -> None:
        """`view` shows the table's columns once more, unless the heading is the table's own."""
        super().__init__(Qt.Orientation.Horizontal, view or table)
        self._table = table
        self.sorted_by: tuple[str, bool] | None = None
        self.edge = CELL_EDGE
        self.setFixedHeight(TABLE_HEADER + 1)
        self.setMinimumSectionSize(24)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def settle_columns(self) -> None:
        """Give each column its width; one without takes the rest."""
        for section, column in enumerate(self._table.columns):
            if column.width:
                self.setSectionResizeMode(section, QHeaderView.ResizeMode.Fixed)
                self.resizeSection(section, column.width + self.indent(section))
            else:
                self.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)

    def begin_at(self, edge: int) -> None:
        """Let the texts of the first column begin so far from the left, below the words above the table."""
        self.edge = edge
        self.settle_columns()

    def indent(self, section: int) -> int:
        """How much further than others the texts of a column begin."""
        return self.edge - CELL_EDGE if section == 0 and self._table.columns[0].kind == "text" else 0

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        smooth(painter)
        painter.fillRect(rect, theme.color("sunken"))
        painter.fillRect(QRectF(rect.x(), rect.bottom(), rect.width(), 1), theme.color("border"))
        column = self._table.columns[section]
        area = QRectF(rect).adjusted(self.indent(section), 0, 0, -1)
        if column.kind == "check":
            paint_check(painter, area, self._table.heading_check())
        else:
            self._paint_heading(painter, area, column)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRectF, column: Column) -> None:
        arrow = self.sorted_by is not None and self.sorted_by[0] == column.key
        cy, colour = area.center().y(), theme.color("text" if arrow else "muted")
        room = area.width() - 20 - (16 if arrow else 0)
        taken = min(advance(column.heading, SECONDARY, True), room)
        if column.kind == "number":
            x = area.right() - 12 - taken - 16
            text(
                painter,
                area.right() - 12,
                cy,
                column.heading,
                SECONDARY,
                bold=True,
                colour=colour,
                side="right",
                width=room,
            )
        else:
            x = area.x() + 8 + taken + 4
            text(painter, area.x() + 8, cy, column.heading, SECONDARY, bold=True, colour=colour, width=room)
        if arrow and self.sorted_by is not None:
            icons.draw(painter, "down" if self.sorted_by[1] else "up", x, cy - 6, 12, colour, 2.4)


class RowPainter(QStyledItemDelegate):
    """Paints ground, hairline, selection bar, hover and focus of a row, then its cells; never Fusion's own."""

    def __init__(self, table: RowTable, view: QTableView | None = None) -> None:
        """`view` shows the table's columns once more, unless the rows are painted in the table itself."""
        super().__init__(view or table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        table, number, section = self._table, index.row(), index.column()
        row = table.rows.row_at(number)
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, section, selected, number == table.hovered)
        column, inner = table.columns[section], rect.adjusted(table.heading.indent(section), 0, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        if row is None:
            if column.kind != "check":
                skeleton_bar(
                    painter,
                    inner.x() + CELL_EDGE,
                    rect.center().y(),
                    (inner.width() - 20) * (0.5 + (number * 7 + section * 3) % 5 / 10),
                )
        elif column.kind == "check":
            checked = row.id in table.rows.checked
            paint_check(painter, rect, Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        else:
            paint_cell(painter, inner, row.cells[section], column, selected=selected)
        painter.restore()
        if selected and table.hasFocus():
            self._paint_focus(painter, rect, section)
        elif number == table.left_place and table.hasFocus():
            painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 2), theme.color("accent"))

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRectF, section: int, selected: bool, hovered: bool) -> None:
        ground = "selection" if selected else ("hover" if hovered else "surface")
        painter.fillRect(rect, theme.color(ground))
        if not selected:
            painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("hairline"))
        if selected and section == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), theme.color("accent"))

    def _paint_focus(self, painter: QPainter, rect: QRectF, section: int) -> None:
        accent = theme.color("accent")
        painter.fillRect(QRectF(rect.x(), rect.y(), rect.width(), 2), accent)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 2, rect.width(), 2), accent)
        header = self._table.horizontalHeader()
        if header.visualIndex(section) == header.count() - header.hiddenSectionCount() - 1:
            painter.fillRect(QRectF(rect.right() - 2, rect.y(), 2, rect.height()), accent)

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, _option: QStyleOptionViewItem, index: _Index
    ) -> bool:
        """A cut text shows itself in full under the resting mouse, as plain text."""
        row = self._table.rows.row_at(index.row()) if index.isValid() else None
        if event.type() != QEvent.Type.ToolTip or row is None or not row.cells[index.column()].text:
            return False
        section = index.column()
        cell, room = row.cells[section], self._table.columnWidth(section) - 16 - self._table.heading.indent(section)
        cut = advance(cell.text, BODY, cell.bold) > room or advance(cell.under, SECONDARY) > room
        words = as_tooltip(cell.spoken()) if cut else ""
        QToolTip.showText(event.globalPos(), words, view)
        return True


class _HeaderEnd(QWidget):
    """The piece of heading above the scroll bar, which Qt leaves white."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(SCROLL_BAR, TABLE_HEADER + 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("sunken"))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), theme.color("border"))


class RowTable(QTableView):
    """A table over a `VirtualTable`; says which row was chosen, opened, or by which column the list shall be sorted."""

    row_chosen = Signal(object)  # Row
    row_opened = Signal(object)  # Row
    sort_asked = Signal(str, bool)  # column key, descending
    check_all_asked = Signal()
    check_range_asked = Signal(int, int)  # from a place to another, of which not all rows are at hand

    def __init__(self, rows: VirtualTable, object_name: str, label: str, *, row_height: int = ROW_TWO_LINES) -> None:
        super().__init__()
        self.rows, self.columns = rows, rows.columns
        self._checks = rows.columns[0].kind == "check"
        self.hovered = self.left_place = -1  # a row under the mouse; where the chosen row stood that left the list
        self._chosen_id: int | None = None
        self._chosen_place = -1
        self._check_anchor = 0
        named(self, object_name, label)
        self.heading = TableHeader(self)
        self.addScrollBarWidget(_HeaderEnd(), Qt.AlignmentFlag.AlignTop)
        self.setHorizontalHeader(self.heading)
        self._settle_view(row_height)  # before the model: Qt would resize a million rows one by one
        self.setModel(rows)
        self.setItemDelegate(RowPainter(self))
        self.heading.settle_columns()
        self.selectionModel().currentRowChanged.connect(self._say_chosen)
        self.heading.sectionClicked.connect(self.heading_clicked)
        self.doubleClicked.connect(lambda index: self._say_opened(index.row()))
        rows.loaded.connect(self._follow_chosen)
        rows.modelReset.connect(self._forget_chosen)
        rows.checked_changed.connect(self.heading.viewport().update)

    def _settle_view(self, row_height: int) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        side = self.verticalHeader()
        side.hide()
        side.setMinimumSectionSize(row_height)
        side.setDefaultSectionSize(row_height)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    # choosing

    def chosen(self) -> Row | None:
        """The chosen row, when its data is at hand."""
        index = self.currentIndex()
        return self.rows.row_at(index.row()) if index.isValid() else None

    def choose(self, place: int) -> None:
        """Choose the row at a place, as the arrow keys would."""
        if 0 <= place < self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(place, 0))

    def _say_chosen(self, index: QModelIndex) -> None:
        self._chosen_place, self._chosen_id = index.row() if index.isValid() else -1, None
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None and row.id != self._chosen_id:  # a page that came at once has said it already
            self._chosen_id = row.id
            self.row_chosen.emit(row)

    def _forget_chosen(self) -> None:
        self._chosen_id, self._chosen_place = None, -1

    def _follow_chosen(self, first: int) -> None:
        """A page came (again): keep the chosen order chosen and at its height, wherever it stands now."""
        if self._chosen_id is None:
            if self._chosen_place >= first:
                self._say_chosen(self.currentIndex())
            return
        place = self.rows.place_of(self._chosen_id)
        if place is None or place == self._chosen_place:
            return
        bar, moved = self.verticalScrollBar(), place - self._chosen_place
        value = bar.value()
        self._chosen_place = place
        blocked = self.selectionModel().blockSignals(True)
        self.setCurrentIndex(self.rows.index(place, 0))
        self.selectionModel().blockSignals(blocked)
        bar.setValue(value + moved * self.rowHeight(place) if value else 0)
        self.viewport().update()

    def _say_opened(self, place: int) -> None:
        row = self.rows.row_at(place)
        if row is not None:
            self.row_opened.emit(row)

    # checks and sorting

    def heading_check(self) -> Qt.CheckState:
        """What the box in the heading shows: nothing, some, or all rows checked."""
        checked = len(self.rows.checked)
        if not checked:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if checked >= self.rows.rowCount() else Qt.CheckState.PartiallyChecked

    def show_sorted(self, key: str, descending: bool) -> None:
        """Show by which column the list is sorted."""
        self.heading.sorted_by = (key, descending)
        self.heading.viewport().update()

    def heading_clicked(self, section: int) -> None:
        """A heading was clicked: its box checks all rows, a column that can be sorted by sorts the list."""
        column = self.columns[section]
        if column.kind == "check" and not self.rows.uncheck_all():
            self.check_all_asked.emit()
        elif column.sortable:
            before = self.heading.sorted_by
            self.sort_asked.emit(column.key, not before[1] if before and before[0] == column.key else False)

    def _check(self, place: int, to_anchor: bool) -> None:
        if to_anchor:
            first, last = sorted((self._check_anchor, place))
            at_hand = self.rows.ids_between(first, last)
            self.rows.check(at_hand)
            if len(at_hand) <= last - first:
                self.check_range_asked.emit(first, last)
        else:
            self.rows.toggle(place)
        self._check_anchor = place

    # mouse, keys, geometry

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by the Tab key stands on a row, and sees which."""
        if not self.currentIndex().isValid():
            self.choose(0)
        super().focusInEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The view is opaque: below the last row Qt would leave whatever stood there before."""
        super().paintEvent(event)
        last, view = self.rows.rowCount() - 1, self.viewport()
        end = self.rowViewportPosition(last) + self.rowHeight(last) if last >= 0 else 0
        if end < view.height():
            QPainter(view).fillRect(QRectF(0, end, view.width(), view.height() - end), theme.color("surface"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        left = event.button() == Qt.MouseButton.LeftButton
        if index.isValid() and left and self.columns[index.column()].kind == "check":
            self._check(index.row(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.rowAt(int(event.position().y())))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, place: int) -> None:
        if place != self.hovered:
            for number in (self.hovered, place):
                if number >= 0:
                    self.viewport().update(
                        0, self.rowViewportPosition(number), self.viewport().width(), self.rowHeight(number)
                    )
            self.hovered = place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place, key = self.currentIndex().row(), event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and place >= 0:
            self._say_opened(place)
        elif key == Qt.Key.Key_Space and place >= 0 and self._checks:
            self._check(place, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._checks:
            self.heading_clicked(0)
        elif key == Qt.Key.Key_Home:
            self.choose(0)
        elif key == Qt.Key.Key_End:
            self.choose(self.rows.rowCount() - 1)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, _search: str) -> None:
        """Qt's own search would read every row of a million; the search box finds."""
