"""Prints what the library costs, beside a bare interpreter and another rules engine, in one run.

Run it from a checkout with the extra ``bench``: ``python benchmarks/figures.py``.
"""

import contextlib
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from importlib.metadata import version

import rule_engine

from participatie import Client, advise, catalog
from participatie.diagnostics import PolicyError
from participatie.engines.evaluate import evaluate
from participatie.policy.pack import Pack
from participatie.rules.expr import And, Compare, Expr, Literal, Not, Or, Ref
from participatie.rules.rule import RuleSet
from participatie.values import Boolean, Code, Date, Number, Type, Value

ON = date(2018, 6, 1)
FRESH_RUNS = 15
ROUNDS = 300

# A client of the participatieplaats; what else the pack can ask about is filled in below.
FACTS: dict[str, Value] = {
    "leeftijd": 41,
    "ontvangt_algemene_bijstand": True,
    "ingeschreven_als_werkzoekende": True,
    "weken_sinds_melding": 60,
    "ondersteuning_noodzakelijk": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "maanden_participatieplaats": 12,
    "kans_verbetert_aanmerkelijk": True,
    "voldoende_meegewerkt": True,
    "trede": 2,
    "scholing_vergroot_kansen": True,
    "langdurig_werkloos": True,
    "contractduur_maanden": 6,
    "maanden_volledige_pw_uitkering": 12,
    "nog_niet_volledig_inzetbaar": True,
}


def main() -> None:
    """Measure, and print a Markdown table."""
    bare = fresh("pass")
    rows = [
        ("bare interpreter", bare, ""),
        ("`import participatie`, added", fresh("import participatie") - bare, "≤ 80 ms"),
        ("`from participatie import Client`, added", fresh(IMPORT) - bare, ""),
        ("`from participatie import advise, catalog`, added", fresh(FIRST_USE) - bare, ""),
        ('`catalog.load("heemskerk")` in a new process, after that import', fresh(COLD, from_output=True), "≤ 300 ms"),
    ]
    pack = catalog.load("heemskerk")
    rules = pack.on(ON).rules
    facts = everything(rules)
    full = consistent(facts, pack)
    half = Client.from_mapping({"leeftijd": 41, "ontvangt_algemene_bijstand": True, "trede": 2})
    expressible = translated(rules)
    rows += [
        ("`advise`, all facts known", median(lambda: advise(full, pack, on=ON)), "≤ 0.2 ms"),
        ("`advise`, three facts known", median(lambda: advise(half, pack, on=ON)), "≤ 0.2 ms"),
        ("and every outcome read", median(lambda: [one.outcome for one in advise(half, pack, on=ON)]), ""),
        ("and all of it as JSON", median(lambda: advise(half, pack, on=ON).to_json(), rounds=20), ""),
        ("`advice.suggestions()`", median(lambda: advise(half, pack, on=ON).suggestions(), rounds=50), ""),
        ("the first explanation of one provision, added", explaining(half, pack), "≤ 0.3 ms"),
        (f"reference evaluator alone, {len(rules.rules)} rules", median(lambda: evaluate(rules, facts, ON)), ""),
        (
            f"rule-engine {version('rule-engine')}, two-valued, the {len(expressible)} outcomes that it can express",
            peer(rules, expressible, facts),
            "",
        ),
    ]
    print(f"CPython {platform.python_version()}, {platform.machine()}, medians of one run\n")
    print("| what | ms | figure |\n|---|---:|---|")
    for what, milliseconds, figure in rows:
        print(f"| {what} | {milliseconds:.2f} | {figure} |")


IMPORT = "from participatie import Client"
COLD = (
    "import time; from participatie import catalog; start = time.perf_counter(); "
    "catalog.load('heemskerk'); print((time.perf_counter() - start) * 1000)"
)
FIRST_USE = "from participatie import advise, catalog"


def fresh(code: str, *, from_output: bool = False) -> float:
    """The median time of a new interpreter that runs ``code``, in milliseconds."""
    times = []
    for _ in range(FRESH_RUNS):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
            [sys.executable, "-c", code], check=True, capture_output=True, text=True
        )
        times.append(float(done.stdout) if from_output else (time.perf_counter() - start) * 1000)
    return statistics.median(times)


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median time of ``run``, in milliseconds, after a first unmeasured call."""
    run()
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def explaining(client: Client, pack: Pack) -> float:
    """The median time of the first explanation in a fresh advice, in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        advice = advise(client, pack, on=ON)
        start = time.perf_counter()
        advice["werkstage"].explain()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def everything(rules: RuleSet) -> dict[str, Value]:
    """A value for every fact that the rules can ask about: the peer knows no unknowns."""
    return {name: FACTS.get(name, least(of)) for name, of in rules.inputs.items()}


def least(of: Type) -> Value:
    """The plainest value of a type."""
    match of:
        case Boolean():
            return False
        case Number(low=low):
            return low
        case Date():
            return date(1988, 3, 2)
        case Code(codes=codes):
            return codes[0] if codes else "een_code"
        case _:
            return frozenset()


def consistent(facts: Mapping[str, Value], pack: Pack) -> Client:
    """A client with as many of these facts as do not contradict each other."""
    known: dict[str, Value] = {}
    for name in sorted(facts, key=lambda one: (one not in FACTS, one)):
        more = {**known, name: facts[name]}
        with contextlib.suppress(PolicyError):
            advise(Client.from_mapping(more, words=pack.vocabulary), pack, on=ON)
            known = more
    return Client.from_mapping(known, words=pack.vocabulary)


def translated(rules: RuleSet) -> dict[str, rule_engine.Rule]:
    """The outcomes that rule-engine can express, in its own language."""
    found = {}
    for name, rule in rules.rules.items():
        if isinstance(rule.type, Boolean) and "/" not in name:
            with contextlib.suppress(LookupError):
                found[name] = rule_engine.Rule(written(rule.expr, rules))
    return found


def peer(rules: RuleSet, theirs: Mapping[str, rule_engine.Rule], facts: Mapping[str, Value]) -> float:
    """These outcomes in rule-engine, after making sure that it gives the same answers."""
    ours = evaluate(rules, facts, ON).values
    for name, rule in theirs.items():
        if rule.matches(facts) is not ours[name]:
            raise SystemExit(f"rule-engine and the reference differ on {name}")
    return median(lambda: [rule.matches(facts) for rule in theirs.values()])


def written(expr: Expr, rules: RuleSet) -> str:  # noqa: PLR0911 - one return per node
    """An expression in rule-engine's own language, with references written out.

    Raises:
        LookupError: that language has no such expression.
    """
    match expr:
        case Literal(bool() as value):
            return "true" if value else "false"
        case Literal(int() as value):
            return str(value)
        case Ref(name):
            return written(rules.rules[name].expr, rules) if name in rules.rules else name
        case Not(operand):
            return f"(not {written(operand, rules)})"
        case And(operands):
            return f"({' and '.join(written(one, rules) for one in operands)})"
        case Or(operands):
            return f"({' or '.join(written(one, rules) for one in operands)})"
        case Compare(how, left, right):
            sign = {"=": "==", "<>": "!="}.get(how.value, how.value)
            return f"({written(left, rules)} {sign} {written(right, rules)})"
        case _:
            raise LookupError


if __name__ == "__main__":
    main()
