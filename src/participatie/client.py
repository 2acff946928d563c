"""A person and the place or job at hand, as far as they are known.

Every fact carries its Dutch name from the vocabulary, and ``None`` where it is
unknown. Unknown is never "no".
"""

import functools
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import Attribute, field, fields, frozen

from participatie import files
from participatie.diagnostics import Diagnostic, PolicyError, Span, suggestion
from participatie.files import Items, Node, Table
from participatie.profile import Profile, Reading, spelled
from participatie.rules.semantics import since
from participatie.values import Misfit, Text, Unit, Value, misfit, show, typed
from participatie.vocabulary import PARTS, Vocabulary, refusal, vocabulary


def _codes() -> frozenset[str] | None:
    """A set of codes, given as any collection; a stated set is complete."""
    return field(default=None, converter=_frozen)


def _frozen(codes: Any) -> Any:
    return frozenset(codes) if isinstance(codes, list | tuple | set) else codes


def _validate(part: Any, facts: Mapping[str, Any]) -> None:
    for name, value in facts.items():
        if value is None:
            continue
        problem = misfit(value, vocabulary()[name].type)
        if problem is not None:
            error = TypeError if problem.code == "verkeerd_type" else ValueError
            raise error(f"{type(part).__name__}: {refusal(name, problem).message()}")


@spelled({})
@frozen(kw_only=True, repr=False)
class Offer:
    """The place or job at hand: facts about the work, the placement, the employer.

    Each argument is a fact of the vocabulary that concerns an offer or an
    employer, with ``None`` for unknown.

    Raises:
        TypeError, ValueError: a value is not of the type, range or codes of its fact.

    >>> Offer(werk_onbeloond=True)
    <Offer: 1 feiten bekend>
    """

    werk_onbeloond: bool | None = None
    werk_additioneel: bool | None = None
    verdringing: bool | None = None
    ander_werk_andere_omgeving: bool | None = None
    proefplaats_toestemming_gevraagd_maanden: int | None = None
    proefplaats_gericht_op_dienstverband_zelfde_werkgever: bool | None = None
    werkgever_wil_dienstbetrekking: bool | None = None
    wsw_dienstbetrekking: bool | None = None
    contractduur_maanden: int | None = None
    nog_niet_volledig_inzetbaar: bool | None = None
    dienstverband_via_derde: bool | None = None
    begeleiding_systematisch: bool | None = None
    activiteit_onbeloond_maatschappelijk_zinvol: bool | None = None
    opdrachtgever_vrijwillig: bool | None = None
    maanden_via_flextensie: int | None = None
    plek_vrij: bool | None = None
    lks_loonwaarde_overgeslagen: bool | None = None
    maanden_sinds_aanvang_dienstbetrekking: int | None = None
    uren_per_week: int | None = None
    normale_arbeidsduur: int | None = None

    def __attrs_post_init__(self) -> None:
        _validate(self, _fields(self))

    def known(self) -> dict[str, Value]:
        """The facts that are known, by name."""
        return {name: value for name, value in _fields(self).items() if value is not None}

    def __repr__(self) -> str:
        return f"<Offer: {len(self.known())} feiten bekend>"


def _fields(part: Any) -> dict[str, Any]:
    return {attribute.name: getattr(part, attribute.name) for attribute in fields(type(part))}


def _part(cls: type) -> Callable[[object, "Attribute[Any]", object], None]:
    def check(_: object, attribute: "Attribute[Any]", part: object) -> None:
        if not isinstance(part, cls):
            raise TypeError(f"{attribute.name}= is a {cls.__name__}, not {type(part).__name__}")

    return check


def _locals(local: Any) -> Mapping[str, Value]:
    """Local facts without the unknown ones; their types are the business of their pack."""
    if not isinstance(local, Mapping):
        raise TypeError(f"lokaal= is a mapping from a name to a value, not {type(local).__name__}")
    known = {name: _frozen(value) for name, value in local.items() if value is not None}
    for name, value in known.items():
        if name in vocabulary():
            raise ValueError(f"lokaal= holds the facts of a pack; {name!r} is a fact of its own")
        if not isinstance(name, str) or not isinstance(value, bool | int | str | date | frozenset):
            raise TypeError(f"lokaal= holds single values and sets of codes; {name!r} is neither")
    return known


