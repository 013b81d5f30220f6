"""Who gets the goods: a pasted text taken apart into fields, what is unsure marked and the cursor put there.

A new order's receiver is told whole; of an order's receiver only the parts are told that change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_oms.domain.amending import ADDRESS, moved_to
from desktop_oms.domain.incoming import Address
from desktop_oms.services.entry import Pasted
from ui.shared.forms import FormRow, TextField
from ui.shared.messages import Words
from ui.shared.naming import named

PAUSE_MS = 250
# Row, column and columns taken of each part.
PLACES = {
    "name": (0, 0, 1),
    "phone": (0, 1, 1),
    "province": (1, 0, 1),
    "city": (1, 1, 1),
    "district": (1, 2, 1),
    "street": (2, 0, 2),
    "postcode": (2, 2, 1),
    "country": (0, 2, 1),
}
HIGH = 58


class PasteBox(QPlainTextEdit):
    """Where a receiver is pasted, or typed; Tab leaves it, Enter says that all is typed.

    `whole` while what stands there came at once: somebody who types is not done at every pause.
    """

    entered = Signal()

    def __init__(self, object_name: str, spoken: str, prompt: str) -> None:
        super().__init__()
        named(self, object_name, spoken)
        self.setPlaceholderText(prompt)
        self.setTabChangesFocus(True)
        self.setFixedHeight(HIGH)
        self.whole = True

    def insertFromMimeData(self, source: QMimeData) -> None:
        self.whole = True
        super().insertFromMimeData(source)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.whole = False
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            self.whole = self.whole and not (event.text() and event.text().isprintable())
            super().keyPressEvent(event)


class ReceiverForm(QWidget):
    """The receiver's parts; `changed` when one of them is another, `settled` when a pasted one was read."""

    changed = Signal()
    settled = Signal(object)  # the field to look at next, None when all is sure

    def __init__(self, words: Words, parse: Callable[[str], Pasted], name: str = "entry", country: str = "CN") -> None:
        """`name` begins the object names; `country` stands there at first."""
        super().__init__()
        self._words, self._parse = words, parse
        self._masked, self._token = False, ""
        self.paste = PasteBox(f"{name}.paste", words("entry.paste"), words("entry.paste_prompt"))
        self.rows: dict[str, FormRow] = {}
        self.fields: dict[str, TextField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for part in ADDRESS:
            line, column, wide = PLACES[part]
            word = words(f"orders.address.{part}")
            field = TextField(f"{name}.{part}", word, country if part == "country" else "")
            field.textEdited.connect(lambda _text, part=part: self._edited(part))
            self.fields[part], self.rows[part] = field, FormRow(word, field)
            grid.addWidget(self.rows[part], line, column, 1, wide)
        for column, share in enumerate((3, 3, 2)):
            grid.setColumnStretch(column, share)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(10)
        whole.addWidget(self.paste)
        whole.addLayout(grid)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.read(look=False))
        self.paste.textChanged.connect(self._pause.start)
        self.paste.entered.connect(self.read)

    def read(self, *, look: bool = True) -> None:
        """Take the pasted text apart; `look` puts the cursor on the first part that is unsure.

        A text that is still being typed fills the fields, but nothing of it is judged or marked to be typed over.
        """
        self._pause.stop()
        text = self.paste.toPlainText()
        if not text.strip():
            return
        found = self._parse(text)
        self.take(found.address)
        whole = look or self.paste.whole
        for part in found.unsure if whole else ():
            self.rows[part].show_error(self._words("entry.missing" if found.lacks(part) else "entry.unsure"))
        self.changed.emit()
        if whole:
            self.paste.selectAll()  # the next one pasted takes its place
        if look:
            self.settled.emit(self.fields[found.unsure[0]] if found.unsure else None)

    def read_rest(self) -> None:
        """Take in what was pasted a moment ago and has not been read yet."""
        if self._pause.isActive():
            self.read(look=False)

    def take(self, address: Address) -> None:
        """Put a receiver that was read into the fields."""
        self.show_address(replace(address, country=address.country or self.fields["country"].text().strip()))

    def _edited(self, part: str) -> None:
        self.rows[part].show_error("")
        self.changed.emit()

    def show_address(self, address: Address) -> None:
        """Show a receiver; nothing is marked."""
        for part, field in self.fields.items():
            field.setText(getattr(address, part))
            self.rows[part].show_error("")
        self._masked, self._token = address.masked, address.platform_token

    def clear(self) -> None:
        """An empty receiver in this country."""
        blocked = self.paste.blockSignals(True)
        self.paste.clear()
        self.paste.blockSignals(blocked)
        self.show_address(Address(country="CN"))

    def address(self) -> Address:
        """The receiver as it is now."""
        parts = {part: field.text().strip() for part, field in self.fields.items()}
        return Address(**parts, masked=self._masked, platform_token=self._token)


class MoveForm(ReceiverForm):
    """What changes of an order's receiver: a part left empty stays as it is, so that nobody has to see what is masked.

    A pasted place takes the whole old one's place: of such a one empty parts are said to become empty.
    """

    def __init__(self, words: Words, parse: Callable[[str], Pasted], missing: Sequence[str]) -> None:
        """`missing` are the parts that the order lacks."""
        super().__init__(words, parse, "deed.address", "")
        self._missing, self._moved = missing, dict[str, str]()
        self.changed.connect(self._show_prompts)
        self._show_prompts()

    def take(self, address: Address) -> None:
        """Only the parts that a text names come in, in the place of what was read before; what was typed stays."""
        before, self._moved = self._moved, moved_to(address)
        for part, field in self.fields.items():
            self.rows[part].show_error("")
            if part in self._moved:
                field.setText(self._moved[part])
            elif field.text() == before.get(part):
                field.clear()

    def told(self) -> dict[str, str]:
        """The parts that change, "" for one that becomes empty."""
        typed = self.address()
        placed = "street" in self._moved
        return moved_to(typed) if placed else {part: text for part in ADDRESS if (text := getattr(typed, part))}

    def _show_prompts(self) -> None:
        told = self.told()
        for part, field in self.fields.items():
            name = "goes" if part in told else "missing" if part in self._missing else "prompt"
            field.setPlaceholderText(self._words(f"orders.address_{name}"))
