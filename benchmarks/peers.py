"""Prints how long one client takes in this library and in other engines: the same 80 rules, the same answers, one run.

Run it from a checkout with the extra ``bench``: ``python benchmarks/peers.py``. Engines that are not installed are
named in the table as such.

An engine that knows no unknowns is asked twice. Once with everything known, so that it does less than ours. And once
with what is unknown spelled out: for each rule whether it certainly holds and whether it may hold, over facts that say
whether another is known. Before anything is timed, the answers about 2,000 clients are compared with the reference;
about 50 for openfisca-core, which takes minutes for more.
"""

import gc
import json
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from attrs import field, frozen

from participatie.engines.compiled import Compiled
from participatie.engines.evaluate import evaluate
from participatie.rules.expr import And as Both
from participatie.rules.expr import Compare, Comparison, Expr, In, Literal, Not, Or, Ref, all_of, any_of
from participatie.rules.rule import Rule, RuleSet, ordered
from participatie.values import Boolean, Code, Number, Type, Value

SEED = 80
RULES, CLIENTS = 80, 2_000
ON = date(2026, 1, 1)
CODES = ("noord", "oost", "zuid", "west", "elders")
FIGURES = {"common-expression-language": 9.0, "zen-engine": 25.0}
#: What the clients of a timing are worth: so many microseconds at most in each round of an engine.
BUDGET, ROUNDS = 30_000, 9

Client = dict[str, Value]
Ask = Callable[[Client], list[bool | None]]


# -- the workload --------------------------------------------------------------------


@frozen
class Workload:
    """Rules in levels, over facts: what every engine is given.

    Args:
        facts: the type of each fact.
        levels: the rules by name, each level over the facts and the levels before it; the last are the answers.
    """

    facts: Mapping[str, Type]
    levels: tuple[Mapping[str, Expr], ...]

    @property
    def answers(self) -> tuple[str, ...]:
        """The names of the rules that are asked for."""
        return tuple(self.levels[-1])

    def all(self) -> Iterator[tuple[str, Expr]]:
        """Every rule, after what it refers to."""
        for level in self.levels:
            yield from level.items()

    def rules(self) -> RuleSet:
        """The same as a rule set of this library."""
        found: list[Any] = []
        made = ordered([Rule(name=name, expr=expr, type=Boolean()) for name, expr in self.all()], self.facts, found)
        assert not found, found
        return made

    def inlined(self) -> dict[str, Expr]:
        """The answers, with every rule they refer to written out."""
        known: dict[str, Expr] = {}
        for name, expr in self.all():
            known[name] = replaced(expr, known)
        return {name: known[name] for name in self.answers}


def replaced(expr: Expr, known: Mapping[str, Expr]) -> Expr:
    """``expr`` with references to rules written out."""
    match expr:
        case Ref(name):
            return known.get(name, expr)
        case Not(operand):
            return Not(replaced(operand, known))
        case Both(operands):
            return all_of(*(replaced(one, known) for one in operands))
        case Or(operands):
            return any_of(*(replaced(one, known) for one in operands))
        case _:
            return expr


def workload(rules: int = RULES) -> Workload:
    """31 facts, 156 comparisons, ten conclusions on two levels, and rules of two to six conditions."""
    pick = random.Random(SEED)  # noqa: S311 - a workload, not a secret
    numbers = [f"getal_{number}" for number in range(14)]
    flags = [f"vlag_{number}" for number in range(10)]
    codes = [f"code_{number}" for number in range(7)]
    facts: dict[str, Type] = {name: Number(None, 0, 100) for name in numbers}
    facts |= {name: Boolean() for name in flags}
    facts |= {name: Code(CODES) for name in codes}
    signs = (Comparison.GE, Comparison.LT, Comparison.LE, Comparison.GT)
    pool: list[Expr] = [Ref(name) for name in flags]
    for name in numbers:
        bounds = pick.sample(range(5, 96), 8)
        pool += [Compare(signs[place % 4], Ref(name), Literal(bound)) for place, bound in enumerate(bounds)]
    chosen = [(name, code) for name in codes for code in CODES]
    pool += [In(Ref(name), (code,)) for name, code in chosen[:-1]]
    dealt = dealer(pool, pick)
    first = {f"begrip_{number}": listed(dealt, pick, pick.randint(2, 4)) for number in range(6)}
    second = {
        f"begrip_{number}": joined([pick.choice([*map(Ref, first)]), *taken(dealt, pick, 2)], pick)
        for number in range(6, 10)
    }
    notions = [*first, *second]
    answers = {}
    for number in range(rules):
        count = pick.randint(2, 6)
        also: list[Expr] = [Ref(pick.choice(notions))] if pick.random() < 0.4 else []
        answers[f"regel_{number}"] = joined([*also, *taken(dealt, pick, count - len(also))], pick)
    return Workload(facts, (first, second, answers))


