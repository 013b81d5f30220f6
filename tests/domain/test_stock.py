"""Stock as a command sees it: what may be promised, and the movements it leaves."""

from __future__ import annotations

from desktop_oms.domain.stock import Level, Move, Stock


def test_what_is_promised_damaged_or_kept_back_is_not_available() -> None:
    assert Level(1, 1, on_hand=10, allocated=3, damaged=2, buffer=1).available == 4
    assert Level(1, 1, on_hand=1, allocated=3).available == 0


def test_a_movement_counts_at_once_and_is_kept() -> None:
    stock = Stock({(1, 1): Level(1, 1, 5)})
    move = Move(1, 1, on_hand=-2, allocated=1, damaged=1, reason="test", ref="1")
    stock.move(move)
    level = stock.levels[1, 1]
    assert (level.on_hand, level.allocated, level.damaged, stock.moves) == (3, 1, 1, [move])


def test_a_movement_of_nothing_leaves_no_trace() -> None:
    stock = Stock()
    stock.move(Move(1, 1, reason="test", ref="1"))
    assert (stock.moves, stock.levels) == ([], {})


def test_the_first_goods_of_a_product_make_its_level() -> None:
    stock = Stock()
    stock.move(Move(2, 7, on_hand=4, reason="test", ref="1"))
    assert (stock.available(2, 7), stock.available(1, 7)) == (4, 0)
