"""What the band and the card say at each moment of picking and sorting."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.domain.packing import Article
from desktop_oms.domain.pick_walk import PickResult, PickSession, PickVerdict, Work
from desktop_oms.domain.waves import Goods
from ui.shared.band import Call
from ui.shared.messages import Words


@dataclass(frozen=True, slots=True)
class Card:
    """The large card: a caption and a big word at the left (a bin; none at the wall), goods, a number at the right."""

    caption: str = ""
    place: str = ""
    name: str = ""
    spec: str = ""
    code: str = ""
    count_caption: str = ""
    count: str = ""
    below: str = ""
    sentence: str = ""
    step: str = ""
    picture: str = ""

    def spoken(self) -> str:
        """All words of the card in one line."""
        left = (self.caption, self.place, self.name, self.spec, self.code)
        return " · ".join(filter(None, (*left, self.count_caption, self.count, self.below, self.sentence, self.step)))


def name_of(goods: Goods | Article | None) -> str:
    """Name and variant in one line."""
    return f"{goods.name or goods.sku} {goods.spec}".strip() if goods else ""


def call_of(session: PickSession, words: Words) -> Call:
    """What the band says now; a stop has a screen of its own and no band."""
    counter = words("packing.counter", n=session.pieces[0], m=session.pieces[1])
    caption = words("wave.column_picked" if session.work != Work.SORT else "wave.column_sorted")
    last = session.last
    if session.all_taken:
        key = "wave.all_sorted" if session.work != Work.BULK else "wave.all_taken"
        return Call("go", "check", words(key), words(f"{key}_how"), counter, caption)
    if last is not None and last.puts and last.units > 0:
        told = full_of(last, words) or words("wave.taken", goods=name_of(last.line.goods if last.line else None))
        return Call("go", "check", puts_of(last, words), told, counter, caption)
    current = session.current
    if session.work == Work.SORT or current is None:
        return Call("idle", "scan", words("wave.scan_piece"), words("wave.scan_piece_how"), counter, caption)
    place = current.goods.bin or words("wave.no_bin")
    return Call("idle", "pin", words("wave.take", bin=place), echo_of(last, words), counter, caption)


def puts_of(result: PickResult, words: Words) -> str:
    """Into which basket, or how the pieces are shared out."""
    if len(result.puts) == 1:
        return words("wave.put_in", basket=result.puts[0][0])
    shares = [words("wave.basket_times", basket=number, n=units) for number, units in result.puts]
    return words("wave.put_in_many", baskets=" · ".join(shares))


def echo_of(last: PickResult | None, words: Words) -> str:
    """What the last scan came to, in words."""
    if last is None:
        return ""
    goods = name_of(last.line.goods if last.line else None)
    told: dict[PickVerdict, tuple[str, dict[str, object]]] = {
        PickVerdict.TAKEN: ("wave.taken", {"goods": goods}),
        PickVerdict.ALL_TAKEN: ("wave.taken", {"goods": goods}),
        PickVerdict.BIN_OK: ("wave.bin_ok", {"bin": last.line.goods.bin if last.line else ""}),
        PickVerdict.COUNT: ("wave.count", {"n": last.facts.get("n", 1)}),
        PickVerdict.UNDONE: ("wave.undone", {"goods": goods}),
        PickVerdict.NOTHING_TO_UNDO: ("wave.nothing_to_undo", {}),
        PickVerdict.COMMAND_UNKNOWN: ("wave.command_unknown", {"code": last.code}),
    }
    key, facts = told.get(last.verdict, ("", {}))
    return words(key, **facts) if key else ""


def card_of(session: PickSession, words: Words) -> Card:
    """What the large card shows now."""
    last = session.last
    if session.work == Work.SORT:
        if last is None or not last.puts or last.units <= 0 or last.line is None:
            return Card(sentence=words("wave.scan_piece"), step=words("wave.scan_piece_how"))
        return sorted_card(last, last.line.goods, words)
    current = session.current
    if current is None:
        return Card(sentence=words("wave.all_taken"), step=words("wave.all_taken_how"))
    shares = [words("wave.basket_times", basket=number, n=n) for number, n in sorted(current.baskets.items()) if n > 0]
    below = words("wave.into_tote") if session.work == Work.BULK else " · ".join(shares)
    return goods_card(current.goods, words, words("wave.column_left"), str(current.left), below)


def goods_card(goods: Goods, words: Words, count_caption: str, count: str, below: str) -> Card:
    """Goods with their bin at the left and a number at the right."""
    facts = (goods.bin or words("wave.no_bin"), goods.name or goods.sku, goods.spec, goods.sku)
    return Card(words("wave.column_bin"), *facts, count_caption, count, below, picture=goods.picture)


def sorted_card(result: PickResult, goods: Goods, words: Words) -> Card:
    """Goods at the sorting wall: their bin is behind, the basket is all that counts."""
    facts = ("", goods.name or goods.sku, goods.spec, goods.sku)
    told = words("wave.into"), _numbers(result), full_of(result, words)
    return Card("", *facts, *told, picture=goods.picture)


def _numbers(result: PickResult) -> str:
    return " · ".join(str(number) for number, _units in result.puts)


def full_of(result: PickResult, words: Words) -> str:
    """Which baskets the scan filled."""
    if len(result.full) < 2:
        return "".join(words("wave.basket_is_full", basket=number) for number in result.full)
    return words("wave.baskets_are_full", baskets=words("orders.list_sign").join(map(str, result.full)))
