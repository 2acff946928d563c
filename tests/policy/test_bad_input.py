"""What a policy officer can do wrong: each mistake is named where it stands, and nothing else is.

In each text the mark ``§`` stands where the one diagnostic must be; the text is
read without it. A row of the first tables is what follows the first three lines
of a provision.
"""

import contextlib
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from islands import HEAD, PACKS, faults, island, places, small, wrong

from participatie import PolicyError, catalog
from participatie.diagnostics import Severity


def at(marked: str) -> tuple[str, int, int]:
    """A text without its mark, and the line and column of the mark."""
    before, _, after = marked.partition("§")
    return before + after, before.count("\n") + 1, len(before) - before.rfind("\n")


HEAD_ABOVE = HEAD.replace("klein", "boven") + "bouwt_op: eiland\ngeschreven_voor_recht: {}\n"

TOP = "voorziening: x\ntitel: X\nbron: {artikel: 1}\n"

#: The sentence already says what should be there.
SAYS_IT_ALL = {
    "geen_getal",
    "verkeerd_soort_feit",
    "verkeerd_type",
    "verkeerd_type_sleutel",
    "verkeerde_vorm",
    "waarde_buiten_bereik",
}

KEYS = [
    ("§titel: Y\nals: a", "dubbele_sleutel"),
    ("als: a\n§als: b", "dubbele_sleutel"),
    ("voorwaarden:\n  - {id: p, §id: q, als: a}", "dubbele_sleutel"),
    ("§voorwarden: []\n", "onbekende_sleutel"),
    ("voorwaarden:\n  - {id: p, §alss: a}", "onbekende_sleutel"),
    ("gevolgen:\n  - {id: p, §waardee: 3}", "onbekende_sleutel"),
    ("geldig: {§vanaf: 2018-01-01}\nals: a", "onbekende_sleutel"),
    ("§'#id': y\nals: a", "onbekende_sleutel"),
    ("§'#kind': plicht\nals: a", "onbekende_sleutel"),
    ("§: x\n", "lege_sleutel"),
    ('§"": x\nals: a\n', "lege_sleutel"),
    ("? §[a, b]\n: c\nals: a", "sleutel_geen_tekst"),
    ("voorwaarden:\n  - §{als: a}\n", "ontbrekende_sleutel"),
    ("voorwaarden:\n  - id: p\n    lezingen: §{streng: a, ruim: b}\n", "ontbrekende_sleutel"),
]

