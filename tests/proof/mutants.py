"""Small faults planted in the rules, one at a time: a comparison turned, a sign changed, a statement taken out.

`python -m tests.proof.mutants 120` plants 120 of them at random, the same in every run, lets the tests of the rules and
a few short walks look for each, and names those that nothing noticed.
"""

from __future__ import annotations

import ast
import importlib
import os
import random
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

import pytest

CLONE = Path(__file__).parents[2]
MODULES = (
    *("settlement", "money", "refunds", "cases", "approval", "returns", "outcomes"),
    *("clocks", "stock", "lifecycle"),
)
TESTS = (
    *("case_facts", "case_ends", "case_edges", "cases", "approval", "traps", "goods", "payments", "stock", "shortage"),
    *("amending", "projection", "guards", "offers", "money"),  # those that take long at the end
)
# The page of refusals is no business of a fault in the rules, and is judged by reading all files.
LEFT_OUT = "not every_refusal_of_the_rules"
WALKS, STEPS = 3, 160
SEED, AT_ONCE, HARMLESS = 9, 2, -1
PATIENCE_S = 60  # of a core's time

# Each slipped through once, or would cost money or goods: they are planted in every sample.
GRAVE = (
    ("approval", "forget_decision(case): taken out"),
    ("approval", "claim_again(order, case): taken out"),
    ("approval", "if is_own_request(facts): Not"),
    ("cases", "case.ended_at = run.world.now: taken out"),
    ("returns", "n < 0: LtE"),
    ("outcomes", "if goods: Not"),
    ("outcomes", "case.ended_at = run.world.now: taken out"),
)

TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}


Fault = tuple[ast.AST, str, Callable[[], None]]


def source_of(module: str) -> Path:
    """The file of a module of the rules."""
    return CLONE / "desktop_oms" / "domain" / f"{module}.py"


def places(module: str) -> list[str]:
    """Every fault that can be planted in a module, in words, in the order of its text."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    return [f"{module}:{node.lineno} {words}" for node, words, _ in faults(tree)]  # type: ignore[attr-defined]


def mutated(source: str, place: int) -> ast.Module:
    """The module with one fault."""
    tree = ast.parse(source)
    _, _, plant = list(faults(tree))[place]
    plant()
    return ast.fix_missing_locations(tree)


def faults(tree: ast.Module) -> Iterator[Fault]:
    """The nodes inside functions that can be changed, what the change is, and how to make it."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for statement in function.body:
                yield from _below(statement)


def _below(node: ast.AST) -> Iterator[Fault]:
    """What a refusal says of itself, and what a nested definition is, are left as they are."""
    if isinstance(node, ast.FunctionDef) or (isinstance(node, ast.Call) and _name(node.func) == "Refusal"):
        return
    yield from _of(node)
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.expr_context):
            yield from _below(child)


class Plant:
    """Sets a field of a node to something else."""

    def __init__(self, node: ast.AST, field: str, value: object) -> None:
        self.node, self.field, self.value = node, field, value

    def __call__(self) -> None:
        setattr(self.node, self.field, self.value)


class Emptied:
    """Puts `pass` where a statement stood."""

    def __init__(self, node: ast.stmt) -> None:
        self.node = node

    def __call__(self) -> None:
        node, gone = self.node, ast.Pass()
        for name in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            setattr(gone, name, getattr(node, name))
        node.__class__ = ast.Pass  # type: ignore[assignment]
        for name in node._fields:
            delattr(node, name)
        vars(node).update(vars(gone))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _of(node: ast.AST) -> Iterator[Fault]:
    yield from _signs(node)
    if isinstance(node, ast.Compare):
        turned = TURNED[type(node.ops[0])]
        yield node, f"{ast.unparse(node)}: {turned.__name__}", Plant(node, "ops", [turned(), *node.ops[1:]])
    elif isinstance(node, ast.BoolOp):
        join = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield node, f"{ast.unparse(node)}: {type(join).__name__}", Plant(node, "op", join)
    elif isinstance(node, ast.If | ast.IfExp):
        turned_test = ast.UnaryOp(ast.Not(), deepcopy(node.test))
        yield node, f"if {ast.unparse(node.test)}: Not", Plant(node, "test", turned_test)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, bool):
        new = not node.value if isinstance(node.value, bool) else int(str(node.value)) + 1
        yield node, f"{node.value!r}: {new}", Plant(node, "value", new)
    elif isinstance(node, ast.stmt) and _does_something(node):
        yield node, f"{ast.unparse(node)}: taken out", Emptied(node)


def _signs(node: ast.AST) -> Iterator[Fault]:
    if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Add | ast.Sub):
        other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
        yield node, f"{ast.unparse(node)}: {type(other).__name__}", Plant(node, "op", other)


