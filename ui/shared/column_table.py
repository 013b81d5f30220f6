"""A table whose columns a person lays out: chosen, moved, made wider by hand, the first of them staying in sight.

The model always has all columns; what is not shown is hidden, so nothing has to be read again and the chosen row stays
chosen.  When the columns need more room than there is, the table scrolls sideways and the first ones stay.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from ui.shared.painting import down
from ui.shared.row_table import RowPainter, RowTable, TableHeader
from ui.shared.table_model import VirtualTable
from ui.shared.tokens import ROW_TWO_LINES

REST = 150  # the column that takes the rest of the room is never narrower
_OFF = Qt.ScrollBarPolicy.ScrollBarAlwaysOff


class ColumnTable(RowTable):
    """Says `laid_out` (keys in their order, widths set by hand) when somebody moved or resized a column.

    `sort_refused` names a column that was clicked although the list cannot be sorted by it.
    """

    laid_out = Signal(object, object)
    sort_refused = Signal(str)

    def __init__(self, rows: VirtualTable, object_name: str, label: str, *, row_height: int = ROW_TWO_LINES) -> None:
        super().__init__(rows, object_name, label, row_height=row_height)
        self._shown: tuple[str, ...] = tuple(column.key for column in self.columns if column.kind != "check")
        self._widths: dict[str, int] = {}
        self._frozen, self._busy, self._touched = 0, False, False
        self._staying = _Staying(self)
        header = self.horizontalHeader()
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        header.setStretchLastSection(False)
        header.sectionResized.connect(self._note_resized)
        header.sectionMoved.connect(self._note_moved)
        header.sectionHandleDoubleClicked.connect(self._give_width_back)
        header.viewport().installEventFilter(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalScrollBar().rangeChanged.connect(lambda _low, _high: self._staying.settle(self._frozen))

    def shown(self) -> tuple[str, ...]:
        """The keys of the shown columns in their order."""
        return self._shown

    def lay_out(self, shown: Sequence[str], widths: Mapping[str, int], frozen: int) -> None:
        """Show these columns in this order; `widths` are those set by hand, the first `frozen` stay in sight."""
        self._shown, self._widths, self._frozen = tuple(shown), dict(widths), frozen
        header, places = self.horizontalHeader(), self._places()
        self._busy = True
        for section, column in enumerate(self.columns):
            header.setSectionResizeMode(
                section, QHeaderView.ResizeMode.Fixed if column.kind == "check" else QHeaderView.ResizeMode.Interactive
            )
            header.setSectionHidden(section, column.kind != "check" and column.key not in self._shown)
        for place, key in enumerate(self._shown, 1):
            header.moveSection(header.visualIndex(places[key]), place)
        self._busy = False
        self._fit()

    def set_row_height(self, height: int) -> None:
        """Make all rows this high; the chosen one stays in sight."""
        side = self.verticalHeader()
        if side.defaultSectionSize() != height:
            first = self.rowAt(0)
            side.setMinimumSectionSize(
                min(height, side.minimumSectionSize())
            )  # raised, Qt would resize rows one by one
            side.setDefaultSectionSize(height)
            self.updateGeometries()  # the scroll bar must know its new range before it is moved
            self.verticalScrollBar().setValue(max(0, first) * height)
            if self.currentIndex().isValid():
                self.scrollTo(self.currentIndex())
            self._staying.settle(self._frozen)

    def _places(self) -> dict[str, int]:
        return {column.key: section for section, column in enumerate(self.columns)}

    def _fit(self) -> None:
        """Give each column its width; the one without takes the rest, or the last what is left over."""
        places, header = self._places(), self.horizontalHeader()
        if not self._shown:
            return
        wide = {key: self._widths.get(key) or self.columns[places[key]].width for key in self._shown}
        taken = sum(wide.values()) + sum(column.width for column in self.columns if column.kind == "check")
        room = self.viewport().width() - taken
        rest = next((key for key, width in wide.items() if not width), "")
        if rest:
            wide[rest] = max(REST, room)
        elif room > 0:
            wide[self._shown[-1]] += room
        self._busy = True
        for section, column in enumerate(self.columns):
            if column.kind == "check":
                header.resizeSection(section, column.width)
        for key, width in wide.items():
            header.resizeSection(places[key], width)
        self._busy = False
        self._staying.settle(self._frozen)

    # by hand

    def _note_resized(self, section: int, _before: int, width: int) -> None:
        if not self._busy:
            self._widths[self.columns[section].key] = width
            self._touched = True
            self._staying.settle(self._frozen)

    def _note_moved(self, _section: int, _before: int, _after: int) -> None:
        if not self._busy:
            header = self.horizontalHeader()
            order = [self.columns[header.logicalIndex(place)] for place in range(header.count())]
            known = set(self._shown)
            self._shown = tuple(column.key for column in order if column.key in known)
            self._touched = True

    def _give_width_back(self, section: int) -> None:
        self._widths.pop(self.columns[section].key, None)
        self._say_laid_out()

    def _say_laid_out(self) -> None:
        self._touched = False
        self._fit()
        self.laid_out.emit(self._shown, dict(self._widths))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A column is taken as it stands when the mouse lets it go."""
        if event.type() == QEvent.Type.MouseButtonRelease and watched is self.horizontalHeader().viewport():
            QTimer.singleShot(0, self._settle_touched)
        return super().eventFilter(watched, event)

    def _settle_touched(self) -> None:
        if self._touched:
            self._say_laid_out()

    def heading_clicked(self, section: int) -> None:
        """As in every table; a column by which the list cannot be sorted is named."""
        super().heading_clicked(section)
        column = self.columns[section]
        if column.kind != "check" and not column.sortable:
            self.sort_refused.emit(column.key)

    def show_sorted(self, key: str, descending: bool) -> None:
        """The arrow stands in the heading of the columns that stay, too."""
        super().show_sorted(key, descending)
        self._staying.heading.sorted_by = self.heading.sorted_by
        self._staying.heading.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class _Staying(QTableView):
    """The first columns once more, over the table while it is scrolled sideways; what is done here is done there."""

    def __init__(self, table: ColumnTable) -> None:
        super().__init__(table)
        self._table = table
        self.setObjectName("staying")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(_OFF)
        self.setVerticalScrollBarPolicy(_OFF)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.heading = header = TableHeader(table, self)
        self.setHorizontalHeader(header)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setItemDelegate(RowPainter(table, self))
        header.sectionClicked.connect(table.heading_clicked)
        self.hide()

    def settle(self, frozen: int) -> None:
        """Stand over the first columns, as wide as they are; only while the table can be scrolled sideways."""
        table = self._table
        needed = bool(frozen) and table.horizontalScrollBar().maximum() > 0
        if not needed:
            self.hide()
            return
        if self.model() is None:
            self._take_model()
        here, there, keys = self.horizontalHeader(), table.horizontalHeader(), table.shown()[:frozen]
        wide = 0
        for section, column in enumerate(table.columns):
            stays = column.kind == "check" or column.key in keys
            here.setSectionHidden(section, not stays)
            if stays:
                here.resizeSection(section, there.sectionSize(section))
                wide += there.sectionSize(section)
        for place, key in enumerate(keys, 1):
            section = next(at for at, column in enumerate(table.columns) if column.key == key)
            here.moveSection(here.visualIndex(section), place)
        self._take_height()
        self.setGeometry(0, 0, wide, there.height() + table.viewport().height())
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.raise_()
        self.show()

    def _take_model(self) -> None:
        """Only a table that is wider than its window pays for a second look at its rows."""
        table = self._table
        self._take_height()
        self.setModel(table.rows)
        self.setSelectionModel(table.selectionModel())
        table.rows.checked_changed.connect(self.heading.viewport().update)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)

    def _take_height(self) -> None:
        """Rows as high as those of the table."""
        side, there = self.verticalHeader(), self._table.verticalHeader()
        side.setMinimumSectionSize(min(there.minimumSectionSize(), side.minimumSectionSize()))
        side.setDefaultSectionSize(there.defaultSectionSize())

    def paintEvent(self, event: QPaintEvent) -> None:
        """A line where the columns that stay end."""
        super().paintEvent(event)
        view = self.viewport()
        down(QPainter(view), view.width() - 1, 0, view.height(), "border")

    def _passed_on(self, event: QMouseEvent) -> QMouseEvent:
        """The same deed of the mouse, where the same row stands in the table itself."""
        column = self.columnAt(int(event.position().x()))
        start = self._table.columnViewportPosition(column) - self.columnViewportPosition(column)
        at = QPointF(event.position().x() + start, event.position().y())
        return QMouseEvent(event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._table.mousePressEvent(self._passed_on(event))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(self._passed_on(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._table.mouseMoveEvent(self._passed_on(event))
        self.viewport().update()
