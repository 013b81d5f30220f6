"""A page as it comes out of the printer, drawn from the very bytes, never larger than it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared import icons, theme
from ui.shared.lettering import fitted_lines, lines_of_text
from ui.shared.naming import named
from ui.shared.painting import box, smooth
from ui.shared.tokens import SECONDARY

MM_PER_INCH = 25.4


class PaperView(QWidget):
    """Shows a page true to size where there is room, else as large as the room allows; says which of both."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        named(self, "printing.paper", spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._spoken = spoken
        self._page, self._fitted = QPixmap(), QPixmap()
        self._dpi, self._words = 203.2, ""
        self.scale = 0.0

    def show_page(self, data: bytes, dpi: float) -> None:
        """Show a page, a PNG of so many dots per inch."""
        self._page, self._fitted, self._dpi, self._words = QPixmap(), QPixmap(), dpi, ""
        self._page.loadFromData(data)
        self.setAccessibleName(self._spoken)
        self.update()

    def show_words(self, words: str) -> None:
        """Show a sentence in the page's place."""
        self._page, self._fitted, self._words = QPixmap(), QPixmap(), words
        self.setAccessibleName(words or self._spoken)
        self.update()

    def has_page(self) -> bool:
        """Whether a page is shown."""
        return not self._page.isNull()

    def sizeHint(self) -> QSize:
        return QSize(392, 420)

    def _true_size(self) -> tuple[float, float]:
        """Width and height in logical pixels at which the page is as large as on paper."""
        screen = self.screen()
        inch = screen.logicalDotsPerInch() if screen is not None else 96.0
        return self._page.width() / self._dpi * inch, self._page.height() / self._dpi * inch

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        if self._page.isNull():
            self._paint_words(painter)
            return
        wide, tall = self._true_size()
        self.scale = min(1.0, (self.width() - 2) / wide, (self.height() - 2) / tall)
        ratio = self.devicePixelRatioF()
        wanted = QSize(round(wide * self.scale * ratio), round(tall * self.scale * ratio))
        if self._fitted.size() != wanted:
            smoothly = Qt.TransformationMode.SmoothTransformation
            self._fitted = self._page.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smoothly)
            self._fitted.setDevicePixelRatio(ratio)
        x, y = (self.width() - wide * self.scale) / 2, (self.height() - tall * self.scale) / 2
        _ink, ground = theme.family("paper")
        around = QRectF(x - 1, y - 1, wide * self.scale + 2, tall * self.scale + 2)
        box(painter, around, 3, ground, theme.color("border"))
        painter.drawPixmap(QPointF(x, y), self._fitted)

    def _paint_words(self, painter: QPainter) -> None:
        middle = QRectF(self.rect()).center()
        icons.draw(painter, "printer", middle.x() - 20, middle.y() - 52, 40, theme.color("off"))
        px, lines = fitted_lines(self._words, self.width() - 48, 60, (SECONDARY,))
        lines_of_text(painter, 24, middle.y() + 8, lines, px, colour=theme.color("muted"))
