"""Addresses of databases are read from what people write, and shown without passwords."""

from __future__ import annotations

import pytest

from desktop_oms.storage.address import parse


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("/data/shop.sqlite", "/data/shop.sqlite"),
        ("sqlite:////data/shop.sqlite", "/data/shop.sqlite"),
        ("postgresql://li:geheim@db.example/shop", "postgresql://li@db.example/shop"),
        ("postgres://li@db:5433/shop?sslmode=verify-full", "postgresql://li@db:5433/shop"),
        ("postgresql://li@a:1,b:2/shop", "postgresql://li@a:1,b:2/shop"),
        ("postgresql:///shop?password=geheim", "postgresql:///shop"),
    ],
)
def test_an_address_is_shown_as_people_know_it(written: str, shown: str) -> None:
    address = parse(written)
    assert address.shown == shown
    assert "geheim" not in repr(address)


def test_a_relative_path_is_meant_from_here() -> None:
    assert parse("shop.sqlite").path is not None
    assert parse("shop.sqlite").path.is_absolute()
