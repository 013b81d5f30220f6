"""One scan of a known code tells what a scanner is set to."""

from __future__ import annotations

import pytest

from desktop_oms.domain.calibration import SAMPLE, calibrated


def moments(count: int, gap: int) -> list[int]:
    return list(range(0, count * gap, gap))


@pytest.mark.parametrize(("gap", "hold"), [(1, 30), (20, 40), (60, 120)])
def test_the_hold_is_twice_the_longest_pause_within_its_bounds(gap: int, hold: int) -> None:
    found = calibrated(SAMPLE, moments(len(SAMPLE), gap), ended=True)
    assert found is not None
    assert (found.middle_ms, found.longest_ms, found.hold_ms, found.too_slow) == (gap, gap, hold, False)


def test_what_stands_around_the_sample_is_prefix_and_suffix() -> None:
    typed = f"~Q{SAMPLE.lower()}#"
    found = calibrated(typed, moments(len(typed), 5), ended=False)
    assert found is not None
    assert (found.prefix, found.suffix, found.ended) == ("~Q", "#", False)


def test_a_scanner_slower_than_a_person_is_told_so() -> None:
    found = calibrated(SAMPLE, moments(len(SAMPLE), 200), ended=True)
    assert found is not None
    assert (found.too_slow, found.hold_ms) == (True, 120)


@pytest.mark.parametrize("typed", ["", "6901234567892", SAMPLE[1:]])
def test_another_code_tells_nothing(typed: str) -> None:
    assert calibrated(typed, moments(len(typed), 5), ended=True) is None