def dealer(pool: list[Expr], pick: random.Random) -> Iterator[Expr]:
    """The comparisons in one order after another, so that each is used."""
    while True:
        yield from pick.sample(pool, len(pool))


def taken(dealt: Iterator[Expr], pick: random.Random, count: int) -> list[Expr]:
    """Some comparisons, of which a quarter the other way round."""
    return [Not(one) if pick.random() < 0.25 else one for one in (next(dealt) for _ in range(count))]


def listed(dealt: Iterator[Expr], pick: random.Random, count: int) -> Expr:
    return joined(taken(dealt, pick, count), pick)


def joined(parts: list[Expr], pick: random.Random) -> Expr:
    """A conjunction, some of whose conditions are alternatives."""
    pick.shuffle(parts)
    if len(parts) == 2 and pick.random() < 0.4:
        return any_of(*parts)
    if len(parts) > 2 and pick.random() < 0.9:
        cut = pick.randint(2, len(parts) - 1)
        parts = [any_of(*parts[:cut]), *parts[cut:]]
    return all_of(*parts)


def people(of: Workload, *, unknown: float) -> list[Client]:
    """Clients, always the same; of each, so great a part of the facts is unknown."""
    pick = random.Random(SEED + 1)  # noqa: S311 - as above
    found = []
    for _ in range(CLIENTS):
        client: Client = {}
        for name, kind in of.facts.items():
            value: Value = pick.random() < 0.5 if isinstance(kind, Boolean) else pick.randint(0, 100)
            value = pick.choice(CODES) if isinstance(kind, Code) else value
            if pick.random() >= unknown:
                client[name] = value
        found.append(client)
    return found


# -- what is unknown, spelled out for engines that know no unknowns ------------------------


def spelled_out(of: Workload) -> Workload:
    """Each rule as two: whether it certainly holds, and whether it may hold."""
    names = {name for name, _ in of.all()}
    facts = {**of.facts, **{f"{name}_bekend": Boolean() for name in of.facts}}
    levels = tuple(
        {
            **{f"{name}_zeker": plane(expr, names, certain=True) for name, expr in level.items()},
            **{f"{name}_mogelijk": plane(expr, names, certain=False) for name, expr in level.items()},
        }
        for level in of.levels
    )
    return Workload(facts, levels)


def plane(expr: Expr, rules: set[str], *, certain: bool) -> Expr:
    """Whether ``expr`` certainly holds, or may hold, as an expression without unknowns."""
    match expr:
        case Not(operand):
            return Not(plane(operand, rules, certain=not certain))
        case Both(operands):
            return all_of(*(plane(one, rules, certain=certain) for one in operands))
        case Or(operands):
            return any_of(*(plane(one, rules, certain=certain) for one in operands))
        case Ref(name) if name in rules:
            return Ref(f"{name}_{'zeker' if certain else 'mogelijk'}")
        case Ref(name) | Compare(left=Ref(name)) | In(operand=Ref(name)):
            known = Ref(f"{name}_bekend")
            return all_of(known, expr) if certain else any_of(Not(known), expr)
        case _:
            raise NotImplementedError(expr)


def filled(client: Client, of: Workload) -> Client:
    """A client for those rules: every fact has some value, and it says which of them are known."""
    made: Client = {f"{name}_bekend": name in client for name in of.facts}
    for name, kind in of.facts.items():
        blank: Value = False if isinstance(kind, Boolean) else CODES[0] if isinstance(kind, Code) else 0
        made[name] = client.get(name, blank)
    return made