def _does_something(node: ast.stmt) -> bool:
    """True for statements that change a row or call somebody."""
    if isinstance(node, ast.Assign):
        return isinstance(node.targets[0], ast.Attribute)
    return isinstance(node, ast.AugAssign) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call))


def plant(module: str, place: int) -> None:
    """Give the functions of a loaded module the code they have with one fault; who calls them stays as it is."""
    source = source_of(module)
    whole = compile(mutated(source.read_text(encoding="utf-8"), place), str(source), "exec")
    codes = {code.co_qualname: code for code in _codes(whole)}
    for function in functions(importlib.import_module(f"desktop_oms.domain.{module}")):
        if function.__qualname__ in codes:
            function.__code__ = codes[function.__qualname__]


def _codes(code: CodeType) -> Iterator[CodeType]:
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield const
            yield from _codes(const)


def functions(module: ModuleType) -> Iterator[FunctionType]:
    """The functions, methods and properties that a module defines itself."""
    own = [one for one in vars(module).values() if getattr(one, "__module__", "") == module.__name__]
    inside = [part for one in own if isinstance(one, type) for part in vars(one).values()]
    for one in (*own, *inside):
        found = one.fget if isinstance(one, property) else one
        if isinstance(found, FunctionType):
            yield found


def is_noticed() -> bool:
    """Whether a test of the rules or a short walk falls over the rules as they are loaded."""
    files = [str(CLONE / "tests" / "domain" / f"test_{name}.py") for name in TESTS]
    quiet = ["-x", "-q", "--no-header", "--no-summary", "--tb=no", "-p", "no:cacheprovider", "-p", "no:randomly"]
    if pytest.main([*quiet, "-k", LEFT_OUT, *files]) != pytest.ExitCode.OK:
        return True
    walk = importlib.import_module("tests.domain.walk").Walk
    try:
        for seed in range(WALKS):
            walk(seed).run(STEPS)
    except (AssertionError, LookupError, ArithmeticError, RuntimeError, TypeError, ValueError, AttributeError):
        return True
    return False


def noticed(places_: Sequence[tuple[str, int]]) -> list[bool]:
    """Whether each fault is noticed; raises when the rules without a fault are.

    Tests and rules are loaded once.  Each fault lives in a process forked from this one, two at a time; one that runs
    for ever has been noticed too.  The first process has no fault.
    """
    found: dict[int, bool] = {}
    running: dict[int, int] = {}
    if is_noticed():
        raise RuntimeError("the tests of the rules fall without a fault")
    running[_start(None)] = HARMLESS
    for number, place in enumerate(places_):
        if len(running) == AT_ONCE:
            _wait_for_one(running, found)
        running[_start(place)] = number
    while running:
        _wait_for_one(running, found)
    if found.pop(HARMLESS):
        raise RuntimeError("the tests of the rules fall in a process of their own")
    return [found[number] for number in range(len(places_))]


def _start(place: tuple[str, int] | None) -> int:
    """A process of its own with the fault, if any; it ends with 0 only when nothing noticed it."""
    process = os.fork()
    if process:
        return process
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE_S, PATIENCE_S))
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    slipped = False
    try:
        if place is not None:
            plant(*place)
        slipped = not is_noticed()
    finally:
        os._exit(0 if slipped else 1)


def _wait_for_one(running: dict[int, int], found: dict[int, bool]) -> None:
    process, status = os.wait()
    found[running.pop(process)] = status != 0


def grave() -> list[tuple[str, int]]:
    """Where the grave faults are planted; a ValueError when one of them has no place any more."""
    words = {module: [place.partition(" ")[2] for place in places(module)] for module in MODULES}
    return [(module, words[module].index(fault)) for module, fault in GRAVE]


def chosen(count: int) -> list[tuple[str, int]]:
    """The grave faults, and so many others at random, the same in every run."""
    every = [(module, number) for module in MODULES for number in range(len(places(module)))]
    first = grave()
    others = [place for place in every if place not in first]
    return first + random.Random(SEED).sample(others, min(count, len(others)))


def sample(count: int) -> None:
    """Plant so many faults, and name those that nothing noticed."""
    picked, known = chosen(count), {module: places(module) for module in MODULES}
    seen = noticed(picked)
    missed = [place for place, is_seen in zip(picked, seen, strict=True) if not is_seen]
    slipped = sorted(known[module][number] for module, number in missed)
    possible = sum(map(len, known.values()))
    print(f"{sum(seen)} of {len(seen)} faults noticed ({possible} possible); not:", *slipped, sep="\n")


if __name__ == "__main__":
    sample(int(sys.argv[1]))
