"""Stores and channels: sellers with their sender, channels, suppliers and warehouses; Enter on a row changes it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.catalogue import Channel, Merchant, Warehouse
from desktop_oms.domain.roles import Actor
from desktop_oms.services.shop_state import SetupState
from desktop_oms.services.stores import ship_within
from ui.settings.section import Change, Section
from ui.settings.store_forms import channel_form, merchant_form, warehouse_form
from ui.settings.table_card import MANY, TableCard, small
from ui.shared.cells import Cell, Column
from ui.shared.form import Form
from ui.shared.page import Desk
from ui.shared.table_model import Row


@dataclass(frozen=True, slots=True)
class Shown:
    """What the shop has, and which sellers have orders."""

    state: SetupState
    numbered: frozenset[int]


class StoresSection(Section):
    """Four tables, each with a button that adds."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "stores")
        self._shown: Shown | None = None
        columns = {
            "sellers": (("seller_name", 210), ("prefix", 100), ("sender", 200), ("return_address", 0)),
            "channels": (
                ("channel_name", 0),
                ("channel_kind", 130),
                ("seller", 150),
                ("time_zone", 170),
                ("ship_within", 120),
            ),
            "warehouses": (("warehouse_name", 210), ("priority", 100), ("address", 0), ("sends", 120)),
            "suppliers": (("supplier_name", 210), ("code", 100), ("sender", 200), ("return_address", 0)),
        }
        self.cards = {name: self._card(name, heads) for name, heads in columns.items()}
        edits = {
            "sellers": self._seller,
            "channels": self._channel,
            "warehouses": self._warehouse,
            "suppliers": self._supplier,
        }
        for name, edit in edits.items():
            card = self.cards[name]
            add = small(
                f"settings.add_{name}", self.words("settings.add"), "plus", label=self.words(f"settings.add_{name}")
            )
            add.clicked.connect(lambda _on=False, edit=edit: edit(None))
            card.offer(add)
            card.opened.connect(edit)
            self.column.addWidget(card)

    def _card(self, name: str, heads: tuple[tuple[str, int], ...]) -> TableCard:
        words = self.words
        columns = [
            Column(key, words(f"settings.{key}"), width, "number" if key == "priority" else "text")
            for key, width in heads
        ]
        nothing = words(f"settings.no_{name}")
        return TableCard(name, words(f"settings.{name}"), columns, self.desk.jobs, nothing, most=MANY)

    def reload(self) -> None:
        """What the shop has."""
        app = self.desk.app
        self.ask(lambda: Shown(app.setup.state(), app.stores.numbered()), self._show)

    def _show(self, shown: Shown) -> None:
        self._shown, words = shown, self.words
        names = {one.id: one.name for one in shown.state.sellers}
        fixed = words("settings.prefix_fixed")
        self.cards["sellers"].show_rows(
            [
                merchant_row(one, Cell(one.prefix, fixed if one.id in shown.numbered else "", bold=True))
                for one in shown.state.sellers
            ]
        )
        self.cards["suppliers"].show_rows([merchant_row(one, Cell(one.code)) for one in shown.state.suppliers])
        self.cards["channels"].show_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(one.name, one.code, bold=True),
                        Cell(words(f"channel_kind.{one.kind}")),
                        Cell(names.get(one.merchant_id, "")),
                        Cell(one.time_zone.replace("_", " "), one.currency),
                        Cell(words("settings.hours", n=ship_within(one))),
                    ),
                    one,
                )
                for one in shown.state.channels
            ]
        )
        self.cards["warehouses"].show_rows(
            [
                Row(
                    one.id,
                    (
                        Cell(one.name, one.code, bold=True),
                        Cell(str(one.priority)),
                        Cell(
                            "".join((one.province, one.city, one.district, one.street)),
                            " ".join((one.contact, one.phone)).strip(),
                        ),
                        Cell(
                            words("settings.sends_yes" if one.active else "settings.sends_no"),
                            tone="text" if one.active else "muted",
                        ),
                    ),
                    one,
                )
                for one in shown.state.warehouses
            ]
        )

    def _seller(self, one: Merchant | None) -> None:
        words, app = self.words, self.desk.app
        fixed = one is not None and self._shown is not None and one.id in self._shown.numbered
        form = merchant_form(words, one, prefix=True, fixed=fixed)

        def work(actor: Actor) -> object:
            told = form.texts()
            told["name"] = told.pop("seller_name")
            if one is None:
                return app.setup.add_seller(actor, told.pop("name"), told.pop("prefix"), **told)
            return app.stores.change_seller(actor, one.id, one, **told)

        self._edit("seller", one is None, form, work)

    def _supplier(self, one: Merchant | None) -> None:
        words, app = self.words, self.desk.app
        form = merchant_form(words, one, prefix=False)

        def work(actor: Actor) -> object:
            told = form.texts()
            told["name"] = told.pop("supplier_name")
            if one is None:
                return app.setup.add_supplier(actor, told.pop("name"), told.pop("code"), **told)
            return app.stores.change_supplier(actor, one.id, one, **told)

        self._edit("supplier", one is None, form, work)

    def _warehouse(self, one: Warehouse | None) -> None:
        words, app = self.words, self.desk.app
        form = warehouse_form(words, one)

        def work(actor: Actor) -> object:
            told, priority = form.texts(), form.numbers()["priority"]
            told["name"] = told.pop("warehouse_name")
            if one is None:
                return app.setup.add_warehouse(actor, told.pop("name"), told.pop("code"), priority=priority, **told)
            on = form.checks()["active"]
            return app.stores.change_warehouse(actor, one.id, one, priority=priority, active=on, **told)

        self._edit("warehouse", one is None, form, work)

    def _channel(self, one: Channel | None) -> None:
        if self._shown is None:
            return
        words, app = self.words, self.desk.app
        form = channel_form(words, one, self._shown.state)

        def work(actor: Actor) -> object:
            told, hours = form.texts(), form.numbers()["ship_within"]
            facts = {"kind": told["channel_kind"], "time_zone": told["time_zone"], "currency": told["currency"]}
            if one is not None:
                return app.stores.change_channel(
                    actor, one.id, one, ship_within=hours, name=told["channel_name"], **facts
                )
            facts |= {"name": told["channel_name"], "code": told["code"]}
            return app.setup.add_channel(actor, told["seller"], ship_within=hours, **facts)

        self._edit("channel", one is None, form, work)

    def _edit(self, kind: str, new: bool, form: Form, work: Change) -> None:
        words = self.words
        title = words(f"settings.add_{kind}s" if new else f"settings.change_{kind}")
        deed, said = words("settings.add" if new else "settings.save"), words("settings.saved")
        note = words("settings.channel_note") if kind == "channel" and not new else ""
        self.edit(f"settings.{kind}", title, deed, form, work, said, note)


def merchant_row(one: Merchant, second: Cell) -> Row:
    """A seller or a supplier."""
    sender = Cell(one.sender_name, one.sender_phone)
    back = Cell(one.return_address or one.sender_address, " ".join((one.return_name, one.return_phone)).strip())
    return Row(one.id, (Cell(one.name, one.code, bold=True), second, sender, back), one)
