"""What the command line says about itself, and about arguments it does not understand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_oms.cli import run
from desktop_oms.cli.verbs import VERBS
from desktop_oms.settings import Preferences
from desktop_oms.words import LANGUAGES, say, table
from tests.cli.shell import Shell

CLONE = Path(__file__).parents[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_every_verb_explains_itself_in_both_languages(nothing: Shell, verb: object, language: str) -> None:
    said = nothing.ok(f"{verb.name} --help --lang {language}")  # type: ignore[attr-defined]
    assert said.out.startswith(say("cli.usage", language) + "main.py " + verb.name)  # type: ignore[attr-defined]
    assert "%" not in said.out


def test_help_names_every_verb(nothing: Shell) -> None:
    said = nothing.ok("--help").out
    assert [verb.name for verb in VERBS if f"    {verb.name.split()[0]} " not in said] == []


def test_no_word_of_the_help_is_left_over() -> None:
    used = {f"cli.verb.{verb.name.replace(' ', '_').replace('-', '_')}" for verb in VERBS}
    used |= {f"cli.verb.{verb.name.split()[0].replace('-', '_')}" for verb in VERBS}
    used |= {f"cli.option.{option.word or option.key}" for verb in VERBS for option in verb.options}
    common = {"help", "db", "json", "lang", "as", "station"}
    told = {key for key in table() if key.startswith(("cli.verb.", "cli.option."))}
    assert told - used == {f"cli.option.{name}" for name in common}


@pytest.mark.parametrize(
    ("line", "chinese", "english"),
    [
        ("", "缺少：VERB", "Missing: VERB"),
        ("frobnicate", "VERB 不能是“frobnicate”", 'VERB cannot be "frobnicate"'),
        ("order", "缺少：NUMBER", "Missing: NUMBER"),
        ("orders --colour", "不认识：--colour", "Unknown: --colour"),
        ("orders --lim 3", "不认识：--lim", "Unknown: --lim"),
        ("orders --limit", "--limit 后面要有内容", "--limit needs a value"),
        ("orders --limit few", "--limit 应为数字，不是“few”", '--limit should be a number, not "few"'),
        ("orders --limit 9999999999999999999", "--limit 应为数字", "--limit should be a number"),
        ("print leaflet A1 -o x", "document 不能是“leaflet”", 'document cannot be "leaflet"'),
        ("story", "缺少：-o/--output", "Missing: -o/--output"),
        ("setup --kind ebay", "--kind 不能是“ebay”", '--kind cannot be "ebay"'),
        ("order A1 \udcff", "不是文字", "is no text"),
        ("order A1\0", "不是文字", "is no text"),
    ],
)
def test_what_is_not_understood_is_said_in_the_readers_language(
    nothing: Shell, line: str, chinese: str, english: str
) -> None:
    for language, sentence in (("zh_CN", chinese), ("en", english)):
        said = nothing(line, "--lang", language)
        assert (said.code, said.out) == (2, "")
        assert sentence in said.err
        assert said.err.count("\n") == 1
    assert nothing(line, "--json").error == "usage"


def test_common_options_stand_before_or_after_the_verb(shop: Shell, tmp_path: Path) -> None:
    assert shop.ok("--json stock show CUP-500").data == shop.ok("stock show CUP-500 --json").data
    assert shop(f"stock show --db {tmp_path / 'other.sqlite'}").code == 1


def test_the_language_is_the_one_asked_for_then_the_chosen_then_the_sessions(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*more: str) -> str:
        assert run(["frobnicate", *more]) == 2
        return capsys.readouterr().err

    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "不能是" in said()
    monkeypatch.setenv("LC_ALL", "C")
    assert "cannot be" in said()
    Preferences().change(language="zh_CN")
    assert "不能是" in said()
    assert "cannot be" in said("--lang=en")


def test_help_and_mistakes_are_told_before_the_services_are_imported(tmp_path: Path) -> None:
    for arguments, code in ((["do", "--help"], 0), (["frobnicate"], 2)):
        script = (
            f"import sys; import main; code = main.main({arguments!r}); "
            "late = [n for n in ('sqlalchemy', 'reportlab', 'PySide6') if n in sys.modules]; "
            "print(late, file=sys.stderr); sys.exit(code)"
        )
        done = subprocess.run(
            [sys.executable, "-c", script], cwd=CLONE, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == code
        assert done.stderr.endswith("[]\n")


def test_a_verb_imports_no_window(shop: Shell) -> None:
    script = (
        f"import sys; import main; main.main(['--db', {shop.place!r}, 'orders']); sys.exit('PySide6' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=CLONE, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0


def test_a_reader_that_stops_early_is_no_trouble(orders: Shell) -> None:
    command = f"{sys.executable} main.py --db {orders.place} orders --limit 200 --json | head -1"
    done = subprocess.run(["bash", "-c", command], cwd=CLONE, capture_output=True, text=True, timeout=120, check=False)
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_what_others_wrote_cannot_move_the_cursor_or_turn_the_text(shop: Shell, tmp_path: Path) -> None:
    evil = "\x1b[2J\x9b\u202egnp.exe\u2066"
    shop.ok("setup --warehouse", f"Lager{evil}", "--code", "EVIL")
    assert not set("\x1b\x9b\u202e\u2066") & set(shop("product show", evil).err)
    shown = shop.ok("setup").out
    assert not set(evil) & set("\x1b\x9b\u202e\u2066") & set(shown)
    told = shop.ok("setup --json")
    assert not set("\x1b\x9b\u202e\u2066") & set(told.out)
    assert json.loads(told.out)["warehouses"][-1]["name"] == "Lager [2J \u202egnp.exe\u2066"


def test_an_interruption_is_said_in_one_sentence(shop: Shell) -> None:
    def interrupted() -> int:
        raise KeyboardInterrupt

    said = Shell(shop.place, interrupted)("stock set CUP-500 31 --reason counted")
    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert said.err.startswith("Interrupted. What was finished is kept")


def test_paper_wants_a_place_to_go(nothing: Shell) -> None:
    said = nothing("print slip A1", "--lang", "en")
    assert (said.code, "-o FILE" in said.err) == (2, True)
    assert nothing("print slip A1 --json").error == "usage_where_to_print"
