"""Paper on the screen: a page as the printer will see it, in its true size or fitted to the room.

Pages are drawn beside the window's thread, at the screen's own resolution; until a sharper one is there the last one is
shown stretched.  Page keys turn the page, Home and End go to the first and last, 0 changes between fit and true size.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from ui.shared import theme
from ui.shared.jobs import Jobs
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import paragraph, smooth, text
from ui.shared.tokens import SECONDARY

Draw = Callable[[int, float], bytes]
MARGIN, FOOT = 16, 24
FIRST_DPI = 48.0
SHARPEST = 300.0


class PaperView(QAbstractScrollArea):
    """Shows one page at a time of a document whose pages `draw(page, dpi)` gives as PNG files."""

    turned = Signal(int)  # the page now shown, from 0
    resized = Signal(bool)  # whether it is now shown in true size

    def __init__(self, object_name: str, jobs: Jobs, words: Words) -> None:
        super().__init__()
        named(self, object_name, words("paper.view"))
        self._jobs, self._words = jobs, words
        self._draw: Draw | None = None
        self._asked = 0
        self._inches = (0.0, 0.0)
        self._image = QImage()
        self.pages, self.page, self.true_size, self.trouble = 0, 0, False, ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_paper(self, pages: int, draw: Draw) -> None:
        """Another document; it stays on the same page as far as there is one."""
        self.pages, self._draw, self.trouble = pages, draw, ""
        self.turn_to(self.page)

    def show_trouble(self, words: str) -> None:
        """There is no page, and why; what was shown before is gone, so that nobody takes it for the new one."""
        self._draw, self.pages, self.trouble, self._image = None, 0, words, QImage()
        self._asked += 1
        self._say_and_seat()

    def set_true_size(self, on: bool) -> None:
        """As large as on paper, by the screen's own dots per inch, or fitted to the room."""
        if on != self.true_size:
            self.true_size = on
            self.resized.emit(on)
            self._fetch()

    def turn_to(self, page: int) -> None:
        """Show that page (from 0), or the nearest there is."""
        self.page = max(0, min(page, self.pages - 1))
        self.turned.emit(self.page)
        self._fetch()

    def sizeHint(self) -> QSize:
        return QSize(420, 560)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {
            Qt.Key.Key_PageDown: self.page + 1,
            Qt.Key.Key_PageUp: self.page - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.pages,
        }
        if event.key() in places:
            self.turn_to(places[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_0:
            self.set_true_size(not self.true_size)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self.true_size and self._draw is not None:
            self._fetch()
        self._seat()

    def page_size(self) -> QSize:
        """The page on the screen in logical pixels; empty before there is one."""
        scale = self._scale()
        return QSize(round(self._inches[0] * scale), round(self._inches[1] * scale))

    def _scale(self) -> float:
        """Logical pixels to the inch of paper."""
        if self.true_size:
            screen = self.screen()
            return float(screen.physicalDotsPerInch() / screen.devicePixelRatio())
        across, down = self._inches
        room = self.viewport().size()
        if not across or not down:
            return FIRST_DPI
        return max(10.0, min((room.width() - 2 * MARGIN) / across, (room.height() - 2 * MARGIN - FOOT) / down))

    def _fetch(self) -> None:
        """Have the page drawn as sharp as it is shown; an answer that another question overtook is dropped."""
        draw, page = self._draw, self.page
        if draw is None or not self.pages:
            return
        self._asked += 1
        asked, known = self._asked, self._inches != (0.0, 0.0)
        dpi = min(SHARPEST, self._scale() * self.devicePixelRatioF()) if known else FIRST_DPI
        self._jobs.ask(self, lambda: draw(page, dpi), lambda png: self._take(png, dpi, asked))

    def _take(self, png: bytes, dpi: float, asked: int) -> None:
        if asked != self._asked:
            return
        self._image = QImage.fromData(png)
        inches = (self._image.width() / dpi, self._image.height() / dpi)
        changed = max(abs(new - old) for new, old in zip(inches, self._inches, strict=True)) > 1 / FIRST_DPI
        if changed:
            self._inches = inches
            self._fetch()
        self._say_and_seat()

    def _say_and_seat(self) -> None:
        told = self._words("document.page", page=self.page + 1, pages=self.pages) if self.pages else self.trouble
        self.setAccessibleDescription(told)
        self._seat()
        self.viewport().update()

    def _seat(self) -> None:
        """Scroll bars as far as the page is larger than the room."""
        page, room = self.page_size(), self.viewport().size()
        for bar, large, small in (
            (self.horizontalScrollBar(), page.width() + 2 * MARGIN, room.width()),
            (self.verticalScrollBar(), page.height() + 2 * MARGIN + FOOT, room.height()),
        ):
            bar.setPageStep(small)
            bar.setRange(0, max(0, large - small) if self.true_size else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        smooth(painter)
        room = self.viewport().rect()
        painter.fillRect(room, theme.color("sunken"))
        muted = theme.color("muted")
        if self._image.isNull():
            words = self.trouble or self._words("paper.drawing")
            paragraph(painter, MARGIN, room.height() / 2, room.width() - 2 * MARGIN, words, colour=muted)
            return
        page = self.page_size()
        left = max(MARGIN, (room.width() - page.width()) // 2) - self.horizontalScrollBar().value()
        top = max(MARGIN, (room.height() - FOOT - page.height()) // 2) - self.verticalScrollBar().value()
        area = QRectF(left, top, page.width(), page.height())
        painter.drawImage(area, self._image)
        painter.setPen(theme.color("border"))
        painter.drawRect(area)
        told = self._words("document.page", page=self.page + 1, pages=self.pages)
        under = area.bottom() + FOOT / 2 + 2  # a page larger than the room takes its foot out of sight with it
        foot = under if self.true_size else min(room.height() - FOOT / 2, under)
        text(painter, room.width() / 2, foot, told, SECONDARY, colour=muted, side="centre")
