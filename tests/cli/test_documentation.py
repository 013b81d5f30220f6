"""Every example of `docs/cli.md` does what stands below it, in the order of the document, on a fresh database."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_oms.cli.verbs import VERBS
from tests.cli.documentation import ASK, PROGRAM, answer_of, examples

CLONE = Path(__file__).parents[2]
TEXT = (CLONE / "docs" / "cli.md").read_text(encoding="utf-8")


def test_every_verb_has_an_example() -> None:
    shown = [example.command.removeprefix(PROGRAM) for example in examples(TEXT)]
    missing = [verb.name for verb in VERBS if not any(f" {verb.name} " in f" {line} " for line in shown)]
    assert missing == []


def test_every_option_is_explained() -> None:
    assert [
        option.name for verb in VERBS for option in verb.options if f"{option.name}" not in TEXT and not option.by_place
    ] == []


@pytest.mark.timeout(600)
def test_the_examples_do_what_they_show(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exit code other than 0 is right only where the document asks for it in the next line."""
    (tmp_path / "resources").symlink_to(CLONE / "resources")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C")
    shown, code, wrong = list(examples(TEXT)), 0, []
    for example, after in zip(shown, [*shown[1:], None], strict=True):
        if example.command == ASK:
            said = str(code)
        else:
            code, said = answer_of(example)
            if code and (after is None or after.command != ASK):
                wrong.append(f"$ {example.command}\nended with exit code {code}, which the document does not say")
        if not example.fits(said):
            wrong.append(f"$ {example.command}\n{said}\n-- instead of --\n{example.answer}")
    assert wrong == [], "\n\n".join(wrong)
