"""Receivers out of pasted texts, as buyers, chats and marketplaces write them: what was read, and what is unsure."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.gateways.files.pasted import ORDER, read

FILE = Path(__file__).with_name("pasted_receivers.tsv")
CASES = tuple(tuple(row.split("\t")) for row in FILE.read_text(encoding="utf-8").splitlines())
HEAD = ("pasted", *ORDER, "unsure")


def test_the_cases_have_one_head() -> None:
    assert CASES[0] == HEAD
    assert len(CASES) > 60


@pytest.mark.parametrize("case", CASES[1:], ids=[case[0][:16] for case in CASES[1:]])
def test_a_pasted_receiver_is_read(case: tuple[str, ...]) -> None:
    pasted, *parts, unsure = case
    found = read(pasted.replace("/", "\n"))
    assert [getattr(found.address, part) for part in ORDER] == parts
    assert " ".join(found.unsure) == unsure


@pytest.mark.parametrize(
    "text", ["", "   ", "????", "13800138000", "广东省", "中国", "收货人：", "a\x00b", "1" * 5000, "省" * 3000]
)
def test_nothing_is_made_up(text: str) -> None:
    found = read(text)
    assert found.unsure
    assert {"name", "street"} & {*found.unsure}


def test_a_masked_receiver_is_known_as_one() -> None:
    assert read("李** 138****8000 广东省深圳市南山区科苑路**号").address.masked
    assert not read("李明 13800138000 广东省深圳市南山区科苑路1号").address.masked


def test_parts_of_a_form_come_from_labels() -> None:
    found = read("姓名:陈晓春 手机号:13710001000 省份:广东 城市:广州市 区县:越秀区 详细地址:中山五路219号 邮编:510030")
    assert (found.address.province, found.address.postcode, found.unsure) == ("广东省", "510030", ())
