"""Products written down and changed in a form, from the stock room or where an order names goods that nobody knows."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop_oms.domain.catalogue import Barcode, Sku
from desktop_oms.domain.codes import of_new_goods
from desktop_oms.services.catalogue import Product
from desktop_oms.services.shop_state import SetupState
from desktop_oms.services.stock_list import StockLine
from ui.shared.buttons import CheckBox
from ui.shared.form import Form
from ui.shared.form_dialog import FormDialog
from ui.shared.forms import Choice, NumberField, TextField
from ui.shared.page import Desk


class ProductDesk(QObject):
    """`add` and `edit` ask in a dialog that stays open until the service has taken what was typed."""

    finished = Signal(str)
    added = Signal(object)  # Sku: the product that was written down
    refused = Signal(object)  # OmsError: why nothing could be asked

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.dialog: FormDialog | None = None

    def add(self, code: str = "", name: str = "", spec: str = "", seller: str = "", barcode: str = "") -> None:
        """Ask for a new product, with what is known of it filled in; `seller` is its code or name.

        Who may not write one down is refused before anything is typed.
        """
        desk = self._desk
        bare = Product(Sku(0, 0, code, name, spec), (Barcode(barcode, 0),) if barcode else ())

        def look() -> SetupState:
            desk.app.catalogue.demand_editor(desk.actor())
            state: SetupState = desk.app.setup.state()
            return state

        desk.jobs.ask(self._page, look, partial(self._ask, bare, seller, new=True), self.refused.emit)

    def add_typed(self, typed: str, seller: str) -> None:
        """Ask for the product that somebody looked for in vain: its code, its name or its barcode."""
        code, name, barcode = of_new_goods(typed)
        self.add(code, name, seller=seller, barcode=barcode)

    def take(self, _name: str, line: StockLine | None) -> None:
        """The deed that a pane offers: change the product that it shows."""
        if line is not None:
            self.edit(line.sku_id)

    def edit(self, sku_id: int) -> None:
        """Ask what is different about a product."""
        app = self._desk.app

        def look() -> tuple[SetupState, Product]:
            return app.setup.state(), app.catalogue.product(sku_id)

        def ask(found: tuple[SetupState, Product]) -> None:
            self._ask(found[1], "", found[0], new=False)

        self._desk.jobs.ask(self._page, look, ask, self.refused.emit)

    def _ask(self, product: Product, seller: str, state: SetupState, *, new: bool) -> None:
        words, desk, sku = self._desk.words, self._desk, product.sku
        form = self._form(product, state, new=new, owned=bool(seller))
        title = words("product.new") if new else words("product.title_edit", sku=sku.code)
        if new and seller and len(state.sellers) > 1:
            title = words("product.title_of", seller=state.seller(seller).name)
        note = words("product.note_new") if new else ""
        dialog = FormDialog(self._page, words, "product", title, words("product.save"), form, note)
        self.dialog = dialog
        lacking = next((name for name in ("code", "name") if name in form.names() and not form.texts()[name]), "")
        if lacking:
            form.field(lacking).setFocus()

        def decide() -> None:
            work = self._adding(form, seller) if new else self._editing(form, product)
            desk.jobs.change(self._page, work, done, dialog.show_error)

        def done(saved: Sku) -> None:
            dialog.accept()
            if new:
                self.added.emit(saved)
            self.finished.emit(words("product.saved", sku=saved.code))

        dialog.decided.connect(decide)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _form(self, product: Product, state: SetupState, *, new: bool, owned: bool) -> Form:
        words, sku, form = self._desk.words, product.sku, Form(self._desk.words, columns=2)
        whose = new and not owned and len(state.sellers) > 1
        if new:
            form.add("code", TextField("product.code", words("product.code"), sku.code), wide=not whose)
        if whose:
            sellers = [(one.code, one.name) for one in state.sellers]
            form.add("seller", Choice("product.seller", words("product.seller"), sellers))
        form.add("name", TextField("product.name", words("product.name"), sku.name), wide=True)
        form.add("spec", TextField("product.spec", words("product.spec"), sku.spec))
        weight = NumberField("product.weight_g", words("product.weight_g"), sku.weight_g or 0)
        form.add("weight_g", weight, words("product.hint_weight"))
        codes = TextField("product.barcode", words("product.barcode"), " ".join(one.code for one in product.barcodes))
        form.add("barcode", codes, words("product.hint_barcode"), wide=True)
        form.add("category", TextField("product.category", words("product.category"), sku.category))
        shared = TextField("product.product_code", words("product.product_code"), sku.product_code)
        form.add("product_code", shared, words("product.hint_product_code"))
        if state.suppliers:
            own = ("", words("product.own_goods"))
            suppliers = [own, *((one.code, one.name) for one in state.suppliers)]
            choice = Choice("product.supplier", words("product.supplier"), suppliers, product.supplier)
            form.add("supplier", choice, wide=True)
        form.add_check("gift", _check("gift", words("product.gift"), sku.gift))
        if not new:
            form.add_check("active", _check("active", words("product.active"), sku.active))
        return form

    def _adding(self, form: Form, seller: str) -> Callable[[], Sku]:
        told, catalogue = said(form), self._desk.app.catalogue
        owner, code, name = told.pop("seller", seller), told.pop("code"), told.pop("name")
        return lambda: catalogue.add(self._desk.actor(), owner, code, name, **told)

    def _editing(self, form: Form, seen: Product) -> Callable[[], Sku]:
        told, catalogue = said(form), self._desk.app.catalogue
        return lambda: catalogue.edit(self._desk.actor(), seen.sku.id, seen=seen, **told)


def _check(name: str, word: str, on: bool) -> CheckBox:
    made = CheckBox(f"product.{name}", word)
    made.setChecked(on)
    return made


def said(form: Form) -> dict[str, Any]:
    """What the form says of a product, as the service takes it; no weight is one that nobody knows."""
    told: dict[str, Any] = {**form.texts(), **form.checks()}
    told["barcodes"] = told.pop("barcode").split()
    told["weight_g"] = form.numbers()["weight_g"] or None
    return told