def folded(answers: list[bool | None]) -> list[bool | None]:
    """Two answers for each rule back to one."""
    half = len(answers) // 2
    return [
        True if certain else None if may else False for certain, may in zip(answers[:half], answers[half:], strict=True)
    ]


# -- the engines ---------------------------------------------------------------------


def ours(of: Workload) -> Ask:
    """Our function, with everything kept that an explanation needs; the answers are read from it to be compared."""
    engine = Compiled(of.rules())
    settle = engine.settle

    def ask(client: Client) -> list[bool | None]:
        answers = settle(client, ON)
        return [answers[name] for name in of.answers]  # type: ignore[misc]  # they are yes/no

    ask.timed = lambda client: settle(client, ON)  # type: ignore[attr-defined]  # what the others hand out is a list too
    return ask


def reference(of: Workload) -> Ask:
    """The tree walk that says what rules mean."""
    rules = of.rules()

    def ask(client: Client) -> list[bool | None]:
        values = evaluate(rules, client, ON).values
        return [values[name] for name in of.answers]  # type: ignore[misc]  # they are yes/no

    return ask


def durable(of: Workload) -> Ask:
    """durable-rules, as this library feeds it."""
    from participatie.engines.chain import Chain  # noqa: PLC0415 - it may not be installed

    engine = Chain(of.rules(), of.answers)

    def ask(client: Client) -> list[bool | None]:
        truths = engine.truths(engine.settle(client, ON))
        return [truths.get(name) for name in of.answers]

    return ask


def by_hand(of: Workload) -> Ask:
    """Python as one writes it: a function for each rule, which calls those it needs."""
    words = Words("and", "or", "not ", lambda codes: f"{{{', '.join(map(repr, codes))}}}", fact="c[{!r}]", rule="{}(c)")
    names = {name for name, _ in of.all()}
    text = [f"def {name}(c):\n    return {words.written(expr, names)}\n" for name, expr in of.all()]
    space: dict[str, Any] = {}
    exec("\n".join(text), space)  # noqa: S102 - this stands for code that somebody wrote, and is made right above
    functions = [space[name] for name in of.answers]
    return lambda client: [function(client) for function in functions]


def cel_whole(of: Workload) -> Ask:
    """One program of all answers, with what they refer to written out: the fastest way for CEL."""
    import cel  # noqa: PLC0415 - it may not be installed

    words = Words("&&", "||", "!", lambda codes: json.dumps(list(codes)))
    program = cel.compile(f"[{', '.join(words.written(one, set()) for one in of.inlined().values())}]")
    run: Ask = program.execute
    return run


def cel_levels(of: Workload) -> Ask:
    """A program for each level."""
    import cel  # noqa: PLC0415 - as above

    words = Words("&&", "||", "!", lambda codes: json.dumps(list(codes)))
    return _levels(of, words, lambda text: cel.compile(text).execute)


def zen_levels(of: Workload) -> Ask:
    """A compiled expression for each level."""
    import zen  # noqa: PLC0415 - as above

    words = Words("and", "or", "not ", lambda codes: json.dumps(list(codes)))
    return _levels(of, words, lambda text: zen.compile_expression(text).evaluate)


def zen_decision(of: Workload) -> Ask:
    """A decision with one node of expressions, as its editor makes it."""
    import zen  # noqa: PLC0415 - as above

    words = Words("and", "or", "not ", lambda codes: json.dumps(list(codes)), rule="$.{}")
    names = {name for name, _ in of.all()}
    expressions = [{"id": name, "key": name, "value": words.written(expr, names)} for name, expr in of.all()]
    place = {"x": 0, "y": 0}
    nodes = [
        {"id": "in", "type": "inputNode", "name": "in", "position": place, "content": {}},
        {
            "id": "all",
            "type": "expressionNode",
            "name": "all",
            "position": place,
            "content": {"expressions": expressions},
        },
        {"id": "out", "type": "outputNode", "name": "out", "position": place, "content": {}},
    ]
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in (("in", "all"), ("all", "out"))
    ]
    content = {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}
    decision = zen.ZenEngine().create_decision(json.dumps(content))

    def ask(client: Client) -> list[bool | None]:
        result = decision.evaluate(client)["result"]
        return [result[name] for name in of.answers]

    return ask


