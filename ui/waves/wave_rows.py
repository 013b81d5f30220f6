"""Waves, their baskets, their walk and what goes back, as rows of tables."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.waves import Basket, PutBack, Stop, Wave
from ui.shared.cells import Cell, Column
from ui.shared.messages import Words
from ui.shared.table_model import Row

LOOKS = {
    "open": ("neutral", "clock"),
    "picking": ("active", "picking"),
    "sorting": ("active", "swap"),
    "done": ("done", "check"),
    "cancelled": ("ended", "slash"),
    "waiting": ("neutral", "inbox"),
    "begun": ("active", "picking"),
    "full": ("moving", "packing"),
    "packing": ("moving", "packing"),
    "packed": ("done", "check"),
    "stopped": ("trouble", "alert"),
    "out": ("ended", "slash"),
}


def wave_columns(words: Words) -> Sequence[Column]:
    """The columns of waves."""
    return (
        Column("wave", words("wave.column_wave")),
        Column("state", words("wave.column_state"), 128),
        Column("picked", words("wave.column_picked"), 92, "number"),
        Column("packed", words("wave.column_packed"), 92, "number"),
    )


def wave_row(wave: Wave, words: Words) -> Row:
    """A wave with how far it is."""
    told = wave.progress()
    family, icon = LOOKS[wave.state]
    under = " · ".join(filter(None, (wave.warehouse, wave.picker or words("wave.nobody"))))
    back = words("wave.column_back") if told.back else ""
    cells = (
        Cell(wave.number, under, bold=True, badge=f"{back} {told.back}" if told.back else "", badge_family="attention"),
        Cell(words(f"wave.state_{wave.state}"), family=family, icon=icon),
        Cell(f"{told.picked}/{told.pieces}", bold=not wave.is_over),
        Cell(f"{told.packed}/{told.baskets}"),
    )
    return Row(wave.id, cells, facts=wave)


def basket_columns(words: Words) -> Sequence[Column]:
    """The columns of baskets."""
    return (
        Column("basket", words("wave.column_basket"), 76, "number"),
        Column("order", words("wave.column_order"), 116),
        Column("pieces", words("wave.column_pieces"), 84, "number"),
        Column("state", words("wave.column_state"), 148),
        Column("why", words("wave.column_why")),
    )


def basket_row(basket: Basket, words: Words) -> Row:
    """A basket: whose, how full, and what became of it."""
    family, icon = LOOKS[basket.state]
    inside, whole = basket.pieces
    why = words.error(OmsError(basket.stop.code, **basket.stop.facts)) if basket.stop else reason_of(basket, words)
    cells = (
        Cell(str(basket.number), bold=True),
        Cell(basket.order_no),
        Cell(f"{inside}/{whole}"),
        Cell(words(f"wave.basket_{basket.state}"), family=family, icon=icon),
        Cell(why, tone="trouble" if basket.stop else "muted"),
    )
    return Row(basket.id, cells, facts=basket)


def reason_of(basket: Basket, words: Words) -> str:
    """Why a basket is out, in words."""
    key = f"wave.reason_{basket.reason}"
    return words(key) if basket.reason and words.knows(key) else ""


def stop_columns(words: Words) -> Sequence[Column]:
    """The columns of the walk."""
    return (
        Column("bin", words("wave.column_bin"), 96),
        Column("goods", words("wave.column_goods")),
        Column("left", words("wave.column_left"), 84, "number"),
        Column("basket", words("wave.column_basket"), 140),
    )


def stop_row(stop: Stop, words: Words) -> Row:
    """One halt of the walk."""
    goods, done = stop.goods, stop.left == 0
    tone = "muted" if done else "text"
    cells = (
        Cell(goods.bin or words("wave.no_bin"), bold=not done, tone=tone),
        Cell(goods.spec or goods.name or goods.sku, f"{goods.name} · {goods.sku}", bold=not done, tone=tone),
        Cell(str(stop.left), bold=not done, tone=tone),
        Cell(words("orders.list_sign").join(str(number) for number, _units in stop.baskets), tone="muted"),
    )
    return Row(goods.sku_id, cells, facts=stop)


def back_columns(words: Words) -> Sequence[Column]:
    """The columns of what goes back."""
    return (
        Column("bin", words("wave.column_bin"), 96),
        Column("goods", words("wave.column_goods")),
        Column("pieces", words("wave.column_pieces"), 84, "number"),
        Column("basket", words("wave.column_basket"), 84, "number"),
    )


def back_row(one: PutBack, key: int, words: Words) -> Row:
    """Pieces that go back to their shelf."""
    goods = one.goods
    cells = (
        Cell(goods.bin or words("wave.no_bin"), bold=True),
        Cell(goods.spec or goods.name or goods.sku, f"{goods.name} · {goods.sku}", bold=True),
        Cell(str(one.units), bold=True),
        Cell(str(one.basket) if one.basket else ""),
    )
    return Row(key, cells, facts=one)