VALUES = [
    ("bevoegdheid: §mag\nals: a", "onbekend_woord"),
    ("op: [verzoek, §soms]\nals: a", "onbekend_woord"),
    ("vervalt: §alles\nals: a", "onbekend_woord"),
    ("vrijwillig: §misschien\nals: a", "verkeerd_type_sleutel"),
    ("vrijwillig: §true\nals: a", "verkeerd_type_sleutel"),
    ("aanbod: {capaciteit: §drie}\nals: a", "verkeerd_type_sleutel"),
    ("aanbod: {capaciteit: §-3}\nals: a", "verkeerd_type_sleutel"),
    ("aanbod: {capaciteit: §²}\nals: a", "verkeerd_type_sleutel"),
    ("aanbod: {capaciteit: §1234567890123456}\nals: a", "verkeerd_type_sleutel"),
    ("voorwaarden: §a\n", "verkeerde_vorm"),
    ("voorwaarden: §{id: p, als: a}\n", "verkeerde_vorm"),
    ("voorwaarden:\n  - §a\n", "verkeerde_vorm"),
    ("voorwaarden:§\n", "lege_waarde"),
    ("toelichting:§\nals: a", "lege_waarde"),
    ("als: §~\n", "lege_waarde"),
    ("als: §null\n", "lege_waarde"),
    ("als: §[a]\n", "verkeerde_vorm"),
    ("geldig: §2018\nals: a", "verkeerde_vorm"),
    ("geldig: {van: §morgen}\nals: a", "datum_bestaat_niet"),
    ("geldig: {van: §2018-02-30}\nals: a", "datum_bestaat_niet"),
    ("geldig: {van: §2018-W23-4}\nals: a", "datum_bestaat_niet"),
    ("geldig: {van: §1-1-2018}\nals: a", "datum_bestaat_niet"),
    ("geldig: §{van: 2018-01-01, tot: 2018-01-01}\nals: a", "periode_leeg"),
    ("voorwaarden:\n  - {id: §p q, als: a}\n", "ongeldige_naam"),
    ("voorwaarden:\n  - {id: §p/q, als: a}\n", "ongeldige_naam"),
    ("voorwaarden:\n  - {id: p, als: a}\n  - {id: §p, als: b}\n", "dubbel_id"),
    ("voorwaarden: [{id: p, als: a}]\ntenzij: [{id: §p, als: b}]\n", "dubbel_id"),
    ("voorwaarden:\n  - {id: p, een_van: [{id: q, als: a}, {id: §q, als: b}]}\n", "dubbel_id"),
    ("voorwaarden:\n  - {id: §p, als: a, alle: [{id: q, als: b}]}\n", "voorwaarde_vorm"),
    ("voorwaarden:\n  - {id: §p}\n", "voorwaarde_vorm"),
    ("duur: §{gemeten_door: m}\n", "duur_vorm"),
    ("duur: §{hoogstens: 3 maanden, lezingen: {streng: 1 maand, ruim: 2 maanden, kwestie: k}}\n", "duur_vorm"),
    ("duur: {hoogstens: §3}\n", "geen_tijd"),
    ("duur: {hoogstens: §3 euro}\n", "geen_tijd"),
    ("duur: {gemeten_door: m, hoogstens: §3 uren}\n", "geen_tijd"),
    ("duur: {gemeten_door: m, hoogstens: §3 weken}\n", "eenheid_past_niet"),
    ("duur: {gemeten_door: §mm, hoogstens: 3 maanden}\n", "onbekend_feit"),
    ("duur: {gemeten_door: kleur, hoogstens: §3 maanden}\n", "code_verwacht"),
    ("duur: {gemeten_door: m, hoogstens: §ja}\n", "geen_tijd"),
    ("duur: {gemeten_door: m, hoogstens: §m}\n", "geen_hoeveelheid"),
    ("termijnen: [{id: t, na: §6, vanaf: begin}]\n", "geen_tijd"),
    ("termijnen: [{id: t, na: 6 maanden, daarna_elke: §6 euro, vanaf: begin}]\n", "geen_tijd"),
    ("termijnen: [{id: t, na: 6 maanden, vanaf: §m}]\n", "verkeerd_soort_feit"),
    ("termijnen: [{id: t, na: 6 maanden, vanaf: §beginn}]\n", "onbekend_feit"),
    ("lopend_sinds: §m\nals: a", "verkeerd_soort_feit"),
    ("lopend_sinds: §beginn\nals: a", "onbekend_feit"),
    ("vervolgt: §y\nals: a", "onbekende_voorziening"),
    ("opgevolgd_door: §y\nals: a", "onbekende_voorziening"),
    ("gevolgen: [{id: §g}]\nals: a", "gevolg_vorm"),
    ("gevolgen: [{id: §g, waarde: 3, anders: 4}]\nals: a", "gevolg_vorm"),
    ("gevolgen: [{id: §g, gevallen: [{als: a, waarde: 4}]}]\nals: a", "gevolg_vorm"),
    ("gevolgen: [{id: §g, trap: [{vanaf: 0 maanden, waarde: 4}]}]\nals: a", "gevolg_vorm"),
    ("gevolgen: [{id: §g, waarde: 3, gemeten_door: m}]\nals: a", "gevolg_vorm"),
    ("gevolgen: [{id: §g-h, waarde: 3}]\nals: a", "ongeldige_naam"),
    ("gevolgen: [{id: g, stappen: {§van: n}, waarde: 3}]\nals: a", "ongeldige_naam"),
    ("gevolgen: [{id: g, stappen: {s: §a}, waarde: 3}]\nals: a", "geen_getal"),
    ("gevolgen: [{id: g, waarde: §a}]\nals: a", "geen_getal"),
    ("gevolgen: [{id: g, waarde: §m}]\nals: a", "eenheid_past_niet"),
    ("gevolgen: [{id: g, waarde: §n - 1}]\nals: a", "uitkomst_buiten_bereik"),
    (
        "gevolgen:\n  - id: g\n    gemeten_door: m\n    trap:\n      - {vanaf: 0 maanden, waarde: 4}\n      - {vanaf: §0 maanden, waarde: 5}\nals: a",
        "trap_volgorde",
    ),
    ("gevolgen: [{id: g, gemeten_door: m, trap: [{vanaf: §1 maand, waarde: 4}]}]\nals: a", "trap_begin"),
    ("gevolgen: [{id: g, gemeten_door: m, trap: [{vanaf: §0 weken, waarde: 4}]}]\nals: a", "eenheid_past_niet"),
    ("gevolgen: [{id: g, gemeten_door: §a, trap: [{vanaf: 0 weken, waarde: 4}]}]\nals: a", "verkeerd_soort_feit"),
]