def _levels(of: Workload, words: "Words", made: Callable[[str], Callable[[Client], list[bool]]]) -> Ask:
    programs = [
        ([*level], made(f"[{', '.join(words.written(one, set()) for one in level.values())}]")) for level in of.levels
    ]

    def ask(client: Client) -> list[bool | None]:
        known = dict(client)
        answers: list[bool] = []
        for names, run in programs:
            answers = run(known)
            known.update(zip(names, answers, strict=True))
        return list(answers)

    return ask


def rule_engine(of: Workload) -> Ask:
    """A rule for each rule, with those it refers to before it."""
    import rule_engine as peer  # noqa: PLC0415 - as above

    words = Words("and", "or", "not ", lambda codes: json.dumps(list(codes)))
    rules = [(name, peer.Rule(words.written(expr, set()))) for name, expr in of.all()]

    def ask(client: Client) -> list[bool | None]:
        known = dict(client)
        for name, rule in rules:
            known[name] = rule.matches(known)
        return [known[name] for name in of.answers]  # type: ignore[misc]  # they are yes/no

    return ask


def polars_frame(of: Workload) -> Ask:
    """A frame of one row; null is its unknown."""
    import polars as pl  # noqa: PLC0415 - as above

    kinds = {
        name: pl.Boolean if isinstance(kind, Boolean) else pl.String if isinstance(kind, Code) else pl.Int64
        for name, kind in of.facts.items()
    }
    *before, last = [
        [_column(expr, pl.col, lambda code, codes: code.is_in(codes)).alias(name) for name, expr in level.items()]
        for level in of.levels
    ]

    def ask(client: Client) -> list[bool | None]:
        frame = pl.DataFrame({name: [client.get(name)] for name in kinds}, schema=kinds).lazy()
        for level in before:
            frame = frame.with_columns(level)
        return list(frame.select(last).collect().row(0))

    return ask


def openfisca(of: Workload) -> Ask:
    """A variable for each fact and rule; codes go in as numbers."""
    import numpy as np  # noqa: PLC0415 - as above
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables  # noqa: PLC0415 - as above

    person = entities.build_entity("person", "persons", "", is_person=True)
    system = taxbenefitsystems.TaxBenefitSystem([person])

    def formula(expr: Expr) -> Callable[[Any, str], Any]:
        def among(code: Any, codes: Any) -> Any:
            return np.isin(code, [CODES.index(one) for one in codes])

        return lambda persons, period: _column(expr, lambda name: persons(name, period), among)

    common = {"entity": person, "definition_period": periods.DateUnit.MONTH, "label": ""}
    for name, kind in of.facts.items():
        system.add_variable(
            type(name, (variables.Variable,), {**common, "value_type": bool if isinstance(kind, Boolean) else int})
        )
    for name, expr in of.all():
        system.add_variable(type(name, (variables.Variable,), {**common, "value_type": bool, "formula": formula(expr)}))

    def ask(client: Client) -> list[bool | None]:
        simulation = simulations.SimulationBuilder().build_default_simulation(system, 1)
        for name, value in client.items():
            number = CODES.index(value) if isinstance(value, str) else value
            simulation.set_input(name, "2026-01", np.array([number]))
        return [bool(simulation.calculate(name, "2026-01")[0]) for name in of.answers]

    return ask


def _column(expr: Expr, column: Callable[[str], Any], among: Callable[[Any, Any], Any]) -> Any:
    """An expression over columns."""
    match expr:
        case Ref(name):
            return column(name)
        case Not(operand):
            return ~_column(operand, column, among)
        case Both(operands) | Or(operands):
            first, *others = (_column(one, column, among) for one in operands)
            for one in others:
                first = first & one if isinstance(expr, Both) else first | one
            return first
        case Compare(how, Ref(name), Literal(bound)):
            value: Any = column(name)
            compared = {
                Comparison.GE: value.__ge__,
                Comparison.GT: value.__gt__,
                Comparison.LE: value.__le__,
                Comparison.LT: value.__lt__,
            }
            return compared[how](bound)
        case In(Ref(name), codes):
            return among(column(name), codes)
        case _:
            raise NotImplementedError(expr)


