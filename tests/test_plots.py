"""Pictures: what stands where, the same in words, and nothing that a text can do.

``python tests/test_plots.py`` draws the pictures of the page anew.
"""

import html
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from participatie import Client, Profile, advise, catalog, plots
from participatie.journey import Journey, JourneyEvent
from participatie.ladder import ladder
from participatie.partnership import Fit, Partnership, fit
from participatie.plots import Picture, profiles
from participatie.profile import Reading, dimensions

matplotlib = pytest.importorskip("matplotlib")

DOCS = Path(__file__).parents[1] / "docs"
PAGE = DOCS / "pictures.md"
EXAMPLES = Path(__file__).parents[1] / "examples"
DAY = date(2018, 6, 1)

FULL = Profile(
    energiebeslag_familie=2,
    arbeidshouding=4,
    netwerk=1,
    ervaring=2,
    mobiliteit=3,
    urgentie=1,
    mentale_gezondheid=2,
    taalvaardigheid=5,
    fysieke_gezondheid=4,
    culturele_beleving=3,
    vertrouwen_instituties=2,
    toekomstbeeld=5,
)
HALF = Profile(
    netwerk=1,
    mobiliteit=2,
    urgentie=1,
    mentale_gezondheid=5,
    taalvaardigheid=2,
    readings={
        "mentale_gezondheid": Reading(raw=4, width=4),
        "taalvaardigheid": Reading(raw=2, width=4, ground="gesprek bij de intake"),
        "ervaring": Reading(raw=3, width=8),
    },
)
BRAM = Client.from_mapping(
    {
        "arbeidscontract_of_zelfstandig": False,
        "wekelijkse_georganiseerde_activiteit": True,
        "volgt_sociaal_activeringstraject": True,
        "voert_tegenprestatie_uit": False,
        "wordt_voorbereid_op_parttime_werk": False,
        "werkt_parttime": False,
        "wordt_geholpen_bij_problematiek": False,
        "niet_belastbaar_met_traject": False,
    }
)
HOSTILE = 'Kost $5 of $x^2$ & <script>alert("1")</script> \\frac{1}{0} \x1b[31m \u202e einde'
LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappijvertegenwoordiger" * 3 + " en nog veel meer woorden" * 30


TOGETHER = Partnership(name="Noord", partners={"VDAB": ["werk", "sollicitatie"], "OCMW": ["inkomen"]})
#: Somebody invented: several organisations are needed, and one service may still do.
SOMEBODY = Client(noden=["werk", "huisvesting"], nodige_actoren=["VDAB", "OCMW"], een_dienst_volstaat=False)
FIT = fit(SOMEBODY, TOGETHER, on=date(2024, 6, 1))


def arguing(*arguments: tuple[str, str, bool]) -> Fit:
    """A fit with these arguments: the side, the text, and whether it holds."""
    made = [evolve(FIT.arguments[0], side=side, text=text, certain=certain) for side, text, certain in arguments]
    return evolve(FIT, arguments=tuple(made))


def of_bram(pack_name: str, name: str) -> Picture:
    pack = catalog.load(pack_name)
    return plots.ladder(advise(BRAM, pack, on=DAY)[name], plots.steps(pack, name, on=DAY))


def drawn(picture: Picture, start: str) -> dict[str, Any]:
    """What was drawn under a name that begins so."""
    children = picture.figure.axes[0].get_children()
    return {one.get_gid(): one for one in children if (one.get_gid() or "").startswith(start)}


def texts(picture: Picture) -> list[str]:
    return [one.get_text() for one in picture.figure.axes[0].texts]


# -- the profile -------------------------------------------------------------------------


def test_a_marker_stands_in_the_column_of_its_reading() -> None:
    for axis in dimensions():
        places = [
            drawn(plots.profile(Profile(**{axis.id: value})), "aflezing-")[f"aflezing-{axis.id}"].get_xdata()[0]
            for value in range(1, 6)
        ]
        columns = {left + (right - left) * (value + 0.5) / 5 for value in range(5) for left, right in [profiles._SCALE]}
        assert set(places) == columns
        assert places == sorted(places)


