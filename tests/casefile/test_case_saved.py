"""A case in a file: nothing is lost, what was erased is gone, and damage is said and not hidden."""

import json
import os
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from casefile.happenings import OPENED, Act, acts, cases, pack, perform
from hypothesis import given
from hypothesis import strategies as st

import participatie
from participatie import CaseFile, Client, PolicyError, catalog
from participatie.casefile import Kind, store
from participatie.diagnostics import Diagnostic
from participatie.journey import Journey


@given(cases())
def test_saved_and_read_again_it_is_the_same(case: CaseFile) -> None:
    again = CaseFile.from_jsonl(case.to_jsonl(), pack())
    assert again == case
    assert again.events == case.events
    assert again.client == case.client
    assert again.to_jsonl() == case.to_jsonl()


@given(st.lists(acts(), max_size=4), st.lists(acts(), max_size=4))
def test_saving_and_loading_in_the_middle_changes_nothing(first: list[Act], then: list[Act]) -> None:
    case = perform(CaseFile(Client(leeftijd=20), pack(), on=OPENED), first)
    again = CaseFile.from_jsonl(case.to_jsonl(), pack())
    assert perform(case, then) == perform(again, then)


@given(cases())
def test_all_that_an_event_told_is_gone_once_it_is_erased(case: CaseFile) -> None:
    for event in case.events:
        if not event.erased and event.kind is not Kind.ERASED:
            case.erase(event.number, by="fg", because="verzoek", on=OPENED)
    assert case.client == Client()
    for one in case.events:
        bare = evolve(one, number=0, kind=Kind.OPENED, on=OPENED, corrects=None, late=False, erased=False)
        assert one.kind is Kind.ERASED or bare == evolve(bare, fact="", value=None, source="", by="", because="")
    assert CaseFile.from_jsonl(case.to_jsonl(), pack()) == case


# -- files -------------------------------------------------------------------------

DAY = date(2020, 2, 3)


def _case() -> CaseFile:
    """With an event of every kind."""
    case = CaseFile(Client(leeftijd=30, datum_melding=date(2019, 12, 30)), pack(), on=OPENED)
    case.tell(kleur="rood", dingen={"touw", "mes"}, source="balie", on=DAY)
    case.correct(leeftijd=31, source="paspoort", on=DAY)
    case.withdraw("kleur", source="bezwaar", on=DAY)
    case.judge("norm", True, by="raad", because="één keer gezien\u2028en nog eens", on=DAY)
    case.hardship("pas", by="A. de Wit", because="Zij kan niet anders.", on=DAY)
    case.tell(lied="Daar was laatst een meisje loos", source="brief", on=DAY)
    case.erase(8, by="fg", because="verzoek", on=DAY)
    case.attach(Journey(title="Anna, verzonnen", invented=True), source="gesprek", on=DAY)
    return case