@frozen
class Words:
    """How a language writes conditions."""

    both: str
    either: str
    no: str
    codes: Callable[[tuple[str, ...]], str]
    fact: str = "{}"
    rule: str = "{}"

    def written(self, expr: Expr, rules: set[str]) -> str:
        """An expression in that language."""
        match expr:
            case Ref(name):
                return (self.rule if name in rules else self.fact).format(name)
            case Not(operand):
                return f"({self.no}({self.written(operand, rules)}))"
            case Both(operands) | Or(operands):
                word = self.both if isinstance(expr, Both) else self.either
                return f"({f' {word} '.join(self.written(one, rules) for one in operands)})"
            case Compare(how, left, Literal(bound)):
                return f"({self.written(left, rules)} {how.value} {bound})"
            case In(operand, (code,)):
                return f"({self.written(operand, rules)} == {json.dumps(code)})"
            case In(operand, codes):
                return f"({self.written(operand, rules)} in {self.codes(codes)})"
            case _:
                raise NotImplementedError(expr)


# -- one run -------------------------------------------------------------------------


@frozen
class Peer:
    """An engine, and how it is given the rules.

    Args:
        what: its row in the table.
        package: what must be installed.
        make: compiles rules for it.
        unknowns: whether it knows unknowns by itself.
        compared: for how many clients its answers are compared.
    """

    what: str
    package: str
    make: Callable[[Workload], Ask]
    unknowns: bool = False
    compared: int = CLIENTS
    times: dict[str, list[float]] = field(factory=dict, init=False)


PEERS = (
    Peer("**participatie, `compiled`**, explainable", "participatie", ours, unknowns=True),
    Peer("participatie, `reference`", "participatie", reference, unknowns=True),
    Peer("Python by hand, a function for each rule", "", by_hand),
    Peer("common-expression-language, one program", "common-expression-language", cel_whole),
    Peer("common-expression-language, a program for each level", "common-expression-language", cel_levels),
    Peer("zen-engine, an expression for each level", "zen-engine", zen_levels),
    Peer("zen-engine, a decision", "zen-engine", zen_decision),
    Peer("durable-rules, as `durable`", "durable-rules", durable, unknowns=True),
    Peer("rule-engine", "rule-engine", rule_engine),
    Peer("polars, a frame of one row", "polars", polars_frame, unknowns=True),
    Peer("openfisca-core, a simulation of one person", "openfisca-core", openfisca, compared=50),
)


def main() -> None:
    """Compare answers, measure, and print Markdown."""
    of = workload()
    partial, whole = people(of, unknown=0.05), people(of, unknown=0.0)
    expected, whole_expected = (list(map(reference(of), clients)) for clients in (partial, whole))
    described(of, expected)
    runs: list[tuple[Peer, str, Callable[[Client], object], list[Client]]] = []
    absent = []
    for peer in PEERS:
        if not installed(peer.package):
            absent.append(peer)
            continue
        ask = peer.make(of)
        agrees(peer, "everything known", ask, whole, whole_expected)
        runs.append((peer, "known", getattr(ask, "timed", ask), whole))
        if peer.unknowns:
            agrees(peer, "unknowns", ask, partial, expected)
            runs.append((peer, "unknown", getattr(ask, "timed", ask), partial))
        else:
            spelled = peer.make(spelled_out(of))
            clients = [filled(client, of) for client in partial]
            agrees(peer, "unknowns spelled out", lambda client, ask=spelled: folded(ask(client)), clients, expected)
            runs.append((peer, "unknown", spelled, clients))
    measure(runs)
    table(absent)
    print()
    compiling()


def installed(package: str) -> bool:
    """Whether a package is there."""
    try:
        return not package or bool(version(package))
    except PackageNotFoundError:
        return False


