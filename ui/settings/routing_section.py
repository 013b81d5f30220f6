"""Routing rules: in their order, moved and changed; then a dry run says which waiting orders would go elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_oms.domain.catalogue import Rule
from desktop_oms.domain.roles import Actor
from desktop_oms.services.commands import BulkResult
from desktop_oms.services.routing import KINDS, Moved
from desktop_oms.services.shop_state import SetupState
from ui.settings.rule_form import condition_of, condition_words, rule_form
from ui.settings.section import Section
from ui.settings.table_card import TableCard, small
from ui.shared.buttons import Button
from ui.shared.cells import Cell, Column
from ui.shared.dialogs import ConfirmDialog
from ui.shared.jobs import Lane, Progress
from ui.shared.page import Desk
from ui.shared.table_model import Row


@dataclass(frozen=True, slots=True)
class Shown:
    """The rules, and what their conditions may name."""

    rules: tuple[Rule, ...]
    state: SetupState
    categories: tuple[str, ...]


class RoutingSection(Section):
    """The rules above, what they would move below."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "routing")
        words = self.words
        self._shown: Shown | None = None
        self.found: Sequence[Moved] | None = None
        columns = [
            Column("place", words("settings.place"), 60, "number"),
            Column("rule", words("settings.rule"), 260),
            Column("effect", words("settings.effect"), 260),
            Column("condition", words("settings.condition")),
        ]
        self.rules = TableCard(
            "rules",
            words("settings.rules"),
            columns,
            desk.jobs,
            words("settings.no_rules"),
            note=words("settings.rules_note"),
        )
        self.usual = self._button("usual", "check", self._put_usual)
        self.up = self._button("up", "up", lambda: self._move(-1), worded=False)
        self.down = self._button("down", "down", lambda: self._move(1), worded=False)
        self.remove = self._button("remove_rule", "trash", self._remove, worded=False)
        self.add = self._button("add_rule", "plus", lambda: self._edit(None))
        self.rules.offer(self.usual, self.up, self.down, self.remove, self.add)
        self.rules.opened.connect(self._edit)
        self.rules.table.row_chosen.connect(lambda _row: self._allow())
        heads = [
            Column("order", words("settings.order"), 140),
            Column("before", words("settings.before")),
            Column("after", words("settings.after")),
        ]
        self.moved = TableCard(
            "moved",
            words("settings.dry_run"),
            heads,
            desk.jobs,
            words("settings.dry_run_not_yet"),
            note=words("settings.dry_run_note"),
            two_lines=False,
        )
        self.try_out = self._button("try_out", "search", self._try_out)
        self.run = self._button("run", "refresh", self._ask_run)
        self.moved.offer(self.try_out, self.run)
        self.moved.opened.connect(lambda one: desk.shell.open_page("orders", one.number))
        for card in (self.rules, self.moved):
            self.column.addWidget(card)
        self.progress = Progress(self)
        self.progress.told.connect(self._show_progress)
        self._allow()

    def _button(self, name: str, icon: str, press: Callable[[], None], *, worded: bool = True) -> Button:
        word = self.words(f"settings.{name}")
        made = small(f"settings.{name}", word if worded else "", icon, label=word)
        made.clicked.connect(lambda _on=False: press())
        made.refused.connect(self.desk.shell.toast)
        return made

    def reload(self) -> None:
        """The rules as they are."""
        app = self.desk.app

        def read() -> Shown:
            return Shown(tuple(app.routing.rules()), app.setup.state(), tuple(app.routing.categories()))

        self.ask(read, self._show)

    def _show(self, shown: Shown) -> None:
        if self._shown is not None and self._shown.rules != shown.rules:
            self._forget_moved()
        self._shown, words = shown, self.words
        self.rules.show_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(str(place), tone="muted"),
                        Cell(
                            one.name,
                            "" if one.active else words("settings.rule_off"),
                            bold=True,
                            tone="text" if one.active else "muted",
                        ),
                        Cell(self._effect(one, shown)),
                        Cell(condition_words(words, one, shown.state), tone="muted" if not one.condition else "text"),
                    ),
                    one,
                )
                for place, one in enumerate(shown.rules, start=1)
            ]
        )
        self._allow()

    def _effect(self, rule: Rule, shown: Shown) -> str:
        names = {house.code: house.name for house in shown.state.warehouses}
        code = str(rule.condition.get("warehouse", ""))
        return self.words(f"settings.kind_{rule.kind}", warehouse=names.get(code, code))

    def _allow(self) -> None:
        """Say at the buttons what cannot be done now."""
        chosen, words = self.rules.chosen_facts(), self.words
        for button in (self.up, self.down, self.remove):
            button.refuse(None if chosen else words("settings.choose_row"))
            button.setVisible(bool(self._shown and self._shown.rules))
        self.usual.setVisible(self._shown is not None and not self._shown.rules)
        self.run.refuse(None if self.found else words("settings.nothing_to_run"))

    def _put_usual(self) -> None:
        names = {kind: self.words(f"settings.usual_{kind}") for kind in KINDS}
        self.change(lambda actor: self.desk.app.routing.put_usual(actor, names))

    def _move(self, steps: int) -> None:
        rule = self.rules.chosen_facts()
        if isinstance(rule, Rule):
            key = rule.id
            self.change(lambda actor: self.desk.app.routing.move(actor, key, steps))

    def _remove(self) -> None:
        rule, words, app = self.rules.chosen_facts(), self.words, self.desk.app
        if not isinstance(rule, Rule) or self._shown is None:
            return
        place = [one.id for one in self._shown.rules].index(rule.id)

        def done(_none: object) -> None:
            def undo() -> None:
                self.change(lambda actor: app.routing.back(actor, rule, place))

            self.desk.shell.toast(words("settings.rule_removed", rule=rule.name), undo)

        self.change(lambda actor: app.routing.remove(actor, rule.id, seen=rule), done)

    def _edit(self, one: Rule | None) -> None:
        if self._shown is None:
            return
        words, app = self.words, self.desk.app
        form = rule_form(words, one, self._shown.state, self._shown.categories)

        def work(actor: Actor) -> object:
            told, on = form.texts(), form.checks()["active"]
            key = one.id if one else None
            return app.routing.save(
                actor, told["rule_name"], told["rule_kind"], condition_of(told), rule_id=key, active=on, seen=one
            )

        title, deed = ("settings.change_rule", "settings.save") if one else ("settings.add_rule", "settings.add")
        self.edit("settings.rule_form", words(title), words(deed), form, work, words("settings.saved"))

    # what waits

    def _try_out(self) -> None:
        progress = self._begin()
        self.ask(lambda: self.desk.app.routing.dry_run(progress), self._show_moved, lane=Lane.LONG)

    def _begin(self) -> Callable[[int, int], bool]:
        self.moved.note.setText(self.words("settings.looking"))

        def progress(done: int, of: int) -> bool:
            self.progress.tell(done, of)
            return True

        return progress

    def _show_progress(self, done: int, of: int) -> None:
        self.moved.note.setText(f"{done:,} / {of:,}")

    def _show_moved(self, found: Sequence[Moved]) -> None:
        self.found, words = found, self.words
        comma = words("settings.comma")
        self.moved.note.setText("")
        self.moved.title.setText(words("settings.would_move", n=len(found)))
        self.moved.nothing.setText(words("settings.none_would_move"))
        told = [
            (one, [comma.join(self._place(*place) for place in places) for places in (one.before, one.after)])
            for one in found
        ]
        self.moved.show_rows(
            [Row(one.order_id, (Cell(one.number, bold=True), *map(Cell, texts)), one) for one, texts in told]
        )
        self._allow()

    def _place(self, name: str, units: int) -> str:
        return self.words("settings.units_at" if name else "settings.units_short", warehouse=name, n=units)

    def _forget_moved(self) -> None:
        self.found = None
        self.moved.title.setText(self.words("settings.dry_run"))
        self.moved.nothing.setText(self.words("settings.dry_run_not_yet"))
        self.moved.show_rows([])

    def _ask_run(self) -> None:
        if not self.found:
            return
        words, n = self.words, len(self.found)
        question, consequence = words("settings.run_question", n=n), words("settings.run_consequence", n=n)
        if not ConfirmDialog.ask(
            self, question, consequence, words("settings.run_deed", n=n), words("shell.cancel"), danger=False
        ):
            return
        keys, progress = [one.order_id for one in self.found], self._begin()
        self.change(lambda actor: self.desk.app.routing.run(actor, keys, progress), self._told, lane=Lane.LONG)

    def _told(self, results: Sequence[BulkResult]) -> None:
        refused = [one for one in results if one.trouble is not None]
        self._forget_moved()
        self.moved.note.setText("")
        self._allow()
        self.desk.shell.toast(self.words("settings.run_done", n=len(results) - len(refused), refused=len(refused)))
