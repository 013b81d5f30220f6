"""Evidence of a case: small pictures side by side, one of them large on Enter, more by file or from the clipboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QDialog, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.services.case_view import EvidenceRow
from ui.shared import icons, theme
from ui.shared.cards import label
from ui.shared.messages import Words
from ui.shared.naming import named, plain
from ui.shared.painting import box, focus_ring, key_cap, smooth, text
from ui.shared.tokens import RADIUS, SECONDARY

COLUMNS, GAP = 4, 12
SHAPE = 0.72  # height of a small picture to its width
CAPTION = 26
LARGEST = 9  # pictures that have a number of their own


class EvidenceTile(QAbstractButton):
    """One small picture with its number and name."""

    def __init__(self, words: Words, number: int, row: EvidenceRow) -> None:
        super().__init__()
        self.row, self.number = row, number
        self.picture: QPixmap | None = None
        self.caption = row.note or row.name
        named(self, f"evidence.{number}", words("cases.evidence_named", n=number, name=self.caption))
        self.setText(plain(self.caption))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_bytes(self, content: bytes) -> None:
        """The picture has come."""
        picture = QPixmap()
        picture.loadFromData(QByteArray(content))
        self.picture = picture
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 110)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter makes it large, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        area = QRectF(0, 0, self.width(), self.height() - CAPTION)
        box(painter, area, RADIUS, theme.color("mat"))
        if self.picture is not None and not self.picture.isNull():
            self._paint_picture(painter, area)
        else:
            icon = "file" if self.row.media_type == "application/pdf" else "image"
            icons.draw(painter, icon, area.center().x() - 12, area.center().y() - 12, 24, theme.color("off"))
        muted, cy = theme.color("muted"), self.height() - 11
        taken = key_cap(painter, 1, cy, str(self.number), muted, theme.color("border"))
        text(painter, taken + 9, cy, self.caption, SECONDARY, colour=muted, width=self.width() - taken - 10)
        if self.hasFocus():
            focus_ring(painter, area)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        """The middle of the picture, filling the tile."""
        assert self.picture is not None
        size = self.picture.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
        shape = QPainterPath()
        shape.addRoundedRect(area, RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(shape)
        x, y = (area.width() - size.width()) / 2, (area.height() - size.height()) / 2
        painter.drawPixmap(QRectF(x, y, size.width(), size.height()), self.picture, QRectF(self.picture.rect()))
        painter.restore()


class EvidenceTiles(QWidget):
    """All evidence of a case; `enlarged(row)` when one is to be seen large."""

    enlarged = Signal(object)  # EvidenceTile

    def __init__(self, words: Words, rows: Sequence[EvidenceRow]) -> None:
        super().__init__()
        self.tiles = [EvidenceTile(words, number, row) for number, row in enumerate(rows, start=1)]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for tile in self.tiles:
            tile.setParent(self)
            tile.clicked.connect(lambda _on=False, tile=tile: self.enlarged.emit(tile))

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = (self.width() - GAP * (COLUMNS - 1)) // COLUMNS
        high = round(wide * SHAPE) + CAPTION
        for place, tile in enumerate(self.tiles):
            down, across = divmod(place, COLUMNS)
            tile.setGeometry(across * (wide + GAP), down * (high + 8), wide, high)
        rows = -(-len(self.tiles) // COLUMNS)
        self.setFixedHeight(rows * high + 8 * max(0, rows - 1))


class _Large(QWidget):
    """A picture as large as there is room."""

    def __init__(self, picture: QPixmap) -> None:
        super().__init__()
        self._picture = picture
        self.setMinimumSize(480, 360)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        size = self._picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        x, y = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        painter.drawPixmap(QRectF(x, y, size.width(), size.height()), self._picture, QRectF(self._picture.rect()))


class EvidenceDialog(QDialog):
    """One piece of evidence large; the arrow keys lead to the others, Esc back."""

    def __init__(self, parent: QWidget, words: Words, tiles: Sequence[EvidenceTile], place: int) -> None:
        super().__init__(parent)
        self._words, self._tiles, self._place = words, list(tiles), place
        named(self, "evidence.large", words("cases.evidence"))
        self.setModal(True)
        self.resize(920, 680)
        self.caption = label(bold=True)
        self.hint = label(words("cases.evidence_keys"), style="secondary", tone="muted")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 16, 16, 12)
        self._column.setSpacing(8)
        self._column.addWidget(self.caption)
        self._column.addWidget(QWidget(), 1)
        self._column.addWidget(self.hint)
        self._show()

    def _show(self) -> None:
        tile = self._tiles[self._place]
        told = self._words("cases.evidence_of", n=self._place + 1, of=len(self._tiles), name=tile.caption)
        self.caption.setText(told)
        self.setWindowTitle(told)
        made = _Large(tile.picture) if tile.picture is not None and not tile.picture.isNull() else None
        shown = made or label(self._words("cases.evidence_no_picture"), tone="muted", wrap=True)
        old = self._column.itemAt(1)
        before = old.widget() if old is not None else None
        if before is not None:
            self._column.replaceWidget(before, shown)
            before.deleteLater()
        shown.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right lead to the other pictures."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if step:
            self._place = (self._place + step) % len(self._tiles)
            self._show()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        else:
            super().keyPressEvent(event)