YAML = [
    ("§\tals: a\n", "tab"),
    ("voorwaarden:\n§\t- {id: p, als: a}\n", "tab"),
    ('als: §"a\n', "aanhalingsteken_open"),
    ("toelichting: §'s Ochtends om 8 uur\nals: a\n", "aanhalingsteken_open"),
    ("toelichting: 's Ochtends, '§s middags\nals: a\n", "waarde_loopt_door"),
    ("toelichting: Let op§: dit: dat\nals: a\n", "dubbele_punt"),
    ("als: a\n  titel§: Y\n", "dubbele_punt"),
    ("toelichting: 4 euro §#per keer\nals: a\n", "commentaar_geknipt"),
    ("als: a §#altijd\n", "commentaar_geknipt"),
    ("toelichting: §!!python/object:os.system rm\nals: a\n", "yaml_label"),
    ("toelichting: §!!python/object/apply:os.system [rm]\nals: a\n", "yaml_label"),
    ("toelichting: §!geheim x\nals: a\n", "yaml_label"),
    ("als: §!a\n", "yaml_label"),
    ("voorwaarden:\n  - §&p {id: p, als: a}\n  - *p\n", "anker"),
    ("als: §&a\n", "anker"),
    ("als: §*a\n", "anker"),
    ("toelichting: a§\x07b\nals: a\n", "stuurteken"),
    ("toelichting: é❤§\x1b[31m\nals: a\n", "stuurteken"),
    ("toelichting: a§\x00b\nals: a\n", "stuurteken"),
    ("als: §@a\n", "teken_vooraan"),
    ("als: §`a`\n", "teken_vooraan"),
    ("als: §%a\n", "teken_vooraan"),
    ("als: §> 27\n", "blok_begin"),
    ("als: §>= 27\n", "blok_begin"),
    ("§los woord\nals: a\n", "regel_los"),
    ("voorwaarden:\n  - {id: p, als: minstens 2 van (a, §b, c)}\n", "accolades_geknipt"),
    ("voorwaarden:\n  - {id: p, als: n in §[1, 2]}\n", "haken_fout"),
    ("voorwaarden: §[{id: p, als: a}\n", "haken_fout"),
    ("als: a\n...\n§voorziening: y\n", "yaml_fout"),
]

