"""The shops for these tests."""

from tests.ui.real_shop import empty_stage, ready_folder, stage

__all__ = ["empty_stage", "ready_folder", "stage"]