_ELSEWHERE = {name: f"profiel=Profile({name}=...)" for name in Profile.names()} | {
    attribute.name: f"aanbod=Offer({attribute.name}=...)" for attribute in fields(Offer)
}


@spelled(_ELSEWHERE)
@frozen(kw_only=True, repr=False)
class Client:
    """A person, with everything that is known and nothing that is not.

    Each argument is a fact of the vocabulary, with ``None`` for unknown; the
    readings of the profile and the facts about a place or job are in parts of
    their own. ``repr`` shows how much is known, never what.

    Args:
        profiel: the twelve dimensions.
        aanbod: the place or job at hand.
        lokaal: facts that a pack declares itself, by name.

    Raises:
        TypeError: a name is misspelt, or a value has another type than its fact.
        ValueError: a value lies outside the range or codes of its fact.

    >>> from datetime import date
    >>> client = Client(geboortedatum=date(1991, 3, 2), trede=2)
    >>> client.facts(on=date(2018, 3, 2))["leeftijd"]
    27
    """

    leeftijd: int | None = None
    geboortedatum: date | None = None
    geslacht: str | None = None
    woongemeente: str | None = None
    anderstalig: bool | None = None
    ontvangt_algemene_bijstand: bool | None = None
    ontvangt_uwv_uitkering: bool | None = None
    ontvangt_wajong: bool | None = None
    ontvangt_andere_uitkering: bool | None = None
    overeenkomst_college_uwv: bool | None = None
    ingeschreven_als_werkzoekende: bool | None = None
    maanden_volledige_pw_uitkering: int | None = None
    trede: int | None = None
    subtrede: str | None = None
    langdurig_werkloos: bool | None = None
    kans_op_werk_gering: bool | None = None
    vooralsnog_niet_bemiddelbaar: bool | None = None
    maanden_participatieplaats: int | None = None
    kans_vergroot_bij_beoordeling_9: bool | None = None
    kans_verbetert_aanmerkelijk: bool | None = None
    voldoende_meegewerkt: bool | None = None
    weken_sinds_melding: int | None = None
    datum_melding: date | None = None
    praktijkonderwijs_of_vso_afgelopen_jaar: bool | None = None
    medisch_urenbeperkt: bool | None = None
    heeft_startkwalificatie: bool | None = None
    kan_rijksbekostigd_onderwijs_volgen: bool | None = None
    onderwijs_onmogelijk_of_ongeschikt: bool | None = None
    school_verzoekt_ondersteuning: bool | None = None
    in_initieel_hoger_onderwijs: bool | None = None
    ondersteuning_noodzakelijk: bool | None = None
    leer_of_kwalificatieplicht_geeindigd: bool | None = None
    leerwerktraject_geboden: bool | None = None
    ondersteuning_nodig_voor_leerwerktraject: bool | None = None
    scholing_vergroot_kansen: bool | None = None
    uitsluitend_beschut: bool | None = None
    aantal_beschutte_plekken_gerealiseerd: bool | None = None
    kan_wml_voltijds_verdienen: bool | None = None
    mogelijkheden_arbeidsparticipatie: bool | None = None
    behoort_tot_doelgroep_lks: bool | None = None
    loonwaarde_procent: int | None = None
    werknemer_met_beperking: bool | None = None
    zonder_begeleiding_niet_in_staat: bool | None = None
    draagt_bij_aan_participatie: bool | None = None
    alleenstaande_ouder: bool | None = None
    leeftijd_jongste_kind: int | None = None
    volledige_zorg_kind: bool | None = None
    verzoek_ontheffing_9a: bool | None = None
    eerder_gebruikt_9a_maanden: int | None = None
    weigert_plicht_b_ondubbelzinnig: bool | None = None
    heeft_ontheffing_9a: bool | None = None
    heeft_ontheffing_9_lid_2: bool | None = None
    kinderopvang_beschikbaar: bool | None = None
    voldoende_scholing: bool | None = None
    belastbaar: bool | None = None
    volledig_duurzaam_arbeidsongeschikt: bool | None = None
    jaren_nederlandstalig_onderwijs: int | None = None
    heeft_inburgeringsdiploma: bool | None = None
    ander_taalbewijs: bool | None = None
    taaltoets_gehaald: bool | None = None
    kennisgeving_gedaan: bool | None = None
    maanden_sinds_kennisgeving: int | None = None
    begonnen_binnen_maand: bool | None = None
    voortgang_voldoende: bool | None = None
    verwijtbaar: bool | None = None
    dringende_redenen: bool | None = None
    ernstige_psychiatrische_problematiek: bool | None = None
    psychische_klachten: frozenset[str] | None = _codes()
    verslaving: bool | None = None
    geeft_medische_belemmering_aan: bool | None = None
    moeite_met_nederlands: bool | None = None
    basismeter_geschikt: bool | None = None
    doet_vrijwillig_mee: bool | None = None
    heeft_bhv_diploma: bool | None = None
    heeft_instructie_alcohol: bool | None = None
    wil_vrijwilligerswerk: bool | None = None
    gemeente_vrijwillig: bool | None = None
    arbeidscontract_of_zelfstandig: bool | None = None
    aanvullende_uitkering: bool | None = None
    begeleiding_bij_werk: bool | None = None
    instrument_of_wsw: bool | None = None
    inburgering_of_opleiding_naast_werk: bool | None = None
    werkt_parttime: bool | None = None
    onbetaald_werk: bool | None = None
    wekelijks_contact_bij_onbetaald_werk: bool | None = None
    wekelijkse_georganiseerde_activiteit: bool | None = None
    wekelijks_contact_buitenshuis: bool | None = None
    alleen_internetcontacten: bool | None = None
    niet_belastbaar_met_traject: bool | None = None
    wordt_geholpen_bij_problematiek: bool | None = None
    volgt_sociaal_activeringstraject: bool | None = None
    voert_tegenprestatie_uit: bool | None = None
    doet_vrijwilligerswerk: bool | None = None
    beschikbaar_voor_gewoon_werk: bool | None = None
    wordt_voorbereid_op_parttime_werk: bool | None = None
    noden: frozenset[str] | None = _codes()
    nodige_actoren: frozenset[str] | None = _codes()
    een_dienst_volstaat: bool | None = None
    hulpvraag_is_nood: bool | None = None
    terugval_realistisch: bool | None = None
    heeft_inkomen: bool | None = None
    in_detentie: bool | None = None
    enkelband: bool | None = None
    arbeidsvermogen_procent: int | None = None
    kan_nu_re_integreren: bool | None = None
    behandeling_andere_leefgebieden_nodig: bool | None = None
    kan_maatschappelijk_geactiveerd_worden: bool | None = None
    meest_vertrouwde_professional: str | None = None
    willen: bool | None = None
    kunnen: bool | None = None
    eraan_toe: bool | None = None
    plannen_haalbaar: bool | None = None
    komt_tot_actie: bool | None = None
    maand_stabilisatie: int | None = None
    maand_participatie_mogelijk: int | None = None
    maand_vrijwilligerswerk_mogelijk: int | None = None
    maand_vaardigheden_mogelijk: int | None = None
    maand_inburgering_gereed: int | None = None
    maand_werkervaring_mogelijk: int | None = None
    voldoende_stabiel_voor_proefplaats: bool | None = None
    proefplaats_uitgesloten_binnen_24: bool | None = None
    ontvangt_anw_ioaw_ioaz: bool | None = None
    valt_onder_artikel_10_lid_2: bool | None = None
    datum_vaststelling_beschut: date | None = None
    eerder_ontheffing_9a_verleend: bool | None = None
    startdatum_participatieplaats: date | None = None
    datum_kennisgeving: date | None = None
    premie_ontvangen_dit_jaar: int | None = None
    pensioengerechtigd: bool | None = None
    profiel: Profile = field(factory=Profile, validator=_part(Profile))
    aanbod: Offer = field(factory=Offer, validator=_part(Offer))
    lokaal: Mapping[str, Value] = field(factory=dict, converter=_locals, hash=False)
    # Where each fact stands in its file, so that a contradiction can be shown there.
    _places: Mapping[str, Span] = field(factory=dict, eq=False, hash=False)
    # What was stated, by name: read off once, for every advice asks for it.
    _stated: Mapping[str, Value] = field(factory=dict, init=False, eq=False, hash=False)

    def __attrs_post_init__(self) -> None:
        own = {name: value for name in _own() if (value := getattr(self, name)) is not None}
        _validate(self, own)
        stated = {**own, **self.profiel.known(), **self.aanbod.known(), **self.lokaal}
        object.__setattr__(self, "_stated", stated)

    def known(self) -> dict[str, Value]:
        """The facts that were stated, parts and local facts included, by name."""
        return dict(self._stated)

    def place(self, name: str) -> Span | None:
        """Where a fact stands in the file that the client was read from."""
        return self._places.get(name)

    def facts(self, on: date) -> dict[str, Value]:
        """The stated facts and what follows from dates: age and counters on ``on``.

        Raises:
            PolicyError: a stated age or counter contradicts its date; both are named.
        """
        known = self.known()
        found: list[Diagnostic] = []
        for name, unit, anchor in _following():
            start = known.get(anchor)
            if not isinstance(start, date):
                continue
            value, fact = since(unit, start, on), vocabulary()[name]
            span = self.place(name) or self.place(anchor)
            arguments = {"naam": name, "datum": anchor, "dag": on.isoformat()}
            if name == "leeftijd" and start > on:
                found.append(Diagnostic("geboren_na_peildatum", self.place(anchor), arguments))
            elif value is None or misfit(value, fact.type) is not None:
                found.append(Diagnostic("volgt_buiten_bereik", self.place(anchor), arguments))
            elif name in known and known[name] != value:
                stated = {"waarde": show(known[name], fact.type), "volgt": show(value, fact.type)}
                found.append(Diagnostic("tegenspraak_datum", span, {**arguments, **stated}))
            else:
                known[name] = value
        if found:
            raise PolicyError(found)
        return known

    def __repr__(self) -> str:
        return f"<Client: {len(self.known())} feiten bekend>"

    # -- files -------------------------------------------------------------------

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, Any], *, words: Vocabulary | None = None) -> "Client":
        """A client from flat Dutch names; facts of the profile and the offer find their place.

        Args:
            mapping: facts by name; dates may be ISO text, sets any collection,
                ``None`` is unknown. ``profiel`` (or ``assen``), ``aanbod`` and
                ``lokaal`` may hold mappings of their own.
            words: the vocabulary of a pack, to know its local facts by name too.

        Raises:
            TypeError: it is no mapping.
            PolicyError: with every unknown name and every value that does not fit.

        >>> Client.from_mapping({"geboortedatum": "1988-03-02", "werk_onbeloond": True}).aanbod
        <Offer: 1 feiten bekend>
        """
        if not isinstance(mapping, Mapping):
            raise TypeError(f"from_mapping() takes facts by name, not {type(mapping).__name__}")
        return _build(mapping, _Places(), words)

    @classmethod
    def read(cls, path: str | Path, *, words: Vocabulary | None = None) -> "Client":
        """A client from a YAML or JSON file (``.json``).

        Raises:
            PolicyError: with everything that is wrong, and where.
        """
        found: list[Diagnostic] = []
        nodes = files.read(path, found)
        return _from_nodes(nodes, str(path), found, words)

    @classmethod
    def parse(cls, text: str, name: str = "client.yaml", *, words: Vocabulary | None = None) -> "Client":
        """A client from the text of a file; a ``name`` that ends in ``.json`` makes it JSON."""
        found: list[Diagnostic] = []
        nodes = files.parse(text, name, found)
        return _from_nodes(nodes, name, found, words)

    def to_mapping(self) -> dict[str, Any]:
        """What is known, as plain values: ISO dates, sorted lists, the parts as mappings."""
        own = {name: getattr(self, name) for name in _own()}
        mapping = {name: _plain(value) for name, value in own.items() if value is not None}
        profile: dict[str, Any] = {}
        for name in self.profiel.names():
            value = getattr(self.profiel, name)
            reading = self.profiel.readings.get(name)
            if reading is not None:
                stated = {"waarde": value, "ruw": reading.raw, "breedte": reading.width}
                entry: dict[str, Any] = {key: one for key, one in stated.items() if one is not None}
                profile[name] = {**entry, **({"grond": reading.ground} if reading.ground else {})}
            elif value is not None:
                profile[name] = value
        offer = {name: _plain(value) for name, value in self.aanbod.known().items()}
        local = {name: _plain(value) for name, value in self.lokaal.items()}
        parts = {"profiel": profile, "aanbod": offer, "lokaal": local}
        return {**mapping, **{name: part for name, part in parts.items() if part}}

    def to_json(self) -> str:
        """What is known, as the text of a JSON file that :meth:`parse` reads back."""
        return json.dumps(self.to_mapping(), ensure_ascii=False, indent=2) + "\n"

    def to_yaml(self) -> str:
        """What is known, as the text of a YAML file that :meth:`parse` reads back."""
        return files.dump(self.to_mapping())