def described(of: Workload, expected: list[list[bool | None]]) -> None:
    """What is measured, and on what."""
    answers = [one for client in expected for one in client]
    shares = ", ".join(f"{answers.count(value) / len(answers):.0%} {word}" for value, word in WORDS.items())
    atoms = {one for _, expr in of.all() for one in atoms_of(expr)}
    comparisons = len([one for one in atoms if not (isinstance(one, Ref) and one.name not in of.facts)])
    print(f"CPython {platform.python_version()}, {platform.machine()}, medians of one run.")
    print(
        f"{len(of.facts)} facts, {comparisons} comparisons, {len([*of.all()]) - RULES} conclusions between, "
        f"{RULES} rules, {CLIENTS:,} clients with unknowns; answers: {shares}.\n"
    )


WORDS = {False: "no", None: "unknown", True: "yes"}


def atoms_of(expr: Expr) -> Iterator[Expr]:
    match expr:
        case Not(operand):
            yield from atoms_of(operand)
        case Both(operands) | Or(operands):
            for one in operands:
                yield from atoms_of(one)
        case _:
            yield expr


def agrees(peer: Peer, how: str, ask: Ask, clients: list[Client], expected: list[list[bool | None]]) -> None:
    """Equal answers before anything is timed."""
    for number, (client, right) in enumerate(zip(clients[: peer.compared], expected, strict=False)):
        if list(ask(client)) != right:
            raise SystemExit(f"{peer.what} and the reference differ on client {number}, {how}")


def measure(runs: list[tuple[Peer, str, Callable[[Client], object], list[Client]]]) -> None:
    """Every engine in turn, round after round, so that a slow minute of the machine is slow for all."""
    counts = []
    for _, _, ask, clients in runs:
        start = time.perf_counter()
        for client in clients[:5]:
            ask(client)
        spent = (time.perf_counter() - start) / 5 * 1e6
        counts.append(max(2, min(len(clients), int(BUDGET / spent))))
    gc.disable()
    for _ in range(ROUNDS):
        for (peer, how, ask, clients), count in zip(runs, counts, strict=True):
            some = clients[:count]
            start = time.perf_counter()
            for client in some:
                ask(client)
            peer.times.setdefault(how, []).append((time.perf_counter() - start) / count * 1e6)
        gc.collect()
    gc.enable()


def table(absent: list[Peer]) -> None:
    """The figures, and what became of the goals."""
    mine = {how: statistics.median(times) for how, times in PEERS[0].times.items()}
    print("| one client, all 80 rules | version | three-valued, µs | ratio | everything known, µs | ratio |")
    print("|---|---|---:|---:|---:|---:|")
    for peer in PEERS:
        release = version(peer.package) if peer.package and peer not in absent else ""
        cells = "not installed | | | "
        if peer not in absent:
            medians = [statistics.median(peer.times[how]) for how in ("unknown", "known")]
            cells = " | ".join(
                f"{one:,.1f} | {one / mine[how]:.1f}" for one, how in zip(medians, ("unknown", "known"), strict=True)
            )
        print(f"| {peer.what} | {release} | {cells} |")
    print(f"\n- Ours with unknowns: {mine['unknown']:.1f} µs (figure: at most 12).")
    for package, figure in FIGURES.items():
        found = [peer for peer in PEERS if peer.package == package and peer not in absent]
        for how, words in (("unknown", "three-valued"), ("known", "which has everything known")):
            if found:
                fastest = min(statistics.median(peer.times[how]) for peer in found)
                print(
                    f"- The fastest {package}, {words}: {fastest / mine['unknown']:.1f} times ours "
                    f"(figure: {figure:.0f})."
                )


def compiling() -> None:
    """What it costs to compile, and that this grows no faster than the rules do."""
    print("| rules | compiled in, ms | one client, µs | µs for each rule |\n|---:|---:|---:|---:|")
    for rules in (20, 40, 80, 160, 320):
        of = workload(rules)
        made, clients = of.rules(), people(of, unknown=0.05)[:200]
        compiled, each = [], []
        for _ in range(ROUNDS):
            start = time.perf_counter()
            engine = Compiled(made)
            compiled.append(time.perf_counter() - start)
            start = time.perf_counter()
            for client in clients:
                engine.settle(client, ON)
            each.append((time.perf_counter() - start) / len(clients) * 1e6)
        one = statistics.median(each)
        print(f"| {rules} | {statistics.median(compiled) * 1e3:.1f} | {one:.1f} | {one / rules:.3f} |")


if __name__ == "__main__":
    main()
