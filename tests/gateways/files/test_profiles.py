"""Profiles are data: complete, detected by their columns, and the generic one mapped by hand or guessed."""

from __future__ import annotations

import pickle

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.incoming import ShopState
from desktop_oms.gateways.files import (
    FIELDS,
    NAMES,
    PROFILES,
    detect_profile,
    mapping_from_json,
    mapping_to_json,
    read_table,
    suggest_mapping,
)
from desktop_oms.words import LANGUAGES, say
from desktop_oms.words.files import WORDS
from tests.gateways.files.outcomes import SAMPLES, sample

SIGNALS = {*ShopState, "none", "refund_open", "presale"}


@pytest.mark.parametrize("name", NAMES)
def test_a_profile_names_only_fields_and_signals_that_exist(name: str) -> None:
    profile = PROFILES[name]
    assert profile.name == name
    for sheet in profile.sheets:
        assert sheet.role in ("whole", "orders", "items")
        assert set(sheet.columns) <= set(FIELDS)
        for entry in sheet.required:
            assert set(entry.split("|")) <= set(sheet.columns)
    assert set(profile.states) <= set(FIELDS)
    assert {signal for words in profile.states.values() for found in words.values() for signal in found} <= SIGNALS
    assert profile.summed | profile.rounded <= set(FIELDS)


def test_every_profile_and_field_has_a_name_in_both_languages() -> None:
    for language in LANGUAGES:
        assert all(say(f"profile.{name}", language) for name in NAMES)
        assert all(say(f"field.{name}", language) for name in FIELDS)
    assert {key for key in WORDS if key.startswith("field.")} == {
        f"field.{name}" for name in (*FIELDS, "row", "reason", "reason_zh", "reason_en")
    }


def test_every_sample_file_is_recognised_by_its_columns() -> None:
    for name, (profile, companions) in SAMPLES.items():
        for file in (name, *companions):
            found = detect_profile(read_table(sample(file)[1], file).columns)
            assert found == (None if profile == "generic" else profile), file


def test_unknown_columns_belong_to_nobody() -> None:
    assert detect_profile(("a", "b", "c")) is None
    assert detect_profile(()) is None


def test_columns_are_recognised_in_any_width_case_and_protection() -> None:
    columns = ("﻿订单号", " 商品数量（件） ", "用户实付金额(元)", "商品", "订单状态")
    assert detect_profile(columns) == "pdd"


def test_a_mapping_is_guessed_by_names_in_both_languages() -> None:
    assert suggest_mapping(("订单编号", "收件人", "手机", "收货地址", "商家编码", "数量", "没用的")) == {
        "order_no": "订单编号",
        "receiver": "收件人",
        "phone": "手机",
        "address": "收货地址",
        "sku": "商家编码",
        "qty": "数量",
    }
    guessed = suggest_mapping(("Order ID", "Qty", "SKU", "Ship To", "Unit Price", "Total"))
    assert guessed == {
        "order_no": "Order ID",
        "total": "Total",
        "receiver": "Ship To",
        "sku": "SKU",
        "qty": "Qty",
        "price": "Unit Price",
    }


def test_a_mapping_is_saved_and_comes_back() -> None:
    mapping = {"order_no": "单号", "qty": "件数"}
    assert mapping_from_json(mapping_to_json(mapping)) == mapping


@pytest.mark.parametrize("text", ["", "[]", '{"order_no": 1}', '{"order_no": ', '"text"'])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(OmsError) as trouble:
        mapping_from_json(text)
    assert trouble.value.code == "file_mapping_unreadable"
    assert "{" in say("error.file_mapping_unreadable", "zh_CN", **trouble.value.facts)


def test_a_mapping_to_an_unknown_field_is_refused() -> None:
    with pytest.raises(OmsError) as trouble:
        mapping_from_json('{"colour": "颜色"}')
    assert (trouble.value.code, trouble.value.facts) == ("file_mapping_field_unknown", {"field": "colour"})


def test_profiles_travel_to_a_child_process_by_name() -> None:
    assert pickle.loads(pickle.dumps("pdd")) in PROFILES