#: The fields of a client that hold no single fact.
_OWN = frozenset({"profiel", "aanbod", "lokaal", "_places", "_stated"})


@functools.cache
def _own() -> tuple[str, ...]:
    """The fields of a client that hold one fact each."""
    return tuple(attribute.name for attribute in fields(Client) if attribute.name not in _OWN)


@functools.cache
def _following() -> tuple[tuple[str, Unit, str], ...]:
    """The facts that follow from a date: the unit in which they count, and that date."""
    return tuple((name, *fact.follows_from) for name, fact in vocabulary().items() if fact.follows_from is not None)


def _plain(value: Value) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value


#: The part in which a fact lives, for facts that are not the client's own.
_PARTS = dict.fromkeys(Profile.names(), "profiel") | dict.fromkeys(
    (attribute.name for attribute in fields(Offer)), "aanbod"
)


def _from_nodes(nodes: tuple[Node, ...], name: str, found: list[Diagnostic], words: Vocabulary | None) -> Client:
    if not found and len(nodes) != 1:
        found.append(Diagnostic("client_documenten", None, {"pad": name, "aantal": str(len(nodes))}))
    if nodes and not isinstance(nodes[0], Table):
        found.append(Diagnostic("verkeerde_vorm", nodes[0].span, {"verwacht": "feiten met hun waarde"}))
    if len(nodes) != 1 or not isinstance(nodes[0], Table) or nodes[0].broken:
        raise PolicyError(found)
    places = _Places()
    places.note(nodes[0])
    return _build({name: files.plain(value) for name, value in nodes[0].named()}, places, words, found)


