"""What to do about the chosen row: the advice in words, and the row as it stands in the file with its fault marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.shared import theme
from ui.shared.fonts import advance
from ui.shared.painting import across, box, broken, smooth, text
from ui.shared.tokens import BODY, ROW_PANEL, SECONDARY

_LONGEST = 220  # px of one raw cell


class RowPanel(QWidget):
    """110 px below the table; the raw row takes the second line of the advice when there is none."""

    def __init__(self, nothing: str) -> None:
        """`nothing` is said while no row is chosen."""
        super().__init__()
        self.setObjectName("row_panel")
        self.setFixedHeight(ROW_PANEL)
        self._nothing = nothing
        self.clear()

    def show_row(self, title: str, advice: str, reason: str = "", cells: Sequence[str] = (), faulty: int = -1) -> None:
        """Show what is known of a row and what to do, and its raw cells with the faulty one (by place) marked."""
        self._title, self._reason, self._advice = title, reason, advice
        self._cells, self._faulty = tuple(cells), faulty
        self.setAccessibleName(" ".join(part for part in (title, reason, advice) if part))
        self.setAccessibleDescription(" | ".join(cells))
        self.update()

    def clear(self) -> None:
        """No row is chosen."""
        self.show_row("", self._nothing)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        across(painter, 0, 0, self.width(), "border")
        if not self._title:
            text(painter, 16, self.height() / 2, self._advice, BODY, colour=theme.color("muted"))
            return
        taken = text(painter, 16, 22, self._title, BODY, bold=True, width=self.width() - 32) + 12
        muted = theme.color("muted")
        text(painter, 16 + taken, 22, self._reason, BODY, colour=muted, width=self.width() - 32 - taken)
        lines = broken(self._advice, self.width() - 32)[: 1 if self._cells else 3]
        for number, line in enumerate(lines):
            text(painter, 16, 46 + 20 * number, line, BODY, width=self.width() - 32)
        if self._cells:
            self._paint_cells(painter)

    def _paint_cells(self, painter: QPainter) -> None:
        """As many cells as there is room for; the faulty one is always in sight."""
        area = QRectF(16, 66, self.width() - 32, 32)
        box(painter, area, 6, theme.color("sunken"))
        foreground, ground = theme.family("trouble")
        x = area.x() + 12
        for place in self._in_sight(area.width() - 24):
            words, faulty = self._cells[place] or " ", place == self._faulty
            wide = min(advance(words, SECONDARY, faulty), _LONGEST)
            if faulty:
                box(painter, QRectF(x - 6, area.y() + 5, wide + 12, 22), 4, ground)
            colour = foreground if faulty else theme.color("muted")
            text(painter, x, area.center().y(), words, SECONDARY, bold=faulty, colour=colour, width=wide + 2)
            x += wide + 24

    def _in_sight(self, room: float) -> list[int]:
        """Which cells are shown: from the first on, but never without the faulty one.  Empty ones are left out."""
        filled = [place for place, cell in enumerate(self._cells) if cell.strip() or place == self._faulty]
        first = 0
        while True:
            shown, taken = [], 0.0
            for place in filled[first:]:
                taken += min(advance(self._cells[place], SECONDARY, place == self._faulty), _LONGEST) + 24
                if taken - 24 > room:
                    break
                shown.append(place)
            if self._faulty not in filled or self._faulty in shown or first >= len(filled) - 1:
                return shown
            first += 1
