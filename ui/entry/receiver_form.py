"""Who gets the goods: a pasted text taken apart into fields, what is unsure marked and the cursor put there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

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
    """Where a receiver is pasted; Tab leaves it, Enter says that all is typed."""

    entered = Signal()

    def __init__(self, spoken: str, prompt: str) -> None:
        super().__init__()
        named(self, "entry.paste", spoken)
        self.setPlaceholderText(prompt)
        self.setTabChangesFocus(True)
        self.setFixedHeight(HIGH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ReceiverForm(QWidget):
    """The receiver's parts; `changed` when one of them is another, `settled` when a pasted one was read."""

    changed = Signal()
    settled = Signal(object)  # the field to look at next, None when all is sure

    def __init__(self, words: Words, parse: Callable[[str], Pasted]) -> None:
        super().__init__()
        self._words, self._parse = words, parse
        self._masked, self._token = False, ""
        self.paste = PasteBox(words("entry.paste"), words("entry.paste_prompt"))
        self.rows: dict[str, FormRow] = {}
        self.fields: dict[str, TextField] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for part in ("name", "phone", "country", "province", "city", "district", "street", "postcode"):
            line, column, wide = PLACES[part]
            word = words(f"orders.address.{part}")
            field = TextField(f"entry.{part}", word, "CN" if part == "country" else "")
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
        """Take the pasted text apart; `look` puts the cursor on the first part that is unsure."""
        self._pause.stop()
        text = self.paste.toPlainText()
        if not text.strip():
            return
        found = self._parse(text)
        self.show_address(found.address)
        for part in found.unsure:
            missing = not getattr(found.address, part)
            self.rows[part].show_error(self._words("entry.missing" if missing else "entry.unsure"))
        self.changed.emit()
        self.paste.selectAll()  # the next one pasted takes its place
        if look:
            self.settled.emit(self.fields[found.unsure[0]] if found.unsure else None)

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
