"""An open box: the piece to take now at the left, everything that belongs in it at the right, and what must be read."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_oms.domain.packing import ScanResult, Verdict
from ui.packing.box import Box
from ui.packing.item_card import ItemCard
from ui.packing.line_list import LineList
from ui.shared import icons, theme
from ui.shared.goods import full_name
from ui.shared.lettering import fitted_lines, line_height, lines_of_text
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.painting import box, smooth, text
from ui.shared.tokens import LOW_WINDOW, RADIUS_CARD

NOTE_SHARE = 0.45  # of the column's height that a long note may take


@dataclass(frozen=True, slots=True)
class EchoWords:
    """What the last scan came to: its colour family, icon and words."""

    family: str
    icon: str
    words: str


class Echo(QWidget):
    """Repeats the last scan, so that nobody scans twice in doubt."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "packing.echo", "")
        self.setFixedHeight(60)
        self._told: EchoWords | None = None
        self._age = ""

    def say(self, told: EchoWords | None) -> None:
        """Say what the last scan came to; None for nothing."""
        if told != self._told:
            self._told = told
            self.setAccessibleName(told.words if told else "")
            self.update()

    def show_age(self, age: str) -> None:
        """Say how long ago that was."""
        if age != self._age:
            self._age = age
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._told is None:
            return
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family(self._told.family)
        box(painter, QRectF(self.rect()), RADIUS_CARD, ground)
        cy = self.height() / 2
        icons.draw(painter, self._told.icon, 20, cy - 14, 28, ink, 2.6)
        right = self.width() - 24 - text(painter, self.width() - 24, cy, self._age, 16, colour=ink, side="right")
        px, lines = fitted_lines(self._told.words, int(right - 84), self.height() - 8, (20, 16))
        first = cy - (len(lines) - 1) * line_height(px) / 2
        lines_of_text(painter, 68, first, lines, px, bold=len(lines) == 1, colour=ink)


class NoteCard(QWidget):
    """What the packer must read, in the only amber of the page."""

    def __init__(self) -> None:
        super().__init__()
        named(self, "packing.note", "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.words = ""
        self._limit = 400

    def say(self, words: str) -> None:
        """Show these words; "" hides the card."""
        if words == self.words and words:
            return
        self.words = words
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        self.fit(self._limit)
        self.update()

    def fit(self, limit: int) -> None:
        """Grow with the words, up to that height."""
        self._limit = limit
        px, lines = self._lines(limit)
        self.setFixedHeight(max(64, min(limit, len(lines) * line_height(px) + 32)))

    def _lines(self, limit: int) -> tuple[int, tuple[str, ...]]:
        low = self.window().height() < LOW_WINDOW
        return fitted_lines(
            self.words, max(120, self.width() - 104), limit - 28, (20, 16) if low else (26, 20, 16), True
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit(self._limit)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        ink, ground = theme.family("care")
        box(painter, QRectF(self.rect()), RADIUS_CARD, ground)
        icons.draw(painter, "note", 22, self.height() / 2 - 18, 36, ink, 2)
        px, lines = self._lines(self._limit)
        first = self.height() / 2 - (len(lines) - 1) * line_height(px) / 2
        lines_of_text(painter, 80, first, lines, px, bold=True, colour=ink)


class OpenView(QWidget):
    """Shows a box while pieces are scanned."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.item, self.lines, self.echo, self.note = (
            ItemCard(words),
            LineList(words),
            Echo(),
            NoteCard(),
        )
        self._beside = QHBoxLayout(self)
        self._beside.setSpacing(24)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.lines, 100)
        column.addWidget(self.echo)
        column.addStretch(1)
        column.addWidget(self.note)
        self._beside.addWidget(self.item, 524)
        self._beside.addLayout(column, 476)
        self._fit()

    def show_box(self, shown: Box, age: str) -> None:
        """Show the box as its session has it."""
        session = shown.session
        self.item.show_line(session.current)
        self.lines.show_lines(session.lines, session.current)
        self.echo.say(echo_of(session.last, self._words))
        self.echo.show_age(age if session.last else "")
        self.note.say(notes_of(shown, self._words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.window().height() < LOW_WINDOW
        self._beside.setContentsMargins(32, 16 if low else 28, 32, 12 if low else 20)
        self.echo.setFixedHeight(48 if low else 60)
        self.note.fit(max(64, int(self.height() * NOTE_SHARE)))
        self.lines.fit_window()

    def minimumSizeHint(self) -> QSize:
        return QSize(800, 240)


def notes_of(shown: Box, words: Words) -> str:
    """All notes to the packer, each with whose it is where there are several."""
    notes = shown.job.notes
    if len(notes) == 1:
        return notes[0][1]
    return "\n".join(words("packing.note_of", whose=words(f"packing.{whose}"), text=text) for whose, text in notes)


TOLD = {
    Verdict.NOTHING_TO_UNDO: ("attention", "alert", "packing.nothing_to_undo"),
    Verdict.COMMAND_UNKNOWN: ("attention", "alert", "packing.command_unknown"),
    Verdict.QUANTITY: ("active", "check", "packing.quantity_armed"),
    Verdict.QUANTITY_BAD: ("attention", "alert", "packing.quantity_bad"),
    Verdict.NOT_NOW: ("attention", "alert", "packing.not_now"),
    Verdict.PACKAGE: ("active", "packing", "packing.package_is"),
    Verdict.LINKED: ("active", "link", "packing.linked"),
    Verdict.NOTE_READ: ("neutral", "note", "packing.note_was_read"),
    Verdict.PHOTO: ("active", "image", "packing.photos_kept"),
}


def facts_of(last: ScanResult) -> dict[str, object]:
    """What the sentence of an echo may name."""
    goods = full_name(last.line) if last.line else ""
    return {"code": last.code, "goods": goods, "n": last.facts.get("n", 0), "package": last.facts.get("package", "")}


def echo_of(last: ScanResult | None, words: Words) -> EchoWords | None:
    """What the last scan came to, in words."""
    if last is None:
        return None
    goods = full_name(last.line) if last.line else ""
    if last.verdict in (Verdict.OK, Verdict.ALL_IN):
        told = words("packing.just_scanned", goods=goods)
        if last.units > 1:
            told = words("packing.just_scanned_more", goods=goods, n=last.units)
        return EchoWords("active", "check", told)
    plain = TOLD.get(last.verdict)
    if plain is not None:
        family, icon, key = plain
        return EchoWords(family, icon, words(key, **facts_of(last)))
    if last.verdict == Verdict.UNDONE:
        return EchoWords("neutral", "undo", words("packing.taken_back", goods=goods))
    return EchoWords("neutral", "check", words("packing.stop_over"))
