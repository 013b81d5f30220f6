"""History, results of commands, outbox and inbox: everything counts once and nothing gets lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine

from desktop_oms.domain.command import Message, Step
from desktop_oms.domain.order import Order
from desktop_oms.domain.roles import Actor, Role
from desktop_oms.storage import log_rows, order_rows
from desktop_oms.storage.engine import read, write
from desktop_oms.storage.log_rows import InMessage, OutMessage
from desktop_oms.storage.trouble import broken_rules
from tests.storage.orders import NOW, new_id, plain_order

LI = Actor(5, "li", frozenset({Role.DESK, Role.CLERK}), 3, "desk 1")


@pytest.fixture
def order(shop: Engine) -> Order:
    made = plain_order()
    write(shop, lambda connection: order_rows.insert(connection, made))
    return made


def test_the_steps_of_a_command_go_into_the_history_in_sequence(shop: Engine, order: Order) -> None:
    order.status = "shipped"
    steps = [
        Step("parcel", "hand_over", 9, "labelled", "in_transit", LI, {"n": 2}),
        Step("fulfilment", "done", 8, "picked", "done", LI, {}),
    ]

    def work(connection: Connection) -> None:
        log_rows.append_events(connection, order, steps, "c1", "confirmed", at=NOW, new_id=new_id)

    write(shop, work)
    first, second = read(shop, lambda connection: log_rows.history(connection, order.id))
    assert (first.seq, second.seq, order.event_seq) == (1, 2, 2)
    assert (first.machine, first.event, first.subject_id, first.facts) == ("parcel", "hand_over", 9, {"n": 2})
    assert (first.actor, first.role, first.station, first.user_id) == ("li", "KS", "desk 1", 5)
    assert (first.status_before, first.status_after) == ("confirmed", "confirmed")
    assert (second.status_before, second.status_after) == ("confirmed", "shipped")


def test_a_command_that_comes_again_finds_its_first_result(shop: Engine, order: Order) -> None:
    result = {"number": order.number, "note": "张伟 ' \" \\"}

    def work(connection: Connection) -> None:
        log_rows.keep_result(connection, "c1", order, "order.confirm", LI, result, at=NOW)
        log_rows.keep_result(connection, "c2", None, "stock.set", LI, {}, at=NOW)

    write(shop, work)
    with pytest.raises(broken_rules()):
        write(shop, work)
    found = [read(shop, lambda connection, key=key: log_rows.first_result(connection, key)) for key in ("c1", "c3")]
    assert found == [result, None]


def put(engine: Engine, order: Order | None, *keys: str) -> None:
    messages = [Message("channel.shipped", key, {"parcel": "9"}) for key in keys]
    write(engine, lambda connection: log_rows.put_messages(connection, order, messages, at=NOW, new_id=new_id))


def claim(engine: Engine, owner: str, now: int = NOW, **named: object) -> list[OutMessage]:
    return write(engine, lambda connection: log_rows.claim_out(connection, owner, now, **named))


def test_a_message_with_a_key_seen_before_is_not_told_again(shop: Engine, order: Order) -> None:
    put(shop, order, "a", "b")
    put(shop, None, "b", "c")
    found = claim(shop, "me")
    assert [(one.key, one.order_id) for one in found] == [("a", order.id), ("b", order.id), ("c", None)]
    assert found[0].payload == {"parcel": "9"}


def test_a_delivered_message_is_over(shop: Engine) -> None:
    put(shop, None, "a")
    (found,) = claim(shop, "me")
    assert write(shop, lambda connection: log_rows.finish_out(connection, "me", found.id, NOW))
    assert claim(shop, "you", NOW + 10 * log_rows.CLAIM_MS) == []
    assert read(shop, log_rows.count_out) == 0


def test_a_message_whose_claimer_died_is_given_out_again(shop: Engine) -> None:
    put(shop, None, "a")
    (first,) = claim(shop, "dead")
    assert claim(shop, "me", NOW + log_rows.CLAIM_MS - 1) == []
    (again,) = claim(shop, "me", NOW + log_rows.CLAIM_MS)
    assert (again.id, again.attempts) == (first.id, 2)
    assert not write(shop, lambda connection: log_rows.finish_out(connection, "dead", first.id, NOW))


def test_a_failed_delivery_waits_for_its_time_and_a_hopeless_one_ends(shop: Engine) -> None:
    put(shop, None, "a")
    (found,) = claim(shop, "me")
    later = NOW + 500

    def retry(connection: Connection) -> bool:
        return log_rows.retry_out(connection, "me", found.id, error="offline", due_at=later)

    assert write(shop, retry)
    assert claim(shop, "me", later - 1) == []
    assert len(claim(shop, "me", later)) == 1

    def give_up(connection: Connection) -> bool:
        return log_rows.give_up_out(connection, "me", found.id, error="unknown_shop", now=later)

    assert write(shop, give_up)
    assert claim(shop, "me", later + 10 * log_rows.CLAIM_MS) == []


def test_messages_are_claimed_by_topic_and_only_when_due(shop: Engine) -> None:
    put(shop, None, "a")

    def work(connection: Connection) -> None:
        late = [Message("carrier.void", "b", {})]
        log_rows.put_messages(connection, None, late, at=NOW, new_id=new_id, due_at=NOW + 5)

    write(shop, work)
    assert [one.key for one in claim(shop, "me", topic="carrier.void")] == []
    assert [one.key for one in claim(shop, "me", NOW + 5, topic="carrier.void")] == ["b"]
    assert read(shop, log_rows.count_out) == 2


def test_claimers_at_once_never_get_the_same_message(shop: Engine) -> None:
    put(shop, None, *(f"k{number}" for number in range(60)))
    with ThreadPoolExecutor(6) as pool:
        parts = list(pool.map(lambda number: claim(shop, f"w{number}", limit=10), range(6)))
    keys = [one.id for part in parts for one in part]
    assert len(keys) == len(set(keys))
    rest = claim(shop, "last", limit=100)
    assert len(keys) + len(rest) == 60


def test_a_message_from_outside_counts_once(shop: Engine) -> None:
    told = InMessage(new_id(), "shopify", "m1", "order.paid", {"id": "1"}, NOW)
    again = InMessage(new_id(), "shopify", "m1", "order.paid", {"id": "1"}, NOW + 1)
    received = [write(shop, lambda connection, one=one: log_rows.receive(connection, one)) for one in (told, again)]
    assert received == [True, False]
    write(shop, lambda connection: log_rows.finish_in(connection, "shopify", "m1", NOW))
