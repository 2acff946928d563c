"""A pack as Dutch sentences: three provisions as a lawyer would read them, and every construct once."""

from pathlib import Path

import pytest
from islands import island, small

from participatie import catalog
from participatie.prose import render

HERE = Path(__file__).parent


@pytest.mark.parametrize(
    ("pack", "name"),
    [
        ("heemskerk", "participatieplaats"),  # a provision of the law that a municipality restricts
        ("heemskerk", "werkstage"),  # a text with two readings
        ("nl_participatiewet", "taaleis_verlaging"),  # a measure with exceptions and an amount that steps with time
    ],
)
def test_reads_as_dutch(pack: str, name: str) -> None:
    assert render(catalog.load(pack), [name]) == (HERE / f"{name}.txt").read_text("utf-8")


@pytest.mark.parametrize("name", catalog.names())
@pytest.mark.parametrize("style", ["text", "markdown"])
def test_every_pack_can_be_read(name: str, style: str) -> None:
    pack = catalog.load(name)
    said = render(pack, style=style)
    own = [decided.document for versions in pack.decisions.values() for decided in versions if decided.layer == name]
    if style == "text":
        assert all(document.title in said for document in own)
    assert "{" not in said.replace("\\{", "")
    # No name of a fact is left where its title belongs.
    used = {fact.name for fact in pack.vocabulary.values() if fact.title != fact.name and "_" in fact.name}
    assert not [name for name in used if f'"{name}"' in said]


def test_every_construct_is_said() -> None:
    said = render(island())
    assert "Dat telt niet als:" in said
    assert "Een van deze:" in said
    assert "Termijnen:" in said
    assert "De uitkomst is een van deze:" in said


def test_arguments_have_two_sides() -> None:
    text = (
        "argumenten: x\ntitel: X\nbron: {artikel: 1}\n"
        "voor: [{code: p, als: a, tekst: Dat pleit ervoor.}]\ntegen: [{code: q, als: niet b}]"
    )
    said = render(small(text))
    assert said.index("Voor:") < said.index("p, als") < said.index("Tegen:") < said.index("q, als")
    assert "Dat pleit ervoor." in said


def test_nothing_else_is_known() -> None:
    with pytest.raises(KeyError, match="niets"):
        render(island(), ["niets"])
    with pytest.raises(ValueError, match="style"):
        render(island(), style="html")
