"""Reasons to wait: the usual ones in both languages, and those the house writes down itself."""

from __future__ import annotations

import pytest

from desktop_oms.app import App
from desktop_oms.domain.errors import OmsError, Refused
from desktop_oms.domain.reasons import HOLD_REASONS
from desktop_oms.words import LANGUAGES, say


def test_a_house_has_reasons_of_its_own(app: App) -> None:
    reasons, boss = app.hold_reasons, app.people.actor("boss")
    reasons.add(boss, "等赠品到货", "the gift is on its way")
    assert reasons.offered("zh_CN")[-1] == ("等赠品到货", "等赠品到货")
    assert reasons.offered("en")[-1] == ("the gift is on its way", "the gift is on its way")
    for zh, en, code in (
        ("等赠品到货", "other", "reason_there"),
        ("x", "The Gift is on its way", "reason_there"),
        (" ", "x", "field_missing"),
        ("x" * 61, "x", "reason_too_long"),
    ):
        with pytest.raises(OmsError, match=code):
            reasons.add(boss, zh, en)
    with pytest.raises(Refused, match="not_your_role"):
        reasons.add(app.people.actor("clerk"), "x", "y")
    reasons.add(boss, "等样品", "a sample is on its way")
    with pytest.raises(OmsError, match="reason_there"):
        reasons.rename(boss, "等样品", "等赠品到货", "a sample")
    with pytest.raises(OmsError, match="reason_not_there"):
        reasons.rename(boss, "等货", "等货", "goods")
    reasons.rename(boss, "A SAMPLE is on its way", "等样品", "the sample is on its way")
    assert [one.en for one in reasons.own()] == ["the gift is on its way", "the sample is on its way"]
    reasons.remove(boss, "等样品")
    reasons.remove(boss, "THE GIFT IS ON ITS WAY")
    assert reasons.own() == ()
    with pytest.raises(OmsError, match="reason_not_there"):
        reasons.remove(boss, "x")


@pytest.mark.parametrize("language", LANGUAGES)
def test_usual_reasons_have_words(app: App, language: str) -> None:
    assert [key for key, _ in app.hold_reasons.offered(language)] == list(HOLD_REASONS)
    assert say("reason.buyer_asks", language) == app.hold_reasons.offered(language)[0][1]