@frozen
class _Places:
    """Where the facts of a file stand: their names, and their values."""

    names: dict[str, Span] = field(factory=dict)
    values: dict[str, Span] = field(factory=dict)

    def note(self, table: Table) -> None:
        for name, value in table.entries:
            self.names.setdefault(name.text, name.span)
            self.values.setdefault(name.text, name.span if isinstance(value, Table | Items) else value.span)
            if isinstance(value, Table) and name.text in PARTS:
                self.note(value)


def _build(
    mapping: Mapping[str, Any], places: _Places, words: Vocabulary | None, found: Sequence[Diagnostic] = ()
) -> Client:
    reader = _Reader(mapping, places, words)
    if reader.found or found:
        raise PolicyError(sorted([*found, *reader.found], key=_line))
    in_part: dict[str | None, dict[str, Any]] = {None: {}, "profiel": {}, "aanbod": {}}
    for name, value in reader.facts.items():
        in_part[_PARTS.get(name)][name] = value
    return Client(
        **in_part[None],
        profiel=Profile(**in_part["profiel"], readings=reader.readings),
        aanbod=Offer(**in_part["aanbod"]),
        lokaal=reader.local,
        places=places.values,
    )


def _line(one: Diagnostic) -> tuple[int, int]:
    return (one.span.line, one.span.column) if one.span is not None else (0, 0)


