"""Why not, and what would have to change: ten provisions as a lawyer reads them, in ``waarom_niet``.

Each file holds the facts, the reasons with their articles, and the ways. After a change of a rule or of the words,
write them anew with ``python tests/law/test_waarom_niet.py``, and read what became other.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import frozen

from participatie import Client, Outcome, catalog, ways_to, why_not

FILES = Path(__file__).parent / "waarom_niet"


@frozen
class Read:
    """A provision, for somebody, on a day."""

    name: str
    pack: str
    outcome: str
    on: date
    facts: dict[str, Any]
    says: str
    lang: str = "nl"

    @property
    def path(self) -> Path:
        return FILES / f"{self.name}.txt"

    def text(self) -> str:
        pack = catalog.load(self.pack)
        client = Client.from_mapping(self.facts, words=pack.vocabulary)
        facts = "\n".join(f"  {name}: {value}" for name, value in self.facts.items())
        reasons = why_not(client, pack, self.outcome, on=self.on).explain(lang=self.lang)
        ways = ways_to(client, pack, self.outcome, on=self.on).explain(lang=self.lang)
        line = "-" * 80
        return f"{self.says}\n\n{facts}\n\n{line}\n{reasons}\n{line}\n{ways}"


PLACE = {"werk_onbeloond": True, "werk_additioneel": True, "verdringing": False, "maanden_participatieplaats": 0}
READ = (
    Read(
        "participatieplaats_te_jong",
        "nl_participatiewet",
        "participatieplaats",
        date(2018, 6, 1),
        {
            "geboortedatum": "1992-03-02",
            "ontvangt_algemene_bijstand": True,
            "kans_op_werk_gering": True,
            **PLACE,
            "verdringing": True,
        },
        "Artikel 10a: te jong, en de plek verdringt werk. Wachten, en een andere plek; het oordeel blijft open.",
    ),
    Read(
        "participatieplaats_heemskerk_trede_3",
        "heemskerk",
        "participatieplaats",
        date(2018, 6, 1),
        {"geboortedatum": "1980-03-02", "ontvangt_algemene_bijstand": True, "trede": 3, **PLACE},
        "Artikel 5 van de verordening beperkt tot trede 1 en 2. Een trede gaat alleen omhoog: er is geen manier.",
    ),
    Read(
        "participatieplaats_oordeel",
        "nl_participatiewet",
        "participatieplaats",
        date(2018, 6, 1),
        {"leeftijd": 40, "ontvangt_algemene_bijstand": True, "kans_op_werk_gering": False, **PLACE},
        "Artikel 10a lid 1: het college heeft geoordeeld dat de kans op werk niet gering is. Dat wordt niet voorgesteld.",
    ),
    Read(
        "premie_participatieplaats",
        "nl_participatiewet",
        "premie_participatieplaats",
        date(2026, 2, 1),
        {
            "geboortedatum": "1980-03-02",
            "startdatum_participatieplaats": "2025-11-15",
            "ontvangt_algemene_bijstand": True,
        },
        "Artikel 10a lid 6: de premie komt na zes maanden.",
    ),
    Read(
        "proefplaats_voor_2023",
        "nl_participatiewet",
        "proefplaats",
        date(2023, 5, 1),
        {
            "leeftijd": 30,
            "ontvangt_algemene_bijstand": True,
            "proefplaats_gericht_op_dienstverband_zelfde_werkgever": True,
            "proefplaats_toestemming_gevraagd_maanden": 7,
        },
        "Artikel 8a lid 2 onder d: bestaat pas vanaf 1 juli 2023, en dan voor hoogstens zes maanden.",
    ),
    Read(
        "loonkostensubsidie_werkgever",
        "nl_participatiewet",
        "loonkostensubsidie",
        date(2026, 1, 15),
        {"leeftijd": 30, "behoort_tot_doelgroep_lks": True, "werkgever_wil_dienstbetrekking": False},
        "Artikel 10d lid 1: de werkgever wil niet. Wat een ander moet doen, wordt niet voorgesteld.",
    ),
    Read(
        "beschut_werk_plekken",
        "nl_participatiewet",
        "beschut_werk",
        date(2026, 1, 15),
        {
            "geboortedatum": "1990-05-05",
            "ontvangt_algemene_bijstand": True,
            "uitsluitend_beschut": True,
            "aantal_beschutte_plekken_gerealiseerd": True,
        },
        "Artikel 10b: de plekken van dit jaar zijn gerealiseerd.",
    ),
    Read(
        "ontheffing_9a",
        "nl_participatiewet",
        "ontheffing_9a",
        date(2026, 1, 15),
        {
            "alleenstaande_ouder": True,
            "volledige_zorg_kind": True,
            "leeftijd_jongste_kind": 6,
            "verzoek_ontheffing_9a": False,
        },
        "Artikel 9a: het jongste kind is vijf jaar of ouder. De tijd gaat niet terug.",
    ),
    Read(
        "ondersteuning_jonger_dan_27",
        "nl_participatiewet",
        "ondersteuning_7_1_a",
        date(2026, 1, 15),
        {
            "geboortedatum": "2003-04-04",
            "datum_melding": "2026-01-05",
            "ontvangt_algemene_bijstand": True,
            "kan_rijksbekostigd_onderwijs_volgen": False,
            "praktijkonderwijs_of_vso_afgelopen_jaar": False,
            "medisch_urenbeperkt": False,
            "behoort_tot_doelgroep_lks": False,
            "pensioengerechtigd": False,
        },
        "Artikel 7 lid 3 onder a: wie jonger is dan 27 jaar, valt er niet onder.",
    ),
    Read(
        "werkstage_trede_omhoog",
        "heemskerk",
        "werkstage",
        date(2018, 6, 1),
        {"leeftijd": 30, "ontvangt_algemene_bijstand": True, "trede": 2, "langdurig_werkloos": False},
        "Verordening van Heemskerk: langdurig werkloos, of een hogere trede. Een trede gaat stap voor stap.",
    ),
    Read(
        "beheervrijwilliger_diploma",
        "heemskerk",
        "beheervrijwilliger",
        date(2018, 6, 1),
        {"wil_vrijwilligerswerk": True, "heeft_bhv_diploma": False, "heeft_instructie_alcohol": False},
        "Een traject uit de map: een diploma is te halen, en niet te verliezen.",
    ),
    Read(
        "participatieplaats_verlenging_samen",
        "nl_participatiewet",
        "participatieplaats_verlenging",
        date(2026, 1, 15),
        {
            "startdatum_participatieplaats": "2024-06-01",
            "kans_verbetert_aanmerkelijk": True,
            "ander_werk_andere_omgeving": False,
        },
        "Artikel 10a lid 9 en 10: te vroeg, want de verlenging komt na 24 maanden, en vraagt ander werk.",
    ),
    Read(
        "ggz_groep_beschermd",
        "heemskerk",
        "ggz_groep",
        date(2018, 6, 1),
        {"leeftijd": 33, "psychische_klachten": ["angst"], "ernstige_psychiatrische_problematiek": True},
        "A trajectory of Heemskerk: what is protected is never proposed.",
        lang="en",
    ),
)


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_it_reads_as_it_did(one: Read) -> None:
    assert one.text() == one.path.read_text("utf-8")


@pytest.mark.parametrize("one", READ, ids=lambda one: one.name)
def test_it_is_a_no_and_each_way_leads_out_of_it(one: Read) -> None:
    pack = catalog.load(one.pack)
    client = Client.from_mapping(one.facts, words=pack.vocabulary)
    assert why_not(client, pack, one.outcome, on=one.on).outcome is Outcome.NO
    found = ways_to(client, pack, one.outcome, on=one.on)
    assert found.exact
    assert found.ways or found.blocks
    assert all(way.proved and way.outcome is not Outcome.NO for way in found)


def test_no_file_is_left_over() -> None:
    assert sorted(FILES.iterdir()) == sorted(one.path for one in READ)


if __name__ == "__main__":
    for one in READ:
        one.path.write_text(one.text(), "utf-8")