@pytest.mark.parametrize("given", [FULL, HALF, Profile()], ids=["full", "half", "empty"])
def test_an_unknown_axis_is_hatched_and_has_no_marker(given: Profile) -> None:
    picture = plots.profile(given)
    raw = {name for name, reading in given.readings.items() if reading.width}
    unknown = {axis.id for axis in dimensions()} - set(given.known()) - raw
    assert set(drawn(picture, "aflezing-")) == {f"aflezing-{name}" for name in given.known()}
    hatched = drawn(picture, "onbekend-")
    assert set(hatched) == {f"onbekend-{name}" for name in unknown}
    assert all(one.get_hatch() for one in hatched.values())
    assert texts(picture).count("onbekend") == len(unknown)


def test_a_column_of_another_scale_is_as_wide_as_it_was() -> None:
    ranges = drawn(plots.profile(HALF), "bereik-")
    left, right = profiles._SCALE
    assert set(ranges) == {"bereik-mentale_gezondheid", "bereik-taalvaardigheid", "bereik-ervaring"}
    for name, (begin, end) in {
        "mentale_gezondheid": (0.75, 1),
        "taalvaardigheid": (0.25, 0.5),
        "ervaring": (0.25, 0.375),
    }.items():
        box = ranges[f"bereik-{name}"]
        assert (box.get_x() - left) / (right - left) == pytest.approx(begin)
        assert (box.get_x() + box.get_width() - left) / (right - left) == pytest.approx(end)
        assert box.get_hatch()


def test_a_raw_reading_on_the_scale_itself_is_a_reading() -> None:
    given = Profile(netwerk=2, readings={"netwerk": Reading(raw=2, width=5)})
    assert not drawn(plots.profile(given), "bereik-")
    without = Profile(readings={"netwerk": Reading(raw=2, width=5)})
    assert set(drawn(plots.profile(without), "bereik-")) == {"bereik-netwerk"}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_words_name_every_known_axis_and_count_the_unknown(lang: str) -> None:
    for given in (FULL, HALF, Profile()):
        alt = plots.profile(given, lang=lang).alt
        known = given.known()
        for axis in dimensions():
            assert (f"{axis.title}: {known.get(axis.id)}" in alt) == (axis.id in known)
        assert re.search(rf"(onbekend|unknown): {12 - len(known)}\.", alt)


# -- a ladder ----------------------------------------------------------------------------


def test_certain_steps_are_filled_and_possible_ones_hatched() -> None:
    rungs = drawn(of_bram("heemskerk", "heemskerk_subtreden"), "trede-")
    assert list(rungs) == [f"trede-{code}" for code in ("2.6", "2.5", "2.4", "2.3", "2.2", "2.1", "1")]
    filled = [name for name, one in rungs.items() if one.get_facecolor()[:3] != (1, 1, 1)]
    assert filled == ["trede-2.2"]
    assert [name for name, one in rungs.items() if one.get_hatch()] == ["trede-2.4"]
    heights = [one.get_y() for one in rungs.values()]
    assert heights == sorted(heights), "the highest step stands above"


def test_a_ladder_is_drawn_from_codes_too() -> None:
    steps = ladder("vng")
    assert plots.ladder(["4"], steps).alt == plots.ladder("4", steps).alt
    assert "Zeker: 4 (Onbetaald werk" in plots.ladder("4", steps).alt
    assert "Zeker: geen. Mogelijk, nog niet zeker: 3 (" in plots.ladder(["4", "3"], steps).alt
    nothing = plots.ladder([], {"laag": "", "hoog": ""}, title="Een eigen ladder", lang="en")
    assert nothing.title == "Een eigen ladder"
    assert "None of these steps" in nothing.alt


