"""Whatever stands in a file: only errors with a sentence come out, and every row is accounted for."""

from __future__ import annotations

import csv
import io
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import ParsedFile
from desktop_oms.gateways.files import NAMES, PROFILES, parse, read_table
from desktop_oms.words import say
from tests.gateways.files.outcomes import SAMPLES, sample

CELLS = st.one_of(
    st.sampled_from(
        [
            *("", "-", "'", '"', '="1"', "=1+1", "1", "0", "-1", "1.5", "3.9E+18", "59.90", "2l8", "\0", "\u202e"),
            *(
                "A1",
                "A2",
                "张*",
                "##cipher",
                "待发货",
                "paid",
                "2026-11-20 10:11:12",
                "a;b",
                "a\nb",
                "\t1",
                "x" * 40_000,
            ),
        ]
    ),
    st.text(max_size=20),
)


def try_parse(files: list[tuple[str, bytes]], profile: str) -> ParsedFile | None:
    try:
        return parse(files, profile, time_zone="Asia/Shanghai", currency="CNY")
    except OmsError as trouble:
        say(f"error.{trouble.code}", "zh_CN", **trouble.facts)
        return None


def accounted(parsed: ParsedFile, file: str) -> list[int]:
    used = [row for order in parsed.orders for row in order.rows]
    return sorted(used + [row for refused in parsed.refused if refused.file == file for row in refused.rows])


@given(st.binary(max_size=3_000), st.sampled_from(NAMES))
@settings(max_examples=300)
def test_random_bytes_give_orders_or_an_error_with_a_sentence(data: bytes, profile: str) -> None:
    try_parse([("orders.csv", data)], profile)


@given(st.sampled_from([name for name, (_, companions) in SAMPLES.items() if not companions]), st.randoms())
@settings(max_examples=200)
def test_a_damaged_sample_gives_orders_or_an_error_with_a_sentence(name: str, chance: random.Random) -> None:
    data = bytearray(sample(name)[1])
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(data))
        data[place : place + chance.randint(0, 3)] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 3)))
    parsed = try_parse([(name, bytes(data))], SAMPLES[name][0])
    if parsed:
        assert accounted(parsed, name) == [row.number for row in read_table(bytes(data), name).rows]


@given(st.data(), st.sampled_from([name for name in NAMES if len(PROFILES[name].sheets) == 1]))
@settings(max_examples=100)
def test_every_row_becomes_part_of_an_order_or_is_refused(data: st.DataObject, profile: str) -> None:
    columns = [names[0] for names in PROFILES[profile].sheets[0].columns.values()]
    width = len(columns)
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([columns, *rows])
    content = stream.getvalue().encode("utf-8", "replace")
    parsed = try_parse([("orders.csv", content)], profile)
    assert parsed is not None
    assert accounted(parsed, "orders.csv") == [row.number for row in read_table(content, "orders.csv").rows]
    assert all(line.qty > 0 for order in parsed.orders for line in order.lines)
    assert all(order.external_no and order.lines for order in parsed.orders)


@pytest.mark.parametrize("name", SAMPLES)
def test_every_row_of_every_sample_is_accounted_for(name: str) -> None:
    profile, companions = SAMPLES[name]
    parsed = try_parse([sample(file) for file in (name, *companions)], profile)
    assert parsed is not None
    assert accounted(parsed, name) == [row.number for row in read_table(sample(name)[1], name).rows]
    for file in companions:
        refused = {row for refused in parsed.refused if refused.file == file for row in refused.rows}
        lines = sum(len(order.lines) for order in parsed.orders)
        repeated = sum("row_repeated" in order.notices and len(order.rows) == 1 for order in parsed.orders)
        assert lines + repeated == sum(row.number not in refused for row in read_table(sample(file)[1], file).rows)
