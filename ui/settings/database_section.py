"""Database: where it is, its copies, whether everything adds up, another database, and what support asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop_oms.domain.roles import Actor
from desktop_oms.formats import place_words
from desktop_oms.services import upkeep
from desktop_oms.services.upkeep import Copy, Place
from desktop_oms.settings import log_folder
from ui.settings.copies_card import CopiesCard, size_words
from ui.settings.section import Section
from ui.settings.sums_card import SumsCard
from ui.settings.table_card import small
from ui.shared import file_dialogs
from ui.shared.buttons import Button
from ui.shared.cards import Card, label
from ui.shared.database_form import DatabaseForm
from ui.shared.jobs import Lane
from ui.shared.page import Desk

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
        self.copies, self.sums = CopiesCard(self), SumsCard(self)
        for card in (self._place_card(), self.copies, self.sums, self._support_card()):
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
        self.where.setText(place_words(place.shown))
        facts = {"size": size_words(place.size), "n": place.orders, "schema": place.schema}
        self.extent.setText(words("settings.where_facts", **facts))
        self.copies.show_copies(place, shown.copies, shown.zone)

    # other databases, support

    def _open_file(self) -> None:
        words = self.words
        files = file_dialogs.files_to_open(
            self.desk, self, words("settings.open_file"), words("settings.database"), DATABASES
        )
        if files:
            self.open_database(str(files[0]))

    def _open_server(self) -> None:
        words, form = self.words, DatabaseForm(self.words, "settings.field")

        def work(_actor: Actor) -> None:
            upkeep.reach(form.place())

        dialog = self.edit(
            "settings.server",
            words("settings.open_server"),
            words("settings.open"),
            form,
            work,
            words("settings.opening"),
        )
        dialog.accepted.connect(lambda: self.open_database(form.place()))

    def open_database(self, place: str) -> None:
        """Open another database in this window, now and at the next start."""
        self.desk.remember(database=place)
        self.desk.shell.reopen(place)

    def _open_log(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _bundle(self) -> None:
        words, proposed = self.words, "desktop-oms-support.zip"
        target = file_dialogs.file_to_save(
            self.desk, self, words("settings.bundle"), proposed, words("settings.bundle"), "*.zip"
        )
        if target is not None:
            self.bundle_to(target)

    def bundle_to(self, target: Path) -> None:
        """Write the support bundle."""
        support, settings = self.desk.app.support, self.desk.preferences.settings

        def done(made: Path) -> None:
            self.desk.shell.toast(self.words("settings.written", file=made))

        self.change(lambda actor: support.bundle(actor, target, settings), done, lane=Lane.LONG)
