"""What a stop says: what was scanned, what is wanted, and what the hands do now."""

from __future__ import annotations

from dataclasses import replace

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.packing import QUESTIONS, Article, Moment, PackingSession, PackLine, ScanResult, Verdict
from desktop_oms.formats import weight
from ui.packing.command import APART, ASIDE, GO_BACK, LINK, WEIGHT_REASONS
from ui.shared.goods import Goods, Part, full_name, goods_of, short_name
from ui.shared.messages import Words
from ui.shared.stop_view import StopCard, StopNews


def stop_news(
    stop: ScanResult,
    session: PackingSession,
    words: Words,
    unheeded: str = "",
    *,
    checking: bool = False,
    refused: OmsError | None = None,
) -> StopNews:
    """The words for a stop.

    `unheeded` is a code that was scanned over it, `refused` why a badge did not help, `checking` that the box is read
    anew.
    """
    said = words("packing.not_counted_ok_first", code=unheeded) if unheeded else ""
    return replace(
        _news(stop, session, words),
        unheeded=words.error(refused) if refused is not None else said,
        checking=words("packing.checking") if checking else "",
    )


def _news(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    if stop.verdict == Verdict.BLOCKED:
        return _blocked(stop, session, words)
    if stop.verdict in QUESTIONS:
        return _question(stop, session, words)
    tell = {Verdict.WRONG: _wrong, Verdict.OVER: _over, Verdict.UNKNOWN: _unknown}.get(stop.verdict, _wrong_label)
    cards, first = tell(stop, session, words)
    last = words("packing.scan_ok_label" if stop.verdict == Verdict.WRONG_LABEL else "packing.scan_ok")
    note = words("packing.not_counted") if stop.verdict != Verdict.WRONG_LABEL else ""
    linkable = (LINK,) if stop.verdict == Verdict.UNKNOWN and session.current is not None else ()
    return StopNews(words(f"packing.{stop.verdict}"), note, cards, "", (first, last), commands=linkable)


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
    if stop.refusal == "box_elsewhere":
        first = words("packing.badge_takes_over")
        if not has_box and (number := stop.facts.get("number")):
            note = words("packing.order_in_box", number=number)  # nothing else on the screen says whose box it is
    commands = (ASIDE,) if has_box else ()
    if stop.refusal == "mate_stopped":
        first = words("packing.take_order_out", number=stop.facts["number"])
        last, commands = words("packing.scan_apart"), (APART,)
    return StopNews(words("packing.blocked"), note, (), sentence, (first, last), commands=commands)


def _question(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    """A question is amber: nothing went wrong, and nothing goes on before it is answered."""
    ask = {Verdict.READ_NOTE: _read_note, Verdict.ASK_SHORT: _ask_short, Verdict.ASK_LINK: _ask_link}
    return replace(ask.get(stop.verdict, _weight_off)(stop, session, words), kind="care")


def _read_note(stop: ScanResult, _session: PackingSession, words: Words) -> StopNews:
    word, steps = words("packing.read_note"), (words("packing.note_first"), words("packing.scan_ok_read"))
    return StopNews(word, "", (), str(stop.facts["note"]), steps, icon="note")


def _ask_short(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    gone = [f"{line.left} × {full_name(line)}" for line in session.lines if line.left > 0]
    last = "packing.short_sends_rest" if session.pieces[0] else "packing.short_dissolves"
    steps = (words(last), words("packing.scan_ok_short"))
    word = words("packing.ask_short", n=stop.facts["n"])
    return StopNews(word, "", (), "\n".join(gone), steps, commands=(GO_BACK,), icon="alert")


def _ask_link(stop: ScanResult, session: PackingSession, words: Words) -> StopNews:
    code = StopCard(words("packing.this_code"), False, Goods("", (Part(stop.code, marked=True),), ""))
    goods = tuple(replace(card, caption=words("packing.these_goods")) for card in _wanted(stop.line, None, words))
    cards = (code, *goods)
    steps = (words("packing.link_compare"), words("packing.scan_badge"))
    return StopNews(words("packing.ask_link"), "", cards, "", steps, commands=(GO_BACK,), icon="link", takes_ok=False)


def _weight_off(stop: ScanResult, _session: PackingSession, words: Words) -> StopNews:
    shown = {name: weight(int(str(stop.facts[name]))) for name in ("weight", "expected", "tolerance")}
    sentence = words("packing.weight_is", **shown)
    if stop.facts.get("by"):
        why = (words("packing.scan_why"),)
        word = words("packing.why_let_through")
        return StopNews(word, "", (), sentence, why, commands=WEIGHT_REASONS, icon="scale", takes_ok=False)
    steps = (words("packing.check_box"), words("packing.scan_ok_weigh"))
    return StopNews(words("packing.weight_off"), "", (), sentence, steps, icon="scale")
