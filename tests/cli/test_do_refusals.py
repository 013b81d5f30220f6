"""Every refusal of the rules, met by somebody who asks on the command line for what the state no longer allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.told_again import ToldAgain, write_house
from tests.domain import refusals_of_cases, refusals_of_goods, refusals_of_money, refusals_of_orders
from tests.domain.refusals import STORIES
from tests.domain.shop import Counter

# Stories that go otherwise on the command line, and how (None: not at all).
OTHERWISE = {
    # No command meets these: the automatic events have run before.
    "case_without_return: expect_nothing": None,
    "goods_undecided: settle_undecided": None,
    "goods_not_here: half came, then the kind changed back and forth": None,
    "replacement_not_sent: settle_unsent": None,
    "units_left: take_out_of_two": None,
    "nothing_shipped: confirm_as_shipped": None,
    # And these go another way.
    "order_without_number: no_seller": None,  # no database keeps an order without a seller
    "window_closed: ask_late": None,  # only the buyer meets it, through the channel; the desk may ask late
    "too_many_requests: ask_again_and_again": None,  # the same: the desk may ask once more, saying why
    "not_in_parcel: scan_foreign": "line_unknown",  # a line that the order does not have is named before
    "line_not_valid: a draft names unknown goods": "sku_unknown",
    "line_not_valid: add_unknown_goods": "sku_unknown",  # and so is a product that nobody has
    "split_from_nowhere: split_from_nowhere": "warehouse_unknown",  # and a warehouse
}
TOLD_IN = (refusals_of_orders, refusals_of_goods, refusals_of_money, refusals_of_cases)


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("house") / "house.sqlite"
    write_house(place)
    return place


@pytest.mark.parametrize("name", [name for name in STORIES if OTHERWISE.get(name, "") is not None])
def test_do_refuses_as_the_rules_do(name: str, house: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met: list[tuple[str, str]] = []
    refused = Counter.refused

    def told_again(counter: Counter, role: str, event: str, subject: Any = None, **args: Any) -> str:
        code = refused(counter, role, event, subject, **args)
        if code:
            again = ToldAgain(house, tmp_path, counter)
            said = again.shell("--json", *again.words(role, event, subject, args))
            met.append((code, said.error if said.code == 1 else said.out + said.err))
        return code

    monkeypatch.setattr(Counter, "refused", told_again)
    STORIES[name]()
    assert met == [(code, OTHERWISE.get(name, code)) for code, _ in met]
    assert met


def test_the_stories_that_go_otherwise_are_still_told() -> None:
    assert set(OTHERWISE) <= set(STORIES)
    assert all(module.__doc__ for module in TOLD_IN)
