"""The line above the band: whose box it is, who packs it where, and the way out.  It never competes with the band."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_oms.formats import with_mates
from desktop_oms.services.pack_job import PackJob
from ui.packing.box import Box, Scene
from ui.shared import theme
from ui.shared.buttons import Button
from ui.shared.fonts import advance
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import across, chip, smooth, text
from ui.shared.tokens import HEADER

BETWEEN = " · "
EDGE = 32


class TopBar(QWidget):
    """56 px; `left` when its button or Esc asks to leave the box or the bench."""

    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.setFixedHeight(HEADER)
        self.title, self.facts, self.here = words("packing.bench"), "", ""
        self.urgent = False
        self._shown: tuple[str, str, str, bool] | None = None
        self.way_out = Button("packing.leave", words("packing.leave"), key="Esc")
        self.way_out.clicked.connect(self.left)
        row = QHBoxLayout(self)
        row.setContentsMargins(EDGE, 0, EDGE, 0)
        row.addStretch(1)
        row.addWidget(self.way_out)
        named(self, "packing.top", self.title)

    def show_box(self, box: Box | None, scene: Scene) -> None:
        """Show whose box is open, or that none is."""
        if box is None:
            self.title, self.facts, self.urgent = self._words("packing.bench"), "", False
        else:
            job, (n, m) = box.job, box.job.place
            self.title = self._words("packing.parcel_of", number=with_mates(job.number, job.mates), n=n, m=m)
            drawn = box.label.drawn
            known = (
                self._together(job) or job.external_no,
                job.seller,
                job.warehouse,
                drawn.carrier if drawn else job.carrier,
            )
            self.facts, self.urgent = BETWEEN.join(filter(None, known)), job.urgent
        self.way_out.set_word(self._words("packing.leave" if box is None else "packing.put_aside"))
        self._paint_anew()

    def _together(self, job: PackJob) -> str:
        """Whose goods are in a box that orders share; "" for one order's alone."""
        numbers = self._words("orders.list_sign").join(part.number for part in job.parts)
        return self._words("packing.one_box", n=len(job.parts), numbers=numbers) if job.mates else ""

    def show_place(self, station: str, user: str) -> None:
        """Show which bench this is and who works at it."""
        self.here = BETWEEN.join(filter(None, (station, user)))
        self._paint_anew()

    def _paint_anew(self) -> None:
        """Where something else is to be read now: the bench is shown after every scan that was stored."""
        shown = self.title, self.facts, self.here, self.urgent
        if shown != self._shown:
            self._shown = shown
            self.setAccessibleName(" ".join(filter(None, (self.title, self.facts, self.here))))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, self.height() - 1, self.width(), "border")
        cy, muted = self.height() / 2, theme.color("muted")
        right = self.width() - EDGE - self.way_out.sizeHint().width() - 20.0  # the button may not be laid out yet
        right -= text(painter, right, cy, self.here, 16, colour=muted, side="right") + 20
        x = EDGE + text(painter, EDGE, cy, self.title, 20, bold=True) + 20
        if self.urgent:
            family, icon = theme.look("badge.urgent")
            x += chip(painter, x, cy, self._words("badge.urgent"), family, icon) + 16
        if advance(self.facts[:8], 16) < right - x:
            painter.setClipRect(QRectF(0, 0, right, self.height()))
            text(painter, x, cy, self.facts, 16, colour=muted, width=right - x)