def test_what_is_no_ladder_is_refused() -> None:
    with pytest.raises(ValueError, match="'7' is no step"):
        plots.ladder(["7"], ladder("vng"))
    with pytest.raises(ValueError, match="has steps"):
        plots.ladder([], {})
    with pytest.raises(KeyError, match="did you mean 'vng_trede'"):
        plots.steps(catalog.load("ladder_vng"), "vng_treed")


# -- a journey ---------------------------------------------------------------------------


def test_a_mark_stands_at_its_level_with_the_shape_of_its_feeling() -> None:
    events = [
        JourneyEvent(when=2010 + place, phase="voortraject", text="iets", level=level, feeling=feeling)
        for place, (level, feeling) in enumerate([(1, "negatief"), (3, "neutraal"), (5, "positief"), (None, None)])
    ]
    marks = list(drawn(plots.journey(Journey(title="Lotte", events=events)), "gebeurtenis-").values())
    assert [one.get_marker() for one in marks] == ["v", "s", "^", "o"]
    low, middle, high, unknown = (one.get_ydata()[0] for one in marks)
    assert high < middle < low < unknown, "lower on the page is lower; unknown is below all"
    assert middle == (low + high) / 2
    places = [one.get_xdata()[0] for one in marks]
    assert places == sorted(places)


def test_the_line_is_interrupted_where_the_level_is_unknown() -> None:
    levels = [1, 2, None, 4, 5]
    events = [JourneyEvent(when=2010 + n, phase="voortraject", text="iets", level=one) for n, one in enumerate(levels)]
    axes = plots.journey(Journey(title="Lotte", events=events)).figure.axes[0]
    dotted = [one for one in axes.lines if one.get_linestyle() == ":"]
    assert [len(one.get_xdata()) for one in dotted] == [2, 2, 2], "twice a line, and the sign in the legend"


def test_an_invented_journey_says_so() -> None:
    journey = Journey(title="Lotte", invented=True)
    assert plots.journey(journey).title == "Lotte (verzonnen)"
    assert plots.journey(journey, lang="en").title == "Lotte (invented)"
    assert plots.journey(Journey(title="Een verzonnen reis", invented=True)).title == "Een verzonnen reis"


# -- a balance ---------------------------------------------------------------------------


def test_arguments_stand_on_their_side_and_the_beam_stays_level() -> None:
    picture = plots.balance(arguing(("voor", "b", False), ("voor", "a", True), ("tegen", "c", False)))
    boxes = {**drawn(picture, "voor-"), **drawn(picture, "tegen-")}
    assert list(boxes) == ["voor-1-certain", "voor-2-possible", "tegen-1-possible"]
    assert [bool(one.get_hatch()) for one in boxes.values()] == [False, True, True]
    assert boxes["voor-1-certain"].get_x() < boxes["tegen-1-possible"].get_x()
    beam = max(picture.figure.axes[0].lines, key=lambda one: one.get_linewidth())
    assert len(set(beam.get_ydata())) == 1
    assert "Voor: a (zeker [1]); b (mogelijk [1]). Tegen: c (mogelijk [1])." in picture.alt


def test_every_argument_of_a_fit_is_drawn_with_its_source() -> None:
    alt = plots.balance(FIT).alt
    for one in FIT.arguments:
        assert one.text.rstrip(".") in alt
        assert str(one.source) in alt
    assert {one.certain for one in FIT.arguments} == {True, False}


# -- what all have in common -------------------------------------------------------------


def of_text(text: str) -> list[Picture]:
    """Pictures with a text of a file wherever one can stand."""
    event = JourneyEvent(when="2019-05-12", phase="start_begeleidingsnood", text="iets", level=1, feeling="positief")
    journey = Journey(title="reis", events=[event, evolve(event, level=None), evolve(event, feeling=None)])
    object.__setattr__(journey, "title", text)  # as if a file could hold anything
    for one in journey.events:
        object.__setattr__(one, "text", text)
    return [
        plots.ladder(["1"], {"1": text, "2": text}, title=text),
        plots.journey(journey),
        plots.balance(arguing(("voor", text, True), ("tegen", text, False))),
    ]


