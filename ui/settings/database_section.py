"""Database: where it is, its copies, whether everything adds up, another database, and what support asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.formats import time_local
from desktop_oms.services import upkeep
from desktop_oms.services.upkeep import Copy, Finding, Place
from desktop_oms.settings import default_database, log_folder
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared import file_dialogs
from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.cells import Cell, Column
from ui.shared.dialogs import ConfirmDialog
from ui.shared.form import Form
from ui.shared.forms import TextField
from ui.shared.jobs import Lane
from ui.shared.page import Desk
from ui.shared.table_model import Row

COPY_PATTERNS = ("*.sqlite", "*.dump")
DATABASES = ("*.sqlite", "*.db")


@dataclass(frozen=True, slots=True)
class Shown:
    """The database and its copies; `zone` is the shop's clock."""

    place: Place
    copies: tuple[Copy, ...]
    zone: str


class DatabaseSection(Section):
    """Nothing here is done by accident: what is replaced is said in numbers first."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "database")
        self._shown: Shown | None = None
        for card in (self._place_card(), self._copies_card(), self._sums_card(), self._support_card()):
            self.column.addWidget(card)

    def _button(self, name: str, icon: str, press: Callable[[], None]) -> Button:
        made = small(f"settings.{name}", self.words(f"settings.{name}"), icon)
        made.clicked.connect(lambda _on=False: press())
        return made

    def _card(self, name: str, *buttons: Button) -> Card:
        """A titled card with a hint and its buttons."""
        card = Card(self.words(f"settings.{name}"))
        for button in buttons:
            card.head.addWidget(button)
        return card

    def _place_card(self) -> Card:
        card = self._card(
            "where",
            self._button("open_file", "file", self._open_file),
            self._button("open_server", "link", self._open_server),
        )
        self.where, self.extent = label("", bold=True, wrap=True), label("", tone="muted", wrap=True)
        for part in (self.where, self.extent):
            card.content.addWidget(part)
        return card

    def _copies_card(self) -> Card:
        words = self.words
        columns = [
            Column("file", words("settings.copy_file")),
            Column("made", words("settings.copy_made"), 200),
            Column("size", words("settings.copy_size"), 120, "number"),
        ]
        self.copies = TableCard(
            "copies",
            words("settings.copies"),
            columns,
            self.desk.jobs,
            words("settings.no_copies"),
            note=words("settings.copies_note"),
            two_lines=False,
        )
        self.copies.offer(
            self._button("backup", "download", self._backup), self._button("restore", "undo", self._choose_copy)
        )
        self.copies.opened.connect(lambda copy: self.put_back(copy.file))
        return self.copies

    def _sums_card(self) -> Card:
        words = self.words
        columns = [Column("subject", words("settings.subject"), 160), Column("finding", words("settings.finding"))]
        self.sums = TableCard(
            "findings",
            words("settings.sums"),
            columns,
            self.desk.jobs,
            words("settings.sums_not_yet"),
            note=words("settings.sums_note"),
            two_lines=False,
        )
        self.sums.offer(
            self._button("reconcile", "scale", lambda: self._reconcile(full=False)),
            self._button("reconcile_full", "scale", lambda: self._reconcile(full=True)),
        )
        return self.sums

    def _support_card(self) -> Card:
        card = self._card(
            "support",
            self._button("open_log", "file", self._open_log),
            self._button("bundle", "download", self._bundle),
        )
        card.content.addWidget(label(self.words("settings.support_note"), tone="muted", wrap=True))
        return card

    # showing

    def reload(self) -> None:
        """Size and copies as they are."""
        app = self.desk.app

        def read() -> Shown:
            channels = app.setup.state().channels
            zone = min(channels, key=lambda one: one.id).time_zone if channels else "UTC"
            return Shown(app.upkeep.place(), tuple(app.upkeep.copies()), zone)

        self.ask(read, self._show)

    def _show(self, shown: Shown) -> None:
        self._shown, words, place = shown, self.words, shown.place
        self.where.setText(place.shown)
        facts = {"size": self._size(place.size), "n": place.orders, "schema": place.schema}
        self.extent.setText(words("settings.where_facts", **facts))
        self.copies.show_rows(
            [
                Row(
                    number,
                    (Cell(copy.file.name), Cell(self._time(copy)), Cell(self._size(copy.size))),
                    copy,
                )
                for number, copy in enumerate(shown.copies)
            ]
        )

    def _time(self, copy: Copy) -> str:
        return time_local(copy.made_at, self._shown.zone if self._shown else "UTC", self.words.language)

    def _size(self, size: int) -> str:
        return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{size / 1000:,.0f} kB"

    # copies

    def _backup(self) -> None:
        words = self.words
        if self._shown is None:
            return
        file = self._shown.place.path
        ending = COPY_PATTERNS[0] if file else COPY_PATTERNS[1]
        proposed = Path.home() / f"{file.stem if file else 'orders'}-{words('settings.copy_word')}{ending[1:]}"
        target = file_dialogs.file_to_save(self, words("settings.backup"), proposed, words("settings.copies"), ending)
        if target is None:
            return
        if target.exists():  # the dialog asked already, and a copy never writes over a file by itself
            self.failed.emit(OmsError("backup_exists", file=str(target)))
            return
        self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """Copy the database into a new file."""
        self.copies.note.setText(self.words("settings.copying"))

        def done(made: Path) -> None:
            self.copies.note.setText("")
            self.desk.shell.toast(self.words("settings.backed_up", file=made))

        def failed(error: OmsError) -> None:
            self.copies.note.setText("")
            self.failed.emit(error)

        self.change(lambda actor: self.desk.app.upkeep.backup_by(actor, target), done, failed, lane=Lane.LONG)

    def _choose_copy(self) -> None:
        chosen = self.copies.chosen_facts()
        if isinstance(chosen, Copy):
            self.put_back(chosen.file)
            return
        words = self.words
        files = file_dialogs.files_to_open(self, words("settings.restore"), words("settings.copies"), COPY_PATTERNS)
        if files:
            self.put_back(files[0])

    def put_back(self, file: Path) -> None:
        """Look at a copy, say what it would replace, then put it in the database's place."""

        def look() -> Copy:
            found: Copy = self.desk.app.upkeep.look(self.desk.actor(), file)
            return found

        self.ask(look, self._ask_restore, lane=Lane.LONG)

    def _ask_restore(self, copy: Copy) -> None:
        words = self.words
        if self._shown is None:
            return
        now = self._shown.place.orders
        facts = {"made": self._time(copy), "now": now, "folder": self._shown.place.copies}
        if copy.orders is None:
            consequence = words("settings.restore_dump", **facts)
        else:
            consequence = words("settings.restore_consequence", n=copy.orders, **facts)
        question = words("settings.restore_question", file=copy.file.name)
        if ConfirmDialog.ask(self, question, consequence, words("settings.restore_deed"), words("shell.cancel")):
            self.desk.shell.reopen(None, lambda place: restored(copy.file, place, words("settings.restored")))

    # does it add up

    def _reconcile(self, *, full: bool) -> None:
        words = self.words
        self.sums.note.setText(words("settings.summing"))

        def work() -> list[Finding]:
            found: list[Finding] = self.desk.app.upkeep.reconcile(full=full)
            return found

        self.ask(work, self._show_findings, lane=Lane.LONG)

    def _show_findings(self, found: list[Finding]) -> None:
        words = self.words
        self.sums.note.setText("")
        self.sums.nothing.setText(words("reconcile.nothing"))
        self.sums.show_rows(
            [Row(number, (Cell(one.subject, bold=True), Cell(self.told(one))), one) for number, one in enumerate(found)]
        )

    def told(self, one: Finding) -> str:
        """What does not add up, in one sentence."""
        return self.words(f"reconcile.{one.code}", **{"subject": one.subject, **one.facts})

    # other databases, support

    def _open_file(self) -> None:
        words = self.words
        files = file_dialogs.files_to_open(self, words("settings.open_file"), words("settings.database"), DATABASES)
        if files:
            self.open_database(str(files[0]))

    def _open_server(self) -> None:
        words, form = self.words, Form(self.words)
        field = TextField("settings.field.address", words("settings.address_of_server"))
        form.add("address", field, words("settings.address_hint"))

        def work(_actor: Actor) -> None:
            if not form.texts()["address"].startswith(("postgresql://", "postgres://")):
                raise OmsError("database_address", field="address", scheme=form.texts()["address"].split(":")[0])

        dialog = self.edit(
            "settings.server",
            words("settings.open_server"),
            words("settings.open"),
            form,
            work,
            words("settings.opening"),
        )
        dialog.accepted.connect(lambda: self.open_database(field.text().strip()))

    def open_database(self, place: str) -> None:
        """Open another database in this window, now and at the next start."""
        self.desk.remember(database=place)
        self.desk.shell.reopen(place)

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _bundle(self) -> None:
        words, proposed = self.words, Path.home() / "desktop-oms-support.zip"
        target = file_dialogs.file_to_save(self, words("settings.bundle"), proposed, words("settings.bundle"), "*.zip")
        if target is not None:
            self.bundle_to(target)

    def bundle_to(self, target: Path) -> None:
        """Write the support bundle."""
        support, settings = self.desk.app.support, self.desk.preferences.settings

        def done(made: Path) -> None:
            self.desk.shell.toast(self.words("settings.written", file=made))

        self.change(lambda actor: support.bundle(actor, target, settings), done, lane=Lane.LONG)


def restored(source: Path, place: str, said: str) -> str:
    """Put a copy in a database's place while nobody has it open; what to say when all stands again."""
    upkeep.restore(source, place or default_database())
    return said
