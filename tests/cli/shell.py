"""The command line as a test uses it: arguments in, exit code and texts out, in this very process."""

from __future__ import annotations

import io
import json
import shlex
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_oms.cli import run
from desktop_oms.resources import resource

PRODUCTS, STOCK = resource("samples", "products.csv"), resource("samples", "stock.csv")
ORDERS = resource("samples", "orders")
SETUP = "setup --seller 小满百货 --warehouse 主仓 --code MAIN --kind shopify --user 王满 --login boss"


@dataclass(frozen=True)
class Said:
    """What a call answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The answer as JSON."""
        return json.loads(self.out)

    @property
    def error(self) -> str:
        """The code of the trouble, told as JSON."""
        return str(json.loads(self.err)["error"])


class Shell:
    """Calls the program on one database; English unless `--lang` is given."""

    def __init__(self, place: str | Path, now: Callable[[], int] | None = None) -> None:
        self.place = str(place)
        self.now = now

    def __call__(self, line: str, *more: object) -> Said:
        """One call: the words of `line` as a shell takes them apart, then `more` as they are."""
        words = [*shlex.split(line), *map(str, more)]
        language = [] if "--lang" in words else ["--lang", "en"]
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with redirect_stdout(out), redirect_stderr(err):
            code = run(["--db", self.place, *language, *words], self.now)
        assert sys.stdout is not out
        return Said(code, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]

    def ok(self, line: str, *more: object) -> Said:
        """A call that must succeed."""
        said = self(line, *more)
        assert said.code == 0, said.err or said.out
        assert said.err == ""
        return said

    def refused(self, line: str, *more: object) -> str:
        """A call that must be refused with a sentence in both languages; returns the code of the refusal."""
        chinese, english, told = (self(line, *more, *way) for way in (["--lang", "zh_CN"], [], ["--json"]))
        for said in (chinese, english, told):
            assert (said.code, said.out) == (1, ""), said
            assert said.err.count("\n") == 1
        assert chinese.err != english.err
        return told.error


def set_up(shell: Shell) -> Shell:
    """A shop with two channels, the sample products and their stock."""
    shell.ok(SETUP)
    shell.ok("setup --channel 淘宝店 --kind taobao")
    shell.ok("product import", PRODUCTS)
    shell.ok("stock import", STOCK)
    return shell


def with_orders(shell: Shell) -> Shell:
    """The orders of the story's two exports: A100001 is #2001."""
    shell.ok("import", ORDERS / "story_shopify.csv")
    shell.ok("import", ORDERS / "story_taobao_orders.csv", ORDERS / "story_taobao_items.csv")
    return shell
