"""`wave propose|make|list|show|pick|sort|short|kick|assign|back|print|close|cancel`: orders picked together."""

from __future__ import annotations

from desktop_oms.cli.answers import Answer, aligned, as_json
from desktop_oms.cli.call import Call
from desktop_oms.cli.paper import saved
from desktop_oms.cli.sentences import sentence, word, worded
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.pick_walk import PICK_STOPS, PickResult, PickVerdict, Work
from desktop_oms.domain.waves import IN_BULK, INTO_BASKETS, Proposal, Wave, Wish
from desktop_oms.services.wave_scans import WaveBench

MOST = 20


def wish(call: Call) -> Wish:
    """What the wave shall hold, as typed."""
    given = call.given
    hours = given.due_within
    before = None if hours is None else call.app.database.now() + hours * 3_600_000
    return Wish(given.pieces or "any", given.delivery or "", given.area or "", before, call.limit(MOST))


def propose(call: Call) -> Answer:
    """The orders that a wave would take, nothing is written."""
    found = call.app.waves.propose(wish(call), call.given.warehouse or "")
    return Answer(_proposal_data(found), proposal_text(call, found))


def _proposal_data(found: Proposal) -> dict[str, object]:
    numbers = {"lines": found.lines, "pieces": found.pieces, "bins": found.bins, "more": found.more}
    return {"orders": as_json(found.chosen), **numbers}


def proposal_text(call: Call, found: Proposal) -> str:
    """The orders in the order of their baskets, and the sums."""
    if not found.chosen:
        return call.say("wave.nothing_waits")
    rows = [(one.number, one.lines, one.pieces, " ".join(one.bins)) for one in found.chosen]
    heads = [call.say(f"wave.column_{name}") for name in ("order", "lines", "pieces", "bins")]
    told = [call.say("cli.wave_sums", orders=len(found.chosen), lines=found.lines, pieces=found.pieces)]
    told += [call.say("wave.live_more", n=found.more)] if found.more else []
    return aligned(rows, heads, right=(1, 2)) + "\n" + call.say("orders.sentence_sign").join(told)


def make(call: Call) -> Answer:
    """A wave of the orders named, else of those that the filters propose."""
    given, me = call.given, call.actor()
    if given.numbers:
        wanted = {call.order_id(number): number for number in given.numbers}
    else:
        chosen = call.app.waves.propose(wish(call), given.warehouse or "").chosen
        wanted = {one.order_id: one.number for one in chosen}
    mode = IN_BULK if given.bulk else INTO_BASKETS
    waves, results = call.app.waves.make(me, list(wanted), mode, given.picker or "")
    refused = [result for result in results if result.trouble]
    lines = [wave_text(call, wave) for wave in waves]
    if refused:
        rows = [(wanted[one.order_id], sentence(one.trouble, call.language)) for one in refused if one.trouble]
        lines.append(aligned(rows))
    elif not waves:
        lines.append(call.say("wave.nothing_waits"))
    data = {
        "waves": [wave_data(call, wave) for wave in waves],
        "refused": [
            {"order_id": str(one.order_id), "error": one.trouble.code, "message": sentence(one.trouble, call.language)}
            for one in refused
            if one.trouble
        ],
    }
    return Answer(data, "\n\n".join(lines), ok=bool(waves))


def list_waves(call: Call) -> Answer:
    """The waves with how far each is, open ones first."""
    waves = call.app.waves.latest(call.limit(100))
    rows = []
    for wave in waves:
        told = wave.progress()
        state = call.say(f"wave.state_{wave.state}")
        picked, sorted_in = f"{told.picked}/{told.pieces}", f"{told.sorted}/{told.pieces}"
        rows.append((wave.number, state, wave.picker, picked, sorted_in, f"{told.packed}/{told.baskets}", told.back))
    heads = ("wave", "state", "picker", "picked", "sorted", "packed", "back")
    table = aligned(rows, [call.say(f"wave.column_{name}") for name in heads], right=(3, 4, 5, 6))
    return Answer([wave_data(call, wave) for wave in waves], table if rows else call.say("wave.none"))


def show(call: Call) -> Answer:
    """One wave: its baskets, its walk and what has to be put back."""
    return told(call, call.app.waves.find(call.given.wave))