def test_the_file_is_a_header_and_a_line_per_event(tmp_path: Path) -> None:
    case = _case()
    case.save(tmp_path / "dossier.jsonl")
    first, *lines = (tmp_path / "dossier.jsonl").read_text("utf-8").removesuffix("\n").split("\n")
    assert json.loads(first) == {
        "formaat": 1,
        "pakket": pack().id,
        "afdruk": pack().digest,
        "geopend": "2020-01-06",
    }
    assert [json.loads(one)["soort"] for one in lines] == [one.kind.value for one in case.events]
    assert {one.kind for one in case.events} == set(Kind)
    assert stat.S_IMODE((tmp_path / "dossier.jsonl").stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["dossier.jsonl"]
    assert CaseFile.load(tmp_path / "dossier.jsonl", [catalog.load("velsen"), pack()]) == case


def test_a_broken_off_file_is_a_case_or_an_error_wherever_it_breaks_off(tmp_path: Path) -> None:
    """And what stands before it can be read."""
    path = tmp_path / "dossier.jsonl"
    case = _case()
    whole = case.to_jsonl().encode()
    header = whole.index(b"\n")
    for length in range(len(whole) + 1):
        path.write_bytes(whole[:length])
        complete = whole[:length].count(b"\n") - 1 + (whole[length : length + 1] == b"\n")
        if length == len(whole):
            complete = len(case.events)
        try:
            read = CaseFile.load(path, pack())
        except PolicyError as error:
            assert all(one.span and one.span.file.name == str(path) for one in error.diagnostics)
            assert "leeftijd" not in str(error)
        else:
            assert read.events == case.events[:complete]
        if complete >= 1 and length > header and length % 4 == 0:
            saved, found = CaseFile.salvage(path, pack())
            assert saved.events == case.events[:complete]
            assert path.read_bytes() == whole[:length]
            assert not found or found[0].span.line == complete + 2  # type: ignore[union-attr]  # it has one


@given(st.data())
def test_damage_anywhere_is_a_case_or_an_error(data: st.DataObject) -> None:
    whole = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(whole) - 1))
        how = data.draw(st.sampled_from(["set", "cut", "put"]))
        piece = data.draw(
            st.binary(min_size=1, max_size=3) | st.sampled_from([b"{", b"[" * 99, b"null", b"1e9", b"\n"])
        )
        whole[at : at + (how != "put")] = b"" if how == "cut" else piece
    try:
        stored = store.parse(bytes(whole), pack(), "dossier.jsonl")
    except PolicyError as error:
        assert error.diagnostics
    else:
        assert [one.number for one in stored.events] == list(range(1, len(stored.events) + 1))
        CaseFile._of(stored, None).client  # noqa: B018 - it can be had


_WHOLE = _case().to_jsonl().encode()
HEADER, OPENING, *_LINES = _WHOLE.decode().removesuffix("\n").split("\n")


def _codes(*lines: str) -> list[str]:
    try:
        stored = store.parse("\n".join(lines).encode(), pack(), "dossier.jsonl")
    except PolicyError as error:
        return [one.code for one in error.diagnostics]
    return [one.code for one in stored.found]