EXPRESSIONS = [
    ("als: n > §2,5\n", "kommagetal"),
    ("als: n > §2.5\n", "kommagetal"),
    ("als: n §== 2\n", "teken_onbekend"),
    ("als: n §=> 2\n", "teken_onbekend"),
    ("als: n §!= 2\n", "teken_onbekend"),
    ("als: a §&& b\n", "teken_onbekend"),
    ("als: a §|| b\n", "teken_onbekend"),
    ("als: a §and b\n", "teken_onbekend"),
    ("als: §a en b of c\n", "en_of_gemengd"),
    ("als: §aa\n", "onbekend_feit"),
    ("als: §x\n", "kringverwijzing"),
    ("als: §m >= 2 jaar\n", "eenheid_past_niet"),
    ("als: geld >= §100\n", "eenheid_verplicht"),
    ("als: n > §2000\n", "waarde_buiten_bereik"),
    ("als: begin > §2018-02-30\n", "datum_bestaat_niet"),
    ("als: a en§\n", "expressie_einde"),
    ("als: a §b\n", "expressie_onverwacht"),
    ("als: n > 2§%\n", "expressie_teken"),
    ("als: 1 < n §< 3\n", "vergelijking_geketend"),
    ("als: kleur = §geel\n", "onbekende_code"),
    ("als: §kleur > rood\n", "code_ongeordend"),
    ("als: §dingen = touw\n", "verzameling_vergeleken"),
    ("als: §a = ja\n", "vergelijking_ja_nee"),
    ("als: §n\n", "geen_voorwaarde"),
    ("als: lied = §rood\n", "onbekend_feit"),
    ("als: minstens §4 van (a, b, c)\n", "minstens_telling"),
    ("als: a en\n  b en §aa\n", "onbekend_feit"),
    ("als: >\n  a en\n  §aa\n", "onbekend_feit"),
    ("als: |-\n  a en\n  b en §aa\n", "onbekend_feit"),
    ('als: "a en\n  §aa"\n', "onbekend_feit"),
    ('als: "a en §aa"\n', "onbekend_feit"),
    ("als: 'a en §aa'\n", "onbekend_feit"),
    ('als: "kleur = rood en §\\u0061a"\n', "onbekend_feit"),
    ("voorwaarden: [{id: p, als: a en §aa}]\n", "onbekend_feit"),
]


@pytest.mark.parametrize(("rest", "code"), KEYS + VALUES + YAML + EXPRESSIONS)
def test_a_mistake_is_named_where_it_stands(rest: str, code: str) -> None:
    text, line, column = at(TOP + rest)
    found = wrong(lambda: small(text))
    assert places(found) == [(code, line, column)]
    (one,) = found
    assert one.span is not None
    assert one.span.file.name == "<tekst 3>"
    assert one.severity is Severity.ERROR
    for lang in ("nl", "en"):
        shown = one.render(lang).splitlines()
        assert shown[0].startswith(f"<tekst 3>:{line}:{column}: ")
        if one.span.file.line(line):
            assert set(shown[2].partition("|")[2]) == {" ", "^"}
        assert one.hint(lang) or code in SAYS_IT_ALL


