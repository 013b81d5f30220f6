"""The foot of the bench: three facts at the left, the commands of the moment at the right, or the field for a code."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desktop_oms.formats import weight
from ui.shared import icons, theme
from ui.shared.command_card import Command, CommandCard
from ui.shared.fonts import advance
from ui.shared.forms import TextField
from ui.shared.messages import Words
from ui.shared.naming import as_tooltip, named
from ui.shared.painting import across, smooth, text
from ui.shared.tokens import LOW_WINDOW


class Fact(QWidget):
    """An icon, a caption and a value that can be read in passing."""

    def __init__(self, object_name: str, icon: str, caption: str) -> None:
        super().__init__()
        named(self, object_name, caption)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self._icon, self._caption, self._value = icon, caption, ""
        self.hide()

    def say(self, value: str) -> None:
        """Show another value; "" hides the fact."""
        if value != self._value:
            self._value = value
            self.setAccessibleName(f"{self._caption} {value}")
            self.setToolTip(as_tooltip(value))
            self.setVisible(bool(value))
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(48 + max(advance(self._caption, 16), advance(self._value, 20, True))) + 4, 60)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(190, self.sizeHint().width()), 60)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        smooth(painter)
        cy, muted, room = self.height() / 2, theme.color("muted"), self.width() - 48
        icons.draw(painter, self._icon, 0, cy - 16, 32, muted, 1.6)
        text(painter, 48, cy - 13, self._caption, 16, colour=muted, width=room)
        text(painter, 48, cy + 14, self._value, 20, bold=True, width=room)


class CodeField(TextField):
    """The field for a code that no scanner can read; Enter gives it, Esc or leaving it empty puts it away."""

    given = Signal(str)
    put_away = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__("packing.code", words("packing.type_code"), prompt=words("packing.type_prompt"))
        self.setProperty("packing", True)
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            code = self.text().strip()
            self.put_away.emit()
            if code:
                self.given.emit(code)
        elif event.key() == Qt.Key.Key_Escape:
            self.put_away.emit()
        else:
            super().keyPressEvent(event)


class Foot(QWidget):
    """88 px; `commanded` gives a code, `asked` the name of a command that is no code."""

    commanded = Signal(str)
    asked = Signal(str)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self._shown: tuple[Command, ...] = ()
        self._made: dict[Command, CommandCard] = {}
        named(self, "packing.foot", words("packing.commands"))
        self.weight = Fact("packing.weight", "scale", words("packing.goods_weigh"))
        self.folder = Fact("packing.folder", "printer", words("packing.print_folder"))
        self.printer = Fact("packing.printer", "printer", words("packing.prints_on"))
        self.waiting = Fact("packing.waiting", "truck", words("packing.to_hand_over"))
        self.field = CodeField(words)
        self.field.given.connect(self.commanded)
        self.field.put_away.connect(self.close_field)
        self._facts = QWidget()
        facts = QHBoxLayout(self._facts)
        facts.setContentsMargins(0, 0, 0, 0)
        facts.setSpacing(40)
        for fact in (self.weight, self.printer, self.folder, self.waiting):
            facts.addWidget(fact)
        facts.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(32, 1, 32, 0)
        row.setSpacing(24)
        row.addWidget(self._facts, 1)
        row.addWidget(self.field, 1)
        self._cards = QHBoxLayout()
        self._cards.setSpacing(12)
        row.addLayout(self._cards)
        self.fit_window()

    def fit_window(self) -> None:
        """Take the height that the window leaves."""
        self.setFixedHeight(76 if self.window().height() < LOW_WINDOW else 88)

    def show_facts(self, grams: int | None, folder: str, waiting: int, printer: str = "") -> None:
        """Show what the goods of the box should weigh, where labels go, how many parcels wait; nothing for nothing.

        Labels go to a printer where the station has one, else into the folder.
        """
        self.weight.say(self._words("packing.about", weight=weight(grams)) if grams else "")
        self.printer.say(printer)
        self.folder.say("" if printer else folder)
        self.waiting.say(self._words("packing.parcels", n=waiting) if waiting else "")

    def show_commands(self, commands: Sequence[Command]) -> None:
        """Offer these commands; the same ones stay where they are."""
        if tuple(commands) == self._shown:
            return
        for command in self._shown:
            self._made[command].hide()
            self._made[command].setEnabled(False)  # a card that is not offered has no key
            self._cards.removeWidget(self._made[command])
        self._shown = tuple(commands)
        for command in self._shown:
            card = self._made.get(command) or self._make(command)
            self._cards.addWidget(card)
            card.setEnabled(True)
            card.show()

    def _make(self, command: Command) -> CommandCard:
        """A card for a command, made once: another order comes every few seconds."""
        word = self._words(command.word)
        card = CommandCard(f"packing.{command.name}", word, command.key, code=command.code, icon=command.icon)
        card.clicked.connect(lambda _on=False, given=command: self._say(given))
        self._made[command] = card
        return card

    def _say(self, command: Command) -> None:
        if command.code:
            self.commanded.emit(command.code)
        else:
            self.asked.emit(command.name)

    def open_field(self, begun: str = "") -> None:
        """Show the field for a code, with what was typed already."""
        self._facts.hide()
        self.field.setText(begun)
        self.field.show()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)  # any other would select what was typed already

    def close_field(self) -> None:
        """Put the field away."""
        self.field.clear()
        self.field.hide()
        self._facts.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.color("surface"))
        across(painter, 0, 0, self.width(), "border")
