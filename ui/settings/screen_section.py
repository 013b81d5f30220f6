"""This screen: language, theme, who works here and where, and the folder for files to print.  Taken at once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout

from desktop_oms.domain.catalogue import Station, User
from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import place_words
from desktop_oms.words import LANGUAGES
from ui.settings.section import Section
from ui.settings.table_card import small
from ui.shared import file_dialogs
from ui.shared.cards import Card, label
from ui.shared.form import Form
from ui.shared.forms import Choice, TextField
from ui.shared.page import Desk
from ui.shared.tokens import THEMES

NOBODY = "?"


@dataclass(frozen=True, slots=True)
class Known:
    """Who may work here, and the places of work there are."""

    users: tuple[User, ...]
    stations: tuple[Station, ...]


class ScreenSection(Section):
    """Preferences of this computer; nothing of the shop."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "screen")
        words, chosen = self.words, desk.preferences.settings
        languages = [(key, words(f"language.{key}")) for key in LANGUAGES]
        looks = [(key, words(f"settings.theme_{key}")) for key in THEMES]
        self.language = Choice("settings.language", words("settings.language"), languages, words.language)
        self.theme = Choice("settings.theme", words("settings.theme"), looks, chosen.theme)
        self.user = Choice("settings.user", words("settings.user"), [(NOBODY, words("settings.user_only"))])
        self.station = TextField("settings.station", words("settings.station"), chosen.station)
        look, work = Form(words, 2), Form(words, 2)
        look.add("language", self.language, words("settings.language_hint"))
        look.add("theme", self.theme)
        work.add("user", self.user, words("settings.user_hint"))
        work.add("station", self.station, words("settings.station_hint"))
        self.form = work
        for title, form in (("settings.look", look), ("settings.work", work)):
            card = Card(words(title))
            card.content.addWidget(form)
            self.column.addWidget(card)
        self.column.addWidget(self._folder_card())
        self.language.activated.connect(lambda _place: self._speak())
        self.theme.activated.connect(lambda _place: desk.shell.set_theme(self.theme.chosen()))
        self.user.activated.connect(lambda _place: self._choose_user())
        self.station.editingFinished.connect(self._name_station)

    def _folder_card(self) -> Card:
        card = Card(self.words("settings.print_folder"))
        self.folder = label("", wrap=True)
        self.choose_folder = small("settings.choose_folder", self.words("settings.choose"), "file")
        self.choose_folder.clicked.connect(self._choose_folder)
        line = QHBoxLayout()
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose_folder)
        card.content.addLayout(line)
        card.content.addWidget(
            label(self.words("settings.print_folder_hint"), style="secondary", tone="muted", wrap=True)
        )
        return card

    def reload(self) -> None:
        """Who works in the shop may have changed."""
        people = self.desk.app.people
        self.ask(lambda: Known(tuple(people.users()), tuple(people.stations())), self._show)

    def _show(self, known: Known) -> None:
        chosen, words = self.desk.preferences.settings, self.words
        active = [user for user in known.users if user.active]
        choices = [(user.login, words("settings.user_named", name=user.name, login=user.login)) for user in active]
        if len(active) == 1 or chosen.user not in {user.login for user in active}:
            none = "settings.user_only" if len(active) == 1 else "settings.user_nobody"
            choices = [(NOBODY, words(none)), *choices]
        self.user.offer(choices, chosen.user or NOBODY)
        self.theme.choose(chosen.theme)
        if not self.station.hasFocus():
            self.station.setText(chosen.station)
        names = self.words("orders.list_sign").join(station.name for station in known.stations)
        hint = words("settings.station_known", names=names) if names else words("settings.station_hint")
        self.form.row("station").show_hint(hint)
        self.folder.setText(
            place_words(chosen.print_folder) if chosen.print_folder else words("settings.print_folder_none")
        )

    def _speak(self) -> None:
        self.desk.remember(language=self.language.chosen())
        self.words.set_language(self.language.chosen())

    def _choose_user(self) -> None:
        login = "" if self.user.chosen() == NOBODY else self.user.chosen()
        self.desk.remember(user=login)
        self.desk.jobs.changed.emit()
        self.desk.shell.toast(self.words("settings.user_set", name=self.user.currentText()))

    def _name_station(self) -> None:
        wanted, before = self.station.text().strip(), self.desk.preferences.settings.station
        if wanted == before:
            return
        people, words = self.desk.app.people, self.words

        def keep(_done: object) -> None:
            self.desk.remember(station=wanted)
            self.form.clear_errors()
            self.desk.shell.toast(
                words("settings.station_set", station=wanted) if wanted else words("settings.station_none")
            )

        def refuse(error: OmsError) -> None:
            self.form.row("station").show_error(words.error(error))

        self.desk.jobs.change(self, lambda: people.station(wanted) if wanted else None, keep, refuse)

    def _choose_folder(self) -> None:
        begin = self.desk.preferences.settings.print_folder
        found = file_dialogs.folder(self.desk, self, self.words("settings.print_folder"), begin)
        if found is not None:
            self.desk.remember(print_folder=str(found))
            self.folder.setText(place_words(found))