def test_the_tables_have_no_row_twice() -> None:
    rows = [at(rest)[0] for rest, _ in KEYS + VALUES + YAML + EXPRESSIONS]
    assert len(rows) == len(set(rows))
    assert all(rest.count("§") == 1 for rest, _ in KEYS + VALUES + YAML + EXPRESSIONS)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("voorziening: §x\ntitel: X\nals: a\n", "bron_ontbreekt"),
        ("conclusie: §x\ntitel: X\ncodes: [p]\ngevallen: [{code: p, als: a}]\n", "bron_ontbreekt"),
        (
            "begrip: x\ntitel: X\nbron: {artikel: 1}\nals: y\n---\nbegrip: y\ntitel: Y\nbron: {artikel: 1}\nals: niet §x\n",
            "kringverwijzing",
        ),
        (f"{TOP}als: a\n---\nvoorziening: §x\ntitel: X\nbron: {{artikel: 1}}\nals: a\n", "dubbel_geldig"),
        ("§voorziening x\n", "verkeerde_vorm"),
        ("§- a\n- b\n", "verkeerde_vorm"),
        ("§{}\n", "onbekend_document"),
        ("§voorzienning: x\ntitel: X\n", "onbekend_document"),
        ("§titel: X\nals: a\n", "onbekend_document"),
        ("voorziening: x\n§begrip: y\n", "twee_soorten"),
        ("voorziening: §[x]\ntitel: X\nbron: {artikel: 1}\nals: a", "verkeerde_vorm"),
        ("voorziening:§\ntitel: X\nbron: {artikel: 1}\nals: a", "lege_waarde"),
        ("voorziening: §en\ntitel: X\nbron: {artikel: 1}\nals: a", "ongeldige_naam"),
        ("voorziening: §a\ntitel: X\nbron: {artikel: 1}\nals: b", "naam_bezet"),
        ("voorziening: §zeé\ntitel: X\nbron: {artikel: 1}\nals: a", "ongeldige_naam"),
        ("§voorziening: x\nbron: {artikel: 1}\nals: a", "ontbrekende_sleutel"),
        ("gegevens: {§x: {titel: x, type: getal, bereik: [9, 1], vraag: x?}}", "bereik_vorm"),
        ("gegevens: {§x: {titel: x, type: getal, bereik: [9], vraag: x?}}", "bereik_vorm"),
        ("gegevens: {§x: {titel: x, type: getal, eenheid: euro, vraag: x?}}", "eenheid_euro"),
        ("gegevens: {§x: {titel: x, type: code, vraag: x?}}", "codes_ontbreken"),
        ("gegevens: {§x: {titel: x, type: codes, vraag: x?}}", "codes_ontbreken"),
        ("gegevens: {§leeftijd: {titel: x, type: getal, vraag: x?}}", "naam_bezet"),
        ("gegevens: {§jaar: {titel: x, type: getal, vraag: x?}}", "ongeldige_naam"),
        ("gegevens: {x: {titel: x, type: getal, beschermd: [§soms], vraag: x?}}", "onbekend_woord"),
        ("parameters: {§x: {titel: x}}", "parameter_leeg"),
        ("parameters: {§x: {titel: x, eenheid: euro, waarden: [{waarde: 3}]}}", "eenheid_euro"),
        ("parameters: {x: {titel: x, waarden: [{waarde: 3}, §{waarde: 4}]}}", "dubbel_geldig"),
        ("parameters: {§n: {titel: x, waarden: [{waarde: 3}]}}", "naam_bezet"),
        ("verbanden: [{id: v, als: a, dan: {§aa: ja}}]", "onbekend_feit"),
        ("verbanden: [{id: v, als: a, dan: {b: §misschien}}]", "verkeerd_type"),
        ("verbanden: [{id: v, als: a, dan: {kleur: §rod}}]", "onbekende_code"),
        ("verbanden: [{id: v, als: a, dan: {n: §101}}]", "waarde_buiten_bereik"),
        ("verbanden: [{id: v, als: a, dan: {b: §onbekend}}]", "verkeerd_type"),
        ("verbanden: [§{id: v, als: a, dan: {}}]", "lege_waarde"),
        ("verbanden: [{id: v, als: §n, dan: {b: ja}}]", "geen_voorwaarde"),
        ("verbanden: [{id: v, als: a, dan: {b: ja}}, {id: §v, als: b, dan: {c: ja}}]", "dubbel_id"),
        ("veronderstelt: [{id: v, tekst: t, bij: [§xx]}]", "onbekende_voorziening"),
        ("veronderstelt: [{id: v, tekst: t}, {id: §v, tekst: u}]", "dubbel_id"),
        ("conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p]\ngevallen: [{code: §q, als: a}]", "onbekende_code"),
        (
            "conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p, §p]\ngevallen: [{code: p, als: a}]",
            "dubbele_sleutel",
        ),
        ("conclusie: §x\ntitel: X\nbron: {artikel: 1}\ncodes: [p]", "conclusie_vorm"),
        (
            "conclusie: §x\ntitel: X\nbron: {artikel: 1}\ncodes: [p]\nelementen: [{code: p, als: a}]\nanders: {code: p}",
            "conclusie_vorm",
        ),
        (
            "conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p]\nelementen: [{code: p, als: a, §met: {q: r}}]",
            "onbekende_sleutel",
        ),
        ("conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p]\ngevallen: [§{als: a}]", "rij_vorm"),
        (
            "conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p, q]\ngevallen: [§{als: a, oordeel: {tussen: [p]}}]",
            "rij_vorm",
        ),
        (
            "conclusie: x\ntitel: X\nbron: {artikel: 1}\ncodes: [p, q]\ngevallen: [{als: a, oordeel: {tussen: [p, §r]}}]",
            "onbekende_code",
        ),
        ("argumenten: x\ntitel: X\nbron: {artikel: 1}\nvoor: [§{als: a}]", "ontbrekende_sleutel"),
    ],
)
def test_a_mistake_in_another_document(document: str, code: str) -> None:
    text, line, column = at(document)
    found = wrong(lambda: small(text))
    assert places(found) == [(code, line, column)]
    assert found[0].hint() or code in SAYS_IT_ALL


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ("{naam: v, op: 2016-01-01, gegeven: {§aa: ja}, dan: ja}", "onbekend_feit"),
        ("{naam: v, op: 2016-01-01, gegeven: {a: §rood}, dan: ja}", "verkeerd_type"),
        ("{naam: v, op: 2016-01-01, gegeven: {a: ja}, dan: §misschien}", "onbekend_woord"),
        ("{naam: v, op: 2016-01-01, gegeven: {a: ja}, dan: ja, mist: [§bb]}", "onbekend_feit"),
        ("{naam: v, op: 2016-01-01, gegeven: {a: ja}, dan: ja, gevolgen: {§g: 3}}", "onbekend_woord"),
        ("{naam: v, op: §2016-02-30, gegeven: {a: ja}, dan: ja}", "datum_bestaat_niet"),
        ("§{naam: v, op: 2016-01-01, dan: ja}", "ontbrekende_sleutel"),
    ],
)
def test_an_example_speaks_of_what_exists(case: str, code: str) -> None:
    text, line, column = at(f"{TOP}als: a\nvoorbeelden:\n  - {case}\n")
    assert places(wrong(lambda: small(text))) == [(code, line, column)]