PICTURES: Mapping[str, Callable[[], Picture]] = {
    "full": lambda: plots.profile(FULL),
    "half": lambda: plots.profile(HALF),
    "empty": lambda: plots.profile(Profile()),
    "english": lambda: plots.profile(HALF, lang="en"),
    "ladder": lambda: of_bram("ladder_vng", "vng_trede"),
    "substeps": lambda: of_bram("heemskerk", "heemskerk_subtreden"),
    "journey": lambda: plots.journey(Journey.read(EXAMPLES / "reis_voorbeeld.yaml")),
    "no events": lambda: plots.journey(Journey(title="leeg")),
    "balance": lambda: plots.balance(FIT),
    "in english": lambda: plots.balance(FIT, lang="en"),
    "no arguments": lambda: plots.balance(arguing()),
    **{f"hostile {number}": lambda number=number: of_text(HOSTILE)[number] for number in range(3)},
    **{f"long {number}": lambda number=number: of_text(LONG)[number] for number in range(3)},
}


@pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)
def test_no_text_lies_upon_another_or_beyond_the_page(make: Callable[[], Picture]) -> None:
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415 - an extra

    figure = make().figure
    canvas = FigureCanvasAgg(figure)
    boxes = {
        (one.get_text(), place): matplotlib.transforms.Bbox(one.get_window_extent(canvas.get_renderer()))
        for place, one in enumerate(figure.axes[0].texts)
    }
    page = figure.bbox
    for text, box in boxes.items():
        assert box.x0 >= page.x0, text
        assert box.y0 >= page.y0, text
        assert box.x1 <= page.x1, text
        assert box.y1 <= page.y1, text
    for (one, first), (other, second) in itertools.combinations(boxes.items(), 2):
        apart = first.padded(-1.5)
        assert not apart.overlaps(second.padded(-1.5)), (one, other)


