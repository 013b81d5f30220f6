"""Deadlines and limits: rows made from their declaration; a value is taken when its field is left, or at Enter."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.roles import Actor
from desktop_oms.services.limits import LIMITS, Limit
from ui.settings.filled import Filled
from ui.settings.section import Section
from ui.shared.buttons import CheckBox
from ui.shared.cards import Card, label
from ui.shared.dialogs import ConfirmDialog
from ui.shared.form import Form
from ui.shared.forms import TextField
from ui.shared.page import Desk

CARDS = {
    "paying": ("pay_window", "reserve_unpaid"),
    "returning": ("return_window", "quality_window", "send_back_window", "complete_after"),
    "clocks": ("answer_window", "receive_window", "most_requests", "silence_agrees"),
    "money": ("refund_limit_reviewer", "refund_limit_manager", "refund_limit_system", "undo_delay"),
    "alone": ("single_operator",),
}
ASKED_FIRST = frozenset({"single_operator"})


class LimitsSection(Section):
    """Each value is kept by itself, with a way back in the toast; a wrong one stays in its field with the reason."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "limits")
        self.seen = Filled()
        self.forms: dict[str, Form] = {}
        known = {limit.name: limit for limit in LIMITS}
        for title, names in CARDS.items():
            card, form = Card(self.words(f"settings.{title}")), Form(self.words, 2)
            for name in names:
                self._add(form, known[name])
                self.forms[name] = form
            card.content.addWidget(form)
            self.column.addWidget(card)

    def _add(self, form: Form, limit: Limit) -> None:
        words, name = self.words, limit.name
        if limit.unit == "yes_no":
            check = CheckBox(f"settings.{name}", words(f"settings.{name}"))
            form.add_check(name, check)
            check.clicked.connect(lambda on, limit=limit: self._switch(limit, on))
            form.add_wide(label(words(f"settings.{name}_hint"), style="secondary", tone="muted", wrap=True))
            return
        spoken = words("settings.limit_label", limit=words(f"limit.{name}"), unit=words(f"unit.{limit.unit}"))
        field = TextField(f"settings.{name}", spoken)
        span = words("settings.limit_range", lowest=limit.lowest, highest=limit.highest)
        form.add(name, field, words("settings.limit_hint", hint=words(f"settings.{name}_hint"), range=span))
        field.editingFinished.connect(partial(self._take, limit))

    def field(self, name: str) -> QWidget:
        """The field of a setting."""
        return self.forms[name].field(name)

    def reload(self) -> None:
        """Somebody else may have changed one."""
        self.ask(self.desk.app.limits.values, self._show)

    def _show(self, values: dict[str, int]) -> None:
        for limit in LIMITS:
            field, value = self.field(limit.name), values[limit.name]
            fills = self.seen.fill(limit.name, value, typing=isinstance(field, TextField) and field.isModified())
            if isinstance(field, CheckBox):
                field.setChecked(bool(value))
            elif isinstance(field, TextField) and fills:
                field.setText(limit.written(value))

    def _take(self, limit: Limit) -> None:
        """A field was left: keep what stands in it, if it is another value."""
        field, form = self.field(limit.name), self.forms[limit.name]
        if not isinstance(field, TextField) or limit.name not in self.seen:
            return
        try:
            value = self.desk.app.limits.read(limit.name, field.text())
        except OmsError as error:
            form.row(limit.name).show_error(self.words.error(error))
            return
        form.row(limit.name).show_error("")
        if value == self.seen[limit.name]:
            field.setModified(False)
            field.setText(limit.written(value))
            return
        self._set(limit, value)

    def _set(self, limit: Limit, value: int) -> None:
        app, began = self.desk.app, self.seen.send({limit.name: value})
        before = began[limit.name]
        field = self.field(limit.name)
        sent = field.text() if isinstance(field, TextField) else ""

        def done(_policy: Any) -> None:
            if isinstance(field, TextField) and field.text() == sent:  # else somebody types on
                field.setModified(False)

            def back(actor: Actor) -> Any:
                return app.limits.set(actor, limit.name, before, seen=value)

            said = self.words("settings.limit_set", limit=self.words(f"limit.{limit.name}"))
            self.desk.shell.toast(said, lambda: self.change(back))

        def failed(error: OmsError) -> None:
            self.seen.take_back(began)
            if limit.unit == "yes_no":
                self.look_again(error)
                return
            self.forms[limit.name].row(limit.name).show_error(self.words.error(error))
            if error.code == "limit_changed":
                self.seen.tell(limit.name)
                self.reload()

        self.change(lambda actor: app.limits.set(actor, limit.name, value, seen=before), done, failed)

    def _switch(self, limit: Limit, on: bool) -> None:
        words = self.words
        if on and limit.name in ASKED_FIRST:
            question, consequence, deed = (
                words(f"settings.{limit.name}_{part}") for part in ("question", "consequence", "deed")
            )
            if not ConfirmDialog.ask(self, question, consequence, deed, words("shell.cancel"), danger=False):
                self.reload()
                return
        self._set(limit, int(on))