def test_an_example_may_leave_something_unknown_and_use_the_parts_of_a_client() -> None:
    given_ = "{a: ja, b: onbekend, profiel: {netwerk: 1}, aanbod: {verdringing: nee}, lokaal: {c: nee}}"
    assert faults(f"{TOP}als: a\nvoorbeelden: [{{naam: v, op: 2016-01-01, gegeven: {given_}, dan: ja}}]") == []


def test_the_nearest_valid_name_is_given() -> None:
    for rest, near in (
        ("voorwarden: []", "voorwaarden"),
        ("bevoegdheid: mot\nals: a", "moet"),
        ("als: kleur = groe", "groen"),
        ("als: leeftyd > 3 jaar", "leeftijd"),
    ):
        (one,) = wrong(lambda rest=rest: small(TOP + rest))  # type: ignore[misc]  # the default binds the text of this turn
        assert one.arguments["suggestie"] == near
        assert f"'{near}'?" in one.message()


# -- one mistake causes no second message ------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        TOP.replace("titel: X", "titel: 'X") + "als: a\n",
        TOP + "als: [a\n",
        TOP + "als: a\n\tb: c\n",
        TOP.replace("bron: {artikel: 1}", "bron: {artikel: 1") + "als: a\n",
        TOP.replace("titel: X\n", "") + "als: a\n",
        TOP + "geldig: {van: gisteren}\nals: a\n",
        TOP + "als: a en\n",
        TOP.replace("voorziening", "voorzienig") + "als: a\n",
        TOP + "geldig: {van: 2018-01-01, tot: 2017-01-01}\nals: a\n",
    ],
)
def test_what_refers_to_a_broken_document_is_not_called_wrong(broken: str) -> None:
    other = """\
voorziening: y
titel: Y
bron: {artikel: 2}
vervolgt: x
opgevolgd_door: x
als: x en a
---
veronderstelt: [{id: v, tekst: t, bij: [x]}]
"""
    assert faults(other) == ["onbekende_voorziening", "onbekende_voorziening", "onbekend_feit", "onbekende_voorziening"]
    assert len(faults(broken, other)) == 1
    assert len(faults(other, broken)) == 1