@pytest.mark.parametrize("make", PICTURES.values(), ids=PICTURES)
def test_the_same_picture_is_the_same_svg_with_its_words(make: Callable[[], Picture]) -> None:
    picture = make()
    svg = picture.svg()
    assert svg == picture.svg() == make().svg()
    root = ET.fromstring(svg)  # noqa: S314 - we wrote it
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert [one.text for one in root.findall(f"{space}title")] == [picture.title]
    assert [one.text for one in root.findall(f"{space}desc")] == [picture.alt]
    assert root.find(f".//{space}script") is None
    assert "dc:date" not in svg
    ids = [one.get("id") for one in root.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_a_text_is_shown_as_it_is() -> None:
    for picture in of_text(HOSTILE):
        said = " ".join(texts(picture))
        assert "$5 of $x^2$ & <script>" in said
        assert r"\x1b[31m \u202e" in picture.alt
        assert picture.alt.isprintable()
        assert said.isprintable()
        assert picture.png()


def test_a_letter_that_no_font_has_is_no_error() -> None:
    picture = plots.ladder("1", {"1": "\U0001f600 \u4f60"}, title="\u4f60")
    assert "\U0001f600 \u4f60" in picture.svg()
    assert picture.png()


def test_a_very_large_picture_is_less_sharp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("participatie.plots.picture._PIXELS", 100_000)
    data = plots.profile(HALF).png()
    width, height = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
    assert 90_000 < width * height <= 100_000


def test_settings_of_the_caller_change_nothing_and_stay() -> None:
    expected = plots.profile(HALF).svg()
    settings = {"svg.fonttype": "path", "font.size": 40, "lines.linewidth": 9, "text.parse_math": True}
    with matplotlib.rc_context(settings):
        assert plots.profile(HALF).svg() == expected
        assert {name: matplotlib.rcParams[name] for name in settings} == settings


def test_the_name_of_a_file_decides_the_format(tmp_path: Path) -> None:
    picture = plots.profile(HALF)
    picture.save(tmp_path / "profiel.svg")
    assert (tmp_path / "profiel.svg").read_text("utf-8") == picture.svg()
    picture.save(str(tmp_path / "profiel.PNG"))
    data = (tmp_path / "profiel.PNG").read_bytes()
    assert data.startswith(b"\x89PNG")
    assert b"Description" in data
    assert b"Matplotlib" not in data
    for name in ("profiel.pdf", "profiel", ".svg"):
        with pytest.raises(ValueError, match=r"saved as \.svg or \.png"):
            picture.save(tmp_path / name)
    assert {one.name for one in tmp_path.iterdir()} == {"profiel.svg", "profiel.PNG"}


@pytest.mark.parametrize(
    "draw",
    [
        lambda: plots.profile(FULL, lang="fr"),
        lambda: plots.ladder("1", ladder("vng"), lang="fr"),
        lambda: plots.journey(Journey(title="reis"), lang="fr"),
        lambda: plots.balance(FIT, lang="fr"),
    ],
)
def test_an_unknown_language_is_refused(draw: Callable[[], Picture]) -> None:
    with pytest.raises(ValueError, match="lang is one of nl, en, not 'fr'"):
        draw()


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - ourselves


def test_importing_costs_no_matplotlib() -> None:
    done = run("import sys, participatie.plots, participatie.cli.app; sys.exit('matplotlib' in sys.modules)")
    assert (done.returncode, done.stderr) == (0, "")


def test_without_matplotlib_it_says_what_to_install() -> None:
    done = run(
        "import sys; sys.modules['matplotlib'] = None; from participatie import Profile, plots\n"
        "try: plots.profile(Profile())\nexcept ModuleNotFoundError as error: print(error)"
    )
    assert done.stdout == "pictures need matplotlib: pip install 'participatie[plot]'\n"


# -- the page ----------------------------------------------------------------------------

STORED: Mapping[str, Callable[[], Picture]] = {
    "profile_full": lambda: plots.profile(FULL),
    "profile_half": lambda: plots.profile(HALF),
    "profile_empty": lambda: plots.profile(Profile()),
    "ladder": lambda: of_bram("ladder_vng", "vng_trede"),
    "substeps": lambda: of_bram("heemskerk", "heemskerk_subtreden"),
    "journey": lambda: plots.journey(Journey.read(EXAMPLES / "reis_voorbeeld.yaml")),
    "balance": lambda: plots.balance(FIT),
}


def shown(name: str) -> re.Pattern[str]:
    """How the page shows a picture: with its alternative text."""
    return re.compile(rf"^!\[(.*)\]\(pictures/{name}\.svg\)$", re.MULTILINE)


@pytest.mark.parametrize(("name", "make"), STORED.items(), ids=STORED)
def test_the_page_shows_what_is_drawn_now(name: str, make: Callable[[], Picture]) -> None:
    """In words: releases of matplotlib may write the same lines in another way."""
    picture = make()
    stored = (DOCS / "pictures" / f"{name}.svg").read_text("utf-8")
    anew = "draw them anew: python tests/test_plots.py"
    assert f'<desc id="tekst">{html.escape(picture.alt)}</desc>' in stored, anew
    assert shown(name).findall(PAGE.read_text("utf-8")) == [picture.alt], anew


if __name__ == "__main__":
    page = PAGE.read_text("utf-8")
    for file, draw in STORED.items():
        drawing = draw()
        drawing.save(DOCS / "pictures" / f"{file}.svg")
        page = shown(file).sub(f"![{drawing.alt}](pictures/{file}.svg)".replace("\\", r"\\"), page)
    PAGE.write_text(page, "utf-8")
