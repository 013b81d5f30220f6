"""Preferences of one person on one machine: typed, written whole, and a broken file does no harm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from desktop_oms import settings
from desktop_oms.domain.errors import OmsError
from desktop_oms.settings import HOME_VARIABLE, Preferences, Settings


def test_without_a_file_everything_is_as_it_comes(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "settings.json")
    assert kept.settings == Settings()
    assert kept.trouble is None
    assert not kept.file.exists()


def test_what_is_chosen_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    Preferences(file).change(language="zh_CN", theme="dark", user="陈", station="pack-1")
    again = Preferences(file).settings
    assert (again.language, again.theme, again.user, again.station) == ("zh_CN", "dark", "陈", "pack-1")
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]
    assert os.name == "nt" or file.stat().st_mode & 0o777 == 0o600  # an address may hold a password


def test_a_device_is_never_replaced_by_a_file(tmp_path: Path) -> None:
    link = tmp_path / "settings.json"
    link.symlink_to(os.devnull)
    assert Preferences(link).change(theme="dark").theme == "dark"
    assert link.is_symlink()


@pytest.mark.parametrize("text", ["", "{", "[1]", '"x"', "\x00", "{}x"])
def test_a_broken_file_is_left_aside_with_a_word(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text)
    kept = Preferences(file)
    assert kept.settings == Settings()
    assert kept.trouble is not None
    assert kept.trouble.code == "settings_unreadable"
    kept.change(theme="dark")
    assert Preferences(file).settings.theme == "dark"


def test_values_of_another_version_do_no_harm(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "sepia", "language": 7, "user": "chen", "colour": "red"}')
    assert Preferences(file).settings == Settings(user="chen")


def test_an_impossible_choice_is_a_bug(tmp_path: Path) -> None:
    kept = Preferences(tmp_path / "settings.json")
    with pytest.raises(ValueError, match="theme"):
        kept.change(theme="sepia")
    with pytest.raises(TypeError):
        kept.change(colour="red")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OmsError, match="settings_not_written"):
        Preferences(tmp_path / "file" / "settings.json").change(theme="dark")


def test_one_variable_moves_everything_the_program_keeps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(HOME_VARIABLE, str(tmp_path))
    assert Preferences().file == tmp_path / "settings.json"
    assert settings.default_database() == tmp_path / "shop.sqlite"
    assert settings.log_folder() == tmp_path / "logs"
    monkeypatch.delenv(HOME_VARIABLE)
    assert tmp_path not in settings.default_database().parents


def test_what_is_no_file_is_not_written_over(tmp_path: Path) -> None:
    taken = tmp_path / "settings.json"
    taken.mkdir()
    preferences = Preferences(taken)
    with pytest.raises(OmsError, match="settings_not_written"):
        preferences.change(theme="dark")
    assert taken.is_dir()