@pytest.mark.parametrize(
    "facts",
    [
        "gegevens:\n  p: {titel: p, type: getl, vraag: p?}\n  q: {titel: q, type: ja_nee, vraag: q?}",
        "gegevens:\n  p: {titel: p, type: code, vraag: p?}\n  q: {titel: q, type: ja_nee, vraag: q?}",
        "gegevens:\n  q: {titel: q, type: ja_nee, vraag: q?}\n  p: {titel: p: p, type: getal, vraag: p?}",
    ],
)
def test_what_uses_a_broken_fact_is_not_called_wrong(facts: str) -> None:
    document = (
        TOP + "voorwaarden: [{id: p, als: p > 3 en q}, {id: q, als: q}]\ntermijnen: [{id: t, na: 1 week, vanaf: p}]"
    )
    assert len(faults(facts, document)) == 1


def test_a_broken_header_does_not_hide_the_layer_below() -> None:
    head = "pakket: baai\ntitel: 'B\nbouwt_op: eiland\nbron: {regeling: B}\n"
    text = "beperking: baken\nbron: {artikel: 1}\nvoorwaarden: [{id: p, als: zeebenen en niets}]"
    assert faults(text, base=island(), head=head) == ["aanhalingsteken_open", "beperking_niet_toegestaan"]


def test_a_file_of_which_nothing_is_known_stops_the_rest() -> None:
    # The lost part may well declare `bb`.
    assert faults(TOP + "als: bb", "- a\n- b") == ["verkeerde_vorm"]


def test_the_mistakes_of_one_document_are_found_together() -> None:
    text = """\
voorziening: x
titel: X
bron: {artikel: 1}
bevoegdheid: §mag
§soortt: s
vervolgt: §nergens
voorwaarden:
  - {id: p, als: a en§}
  - {id: q, als: §bb}
  - {id: r, een_van: [{id: s, als: n = §1000}, {id: t, als: §a en b of c}]}
tenzij:
  - {id: u, als: norm, tekst: §[t]}
"""
    marks = [
        at(text.replace("§", "", number).replace("§", "\0", 1).replace("§", "").replace("\0", "§"))[1:]
        for number in range(text.count("§"))
    ]
    codes = [
        "onbekend_woord",
        "onbekende_sleutel",
        "onbekende_voorziening",
        "expressie_einde",
        "onbekend_feit",
        "waarde_buiten_bereik",
        "en_of_gemengd",
        "verkeerde_vorm",
    ]
    found = wrong(lambda: small(text.replace("§", "")))
    assert places(found) == [(code, *mark) for code, mark in zip(codes, marks, strict=True)]


def test_documents_of_one_file_are_read_apart() -> None:
    good, bad = TOP + "als: a\n", "voorziening: y\ntitel: 'Y\n"
    found = wrong(lambda: small(f"{bad}---\n{good.replace('als: a', 'als: aa')}---\n{bad.replace('y', 'z')}"))
    assert places(found) == [
        ("aanhalingsteken_open", 2, 8),
        ("onbekend_feit", 7, 6),
        ("aanhalingsteken_open", 10, 8),
    ]


# -- whatever comes in, only a PolicyError goes out ---------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a header in it, and room for one rule file."""
    path = tmp_path_factory.mktemp("pak")
    (path / "1.yaml").write_text(HEAD, "utf-8")
    return path


