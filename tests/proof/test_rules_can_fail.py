"""A rule that cannot fail is no rule: each is broken on purpose in a copy of the product, and must say so."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CLONE = Path(__file__).parents[2]
COPIED = (
    "desktop_oms",
    "ui",
    "tests/house",
    *(f"tests/{path.name}" for path in CLONE.glob("tests/*.py") if not path.name.startswith("test_")),
    "pyproject.toml",
    "main.py",
    ".gitignore",
)
PROSE = '"""Stands here to be found."""\n'

# Name of the broken contract, the file that breaks it, and what it says.
CONTRACTS = [
    ("stand side by side", "desktop_oms/services/planted.py", "import ui.shared\n"),
    ("imports point down", "desktop_oms/storage/planted.py", "import desktop_oms.services\n"),
    ("imports point down", "desktop_oms/domain/planted.py", "import desktop_oms.storage\n"),
    ("imports point down", "desktop_oms/storage/planted.py", "import desktop_oms.gateways\n"),
    ("imports point down", "desktop_oms/documents/planted.py", "import desktop_oms.storage\n"),
    ("imports point down", "desktop_oms/helpers.py", ""),
    ("Pages do not import", "ui/orders/planted.py", "import ui.packing.planted\n"),
    ("Pages do not import", "ui/shared/planted.py", "import ui.packing.planted\n"),
    ("without Qt", "desktop_oms/services/planted.py", "import PySide6.QtCore\n"),
    ("asks services", "ui/shared/planted.py", "import sqlalchemy\n"),
    ("asks services", "ui/shared/planted.py", "import desktop_oms.storage\n"),
    ("asks services", "ui/shared/planted.py", "import desktop_oms.gateways\n"),
    ("Only storage", "desktop_oms/services/planted.py", "import sqlalchemy\n"),
    ("plain Python", "desktop_oms/domain/planted.py", "import statemachine\n"),
    ("in a circle", "desktop_oms/services/planted.py", "import desktop_oms.services.planted_too\n"),
]

# Name of the failing test, the file that breaks the rule, and what it says.
RULES = [
    ("test_no_file_is_longer", "desktop_oms/services/planted.py", "\n" * 400),
    ("test_no_function_is_longer", "desktop_oms/services/planted.py", "def f():\n" + "    print()\n" * 50),
    (
        "test_no_class_has_more",
        "ui/planted.py",
        "class C:\n" + "".join(f"    def f{n}(self): ...\n" for n in range(21)),
    ),
    ("test_every_file_says", "ui/planted.py", None),
    ("test_every_public_class", "ui/planted.py", "class Page:\n    def fill(self): ...\n"),
    ("test_no_chinese", "ui/planted.py", "NAME = '订单'\n"),
    ("test_no_widget_is_given", "ui/planted.py", "def f(label):\n    label.setText('Orders')\n"),
    ("test_the_command_line_prints", "desktop_oms/planted.py", "print('done')\n"),
    ("test_no_english_sentence", "ui/planted.py", "NAME = 'Please choose a file.'\n"),
    ("test_every_word_has_both", "desktop_oms/words/errors.py", "WORDS = {'error.planted': ('甲 {n}', 'A {m}')}\n"),
    ("test_every_word_asked_for", "ui/planted.py", "def f(say):\n    say('planted.word', 'en')\n"),
    ("test_every_error_and_refusal", "desktop_oms/planted.py", "def f():\n    raise OmsError('planted')\n"),
    ("test_every_sentence_of_an", "desktop_oms/planted.py", "def f():\n    raise OmsError('qt_library_missing')\n"),
    ("test_rules_use_the_standard", "desktop_oms/domain/planted.py", "import desktop_oms.words\n"),
    ("test_only_named_places", "desktop_oms/planted.py", "def f():\n    import json\n"),
    ("test_only_named_places", "ui/planted.py", "import importlib\nimportlib.import_module('json')\n"),
    ("test_no_file_names_a_machine", "ui/planted.py", "PLACE = '/" + "home/somebody'\n"),
]


@pytest.fixture(scope="module")
def product(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the product, with two pages that know nothing of each other."""
    copy = tmp_path_factory.mktemp("product")
    for name in COPIED:
        source = CLONE / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy / name)
    for page in ("orders", "packing"):
        (copy / "ui" / page).mkdir(exist_ok=True)
        (copy / "ui" / page / "__init__.py").touch()
    (copy / "ui" / "packing" / "planted.py").write_text(PROSE)
    (copy / "desktop_oms" / "services" / "planted_too.py").write_text(PROSE + "import desktop_oms.services.planted\n")
    (copy / "desktop_oms" / "services" / "planted.py").write_text(PROSE)
    _run(copy, "git", "init", "--quiet")
    return copy


@pytest.mark.parametrize(("contract", "file", "text"), CONTRACTS)
def test_a_broken_contract_is_named(product: Path, contract: str, file: str, text: str) -> None:
    said = _with(
        product, file, PROSE + text, str(Path(sys.executable).parent / "lint-imports"), "--no-logo", "--no-cache"
    )
    broken = [line for line in said.splitlines() if " BROKEN" in line]
    assert any(contract in line for line in broken), said


@pytest.mark.parametrize(("test", "file", "text"), RULES)
def test_a_broken_rule_is_named(product: Path, test: str, file: str, text: str | None) -> None:
    content = "X = 1\n" if text is None else PROSE + text
    options = ("-q", "--tb=short", "-p", "no:xdist", "-k", test, "tests/house")
    said = _with(product, file, content, sys.executable, "-m", "pytest", *options)
    assert f"::{test}" in said, said
    assert "planted" in said, said


def _with(product: Path, file: str, text: str, *command: str) -> str:
    """What `command` says while `file` holds `text`; afterwards the copy is as it was."""
    path = product / file
    before = path.read_text(encoding="utf-8") if path.exists() else None
    path.write_text(text, encoding="utf-8")
    _run(product, "git", "add", "--all")
    try:
        return _run(product, *command)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_text(before, encoding="utf-8")


def _run(folder: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", timeout=120, check=False)
    return done.stdout + done.stderr
