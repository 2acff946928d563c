"""Whether the strict reading of an ambiguous text implies the wide one.

Otherwise "settled where both agree" would mean nothing. Where there are too many
cases to look at, a warning says that nobody has.
"""

from participatie.analysis.cells import assignments, cells, reach
from participatie.diagnostics import Diagnostic, Severity, Span
from participatie.engines.evaluate import evaluate
from participatie.policy.clauses import norm_name
from participatie.policy.pack import Pack
from participatie.rules.rule import RuleSet


def check(pack: Pack, found: list[Diagnostic]) -> None:
    """Add a diagnostic for each pair of readings of ``pack`` that lie the wrong way round."""
    open_to = {
        clause.name
        for clause in pack.versions.clauses
        if clause.layer == pack.id and norm_name("lezing", clause.name) in pack.vocabulary
    }
    wrong: set[str] = set()
    unknown: dict[str, Span | None] = {}
    for day in pack.versions.turning_points() if open_to else ():
        if not pack.usable(day):
            continue
        rules = pack.on(day).rules
        for name in sorted(open_to - wrong):
            strict, wide = f"{name}/streng", f"{name}/ruim"
            if strict not in rules.rules or wide not in rules.rules:
                continue
            below = RuleSet(reach(rules, [strict, wide]), rules.inputs, rules.gaps)
            choices = cells((rule.expr for rule in below.rules.values()), rules.inputs)
            if choices is None:
                unknown[name] = rules.rules[strict].span
                continue
            for facts in assignments(choices):
                values = evaluate(below, facts, day).values
                if values[strict] is True and values[wide] is not True:
                    wrong.add(name)
                    found.append(Diagnostic("lezing_niet_ruimer", rules.rules[strict].span, {"naam": name}))
                    break
    found += [
        Diagnostic("lezingen_niet_nagegaan", unknown[name], {"naam": name}, Severity.WARNING)
        for name in sorted(unknown.keys() - wrong)
    ]
