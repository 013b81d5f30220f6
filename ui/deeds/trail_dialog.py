"""The audit trail of an order: sifted by kind, person and text, with every field that changed, and exported."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import Exported
from desktop_oms.services.order_view import OrderView
from desktop_oms.services.trail_words import Sieve, Told
from ui.shared.buttons import Button
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.file_dialogs import table_to_save
from ui.shared.forms import Choice, TextField
from ui.shared.messages import Words
from ui.shared.naming import named
from ui.shared.page import Desk
from ui.shared.row_table import RowTable
from ui.shared.table_model import Row, VirtualTable
from ui.shared.tokens import ROW_TWO_LINES

SMALLEST = (1080, 580)


class TrailDialog(QDialog):
    """Shows a trail; `reveal_asked` when somebody wants the receivers in full."""

    reveal_asked = Signal()
    finished_export = Signal(str)

    def __init__(self, parent: QWidget, desk: Desk, view: OrderView) -> None:
        super().__init__(parent)
        self._desk, self.view = desk, view
        words = desk.words
        title = words("trail.title", number=view.number)
        named(self, "trail", title)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumSize(*SMALLEST)
        self.rows: list[Told] = []
        self.shown: list[Told] = []
        self.kind = Choice("trail.kind", words("trail.kinds"), [("", words("trail.every_kind"))])
        self.person = Choice("trail.person", words("trail.people"), [("", words("trail.everybody"))])
        self.text = TextField("trail.text", words("trail.search"), prompt=words("trail.search"))
        self.count = label(style="secondary", tone="muted")
        self.model = VirtualTable(columns(words), desk.jobs, self)
        self.table = RowTable(self.model, "trail.rows", title, row_height=ROW_TWO_LINES)
        self.refusal = label(tone="trouble", wrap=True)
        self.refusal.hide()
        self.reveal = Button("trail.reveal", words("orders.reveal"))
        self.export = Button("trail.export", words("trail.export"), icon="download")
        self.way_back = Button("trail.close", words("shell.close"), "primary", key="Esc")
        for button in (self.reveal, self.export, self.way_back):
            button.setAutoDefault(False)  # Enter belongs to the search
        self._lay_out(title)
        self.kind.currentIndexChanged.connect(lambda _place: self._sift())
        self.person.currentIndexChanged.connect(lambda _place: self._sift())
        self.text.textChanged.connect(lambda _text: self._sift())
        self.reveal.clicked.connect(self.reveal_asked)
        self.export.clicked.connect(self._ask_where)
        self.way_back.clicked.connect(self.accept)

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(title, style="section", wrap=True), 1)
        head.addWidget(self.count)
        column.addLayout(head)
        sieve = QHBoxLayout()
        sieve.setSpacing(12)
        for field, share in ((self.kind, 2), (self.person, 2), (self.text, 4)):
            sieve.addWidget(field, share)
        column.addLayout(sieve)
        column.addWidget(self.table, 1)
        column.addWidget(self.refusal)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.reveal)
        foot.addWidget(self.export)
        foot.addStretch(1)
        foot.addWidget(self.way_back)
        column.addLayout(foot)

    def show_rows(self, rows: Sequence[Told], *, masked: bool) -> None:
        """Show this trail; what is chosen to sift by stays."""
        words, self.rows = self._desk.words, list(rows)
        kinds = {one.machine: one.kind for one in self.rows}
        people = {one.login: one.person for one in self.rows}
        self.kind.offer([("", words("trail.every_kind")), *kinds.items()])
        self.person.offer([("", words("trail.everybody")), *people.items()])
        self.reveal.setVisible(masked)
        self._sift()

    def _sift(self) -> None:
        sieve = Sieve(self.kind.chosen(), self.person.chosen(), self.text.text())
        self.shown = [one for one in self.rows if sieve.lets(one)]
        rows = [row(one, at) for at, one in enumerate(self.shown)]
        self.model.show(len(rows), lambda first, count: rows[first : first + count])
        words = self._desk.words
        none = words("trail.none")
        told = words("trail.count", n=len(self.shown), of=len(self.rows))
        self.count.setText(told if self.shown else none)

    def _ask_where(self) -> None:
        words = self._desk.words
        name = words("trail.file_name", number=self.view.number)
        path = table_to_save(self._desk, self, words("trail.export"), name, words("export.kind"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Write what is shown into a file."""
        desk, words = self._desk, self._desk.words
        write = partial(desk.app.trails.write, list(self.shown), self.view.number, path, words.language)

        def done(made: Exported) -> None:
            self.show_refusal("")
            self.finished_export.emit(words("trail.exported", n=made.count, name=made.path.name))

        desk.jobs.ask(self, write, done, self.show_error)

    def show_error(self, error: OmsError) -> None:
        """Say why something was not done."""
        self.show_refusal(self._desk.words.error(error))

    def show_refusal(self, words: str) -> None:
        """A sentence under the table; "" takes it away."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))


def columns(words: Words) -> list[Column]:
    """The columns of the table."""
    return [
        Column("at", words("trail.column.at"), 132),
        Column("person", words("trail.column.person"), 136),
        Column("what", words("trail.column.what")),
        Column("changes", words("trail.column.changes"), 248),
        Column("status", words("trail.column.status"), 136),
    ]


def row(one: Told, at: int) -> Row:
    """An entry as a row: the station under the person, several changes in two lines."""
    first, rest = one.changes[:1], one.changes[1:]
    cells = (
        Cell(one.at),
        Cell(one.person, one.station, bold=True),
        Cell(one.what, one.kind),
        Cell(first[0] if first else "", "  ".join(rest)),
        Cell(one.status),
    )
    return Row(at + 1, cells)
