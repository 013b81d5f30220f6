"""The queue at the left: cases under the headings of their groups, walked with the arrow keys, checked with Space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.after_sales.case_rows import Heading, Listing, Told, columns
from ui.shared import icons, theme
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.page import Page
from ui.shared.paged_list import KeyListing, PagedList
from ui.shared.painting import check_box, down, focus_ring, skeleton_bar, smooth, text
from ui.shared.row_table import RowTable
from ui.shared.table_model import AtHand, Row, VirtualTable
from ui.shared.tokens import BODY, SECONDARY

WIDE, HIGH, HEAD = 272, 56, 32
LEFT, RIGHT = 16, 16
_Index = QModelIndex | QPersistentModelIndex


class CaseModel(VirtualTable):
    """The rows of the queue; a heading can be neither chosen nor checked."""

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings are only looked at."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is not None and isinstance(row.facts, Heading):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)

    def toggle(self, number: int) -> None:
        """Check a case, or take its check back."""
        row = self.row_at(number)
        if row is not None and isinstance(row.facts, Told):
            super().toggle(number)


class _CasePainter(QStyledItemDelegate):
    """Paints a case in two lines, or a heading."""

    def __init__(self, table: CaseTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        row, rect = self._table.rows.row_at(index.row()), QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_heading = row is not None and isinstance(row.facts, Heading)
        # before edges are smoothed: where a row ends between two dots, its last one would keep what stood there
        self._paint_ground(painter, rect, selected, index.row() == self._table.hovered, is_heading=is_heading)
        painter.save()
        smooth(painter)
        painter.setClipRect(rect)
        if row is not None and isinstance(row.facts, Heading):
            self._paint_heading(painter, rect, row.facts)
        else:
            if row is not None and isinstance(row.facts, Told):
                self._paint_case(painter, rect, row)
            else:
                skeleton_bar(painter, rect.x() + LEFT, rect.y() + 19, 150)
                skeleton_bar(painter, rect.x() + LEFT, rect.y() + 38, 90)
        if selected and self._table.hasFocus():
            focus_ring(painter, rect, 0)
        painter.restore()

    @staticmethod
    def _paint_heading(painter: QPainter, rect: QRectF, head: Heading) -> None:
        colour = theme.color("trouble" if head.group == "trouble" else "muted")
        text(painter, rect.x() + LEFT, rect.center().y(), head.word, SECONDARY, bold=True, colour=colour)
        right = rect.right() - RIGHT
        text(painter, right, rect.center().y(), f"{head.count:,}", SECONDARY, bold=True, colour=colour, side="right")

    @staticmethod
    def _paint_ground(painter: QPainter, rect: QRectF, selected: bool, hovered: bool, *, is_heading: bool) -> None:
        if is_heading:
            painter.fillRect(rect, theme.color("sunken"))
            painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), theme.color("hairline"))
            return
        painter.fillRect(rect, theme.color("selection" if selected else "hover" if hovered else "surface"))
        if selected:
            painter.fillRect(QRectF(rect.x(), rect.y(), 3, rect.height()), theme.color("accent"))
        else:
            line = QRectF(rect.x() + LEFT, rect.bottom() - 1, rect.width() - LEFT - RIGHT, 1)
            painter.fillRect(line, theme.color("hairline"))

    def _paint_case(self, painter: QPainter, rect: QRectF, row: Row) -> None:
        told = cast(Told, row.facts)
        checked = self._table.rows.checked
        x, right = rect.x() + LEFT, rect.right() - RIGHT
        first, second = rect.y() + 19, rect.y() + 38
        if checked:
            state = Qt.CheckState.Checked if row.id in checked else Qt.CheckState.Unchecked
            check_box(painter, x, first, state)
            x += 24
        strong = told.tone in ("attention", "trouble")
        colour = theme.color(told.tone)
        taken = text(painter, right, first, told.clock, SECONDARY, bold=strong, colour=colour, side="right")
        if strong:
            icon = "alert" if told.group == "trouble" else "clock"
            icons.draw(painter, icon, right - taken - 18, first - 7, 14, colour, 2)
            taken += 18
        end = x + text(painter, x, first, told.number, BODY, bold=True)
        room = right - taken - 8 - end - 26
        if told.claimed and room > 20:
            active = theme.color("active")
            icons.draw(painter, "user", end + 8, first - 6, 12, active, 2.2)
            text(painter, end + 22, first, told.claimed, SECONDARY, colour=active, width=room)
        muted = theme.color("muted")
        taken = text(painter, right, second, told.amount, SECONDARY, colour=muted, side="right")
        room = right - taken - 12 - x
        kind = text(painter, x, second, told.kind, SECONDARY, width=room)
        if told.buyer and room - kind > 34:
            text(painter, x + kind + 10, second, told.buyer, SECONDARY, colour=muted, width=room - kind - 10)


class CaseTable(RowTable):
    """The queue's table: no header, headings are stepped over."""

    def __init__(self, rows: VirtualTable, object_name: str, label: str, *, row_height: int = HIGH) -> None:
        super().__init__(rows, object_name, label, row_height=row_height)
        self.horizontalHeader().hide()
        for end in self.scrollBarWidgets(Qt.AlignmentFlag.AlignTop):
            end.setFixedHeight(0)
        side = self.verticalHeader()
        side.setMinimumSectionSize(HEAD)
        self._places: list[int] = []
        self.setItemDelegate(_CasePainter(self))

    def settle_headings(self, places: Sequence[int]) -> None:
        """Headings are lower than cases."""
        if list(places) == self._places:
            return
        for place in self._places:
            self.setRowHeight(place, HIGH)
        for place in places:
            self.setRowHeight(place, HEAD)
        self._places = list(places)

    def forget_headings(self) -> None:
        """Another list comes: every row is as high as a case until its headings are known."""
        for place in self._places:
            self.setRowHeight(place, HIGH)
        self._places = []

    def choose(self, place: int) -> None:
        """Choose the case at a place; where a heading stands, the last case above it, or the first below."""
        wanted = (place, place - 1, place + 1) if place else (place, place + 1)
        for one in wanted:
            row = self.rows.row_at(one) if 0 <= one < self.rows.rowCount() else None
            if row is not None and isinstance(row.facts, Told):
                super().choose(one)
                return
        if place not in self._places:
            super().choose(place)

    def next_place(self) -> int | None:
        """Where the next case of the chosen one's group stands; else the one before it, else none."""
        place, chosen = self.currentIndex().row(), self.chosen()
        if chosen is None or not isinstance(chosen.facts, Told):
            return None
        for one in (place + 1, place - 1):
            row = self.rows.row_at(one) if 0 <= one < self.rows.rowCount() else None
            if row is not None and isinstance(row.facts, Told) and row.facts.group == chosen.facts.group:
                return one
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space checks a case for work on many."""
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.rows.toggle(self.currentIndex().row())
            self.viewport().update()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ctrl and a click check a case; while some are checked, so does a click on a box."""
        index = self.indexAt(event.position().toPoint())
        at_box = bool(self.rows.checked) and event.position().x() < LEFT + 22
        if index.isValid() and (at_box or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.rows.toggle(index.row())
            self.viewport().update()
        else:
            super().mousePressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The list ends at a line towards the case."""
        super().paintEvent(event)
        view = self.viewport()
        if not self.verticalScrollBar().isVisible():
            down(QPainter(view), view.width() - 1, 0, view.height(), "border")


class CaseQueue(PagedList):
    """The list of cases; `settled` after every reading, with the number of cases in it."""

    settled = Signal(int)

    def __init__(self, words: Words, jobs: Jobs, page: Page) -> None:
        super().__init__(
            "cases.queue",
            words("cases.queue"),
            columns(words),
            jobs,
            page,
            loading=words("cases.loading"),
            row_height=HIGH,
            model=CaseModel,
            table=CaseTable,
        )
        self.setFixedWidth(WIDE)

    @property
    def cases(self) -> CaseTable:
        """The table, as what it is."""
        return cast(CaseTable, self.table)

    def show_cases(self, make: Callable[[], Listing]) -> None:
        """Show another list, from its top."""

        def made() -> tuple[int, KeyListing[object, object]]:
            listing = make()
            return listing.total(), cast("KeyListing[object, object]", listing)

        self.show_listing(made)

    def _begin(self, total: int, listing: KeyListing[object, object], at_hand: AtHand) -> None:
        self.cases.forget_headings()
        super()._begin(total, listing, at_hand)
        self._settle_headings(total, listing)

    def _renew(self, total: int, listing: KeyListing[object, object], at_hand: AtHand) -> None:
        super()._renew(total, listing, at_hand)
        self._settle_headings(total, listing)

    def _settle_headings(self, total: int, listing: object) -> None:
        places = cast(Listing, listing).headings()
        self.cases.settle_headings(places)
        self.settled.emit(total - len(places))

    def move_on(self) -> None:
        """The chosen case has been decided: choose the next one of its group before the list is read again."""
        place = self.cases.next_place()
        if place is not None:
            self.table.choose(place)
