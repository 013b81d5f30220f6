"""Which column of the file holds which field of an order, with the first cell of each as a sample."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_oms.services.importing import FIELDS, NEEDED, Detected
from ui.shared.cards import Card
from ui.shared.forms import Choice, FormRow
from ui.shared.messages import Words

GROUPS: Mapping[str, tuple[str, ...]] = {
    "needed": ("order_no", "qty", "product", "sku", "spec", "price", "line_amount"),
    "receiver": (
        *("receiver", "phone", "address", "country", "province", "city", "district", "street", "street_2"),
        *("postcode", "token"),
    ),
    "money": (
        *("total", "paid", "goods", "shipping", "discount_seller", "discount_platform", "tax", "refunded"),
        *("currency", "payment_method"),
    ),
    "times": (
        *("state", "placed_at", "paid_at", "shipped_at", "completed_at", "ship_by", "refund_state"),
        *("carrier", "waybill", "delivery"),
    ),
}
COLUMNS = 4


class MappingFields(QWidget):
    """A choice for each field, in groups; made when the first file needs it, for there are some forty of them."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words = words
        self._seen: Detected | None = None
        self._rows: dict[str, FormRow] = {}
        self._choices: dict[str, Choice] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        told = {name for names in GROUPS.values() for name in names}
        for group, names in {**GROUPS, "rest": tuple(name for name in FIELDS if name not in told)}.items():
            column.addWidget(self._group(group, names))

    def _group(self, group: str, names: tuple[str, ...]) -> Card:
        card, grid = Card(self.words(f"importing.columns_{group}")), QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        for place, name in enumerate(names):
            grid.addWidget(self._field(name), *divmod(place, COLUMNS))
        for place in range(COLUMNS):
            grid.setColumnStretch(place, 1)
        card.content.addLayout(grid)
        return card

    def _field(self, name: str) -> FormRow:
        word = self.words(f"field.{name}")
        choice = self._choices[name] = Choice(f"importing.field.{name}", word)
        choice.currentIndexChanged.connect(lambda _place: self._show_sample(name))
        row = self._rows[name] = FormRow(word, choice)
        return row

    def show_file(self, seen: Detected, mapping: Mapping[str, str]) -> None:
        """Offer the columns of a file, with those of the mapping chosen."""
        self._seen = seen
        columns = [(column, column) for column in dict.fromkeys(seen.columns) if column]
        for name, choice in self._choices.items():
            choice.offer([("", self.words("importing.not_in_file")), *columns])
            choice.setCurrentIndex(max(0, choice.findData(mapping.get(name, ""))))
            self._show_sample(name)

    def _show_sample(self, name: str) -> None:
        column = self._choices[name].chosen()
        sample = self._seen.sample.get(column, "") if self._seen is not None and column else ""
        hint = self.words("importing.sample", text=sample) if sample else ""
        self._rows[name].show_hint(hint or ("" if column else self._needed(name)))

    def _needed(self, name: str) -> str:
        for needed in NEEDED:
            if name in needed.split("|"):
                return self.words("importing.one_of" if "|" in needed else "importing.needed")
        return ""

    def mapping(self) -> dict[str, str]:
        """Field -> column, as chosen."""
        return {name: choice.chosen() for name, choice in self._choices.items() if choice.chosen()}
