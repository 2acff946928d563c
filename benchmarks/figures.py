"""Prints what the library costs, beside a bare interpreter and another rules engine, in one run.

Run it from a checkout with the extra ``bench``: ``python benchmarks/figures.py``.
"""

import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version

import rule_engine

from participatie import Client, advise, catalog
from participatie.engines.evaluate import evaluate
from participatie.rules.expr import And, Compare, Expr, Literal, Not, Or, Ref
from participatie.rules.rule import RuleSet
from participatie.values import Boolean

ON = date(2018, 6, 1)
FRESH_RUNS = 15
ROUNDS = 300

# Everything the pack can ask about is known, for the peer knows no unknowns.
FACTS: dict[str, bool | int] = {
    "leeftijd": 41,
    "ontvangt_algemene_bijstand": True,
    "ontvangt_anw_ioaw_ioaz": False,
    "valt_onder_artikel_10_lid_2": False,
    "pensioengerechtigd": False,
    "ingeschreven_als_werkzoekende": True,
    "ontvangt_andere_uitkering": True,
    "ontvangt_uwv_uitkering": False,
    "overeenkomst_college_uwv": False,
    "kan_rijksbekostigd_onderwijs_volgen": False,
    "weken_sinds_melding": 60,
    "ondersteuning_noodzakelijk": True,
    "kans_op_werk_gering": True,
    "vooralsnog_niet_bemiddelbaar": True,
    "werk_onbeloond": True,
    "werk_additioneel": True,
    "verdringing": False,
    "maanden_participatieplaats": 12,
    "kans_vergroot_bij_beoordeling_9": True,
    "kans_verbetert_aanmerkelijk": True,
    "ander_werk_andere_omgeving": False,
    "voldoende_meegewerkt": True,
    "leerwerktraject_geboden": False,
    "ondersteuning_nodig_voor_leerwerktraject": False,
    "leer_of_kwalificatieplicht_geeindigd": True,
    "heeft_startkwalificatie": False,
    "trede": 2,
    "scholing_vergroot_kansen": True,
    "langdurig_werkloos": True,
    "lezing_werkstage_doelgroep": True,
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
    local = {name: value for name, value in FACTS.items() if name.startswith("lezing_")}
    shared = {name: value for name, value in FACTS.items() if name not in local}
    full = Client.from_mapping({**shared, "lokaal": local})
    half = Client.from_mapping({"leeftijd": 41, "ontvangt_algemene_bijstand": True, "trede": 2})
    rules = pack.on(ON).rules
    rows += [
        ("`advise`, all facts known", median(lambda: advise(full, pack, on=ON)), "≤ 3 ms"),
        ("`advise`, three facts known", median(lambda: advise(half, pack, on=ON)), "≤ 3 ms"),
        ("explanation of one provision", median(advise(half, pack, on=ON)["werkstage"].explain), ""),
        ("reference evaluator alone", median(lambda: evaluate(rules, FACTS, ON)), ""),
        (f"the same conditions in rule-engine {version('rule-engine')}, two-valued", peer(rules), ""),
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


def median(run: Callable[[], object]) -> float:
    """The median time of ``run``, in milliseconds, after a first unmeasured call."""
    run()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        run()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def peer(rules: RuleSet) -> float:
    """The same decisions in rule-engine, after making sure that it gives the same answers."""
    decisions = [name for name, rule in rules.rules.items() if isinstance(rule.type, Boolean) and "/" not in name]
    texts = {name: written(rules.rules[name].expr, rules) for name in decisions}
    theirs = {name: rule_engine.Rule(text) for name, text in texts.items() if text is not None}
    ours = evaluate(rules, FACTS, ON).values
    for name, rule in theirs.items():
        if rule.matches(FACTS) is not ours[name]:
            raise SystemExit(f"rule-engine and the reference differ on {name}")
    return median(lambda: [rule.matches(FACTS) for rule in theirs.values()])


def written(expr: Expr, rules: RuleSet) -> str | None:  # noqa: PLR0911 - one return per node
    """An expression in rule-engine's own language, with references written out."""
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
            return f"({' and '.join(str(written(one, rules)) for one in operands)})"
        case Or(operands):
            return f"({' or '.join(str(written(one, rules)) for one in operands)})"
        case Compare(how, left, right):
            sign = {"=": "==", "<>": "!="}.get(how.value, how.value)
            return f"({written(left, rules)} {sign} {written(right, rules)})"
        case _:
            return None


if __name__ == "__main__":
    main()