def told(call: Call, wave: Wave, *, ok: bool = True) -> Answer:
    """A wave as it stands."""
    return Answer(wave_data(call, wave), wave_text(call, wave), ok)


def wave_data(call: Call, wave: Wave) -> dict[str, object]:
    """A wave for programs."""
    facts = {name: as_json(getattr(wave, name), name) for name in ("id", "number", "state", "mode", "picker")}
    times = {"warehouse": wave.warehouse, "created_at": wave.created_at, "started_at": wave.started_at}
    return {
        **facts,
        **times,
        "progress": as_json(wave.progress()),
        "baskets": [
            {
                "basket": basket.number,
                "order": basket.order_no,
                "state": basket.state,
                "pieces": basket.pieces,
                "reason": basket.stop.code if basket.stop else basket.reason,
            }
            for basket in wave.baskets
        ],
        "stops": [
            {"bin": stop.goods.bin, "sku": stop.goods.sku, "left": stop.left, "taken": stop.taken}
            for stop in wave.stops()
        ],
        "put_back": [
            {"bin": one.goods.bin, "sku": one.goods.sku, "units": one.units, "basket": one.basket}
            for one in wave.put_backs()
        ],
    }


def wave_text(call: Call, wave: Wave) -> str:
    """A wave for people."""
    say, progress = call.say, wave.progress()
    head = say("cli.wave", number=wave.number, state=say(f"wave.state_{wave.state}"), picker=wave.picker).rstrip()
    done = say("cli.wave_progress", picked=progress.picked, sorted=progress.sorted, pieces=progress.pieces)
    baskets = [
        (
            basket.number,
            basket.order_no,
            "{}/{}".format(*basket.pieces),
            say(f"wave.basket_{basket.state}"),
            worded(f"error.{basket.stop.code}", basket.stop.facts, call.language)
            if basket.stop
            else basket.reason and word(f"wave.reason_{basket.reason}", call.language, basket.reason),
        )
        for basket in wave.baskets
    ]
    walk = [
        (stop.goods.bin, stop.left, stop.goods.sku, f"{stop.goods.name} {stop.goods.spec}".strip())
        for stop in wave.stops()
        if stop.left
    ]
    back = [(one.goods.bin, one.units, one.goods.sku, one.basket or "") for one in wave.put_backs()]
    parts = [head + "\n" + done]
    for name, rows, heads, right in (
        ("baskets", baskets, ("basket", "order", "pieces", "state", "why"), (0, 2)),
        ("walk", walk, ("bin", "left", "sku", "goods"), (1,)),
        ("put_back", back, ("bin", "pieces", "sku", "basket"), (1,)),
    ):
        if rows:
            parts.append(
                say(f"wave.{name}") + "\n" + aligned(rows, [say(f"wave.column_{one}") for one in heads], right)
            )
    return "\n\n".join(parts)


def pick(call: Call) -> Answer:
    """Take pieces off the shelf by scans, as the wave's mode says."""
    wave = call.app.waves.find(call.given.wave)
    return scanned(call, wave, Work.BULK if wave.mode == IN_BULK else Work.BASKETS)


def sort(call: Call) -> Answer:
    """Put picked pieces into their baskets by scans."""
    return scanned(call, call.app.waves.find(call.given.wave), Work.SORT)


def scanned(call: Call, wave: Wave, work: Work) -> Answer:
    """Scans one by one; a mistake stops until CMD:OK, and ending on a stop counts as refused."""
    me, codes = call.actor(), list(call.given.scan or [])
    bench = WaveBench(call.app.wave_scans, me, wave.id, work)
    stop = bench.session.stop
    why = [worded(f"error.{stop.refusal}", stop.facts, call.language)] if stop and stop.refusal else []
    scans = [
        _scan_data(call, bench.scan(code)) for code in codes
    ]  # told at once: the next scan counts on the same line
    after = call.app.waves.show(wave.id)
    text = "\n".join([*why, *(str(scan["message"]) for scan in scans), wave_text(call, after)])
    return Answer({"scans": scans, "wave": wave_data(call, after)}, text, ok=bench.session.stop is None)


