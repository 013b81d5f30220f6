"""Money, times, weights and masks, as screen, paper and exports write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.domain.errors import OmsError
from desktop_oms.formats import (
    date,
    mask_address,
    mask_name,
    mask_phone,
    mask_receiver,
    money,
    money_grouped,
    money_plain,
    place_words,
    time_local,
    time_of_day,
    weight,
    with_password,
)

MORNING = 1_763_774_100_000


@pytest.mark.parametrize(
    ("minor", "currency", "zh", "en", "plain"),
    [
        (123450, "CNY", "¥1,234.50", "¥1,234.50", "1234.50"),
        (-300, "USD", "-US$3.00", "-$3.00", "-3.00"),
        (1280, "JPY", "JP¥1,280", "JP¥1,280", "1280"),
        (1234567, "KWD", "KWD 1,234.567", "KWD 1,234.567", "1234.567"),
        (5, "CNY", "¥0.05", "¥0.05", "0.05"),
        (-5, "KWD", "-KWD 0.005", "-KWD 0.005", "-0.005"),
        (0, "EUR", "€0.00", "€0.00", "0.00"),
        (10**20, "CNY", "¥1,000,000,000,000,000,000.00", "¥1,000,000,000,000,000,000.00", "1" + "0" * 18 + ".00"),
    ],
)
def test_money_has_the_decimals_of_its_currency(minor: int, currency: str, zh: str, en: str, plain: str) -> None:
    assert money(minor, currency, "zh_CN") == zh
    assert money(minor, currency, "en") == en
    assert money_plain(minor, currency) == plain
    assert money_grouped(minor, currency).replace(",", "") == plain
    assert money(minor, currency, "en").endswith(money_grouped(abs(minor), currency))


def test_times_are_local_and_in_the_language() -> None:
    assert time_local(MORNING, "Asia/Shanghai", "zh_CN") == "2025-11-22 09:15"
    assert time_local(MORNING, "Asia/Shanghai", "en") == "22 Nov 2025 09:15"
    assert time_local(MORNING, "America/New_York", "en") == "21 Nov 2025 20:15"
    assert date(MORNING, "UTC", "zh_CN") == "2025-11-22"
    assert time_of_day(MORNING, "Asia/Shanghai") == "09:15"


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../etc/passwd", "Asia/Shanghai\x00"])
def test_an_unknown_time_zone_is_told(name: str) -> None:
    with pytest.raises(OmsError) as refused:
        date(MORNING, name, "en")
    assert refused.value.code == "time_zone_unknown"


def test_weights_are_grams_below_a_kilogram() -> None:
    assert [weight(grams) for grams in (0, 61, 999, 1000, 1235, 12345)] == [
        *("0 g", "61 g", "999 g"),
        *("1.00 kg", "1.24 kg", "12.35 kg"),
    ]


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("许念", "许*"),
        ("欧阳娜娜", "欧***"),
        ("𠮷田", "𠮷*"),
        ("王", "*"),
        ("Xu Nian", "Xu ***"),
        ("Nian", "N***"),
        ("", ""),
    ],
)
def test_a_masked_name_hides_all_but_its_first_part(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13912342815", "139******15"),
        ("+86 139 1234 2815", "+861********15"),
        ("025-8888 6666", "025*******66"),
        ("12345678", "******78"),
        ("123", "***"),
        ("", ""),
    ],
)
def test_a_masked_phone_hides_six_digits_at_least(phone: str, masked: str) -> None:
    digits = sum(mark.isdigit() for mark in phone)
    assert mask_phone(phone) == masked or digits == 11
    assert mask_phone(phone).count("*") >= min(6, digits)


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("江苏省南京市鼓楼区中山北路26号3幢2单元802室", "江苏省南京市鼓楼区中山北路26号***"),
        ("江苏省南京市中山北路26号802", "江苏省南京市中山北路26号***"),
        ("阳光花园3-2-801", "阳光花园***"),
        ("阳光花园12号楼二单元1501", "阳光花园***"),
        ("802, Block 3, 26 Zhongshan N Rd, Nanjing", "***, 26 Zhongshan N Rd, Nanjing"),
        ("12 Main St Apt 4B, Springfield", "12 Main St ***, Springfield"),
        ("12 Main St #4B, Springfield", "12 Main St ***, Springfield"),
        ("上海市世纪大道100号", "上海市世纪大道100号"),
    ],
)
def test_a_masked_address_hides_unit_and_room(address: str, masked: str) -> None:
    assert mask_address(address) == masked


def test_a_masked_receiver_is_all_three() -> None:
    assert mask_receiver("许念", "13912342815", "中山北路26号802室") == ("许*", "139******15", "中山北路26号***")


def test_a_place_in_the_persons_own_folder_names_no_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "chen")
    assert place_words(tmp_path / "chen" / "labels" / "a.pdf") == str(Path("~/labels/a.pdf"))
    assert place_words(str(tmp_path / "chen")) == "~"
    assert place_words("postgresql://shop@server/shop") == "postgresql://shop@server/shop"
    assert place_words(tmp_path / "chenyu" / "a.pdf") == str(tmp_path / "chenyu" / "a.pdf")
    monkeypatch.setattr(Path, "home", lambda: Path("/"))
    assert place_words("/labels") == str(Path("/labels"))


@pytest.mark.parametrize(
    ("place", "with_it"),
    [
        ("postgresql://oms@db/shop", "postgresql://oms:a%2Fb%40%3A@db/shop"),
        (
            "postgresql://oms:old@db:5433,db2:5433/shop?sslmode=require",
            "postgresql://oms:a%2Fb%40%3A@db:5433,db2:5433/shop?sslmode=require",
        ),
        ("postgresql://db/shop?user=oms", "postgresql://db/shop?user=oms&password=a%2Fb%40%3A"),
    ],
)
def test_a_password_asked_for_apart_goes_into_the_address(place: str, with_it: str) -> None:
    assert with_password(place, "a/b@:") == with_it
    assert with_password(place, "") == place
