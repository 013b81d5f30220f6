"""What a stop says: what was scanned, what is wanted, and what the hands do now."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import Article, Moment, PackingSession, PackLine, ScanResult, Verdict
from ui.packing.goods import Goods, Part, goods_of, short_name
from ui.shared.messages import Words


@dataclass(frozen=True, slots=True)
class StopCard:
    """One of the two cards: what it is about, whether it is the wrong or the right thing, and the thing."""

    caption: str
    wrong: bool
    goods: Goods

    def spoken(self) -> str:
        """All words of the card in one line."""
        return f"{self.caption}: {self.goods.spoken()}"


@dataclass(frozen=True, slots=True)
class StopNews:
    """All that the red screen shows.  A refusal has a sentence instead of cards, and its box may be put aside."""

    word: str
    note: str
    cards: tuple[StopCard, ...]
    sentence: str
    steps: tuple[str, ...]
    unheeded: str = ""
    may_put_aside: bool = False
    checking: str = ""

    def spoken(self) -> str:
        """All words of the screen in one line."""
        cards = (card.spoken() for card in self.cards)
        parts = (self.word, self.note, *cards, self.sentence, *self.steps, self.unheeded, self.checking)
        return " · ".join(filter(None, parts))


def stop_news(
    stop: ScanResult, session: PackingSession, words: Words, unheeded: str = "", *, checking: bool = False
) -> StopNews:
    """The words for a stop; `unheeded` is a code that was scanned over it, `checking` that the box is read anew."""
    return replace(
        _news(stop, session, words),
        unheeded=words("packing.not_counted_ok_first", code=unheeded) if unheeded else "",
        checking=words("packing.checking") if checking else "",
    )


def _news(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    if stop.verdict == Verdict.BLOCKED:
        return _blocked(stop, session, words)
    tell = {Verdict.WRONG: _wrong, Verdict.OVER: _over, Verdict.UNKNOWN: _unknown}.get(stop.verdict, _wrong_label)
    cards, first = tell(stop, session, words)
    last = words("packing.scan_ok_label" if stop.verdict == Verdict.WRONG_LABEL else "packing.scan_ok")
    note = words("packing.not_counted") if stop.verdict != Verdict.WRONG_LABEL else ""
    return StopNews(words(f"packing.{stop.verdict}"), note, cards, "", (first, last))


_Told = tuple[tuple[StopCard, ...], str]


def wanted_line(session: PackingSession, like: Article | None) -> PackLine | None:
    """The piece to take instead: an open line of the same goods in another variant, else the next one."""
    open_lines = [line for line in session.lines if line.left > 0]
    alike = next((line for line in open_lines if like is not None and line.name == like.name), None)
    return alike or session.current


def _wanted(line: PackLine | None, other: PackLine | Article | None, words: Words) -> tuple[StopCard, ...]:
    if line is None:
        return ()
    compared = goods_of(line, other) if other is not None and other.name == line.name else goods_of(line)
    return (StopCard(words("packing.take_this"), False, compared),)


def _wrong(stop: ScanResult, session: PackingSession, words: Words) -> _Told:
    article = stop.article
    if article is None:
        return _unknown(stop, session, words)
    line = wanted_line(session, article)
    scanned = goods_of(article, line) if line is not None else goods_of(article)
    what = short_name(scanned)
    back = words("packing.put_back", what=what)
    if article.bin:
        back = words("packing.put_back_in", what=what, bin=article.bin)
    return (StopCard(words("packing.you_scanned"), True, scanned), *_wanted(line, article, words)), back


def _over(stop: ScanResult, session: PackingSession, words: Words) -> _Told:
    line = stop.line
    if line is None:
        return _unknown(stop, session, words)
    scanned = goods_of(line)
    left, units = int(str(stop.facts.get("left", 0))), int(str(stop.facts.get("units", 1)))
    first = words("packing.take_out_last", n=line.qty)
    if left > 0:
        first = words("packing.take_out_carton", n=units, left=left)
    told = Goods(scanned.name, scanned.parts, f"{line.scanned}/{line.qty} · {words('packing.all_are_in')}", line.bin)
    if left > 0:
        told = scanned
    return (StopCard(words("packing.you_scanned"), True, told), *_wanted(session.current, None, words)), first


def _unknown(stop: ScanResult, session: PackingSession, words: Words) -> _Told:
    scanned = Goods("", (Part(stop.code, marked=True),), words("packing.no_product"))
    cards = (StopCard(words("packing.you_scanned"), True, scanned), *_wanted(session.current, None, words))
    return cards, words("packing.ask_about_it")


def _wrong_label(stop: ScanResult, session: PackingSession, words: Words) -> _Told:
    number = str(stop.facts.get("number") or "")
    whose = words("packing.label_of", number=number) if number else words("packing.no_label")
    scanned = Goods("", (Part(stop.code, marked=True),), whose)
    right = Goods("", (Part(session.waybill, marked=True),), "")
    cards = (
        StopCard(words("packing.you_scanned"), True, scanned),
        StopCard(words("packing.stick_this"), False, right),
    )
    return cards, words("packing.take_label_off")


def _blocked(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    sentence = words.error(OmsError(stop.refusal, **stop.facts))
    first = words("packing.goods_aside")
    if stop.refusal == "units_blocked":
        first = words("packing.take_out_units", sku=stop.facts["sku"], n=stop.facts["n"])
    has_box = bool(session.lines)
    last = words("packing.scan_ok_aside" if has_box else "packing.scan_ok")
    labelled = session.moment in (Moment.LABELLED, Moment.PACKED) and has_box
    note = "" if labelled or not has_box else words("packing.not_counted")
    return StopNews(words("packing.blocked"), note, (), sentence, (first, last), may_put_aside=has_box)
