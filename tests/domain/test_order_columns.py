"""A layout of columns is kept as a text and read again, whatever stands in it."""

from __future__ import annotations

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.exports import BESIDE, COLUMNS
from desktop_oms.domain.order_columns import EXPORTED, USUAL, WIDEST, Layout, read


@pytest.mark.parametrize(
    "layout",
    [
        Layout(),
        Layout(("goods", "number")),
        Layout(USUAL, {"number": 140}, 2, "placed_at", turned=True),
        Layout(USUAL, {}, 0, "ship_by"),
        Layout(USUAL, turned=True),
    ],
)
def test_a_layout_is_read_as_it_was_kept(layout: Layout) -> None:
    assert read(layout.text()) == layout


@pytest.mark.parametrize("kept", ["", "|", "nothing,known|9|x", ",,,"])
def test_what_cannot_be_read_is_the_usual_one(kept: str) -> None:
    assert read(kept) == Layout()


def test_unknown_names_and_wild_widths_are_left_out() -> None:
    assert read("number:99999,moon:3,number,goods:x|7|-moon") == Layout(
        ("number", "goods"), {"number": WIDEST}, 3, "", turned=True
    )


def test_no_column_is_no_layout() -> None:
    with pytest.raises(OmsError, match="columns_none"):
        Layout().with_columns((), 0)


def test_a_width_is_set_and_taken_back() -> None:
    assert Layout().with_width("goods", 10).widths == {"goods": 48}
    assert Layout().with_width("goods", 10).with_width("goods", 0) == Layout()


def test_every_column_has_its_columns_in_an_export_and_none_of_them_twice() -> None:
    assert {name for names in EXPORTED.values() for name in names} == {*COLUMNS, *BESIDE}
    assert Layout(("total", "captured")).exported() == ("currency", "total", "captured")