def _second(**entries: object) -> str:
    own = {"nummer": 2, "soort": "verteld", "op": "2020-01-07", "feit": "a", "waarde": True, "bron": "x"}
    return json.dumps({key: one for key, one in (own | entries).items() if one != ...})


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (_second(), []),
        (_second(waarde=None), ["ontbrekende_sleutel"]),
        (_second(waarde=3), ["verkeerd_type"]),
        (_second(waarde=...), ["ontbrekende_sleutel"]),
        (_second(feit="aa"), ["onbekend_feit"]),
        (_second(feit=3), ["verkeerd_type"]),
        (_second(feit="n", waarde=101), ["waarde_buiten_bereik"]),
        (_second(bron=" "), ["verkeerd_type"]),
        (_second(door="x"), ["onbekende_sleutel"]),
        (_second(extra=1), ["onbekende_sleutel"]),
        (_second(op="2020-02-30"), ["verkeerd_type"]),
        (_second(op=20200107), ["verkeerd_type"]),
        (_second(soort="geraden"), ["onbekend_woord"]),
        (_second(soort=["verteld"]), ["onbekend_woord"]),
        (_second(soort="geopend", feit=..., bron=...), ["dossier_regel"]),
        (_second(nummer=3), ["dossier_regel"]),
        (_second(nummer="2"), ["verkeerd_type"]),
        (_second(nummer=True), ["verkeerd_type"]),
        (_second(soort="gecorrigeerd", betreft=2), ["dossier_verwijzing"]),
        (_second(soort="gecorrigeerd", betreft=0), ["dossier_verwijzing"]),
        (_second(soort="gecorrigeerd", betreft=-1), ["dossier_verwijzing"]),
        (_second(soort="gecorrigeerd", betreft=1), []),
        (_second(soort="gecorrigeerd", betreft="1"), ["verkeerd_type"]),
        (_second(soort="ingetrokken", betreft=1, waarde=...), []),
        (_second(soort="ingetrokken", betreft=1, waarde=..., feit="aa"), ["onbekend_feit"]),
        (_second(soort="gewist", betreft=1, waarde=..., feit=..., bron=..., door="x", omdat="y"), []),
        (_second(soort="hardheid", feit="pass", waarde=..., bron=..., door="x", omdat="y"), ["onbekende_voorziening"]),
        (_second(gewist=True), ["onbekende_sleutel"] * 3),
        (_second(gewist=True, feit=..., waarde=..., bron=...), []),
        (_second(gewist=False, feit=..., waarde=..., bron=...), ["verkeerd_type"]),
        (_second(feit="n", waarde=1.0), ["verkeerd_type"]),
        (_second(feit="lied", waarde=1.5), ["verkeerd_type"]),
        (_second(feit="n", waarde=12345678901234567890), ["waarde_buiten_bereik"]),
        (_second(feit="n").replace("true", "9" * 5_000), ["json_fout"]),
        ("[]", ["verkeerde_vorm"]),
        ("[" * 70 + "]" * 70, ["te_diep"]),
        ("{} {}", ["json_fout"]),
        (" ", ["json_fout"]),
        ('{"nummer": 2, "nummer": 2}', ["dubbele_sleutel"]),
        ("x" * 100_001, ["dossier_te_groot"]),
    ],
)
def test_a_line_that_is_wrong(line: str, codes: list[str]) -> None:
    assert _codes(HEADER, OPENING, line) == codes


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([""], "geen_dossier"),
        (["{}"], "geen_dossier"),
        ([OPENING], "geen_dossier"),
        ([HEADER.replace('"formaat": 1', '"formaat": 2'), OPENING], "geen_dossier"),
        ([HEADER.replace("2020-01-06", "zes januari"), OPENING], "geen_dossier"),
        ([HEADER], "json_fout"),
        ([HEADER, OPENING.replace('"nummer": 1', '"nummer": 2')], "dossier_regel"),
        ([HEADER, OPENING.replace("2020-01-06", "2020-01-07")], "dossier_regel"),
        ([HEADER, _second(nummer=1)], "dossier_regel"),
        ([HEADER, OPENING.replace('"leeftijd": 30', '"leeftijd": 300')], "waarde_buiten_bereik"),
        ([HEADER, OPENING.replace('"leeftijd": 30', '"lokaal": {"zz": 1}')], "lokaal_feit_onbekend"),
        ([HEADER, '{"nummer": 1, "soort": "geopend", "op": "2020-01-06", "waarde": []}'], "verkeerde_vorm"),
        (["x" * 1_000_001], "bestand_te_groot"),
    ],
)
def test_a_beginning_that_is_wrong(lines: list[str], code: str) -> None:
    assert _codes(*lines) == [code]


def test_a_case_is_replayed_by_the_rules_that_it_was_kept_by(tmp_path: Path) -> None:
    text = _case().to_jsonl().replace(pack().digest, "0" * 64)
    with pytest.raises(PolicyError) as error:
        CaseFile.from_jsonl(text, [pack()])
    (found,) = error.value.diagnostics
    assert found == Diagnostic(
        "dossier_ander_pakket",
        found.span,
        {"naam": "klein", "afdruk": "0" * 16, "andere": pack().digest[:16]},
    )
    with pytest.raises(PolicyError, match=r"hier is de afdruk -\."):
        CaseFile.from_jsonl(text, catalog.load("velsen"))
    with pytest.raises(PolicyError, match="bestand_niet_gevonden"):
        CaseFile.load(tmp_path / "weg.jsonl", pack())


def test_text_that_is_no_utf_8_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "dossier.jsonl"
    path.write_bytes(f"{HEADER}\n{OPENING}\n{_second()}\n".encode() + b"\xff\n")
    case, (found,) = CaseFile.salvage(path, pack())
    assert len(case.events) == 2
    assert (found.code, found.span and found.span.line) == ("geen_utf8", 4)


# -- saving while it goes on ---------------------------------------------------------


