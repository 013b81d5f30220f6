"""Shells for the tests of the command line: on nothing, on a shop with goods, on one with orders."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from desktop_oms.settings import HOME_VARIABLE
from tests.cli.shell import Shell, set_up, with_orders


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes what a person keeps."""
    folder = tmp_path / "home"
    monkeypatch.setenv(HOME_VARIABLE, str(folder))
    return folder


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Databases made once: `shop.sqlite` with goods, `orders.sqlite` with orders too."""
    folder = tmp_path_factory.mktemp("ready-cli")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME_VARIABLE, str(folder / "home"))
        set_up(Shell(folder / "shop.sqlite"))
        shutil.copyfile(folder / "shop.sqlite", folder / "orders.sqlite")
        with_orders(Shell(folder / "orders.sqlite"))
    return folder


@pytest.fixture
def nothing(tmp_path: Path) -> Shell:
    """No database yet."""
    return Shell(tmp_path / "new.sqlite")


@pytest.fixture
def shop(ready: Path, tmp_path: Path) -> Shell:
    """A shop with products and stock, without orders."""
    shutil.copyfile(ready / "shop.sqlite", tmp_path / "shop.sqlite")
    return Shell(tmp_path / "shop.sqlite")


@pytest.fixture
def orders(ready: Path, tmp_path: Path) -> Shell:
    """A shop with 23 orders; nothing is confirmed yet."""
    shutil.copyfile(ready / "orders.sqlite", tmp_path / "orders.sqlite")
    return Shell(tmp_path / "orders.sqlite")
