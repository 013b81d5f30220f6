"""The copies of the database: listed, one made now, one put back after its numbers were read."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import place_words, time_local
from desktop_oms.services import upkeep
from desktop_oms.services.upkeep import Copy, Place
from desktop_oms.settings import default_database
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared import file_dialogs
from ui.shared.cells import Cell, Column
from ui.shared.dialogs import ConfirmDialog
from ui.shared.jobs import Lane
from ui.shared.table_model import Row

COPY_PATTERNS = ("*.sqlite", "*.dump")


class CopiesCard(TableCard):
    """Enter on a copy asks whether to put it back."""

    def __init__(self, section: Section) -> None:
        words = section.words
        columns = [
            Column("file", words("settings.copy_file")),
            Column("made", words("settings.copy_made"), 200),
            Column("size", words("settings.copy_size"), 120, "number"),
        ]
        note = words("settings.copies_note")
        nothing = words("settings.no_copies")
        super().__init__(
            "copies", words("settings.copies"), columns, section.desk.jobs, nothing, note=note, two_lines=False
        )
        self.section = section
        self.place: Place | None = None
        self.zone = "UTC"
        backup = small("settings.backup", words("settings.backup"), "download")
        restore = small("settings.restore", words("settings.restore"), "undo")
        backup.clicked.connect(self._backup)
        restore.clicked.connect(self._choose_copy)
        self.offer(backup, restore)
        self.opened.connect(lambda copy: self.put_back(copy.file))

    def show_copies(self, place: Place, copies: Sequence[Copy], zone: str) -> None:
        """Show the copies of a database; `zone` is the shop's clock."""
        self.place, self.zone = place, zone
        cells = [(Cell(copy.file.name), Cell(self._time(copy)), Cell(size_words(copy.size))) for copy in copies]
        kept = not self.section.desk.preferences.settings.copy_trouble
        self.note.setText("" if kept else self.section.words("settings.copies_not_kept"))
        self.show_rows([Row(number, cells[number], copy) for number, copy in enumerate(copies)])

    def _time(self, copy: Copy) -> str:
        return time_local(copy.made_at, self.zone, self.section.words.language)

    def _backup(self) -> None:
        words = self.section.words
        if self.place is None:
            return
        file = self.place.path
        ending = COPY_PATTERNS[0] if file else COPY_PATTERNS[1]
        proposed = f"{file.stem if file else 'orders'}-{words('settings.copy_word')}{ending[1:]}"
        target = file_dialogs.file_to_save(
            self.section.desk, self, words("settings.backup"), proposed, words("settings.copies"), ending
        )
        if target is None:
            return
        if target.exists():  # the dialog asked already, and a copy never writes over a file by itself
            self.section.failed.emit(OmsError("backup_exists", file=str(target)))
            return
        self.copy_to(target)

    def copy_to(self, target: Path) -> None:
        """Copy the database into a new file."""
        self.note.setText(self.section.words("settings.copying"))

        def done(made: Path) -> None:
            self.note.setText("")
            self.section.desk.shell.toast(self.section.words("settings.backed_up", file=made))

        def failed(error: OmsError) -> None:
            self.note.setText("")
            self.section.failed.emit(error)

        self.section.change(
            lambda actor: self.section.desk.app.upkeep.backup_by(actor, target), done, failed, lane=Lane.LONG
        )

    def _choose_copy(self) -> None:
        chosen = self.chosen_facts()
        if isinstance(chosen, Copy):
            self.put_back(chosen.file)
            return
        words = self.section.words
        files = file_dialogs.files_to_open(
            self.section.desk, self, words("settings.restore"), words("settings.copies"), COPY_PATTERNS
        )
        if files:
            self.put_back(files[0])

    def put_back(self, file: Path) -> None:
        """Look at a copy, say what it would replace, then put it in the database's place."""

        def look() -> Copy:
            found: Copy = self.section.desk.app.upkeep.look(self.section.desk.actor(), file)
            return found

        self.section.ask(look, self._ask_restore, lane=Lane.LONG)

    def _ask_restore(self, copy: Copy) -> None:
        words = self.section.words
        if self.place is None:
            return
        now = self.place.orders
        facts = {"made": self._time(copy), "now": now, "folder": place_words(self.place.copies)}
        if copy.orders is None:
            consequence = words("settings.restore_dump", **facts)
        else:
            consequence = words("settings.restore_consequence", n=copy.orders, **facts)
        question = words("settings.restore_question", file=copy.file.name)
        if ConfirmDialog.ask(self, question, consequence, words("settings.restore_deed"), words("shell.cancel")):
            self.section.desk.shell.reopen(None, lambda place: restored(copy.file, place, words("settings.restored")))


def size_words(size: int) -> str:
    """A size in bytes for people."""
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{size / 1000:,.0f} kB"


def restored(source: Path, place: str, said: str) -> str:
    """Put a copy in a database's place while nobody has it open; what to say when all stands again."""
    upkeep.restore(source, place or default_database())
    return said
