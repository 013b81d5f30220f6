"""Reconcile finds what is wrong with waves and prints, each broken on purpose, and nothing in a shift as it goes."""

from __future__ import annotations

import string

from sqlalchemy import text

from desktop_oms.app import App
from desktop_oms.storage.reconcile import reconcile
from desktop_oms.storage.reconcile_station import LONG_AGO, OF_ORDERS, OF_PRINTS
from desktop_oms.words import LANGUAGES, say
from tests.services.print_shop import ALL, print_shop

PRINT = "(SELECT max(job_id) FROM print_sendings)"
WAVE = "(SELECT max(id) FROM waves)"
MADE = {"history_jumps"}  # the orders of these tests are made submitted
# What is broken, one row after the other, and what is found then.
BROKEN = {
    "basket_without_goods": [f"UPDATE fulfilments SET wave_id = NULL WHERE wave_id = {WAVE}"],
    "picked_without_basket": [f"UPDATE baskets SET state = 'out' WHERE wave_id = {WAVE}"],
    "wave_over_still_picked": [f"UPDATE waves SET state = 'done' WHERE id = {WAVE}"],
    "wave_ended_without_time": [f"UPDATE waves SET state = 'done' WHERE id = {WAVE}"],
    "label_of_void_parcel": [
        f"UPDATE print_jobs SET state = 'waiting' WHERE id = {PRINT}",
        f"UPDATE parcels SET waybill = 'OTHER' WHERE order_id = (SELECT order_id FROM print_jobs WHERE id = {PRINT})",
    ],
    "print_being_sent_for_ever": [f"UPDATE print_jobs SET state = 'sending' WHERE id = {PRINT}"],
    "print_not_watched": [f"UPDATE print_sendings SET ended_at = 1 WHERE job_id = {PRINT}"],
}


def codes(app: App) -> set[str]:
    """What does not add up."""
    return {one.code for one in app.upkeep.reconcile(full=True)}


def shift(app: App) -> None:
    """A wave being picked, and a label in a spooler."""
    at = print_shop(app, "silent")
    at.label(at.box())
    numbers = [at.shop.order(), at.shop.order()]
    app.waves.make(at.shop.clerk, [app.orders.find(number) for number in numbers])


def test_each_thing_that_is_broken_is_found_and_told(app: App) -> None:
    shift(app)
    assert codes(app) <= MADE
    later = app.database.now() + LONG_AGO + 60_000
    for code, steps in BROKEN.items():
        with app.database.engine.connect() as conn:
            for step in steps:
                conn.execute(text(step))
            found = [one for one in reconcile(conn, sample=0, now=later) if one.code == code]
            conn.rollback()
        assert found, code
        for language in LANGUAGES:
            said = say(f"reconcile.{code}", language, subject=found[0].subject, **found[0].facts)
            assert found[0].subject in said
            assert "{" not in said


def test_a_label_is_not_printed_once_its_parcel_is_void(app: App) -> None:
    at = print_shop(app, "offline")
    number = at.shop.order()
    app.packing.pack_by_scans(at.shop.clerk, number, ALL)
    parcel = at.shop.read(number).parcels[0]
    at.label(parcel.id)
    at.shop.do(at.shop.clerk, number, "parcel.void", parcel)
    assert {one.state for one in app.print_queue.listing("today")} == {"void"}
    assert codes(app) <= MADE


def test_every_question_is_asked_here_and_has_its_sentence() -> None:
    checks = (*OF_ORDERS, *OF_PRINTS)
    assert {check.code for check in checks} == set(BROKEN)
    for check in checks:
        for language in LANGUAGES:
            spoken = say(f"reconcile.{check.code}", language)
            named = {name for _, name, _, _ in string.Formatter().parse(spoken) if name}
            assert named == {"subject", *check.facts}, check.code