def test_each_event_is_in_the_file_before_anyone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "dossier.jsonl"
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    case.autosave(path)
    seen: list[int] = []
    case.subscribe(lambda _: seen.append(len(CaseFile.load(path, pack()).events)))
    case.tell(a=True, c=False, n=9, source="balie", on=DAY)
    assert seen == [4]
    assert CaseFile.load(path, pack()) == case
    case.close()
    with pytest.raises(ValueError, match="closed"):
        case.tell(a=True, source="balie", on=DAY)


def test_a_file_that_somebody_else_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "dossier.jsonl"
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    case.autosave(path)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(_second() + "\n")
    theirs = path.read_bytes()
    for change in (
        lambda: case.tell(a=True, source="balie", on=DAY),
        lambda: case.erase(1, by="fg", because="verzoek", on=DAY),
    ):
        with pytest.raises(OSError, match="somebody else changed"):
            change()
    assert path.read_bytes() == theirs
    assert len(case.events) == 1
    assert case.client.leeftijd == 30


def test_what_cannot_be_written_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dossier.jsonl"
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    case.autosave(path)
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", _full)
    with pytest.raises(OSError, match="vol"):
        case.tell(a=True, source="balie", on=DAY)
    with pytest.raises(OSError, match="vol"):
        case.erase(1, by="fg", because="verzoek", on=DAY)
    monkeypatch.undo()
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["dossier.jsonl"]
    assert len(case.events) == 1
    case.tell(a=True, source="balie", on=DAY)
    assert CaseFile.load(path, pack()) == case


def _full(_: int) -> None:
    raise OSError("vol")


_KILLED = """
import os, sys
from datetime import date
from participatie import CaseFile, Client, catalog
case = CaseFile(Client(trede=2), catalog.load("nl_participatiewet"), on=date(2020, 1, 6))
case.autosave(sys.argv[1])
case.tell(trede=3, source="balie", on=date(2020, 1, 7))
real, how = os.write, sys.argv[2]
if how == "append":
    def write(descriptor, data):
        real(descriptor, bytes(data)[:20])
        os._exit(9)
    os.write = write
    case.tell(trede=4, source="balie", on=date(2020, 1, 8))
else:
    os.fsync = lambda _: os._exit(9)
    case.erase(2, by="fg", because="verzoek", on=date(2020, 1, 8)) if how == "erase" else case.save(sys.argv[1])
"""


@pytest.mark.parametrize("how", ["append", "save", "erase"])
def test_a_process_that_is_killed_while_it_writes_loses_no_earlier_event(tmp_path: Path, how: str) -> None:
    path = tmp_path / "dossier.jsonl"
    source = str(Path(participatie.__file__).parents[1])
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", _KILLED, str(path), how],
        env={**os.environ, "PYTHONPATH": source},
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 9, done.stderr
    case, found = CaseFile.salvage(path, catalog.load("nl_participatiewet"))
    assert [one.value for one in case.events[1:]] == [3]
    assert [one.code for one in found] == (["json_fout"] if how == "append" else [])


# -- erasing ---------------------------------------------------------------------------


def test_what_was_erased_is_nowhere_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "dossier.jsonl"
    words = ["Boerenzwaluw", "Lepelaar", "Kluut", "Zilvermeeuw", "Torenvalk"]
    case = CaseFile(Client(lokaal={"lied": words[0]}, leeftijd=30), pack(), on=OPENED)
    case.autosave(path)
    case.tell(kleur="groen", source=words[1], on=DAY)
    case.judge("norm", True, by=words[2], because=words[3], on=DAY)
    case.hardship("pas", by=words[4], because=words[4], on=DAY)
    seen = case.at(DAY)
    for number in (2, 3, 4):
        case.erase(number, by="fg", because="verzoek", on=DAY)
    case.erase(1, fact="lied", by="fg", because="verzoek", on=DAY)
    said = path.read_text("utf-8") + repr(case) + repr(case.events) + case.to_jsonl() + repr(seen.events)
    said += "".join(map(repr, case.history("pas"))) + case.explain("pas", on=DAY) + str(case.client.to_mapping())
    said += str([evolve(one, late=False) for one in seen.events]) + str(seen.client.to_mapping())
    assert not [word for word in (*words, "groen", "kleur") if word in said]
    assert case.client == seen.client == Client(leeftijd=30)
    assert CaseFile.load(path, pack()) == case


