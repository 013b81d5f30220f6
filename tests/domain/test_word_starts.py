"""What is typed means whatever has words that begin like it, the nearest first."""

from __future__ import annotations

import pytest

from desktop_oms.domain.word_starts import distance

NAMES = {
    "to_pick": ("To pick", "待拣货"),
    "pick_list": ("Pick list", "拣货单"),
    "to_pack": ("To pack", "待打包"),
    "packing": ("Packing", "打包"),
    "cancel": ("Cancel the order", "取消订单"),
    "number": ("A102481", ""),
}


def meant(typed: str) -> list[str]:
    near = {name: found for name, texts in NAMES.items() if (found := distance(typed, texts)) is not None}
    return sorted(near, key=lambda name: near[name])


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("pick", ["pick_list", "to_pick"]),
        ("topi", ["to_pick"]),
        ("tp", ["to_pick", "to_pack"]),
        ("PACK", ["packing", "to_pack"]),
        ("c o", ["cancel"]),
        ("can the ord", ["cancel"]),
        ("cato", ["cancel"]),
        ("拣货", ["pick_list", "to_pick"]),
        ("待打", ["to_pack"]),
        ("消订", ["cancel"]),
        ("a1024", ["number"]),
        ("ack", []),
        ("order cancel", []),
        ("pickle", []),
        ("货拣", []),
    ],
)
def test_pieces_begin_words_in_their_order(typed: str, names: list[str]) -> None:
    assert meant(typed) == names


def test_nothing_typed_means_everything_alike_and_signs_are_nothing() -> None:
    assert {distance("", texts) for texts in NAMES.values()} == {distance(" -!", ["x"])} == {(0, 0, 0, 0)}


def test_a_long_text_that_nearly_fits_is_answered_at_once() -> None:
    assert distance("a" * 59 + "b", [" ".join(["aaaa"] * 12)]) is None