def _reads(folder: Path, content: str | bytes) -> None:
    """Either a pack comes out, or a PolicyError with at least one error in it that can be shown."""
    data = content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content
    (folder / "2.yaml").write_bytes(data)
    try:
        pack = catalog.read([folder])
    except PolicyError as error:
        assert any(one.severity is Severity.ERROR for one in error.diagnostics)
        assert all(one.render(lang) for one in error.diagnostics[:20] for lang in ("nl", "en"))
    else:
        assert {one.severity for one in pack.warnings} <= {Severity.WARNING}


@given(st.text(st.characters()))  # halves of surrogate pairs included
@example("\ufeff")
@example("---\n---\n")
@example("a: \ud800")
def test_arbitrary_text(folder: Path, text: str) -> None:
    _reads(folder, text)
    with contextlib.suppress(PolicyError):
        catalog.parse(HEAD, text)


@given(st.binary())
@example(b"\xff\xfe")
@example(b"\xef\xbb\xbf")
@example(b"titel: \xe9")
def test_arbitrary_bytes(folder: Path, data: bytes) -> None:
    _reads(folder, data)


WORDS = [
    "voorziening", "conclusie", "parameters", "gegevens", "invulling", "beperking", "verbanden", "begrip",
    "x", "titel", "bron", "als", "voorwaarden", "tenzij", "id", "een_van", "versies", "geldig", "van", "tot",
    "waarde", "gevolgen", "trap", "duur", "hoogstens", "gemeten_door", "codes", "code", "gevallen", "anders",
    "oordeel", "tussen", "delegatie", "minstens", "waarden", "dan", "type", "getal", "vraag", "vanaf", "stappen",
]  # fmt: skip
MARKS = [":", ": ", "\n", "\n  ", "\n    ", "- ", "\n  - ", "{", "}", "[", "]", ", ", "'", '"', "|", ">", "#", "---",
         "\n---\n", "*", "&", "!", "!!", "\t", "?", "%", "@", "1", "27 jaar", "2018-01-01", "en", "of", "niet ", "(",
         ")", "=", ">=", "leeftijd", "verdringing", "trede", "\x07", "é", "\u2028", "\r\n", "~", ""]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS + MARKS), max_size=60).map("".join))
def test_text_that_looks_like_a_rule_file(folder: Path, text: str) -> None:
    _reads(folder, text)
    _reads(folder, f"{TOP}{text}")


SHIPPED = sorted(path for name in catalog.names() for path in (catalog._shipped() / name).glob("*.yaml"))
TEXTS = [path.read_text("utf-8") for path in SHIPPED] + [
    path.read_text("utf-8") for path in sorted(PACKS.rglob("*.yaml"))
]


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A valid rule file with some lines or characters left out, repeated, put in or swapped."""
    text = draw(st.sampled_from(TEXTS))
    for _ in range(draw(st.integers(1, 3))):
        if draw(st.booleans()):
            parts, other = (
                text.splitlines(keepends=True),
                st.sampled_from(draw(st.sampled_from(TEXTS)).splitlines(True)),
            )
        else:
            parts, other = list(text), st.sampled_from([*"\t:-#'\"{}[]&*!|>%@`,\n \x00ja0é\u2028", "\n---\n"])
        if not parts:
            break
        at, to = draw(st.integers(0, len(parts) - 1)), draw(st.integers(0, len(parts) - 1))
        match draw(st.sampled_from(("delete", "insert", "duplicate", "swap"))):
            case "delete":
                del parts[at]
            case "insert":
                parts.insert(at, draw(other))
            case "duplicate":
                parts.insert(to, parts[at])
            case _:
                parts[at], parts[to] = parts[to], parts[at]
        text = "".join(parts)
    return text


@given(mutated())
def test_mutated_rule_files(folder: Path, text: str) -> None:
    _reads(folder, text)
    with contextlib.suppress(PolicyError):
        catalog.parse(HEAD_ABOVE, text, base=island())