def test_of_an_erased_opening_nothing_is_left() -> None:
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    case.correct(leeftijd=31, source="paspoort", on=DAY)
    case.erase(1, by="fg", because="verzoek", on=DAY)
    assert case.client == Client(leeftijd=31)
    assert CaseFile.from_jsonl(case.to_jsonl(), pack()) == case


def test_a_value_that_was_wrong_does_not_count_again_when_its_correction_is_erased() -> None:
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    case.correct(leeftijd=31, source="paspoort", on=DAY)
    case.erase(2, by="fg", because="verzoek", on=DAY)
    assert case.client == Client()
    case.tell(a=True, source="balie", on=DAY)
    case.correct(a=False, source="balie", on=DAY)
    case.erase(5, by="fg", because="verzoek", on=DAY)
    assert case.client == Client()


def test_a_full_case_takes_no_more_but_can_be_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    case = CaseFile(Client(leeftijd=30), pack(), on=OPENED)
    monkeypatch.setattr(store, "MAX_EVENTS", 3)
    case.tell(a=True, source="balie", on=DAY)
    with pytest.raises(ValueError, match="full"):
        case.tell(a=True, b=True, source="balie", on=DAY)
    case.tell(b=True, source="balie", on=DAY)
    for number in (1, 2, 3):
        case.erase(number, by="fg", because="verzoek", on=DAY)
    assert CaseFile.from_jsonl(case.to_jsonl(), pack()) == case
    with pytest.raises(ValueError, match="at most 100000 bytes"):
        CaseFile(Client(lokaal={"lied": "la" * 60_000}), pack(), on=OPENED)


# -- a journey that is kept with the case ------------------------------------------------


def test_a_journey_is_kept_with_the_case_and_can_be_erased() -> None:
    journey = Journey.read(Path(__file__).parents[2] / "examples" / "reis_voorbeeld.yaml")
    case = CaseFile(Client(), pack(), on=OPENED)
    before = case.client
    event = case.attach(journey, source="gesprek", on=OPENED)
    assert case.journey == journey
    assert case.client == before
    again = CaseFile.from_jsonl(case.to_jsonl(), pack())
    assert again == case
    assert again.journey == journey
    later = evolve(journey, note="Herzien.")
    case.attach(later, source="gesprek", on=OPENED)
    assert case.journey == later
    case.erase(3, by="privacy officer", because="verzoek", on=OPENED)
    assert case.journey == journey
    case.erase(event.number, by="privacy officer", because="verzoek", on=OPENED)
    assert case.journey is None
    assert all(one.text not in case.to_jsonl() for one in journey.events)


def test_only_a_journey_can_be_attached() -> None:
    with pytest.raises(TypeError, match="Journey"):
        CaseFile(Client(), pack(), on=OPENED).attach({"reis": "Lotte"}, source="gesprek", on=OPENED)  # type: ignore[arg-type]  # the mistake that is tried


@pytest.mark.parametrize(
    "value", ["[]", '"Lotte"', "{}", '{"reis": "Lotte", "gebeurtenissen": [{"fase": "voortraject"}]}']
)
def test_a_damaged_journey_is_a_damaged_line(value: str) -> None:
    case = CaseFile(Client(), pack(), on=OPENED)
    line = f'{{"nummer": 2, "soort": "reis", "op": "{OPENED}", "waarde": {value}, "bron": "gesprek"}}\n'
    with pytest.raises(PolicyError) as error:
        CaseFile.from_jsonl(case.to_jsonl() + line, pack())
    assert all(one.span is not None and one.span.line == 3 for one in error.value.diagnostics)