def scan_line(call: Call, result: PickResult) -> str:
    """One scan and what it came to."""
    if result.refusal:
        verdict = worded(f"error.{result.refusal}", result.facts, call.language)
    else:
        goods = result.line.goods if result.line else result.article
        facts = {
            "goods": f"{goods.name} {goods.spec}".strip() if goods else "",
            "bin": result.facts.get("bin", result.line.goods.bin if result.line else ""),
            "n": result.facts.get("n", result.units),
            "left": result.line.left if result.line else 0,
        }
        verdict = call.say(f"cli.wave_scan_{result.verdict}", **facts)
    puts = [call.say("cli.wave_put", basket=number, n=units) for number, units in result.puts if units > 0]
    full = [call.say("cli.wave_full", basket=number) for number in result.full]
    return call.say("cli.scan", code=result.code, verdict=call.say("cli.list_comma").join([verdict, *puts, *full]))


def _scan_data(call: Call, result: PickResult) -> dict[str, object]:
    return {
        "code": result.code,
        "verdict": str(result.verdict),
        "sku": result.line.goods.sku if result.line else result.article.sku if result.article else None,
        "units": result.units,
        "baskets": [{"basket": number, "units": units} for number, units in result.puts],
        "full": result.full,
        "stopped": result.verdict in PICK_STOPS or result.verdict == PickVerdict.ACKNOWLEDGE_FIRST,
        "error": result.refusal or None,
        "message": scan_line(call, result),
    }


def short(call: Call) -> Answer:
    """Pieces are not in their bin: say what becomes of the orders that wait for them."""
    given, wave = call.given, call.app.waves.find(call.given.wave)
    reason = given.reason or "not_found"
    done = call.app.wave_shorts.short(call.actor(), wave.id, given.sku, given.units, given.outcome, reason)
    lines = [
        sentence(one.trouble, call.language)
        if one.trouble
        else call.say(
            "cli.wave_short_out" if one.out else "cli.wave_short", number=one.order_no, basket=one.basket, n=one.units
        )
        for one in done
    ]
    data = [
        {
            "order": one.order_no,
            "basket": one.basket,
            "units": one.units,
            "out": one.out,
            "error": one.trouble.code if one.trouble else None,
        }
        for one in done
    ]
    after = call.app.waves.show(wave.id)
    text = "\n".join([*lines, "", wave_text(call, after)])
    return Answer({"short": data, "wave": wave_data(call, after)}, text, ok=not any(one.trouble for one in done))


def kick(call: Call) -> Answer:
    """Take an order out of a wave, by its basket or its number."""
    wave = call.app.waves.find(call.given.wave)
    meant = next((basket for basket in wave.baskets if basket.order_no == call.given.basket), None)
    if meant is None and not call.given.basket.isdecimal():
        raise OmsError("basket_missing", wave=wave.number, basket=call.given.basket)
    number, order_id = (meant.number, meant.order_id) if meant else (int(call.given.basket), 0)
    return told(call, call.app.waves.kick_out(call.actor(), wave.id, number, order_id=order_id))


def assign(call: Call) -> Answer:
    """Say who picks a wave."""
    return told(call, call.app.waves.assign(call.actor(), call.app.waves.find(call.given.wave).id, call.given.login))


def back(call: Call) -> Answer:
    """Say that what the wave had too much lies on its shelf again."""
    wave = call.app.waves.find(call.given.wave)
    call.app.waves.put_back(call.actor(), wave.id)
    return told(call, call.app.waves.show(wave.id))


def close(call: Call) -> Answer:
    """End a wave whose baskets are full."""
    return told(call, call.app.waves.close(call.actor(), call.app.waves.find(call.given.wave).id))


def cancel(call: Call) -> Answer:
    """Give a wave up."""
    return told(call, call.app.waves.cancel(call.actor(), call.app.waves.find(call.given.wave).id))


def print_list(call: Call) -> Answer:
    """The pick list of a wave into a file: what is still to take."""
    wave = call.app.waves.find(call.given.wave)
    made = call.app.printing.wave_list(call.actor(), wave.id, size=call.given.size or "")
    file = saved(call, made)
    return Answer(
        {"file": file, "wave": wave.number}, call.say("cli.printed", file=file, size=made.size, copy=made.copy)
    )
