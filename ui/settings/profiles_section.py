"""Import profiles: the mappings people saved, taken out or carried to another shop as a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from desktop_oms.services.profiles import Mapping
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared import file_dialogs
from ui.shared.cells import Cell, Column
from ui.shared.page import Desk
from ui.shared.table_model import Row

PATTERN = "*.json"


class ProfilesSection(Section):
    """One table; a mapping that was taken out can be put in again from the toast."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "profiles")
        self._known: list[Mapping] = []
        words = self.words
        columns = [
            Column("profile", words("settings.profile"), 220),
            Column("columns", words("settings.profile_columns")),
            Column("count", words("settings.profile_count"), 90, "number"),
        ]
        self.card = TableCard(
            "profiles",
            words("settings.profiles"),
            columns,
            desk.jobs,
            words("settings.no_profiles"),
            note=words("settings.profiles_note"),
        )
        buttons = {"read": "upload", "write": "download", "remove": "trash"}
        self.buttons = {
            name: small(f"settings.profile_{name}", words(f"settings.profile_{name}"), icon)
            for name, icon in buttons.items()
        }
        self.buttons["read"].clicked.connect(self._read)
        self.buttons["write"].clicked.connect(self._write)
        self.buttons["remove"].clicked.connect(self._remove)
        for name in ("write", "remove"):
            self.buttons[name].refused.connect(self.desk.shell.toast)
        self.card.offer(*self.buttons.values())
        self.card.table.row_chosen.connect(lambda _row: self._allow())
        self.column.addWidget(self.card)

    def reload(self) -> None:
        """The mappings as they are."""
        self.ask(self.desk.app.profiles.all, self._show)

    def _show(self, known: list[Mapping]) -> None:
        self._known = known
        comma, words = self.words("settings.comma"), self.words
        self.card.show_rows(
            [
                Row(
                    hash(one.name),
                    (
                        Cell(one.name, bold=True),
                        Cell(
                            comma.join(one.columns.values()), comma.join(words(f"field.{key}") for key in one.columns)
                        ),
                        Cell(str(len(one.columns))),
                    ),
                    one,
                )
                for one in known
            ]
        )
        self._allow()

    def _allow(self) -> None:
        chosen = self.card.chosen_facts()
        for name in ("write", "remove"):
            self.buttons[name].refuse(None if chosen else self.words("settings.choose_row"))

    def _read(self) -> None:
        files = file_dialogs.files_to_open(
            self.desk, self, self.words("settings.profile_read"), self.words("settings.profile"), (PATTERN,)
        )
        if files:
            self.take_in(files[0])

    def take_in(self, file: Path) -> None:
        """Take a mapping in from a file; the one whose place it takes comes back from the toast."""
        profiles, seen = self.desk.app.profiles, self._known

        def done(made: Mapping) -> None:
            before = next((one for one in seen if one.name == made.name), None)
            if before is None:
                self.desk.shell.toast(self.words("settings.profile_taken", profile=made.name))
            else:
                said = self.words("settings.profile_replaced", profile=made.name)
                self.desk.shell.toast(said, lambda: self._put(before, [made]))

        self.change(lambda actor: profiles.read(actor, file, known=seen), done)

    def _put(self, one: Mapping, known: Sequence[Mapping]) -> None:
        """Put a mapping back, unless somebody has saved another of its name than the `known` one."""
        profiles, seen = self.desk.app.profiles, {other.name: other.columns for other in known}
        self.change(lambda actor: profiles.save(actor, one.name, one.columns, known=seen))

    def _write(self) -> None:
        one = self.card.chosen_facts()
        if not isinstance(one, Mapping):
            return
        words, proposed = self.words, f"{one.name}.json"
        file = file_dialogs.file_to_save(
            self.desk, self, words("settings.profile_write"), proposed, words("settings.profile"), PATTERN
        )
        if file is not None:
            done = words("settings.written", file=file)
            self.ask(lambda: self.desk.app.profiles.write(one.name, file), lambda _file: self.desk.shell.toast(done))

    def _remove(self) -> None:
        one = self.card.chosen_facts()
        if not isinstance(one, Mapping):
            return
        app = self.desk.app

        def done(kept: Mapping) -> None:
            said = self.words("settings.profile_removed", profile=kept.name)
            self.desk.shell.toast(said, lambda: self._put(kept, ()))

        self.change(lambda actor: app.profiles.remove(actor, one.name, seen=one), done)
