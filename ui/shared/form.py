"""A form: fields with names, laid out in columns; an error of a service is shown at the field it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QWidget

from desktop_oms.domain.errors import OmsError
from ui.shared.buttons import CheckBox
from ui.shared.forms import Choice, FormRow, NumberField, TextField
from ui.shared.messages import Words
from ui.shared.tokens import CONTROL

FIELD_OF = {
    "prefix_not_valid": "prefix",
    "prefix_taken": "prefix",
    "zone_not_valid": "time_zone",
    "currency_not_valid": "currency",
    "code_not_valid": "code",
    "code_taken": "code",
    "login_taken": "login",
    "last_admin": "roles",
    "roles_unknown": "roles",
    "sku_code_taken": "code",
    "sku_unknown": "code",
    "weight_negative": "weight_g",
    "weight_too_large": "weight_g",
    "barcode_taken": "barcode",
    "barcode_quantity": "qty",
    "stock_negative": "on_hand",
    "stock_too_large": "on_hand",
    "stock_promised": "on_hand",
    "reason_missing": "reason",
    "profile_name_taken": "profile",
    "gs1_prefix_wrong": "gs1_prefix",
    "carrier_cut_off": "cut_off",
    "database_login_refused": "password",
    "database_missing": "address",
    "database_unreachable": "address",
    "carrier_letters_differ": "letter",
    "carrier_names_differ": "carrier",
}
"""Which field an error of a service is about, where it does not say so itself (`field_missing` names its field)."""

Field = TextField | Choice | NumberField | CheckBox


class Form(QWidget):
    """Named fields in one or two columns; Enter in a line of text says `submitted`."""

    submitted = Signal()

    def __init__(self, words: Words, columns: int = 1) -> None:
        super().__init__()
        self._words = words
        self._rows: dict[str, FormRow] = {}
        self._checks: dict[str, CheckBox] = {}
        self._places = 0
        self.columns = columns
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(10)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    def add(self, name: str, field: TextField | Choice | NumberField, hint: str = "", *, wide: bool = False) -> FormRow:
        """Add a field under its spoken name; `wide` gives it a whole line."""
        row = FormRow(field.accessibleName(), field, hint)
        if isinstance(field, Choice):
            field.setMinimumWidth(CONTROL)  # or its longest choice would make its column wider than the others
        self._rows[name] = row
        self._place(row, wide)
        if isinstance(field, QLineEdit):
            field.returnPressed.connect(self.submitted)
        elif isinstance(field, QSpinBox):
            field.lineEdit().returnPressed.connect(self.submitted)
        return row

    def add_check(self, name: str, check: CheckBox) -> None:
        """Add a check box with its own word, on a line of its own."""
        self._checks[name] = check
        self._place(check, True)

    def add_wide(self, widget: QWidget) -> None:
        """Put something that is no field on a line of its own."""
        self._place(widget, True)

    def _place(self, widget: QWidget, wide: bool) -> None:
        if wide and self._places % self.columns:
            self._places += self.columns - self._places % self.columns
        line, column = divmod(self._places, self.columns)
        self._grid.addWidget(widget, line, column, 1, self.columns if wide else 1, Qt.AlignmentFlag.AlignTop)
        self._places += self.columns if wide else 1

    def row(self, name: str) -> FormRow:
        """The row of a field."""
        return self._rows[name]

    def field(self, name: str) -> QWidget:
        """The field itself."""
        return self._checks[name] if name in self._checks else self._rows[name].field

    def texts(self) -> dict[str, str]:
        """What stands in the fields of text and choice, by name."""
        told = {}
        for name, row in self._rows.items():
            field = row.field
            if isinstance(field, QLineEdit):
                told[name] = field.text().strip()
            elif isinstance(field, Choice):
                told[name] = field.chosen()
        return told

    def numbers(self) -> dict[str, int]:
        """What stands in the fields of numbers, by name."""
        return {name: row.field.value() for name, row in self._rows.items() if isinstance(row.field, QSpinBox)}

    def checks(self) -> dict[str, bool]:
        """Which boxes are checked, by name."""
        return {name: check.isChecked() for name, check in self._checks.items()}

    def fill(self, values: Mapping[str, str]) -> None:
        """Write values into fields of text and choice."""
        for name, value in values.items():
            field = self._rows[name].field
            if isinstance(field, QLineEdit):
                field.setText(value)
            elif isinstance(field, Choice):
                field.choose(value)

    def names(self) -> Sequence[str]:
        """All fields of the form in their order."""
        return (*self._rows, *self._checks)

    def clear_errors(self) -> None:
        """Nothing is wrong (any more)."""
        for row in self._rows.values():
            row.show_error("")

    def show_error(self, error: OmsError) -> bool:
        """Mark the field that the error is about and put the cursor there; False when none of this form is meant."""
        self.clear_errors()
        name = str(error.facts.get("field") or FIELD_OF.get(error.code, ""))
        row = self._rows.get(name)
        if row is None:
            return False
        if error.code in ("field_missing", "field_too_long"):
            error = OmsError(error.code, **{**error.facts, "field": row.caption.text()})
        row.show_error(self._words.error(error))
        row.field.setFocus(Qt.FocusReason.OtherFocusReason)
        return True
