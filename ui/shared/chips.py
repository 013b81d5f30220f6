"""Status chips as widgets of their own, for the detail pane and dialogs (tables paint theirs)."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.shared import theme
from ui.shared.painting import chip, chip_width, smooth


class Chip(QWidget):
    """A word on the ground of its colour family, with an icon."""

    def __init__(self, word: str, family: str, icon: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_word(word, family, icon)

    def show_word(self, word: str, family: str, icon: str | None = None) -> None:
        """Show another word, family and icon."""
        self.word, self.family, self.icon_name = word, family, icon
        self.setAccessibleName(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self.word, icon=self.icon_name is not None), 22)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        chip(painter, 0, self.height() / 2, self.word, self.family, self.icon_name)


class StatusChip(Chip):
    """The chip of a status or badge, by its word key ("status.paid", "badge.shortage") and the word in the reader's
    language.
    """

    def __init__(self, key: str, word: str, parent: QWidget | None = None) -> None:
        family, icon = theme.look(key)
        super().__init__(word, family, icon, parent)
        self.key = key
