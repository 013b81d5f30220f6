"""People: who works here with which roles, and a table of what each role may do."""

from __future__ import annotations

from desktop_oms.domain.catalogue import User
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.services.people import HOUSE_ROLES
from ui.settings.section import Section
from ui.settings.table_card import MANY, TableCard, small
from ui.shared.buttons import CheckBox
from ui.shared.cards import label
from ui.shared.cells import Cell, Column
from ui.shared.form import Form
from ui.shared.forms import TextField
from ui.shared.page import Desk
from ui.shared.table_model import Row

ROLES = tuple(role for role in Role if role in HOUSE_ROLES)


class PeopleSection(Section):
    """Adds and changes people; nobody is removed: what was done stays under the name."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "people")
        words = self.words
        columns = [
            Column("user_name", words("settings.user_name"), 220),
            Column("roles", words("settings.roles")),
            Column("works", words("settings.works"), 130),
        ]
        title, nothing = words("settings.users"), words("settings.no_users")
        self.card = TableCard("users", title, columns, desk.jobs, nothing, most=MANY)
        add = small("settings.add_user", words("settings.add"), "plus", label=words("settings.add_user"))
        add.clicked.connect(lambda: self._edit(None))
        self.card.offer(add)
        self.card.opened.connect(self._edit)
        rights = [Column("role", words("settings.role"), 220), Column("rights", words("settings.rights"))]
        self.rights = TableCard(
            "rights",
            words("settings.rights_of_roles"),
            rights,
            desk.jobs,
            "",
            note=words("settings.rights_note"),
            two_lines=False,
        )
        self.rights.show_rows(
            [
                Row(place, (Cell(self.role(role), bold=True), Cell(words(f"settings.rights_{role.name.lower()}"))))
                for place, role in enumerate(ROLES)
            ]
        )
        for card in (self.card, self.rights):
            self.column.addWidget(card)

    def role(self, role: Role) -> str:
        """The role in words, beginning with a capital."""
        word = self.words(f"role.{role.name.lower()}")
        return word[:1].upper() + word[1:]

    def reload(self) -> None:
        """Who works here."""
        self.ask(self.desk.app.people.users, self._show)

    def _show(self, users: list[User]) -> None:
        comma = self.words("settings.comma")
        me = self.desk.preferences.settings.user
        self.card.show_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(
                            one.name,
                            one.login,
                            bold=True,
                            badge=self.words("settings.you") if one.login == me else "",
                            badge_family="active",
                        ),
                        Cell(
                            comma.join(self.role(Role(letter)) for letter in one.roles),
                            tone="text" if one.active else "muted",
                        ),
                        Cell(
                            self.words("settings.works_yes" if one.active else "settings.works_no"),
                            tone="text" if one.active else "muted",
                        ),
                    ),
                    one,
                )
                for one in users
            ]
        )

    def _edit(self, one: User | None) -> None:
        words, app, form = self.words, self.desk.app, Form(self.words, 2)
        form.add(
            "user_name", TextField("settings.field.user_name", words("settings.user_name"), one.name if one else "")
        )
        login = TextField("settings.field.login", words("settings.login"), one.login if one else "")
        login.setReadOnly(one is not None)
        form.add("login", login, words("settings.login_fixed" if one else "settings.login_hint"))
        form.add_wide(label(words("settings.roles"), style="secondary", tone="muted"))
        for role in ROLES:
            check = CheckBox(f"settings.field.role_{role.name.lower()}", self.role(role))
            check.setChecked(one is not None and str(role) in one.roles)
            form.add_check(str(role), check)
        if one is not None:
            works = CheckBox("settings.field.active", words("settings.works_here"))
            works.setChecked(one.active)
            form.add_check("active", works)

        def work(actor: Actor) -> object:
            told, checks = form.texts(), form.checks()
            roles = "".join(str(role) for role in ROLES if checks[str(role)])
            if one is None:
                return app.setup.add_user(actor, told["login"], told["user_name"], roles)
            kept = "".join(letter for letter in one.roles if letter not in {str(role) for role in ROLES})
            return app.people.change(
                actor, one.login, name=told["user_name"], roles=roles + kept, active=checks["active"], seen=one
            )

        title, deed = ("settings.change_user", "settings.save") if one else ("settings.add_user", "settings.add")
        self.edit("settings.person", words(title), words(deed), form, work, words("settings.saved"))
