"""What a stop at the cart or the sorting wall says: what was scanned, what is wanted, and what the hands do now."""

from __future__ import annotations

from dataclasses import replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.pick_walk import PickResult, PickSession, PickVerdict
from ui.shared.goods import Goods, Known, Part, full_name, goods_of, short_name
from ui.shared.messages import Words
from ui.shared.stop_view import StopCard, StopNews


def stop_news(stop: PickResult, session: PickSession, words: Words, unheeded: str = "") -> StopNews:
    """The words for a stop; `unheeded` is a code that was scanned over it."""
    said = words("packing.not_counted_ok_first", code=unheeded) if unheeded else ""
    word, last = words(f"wave.stop_{stop.verdict}"), words("wave.scan_ok")
    if stop.refusal:
        sentence = words.error(OmsError(stop.refusal, **stop.facts))
        return StopNews(word, "", (), sentence, (words("wave.hands_off"), last), said)
    tell = {PickVerdict.WRONG: _wrong, PickVerdict.OVER: _over, PickVerdict.WRONG_BIN: _wrong_bin}
    cards, first = tell.get(stop.verdict, _unknown)(stop, session, words)
    return replace(StopNews(word, words("wave.not_counted"), cards, "", (first, last)), unheeded=said)


_Told = tuple[tuple[StopCard, ...], str]


def _wanted(session: PickSession, other: Known | None, words: Words) -> tuple[StopCard, ...]:
    """The goods to take instead: another variant of the same goods where there is one, else the next on the walk."""
    lines = [line.goods for line in session.lines if line.left > 0]
    alike = next((goods for goods in lines if other is not None and goods.name == other.name), None)
    current = session.current.goods if session.current else None
    goods = alike or current
    if goods is None:
        return ()
    return (StopCard(words("packing.take_this"), False, goods_of(goods, other if goods is alike else None)),)


def _against(session: PickSession, other: Known) -> Known | None:
    """What the wrong goods are held against: their own other variant on the walk, else the goods to take next."""
    lines = [line.goods for line in session.lines if line.left > 0]
    alike = next((goods for goods in lines if goods.name == other.name), None)
    return alike or (session.current.goods if session.current else None)


def _wrong(stop: PickResult, session: PickSession, words: Words) -> _Told:
    article = stop.article
    if article is None:
        return _unknown(stop, session, words)
    goods = goods_of(article, _against(session, article))
    scanned = StopCard(words("packing.you_scanned"), True, goods)
    return (scanned, *_wanted(session, article, words)), words("packing.put_back", what=short_name(goods))


def _over(stop: PickResult, session: PickSession, words: Words) -> _Told:
    line = stop.line
    if line is None:
        return _unknown(stop, session, words)
    first = words("wave.why_over", goods=full_name(line.goods), left=stop.facts.get("left", 0))
    scanned = StopCard(words("packing.you_scanned"), True, goods_of(line.goods))
    current = session.current
    return (scanned, *(_wanted(session, None, words) if current is not None and current is not line else ())), first


def _unknown(stop: PickResult, session: PickSession, words: Words) -> _Told:
    scanned = Goods("", (Part(stop.code, marked=True),), words("packing.no_product"))
    cards = (StopCard(words("packing.you_scanned"), True, scanned), *_wanted(session, None, words))
    return cards, words("wave.why_unknown", code=stop.code)


def _wrong_bin(stop: PickResult, session: PickSession, words: Words) -> _Told:
    place, current = str(stop.facts.get("bin", "")), session.current
    wanted = (current.goods.bin or words("wave.no_bin")) if current else ""
    cards = [StopCard(words("packing.you_scanned"), True, Goods("", (Part(place, marked=True),), ""))]
    if wanted:
        cards.append(StopCard(words("wave.go_to"), False, Goods("", (Part(wanted, marked=True),), "")))
    return tuple(cards), words("wave.why_wrong_bin", bin=place, wanted=wanted)
