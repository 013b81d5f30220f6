"""Waves in the walks: orders are picked together by scans, cut short, taken out and put back, amid everything else."""

from __future__ import annotations

import random
from collections.abc import Sequence

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.pick_walk import Work
from desktop_oms.domain.roles import Actor
from desktop_oms.domain.waves import IN_BULK, INTO_BASKETS, Wave
from desktop_oms.services.wave_scans import WaveBench
from desktop_oms.services.wave_shorts import OUTCOMES


def make_wave(app: App, actor: Actor, order_ids: Sequence[int], rng: random.Random) -> None:
    """Some of the orders go into a wave, and the picker begins."""
    chosen = rng.sample(list(order_ids), rng.randint(1, len(order_ids)))
    waves, _results = app.waves.make(actor, chosen, rng.choice([INTO_BASKETS, IN_BULK]))
    for wave in waves:
        for _ in range(rng.randint(1, 5)):
            work_on(app, actor, app.waves.show(wave.id), rng)


def go_on(app: App, actor: Actor, rng: random.Random) -> None:
    """Somebody goes on with a wave that is still open."""
    still = [wave for wave in app.waves.latest(8) if not wave.is_over]
    for _ in range(rng.randint(1, 3) if still else 0):
        work_on(app, actor, app.waves.show(rng.choice(still).id), rng)


def work_on(app: App, actor: Actor, wave: Wave, rng: random.Random) -> None:
    """One thing that people do at a wave; what the rules refuse is no trouble."""
    deeds = {
        "scan": lambda: scan(app, actor, wave, rng),
        "short": lambda: short(app, actor, wave, rng),
        "kick": lambda: app.waves.kick_out(actor, wave.id, rng.choice(wave.baskets).number),
        "carry_on": lambda: app.waves.carry_on(actor, wave.id),
        "back": lambda: app.waves.put_back(actor, wave.id),
        "close": lambda: app.waves.close(actor, wave.id),
        "cancel": lambda: app.waves.cancel(actor, wave.id),
    }
    weights = [12, 2, 1, 2, 2, 1, 1]
    try:
        deeds[rng.choices(list(deeds), weights)[0]]()
    except OmsError:
        return
    finally:
        look(app, wave.id)


def scan(app: App, actor: Actor, wave: Wave, rng: random.Random) -> None:
    """Pieces by scan, mostly the right ones."""
    usual = Work.BULK if wave.mode == IN_BULK else Work.BASKETS
    bench = WaveBench(app.wave_scans, actor, wave.id, rng.choice([usual, usual, Work.SORT]))
    for _ in range(rng.randint(1, 12)):
        line = bench.session.current
        right = min(line.goods.codes) if line is not None and line.goods.codes else "NOTHING"
        bench.scan(rng.choice([right] * 8 + ["S1", "CMD:UNDO", "NOTHING"]))
        if bench.session.stop is not None:
            bench.scan("CMD:OK")


def short(app: App, actor: Actor, wave: Wave, rng: random.Random) -> None:
    """Goods are not in their bin."""
    stops = [stop for stop in wave.stops() if stop.left]
    if stops:
        stop = rng.choice(stops)
        missing = rng.randint(1, stop.left)
        app.wave_shorts.short(actor, wave.id, stop.goods.sku, missing, rng.choice(OUTCOMES))


def look(app: App, wave_id: int) -> None:
    """What must hold: no wave without a basket, nothing in baskets that was taken from no shelf, nothing negative."""
    wave = app.waves.show(wave_id)
    assert wave.baskets, f"{wave.number} was begun without an order"
    for sku_id in wave.goods:
        inside = sum(line.sorted for basket in wave.baskets for line in basket.lines if line.sku_id == sku_id)
        assert 0 <= inside <= wave.held.get(sku_id, 0), (wave.number, sku_id, inside, wave.held)