class _Reader:
    """Sorts the entries of a mapping into facts, readings and local facts, noting what is wrong."""

    def __init__(self, mapping: Mapping[str, Any], places: _Places, words: Vocabulary | None) -> None:
        self.places = places
        self.words = words or vocabulary()
        self.found: list[Diagnostic] = []
        self.facts: dict[str, Any] = {}
        self.local: dict[str, Value] = {}
        self.readings: dict[str, Reading] = {}
        for name, value in mapping.items():
            if name not in PARTS:
                self._fact(name, value)
            elif isinstance(value, Mapping):
                for inner, one in value.items():
                    self._nested(PARTS[name], inner, one)
            elif value is not None:
                self._report("verkeerd_type", name, verwacht="een lijst van feiten met hun waarde")

    def _report(self, code: str, name: object, **arguments: str) -> None:
        where = self.places.names if code in _ABOUT_A_NAME else self.places.values
        place = where.get(name) if isinstance(name, str) else None
        self.found.append(Diagnostic(code, place, {"naam": str(name), **arguments}))

    def _nested(self, part: str, name: object, value: Any) -> None:
        if part == "lokaal" and isinstance(name, str) and name not in vocabulary():
            self._local(name, value)
        elif part == "profiel" and isinstance(value, Mapping) and name in set(Profile.names()):
            self._reading(str(name), value)
        elif part in {"profiel", "aanbod"} and _PARTS.get(str(name)) != part:
            near = suggestion(str(name), [one for one, of in _PARTS.items() if of == part])
            elsewhere = name in self.words
            self._report("feit_in_ander_deel" if elsewhere else "onbekend_feit", name, **({} if elsewhere else near))
        else:
            self._fact(name, value)

    def _fact(self, name: object, value: Any) -> None:
        if not isinstance(name, str) or name not in self.words:
            near = suggestion(name, [*self.words, *PARTS]) if isinstance(name, str) else {}
            self._report("onbekend_feit", name, **near)
        elif name not in vocabulary():
            self._local(name, value)
        elif name in self.facts:
            self._report("dubbele_sleutel", name)
        elif value is not None:
            self._typed(name, value, self.facts)

    def _typed(self, name: str, value: Any, into: dict[str, Any]) -> None:
        result = typed(value, self.words[name].type)
        if isinstance(result, Misfit):
            self.found.append(refusal(name, result, self.places.values.get(name)))
        else:
            into[name] = result

    def _local(self, name: str, value: Any) -> None:
        if name in self.local:
            self._report("dubbele_sleutel", name)
        elif value is None:
            pass
        elif name in self.words:
            self._typed(name, value, self.local)
        else:
            # Without its pack at hand a local fact cannot be checked; `advise` does.
            one = frozenset(value) if isinstance(value, list) and all(isinstance(v, str) for v in value) else value
            if isinstance(one, str) and misfit(one, Text()) is not None:
                self._report("verkeerd_type", name, verwacht="tekst")
            elif isinstance(one, bool | int | str | date | frozenset):
                self.local[name] = one
            else:
                self._report("verkeerd_type", name, verwacht="een enkele waarde of een lijst van codes")

    def _reading(self, name: str, value: Mapping[str, Any]) -> None:
        unknown = [key for key in value if key not in _READING]
        for key in unknown:
            self._report("onbekende_sleutel", name, **suggestion(str(key), _READING), keuzes=", ".join(_READING))
        raw, width, ground = value.get("ruw"), value.get("breedte"), value.get("grond")
        numbers = [one for one in (raw, width) if one is not None]
        if any(isinstance(one, bool) or not isinstance(one, int) for one in numbers):
            self._report("verkeerd_type", name, verwacht="hele getallen voor ruw en breedte")
        elif (raw is None) != (width is None) or (raw is not None and not 1 <= raw <= width):
            self._report("ruwe_aflezing", name)
        elif ground is not None and not isinstance(ground, str):
            self._report("verkeerd_type", name, verwacht="tekst als grond")
        elif not unknown:
            self.readings[name] = Reading(raw=raw, width=width, ground=ground or "")
            if value.get("waarde") is not None:
                self._fact(name, value["waarde"])


_READING = ("waarde", "ruw", "breedte", "grond")
#: These are shown at the name of a fact, others at its value.
_ABOUT_A_NAME = frozenset({"onbekend_feit", "feit_in_ander_deel", "dubbele_sleutel"})
