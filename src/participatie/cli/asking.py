"""An interview at a terminal: questions shown, answers read, a step back where that is wanted."""

import io
import sys
from collections.abc import Iterator

from attrs import define, evolve, field

from participatie.advice.outline import Line
from participatie.advice.outline import write as written
from participatie.cli import answers, show
from participatie.cli.screen import Screen
from participatie.cli.texts import Words
from participatie.diagnostics import PolicyError, nearest
from participatie.policy.pack import Pack
from participatie.questions import Interview, Question
from participatie.sources import Status
from participatie.values import show as shown

#: A longer answer is none.
_LONGEST = 2_000
#: So many outcomes and articles are shown without being asked for.
_FEW = 3

BACK, CHANGE, STOP, EXPLAIN = "terug", "wijzig", "stop", "?"


@define
class _Talk:
    """An interview as it goes on.

    Args:
        screen: where questions are shown.
        pack: what they are about.
        now: the interview.
        before: what it was before each step.
    """

    screen: Screen
    pack: Pack
    now: Interview
    before: list[Interview] = field(factory=list)

    def step(self, after: Interview) -> None:
        """Go on with the interview as it is after an answer."""
        self.before.append(self.now)
        self.now = after


def ask(screen: Screen, talk: Interview, pack: Pack) -> Interview:
    """Ask until nothing is left to ask, or whoever answers stops; the interview at its end.

    Reads from standard input, where its end is a stop too.
    """
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    going = _Talk(screen, pack, talk)
    screen.line(screen.words("vraag_begin"))
    while (question := going.now.next) is not None:
        screen.line()
        _show(going, question)
        while (said := _line(screen)) is not None and not _taken(going, question, said):
            pass
        if said is None or said.casefold() == STOP:
            screen.line(screen.words("vraag_gestopt"))
            return going.now
    return going.now


def _line(screen: Screen) -> str | None:
    """What is answered; ``None`` at the end of what there is to read."""
    screen.console.print("> ", end="")
    sys.stdout.flush()
    if sys.stdin is None:  # closed by who started us
        return None
    read = sys.stdin.readline(_LONGEST)
    more = read
    while more and not more.endswith("\n"):  # the rest of a line that is too long belongs to it
        more = sys.stdin.readline(_LONGEST)
        read = read if not more else "?" * _LONGEST
    if not screen.console.is_terminal:
        screen.line()  # what is piped in does not show where it was asked
    return read.strip() if read else None


def _taken(going: _Talk, question: Question, said: str) -> bool:
    """Whether the interview went on; otherwise the same question stands."""
    word, _, rest = said.partition(" ")
    match word.casefold():
        case "":
            going.step(going.now.skip(question.fact))
        case "?":
            _explain(going, question)
            return False
        case "terug" if not rest:
            if not going.before:
                going.screen.line(going.screen.words("vraag_niets_terug"))
                return False
            going.now = going.before.pop()
        case "wijzig":
            return _changed(going, rest.strip())
        case "stop" if not rest:
            return True
        case _:
            return _answered(going, question, said)
    return True


def _answered(going: _Talk, question: Question, said: str) -> bool:
    fact, value = question.fact, answers.read(said, question.type)
    day = answers.day(said) if question.or_date else None
    if day is not None:
        fact, value = question.or_date, day
    try:
        going.step(going.now.answer(fact, value))
    except PolicyError as error:
        _refuse(going.screen, error)
        return False
    return True


def _refuse(screen: Screen, error: PolicyError) -> None:
    """What is wrong with an answer; hints are about files, and there is none."""
    for one in error.diagnostics:
        screen.mistake(one.message(screen.words.lang))


def _changed(going: _Talk, rest: str) -> bool:
    """Change an earlier answer: ``wijzig``, then which, and into what; without that, which there are."""
    screen, words = going.screen, going.screen.words
    given, skipped = going.now.answers, going.now.skipped
    fact, _, said = rest.partition(" ")
    vocabulary = going.pack.vocabulary
    if fact not in given and fact not in skipped:
        if fact:
            near = nearest(fact, (*given, *skipped))
            refused = words("vraag_niet_beantwoord", naam=fact)
            screen.mistake(f"{refused} {words('bedoelt', naam=near)}" if near else refused)
        screen.line(words("vraag_wijzig"))
        listed = [(name, shown(value, vocabulary[name].type)) for name, value in given.items()]
        listed += [(name, words("onbekend")) for name in skipped]
        if listed:
            screen.points(listed)
        return False
    if not said:
        going.step(going.now.forget(fact))
        return True
    value = answers.read(said, vocabulary[fact].type)
    try:
        going.step(going.now.change(fact, value) if fact in given else going.now.answer(fact, value))
    except PolicyError as error:
        _refuse(screen, error)
        return False
    return True


# -- showing -----------------------------------------------------------------------


def _show(going: _Talk, question: Question) -> None:
    screen, words = going.screen, going.screen.words
    screen.line(words.count("vraag_nog", len(going.now.questions)), "dim")
    screen.line(question.text, "bold")
    screen.points(
        [
            (words("vraag_antwoord"), question.allowed),
            (words("vraag_wie"), _who(question, words)),
            (words("vraag_artikel"), _several([str(source) for source in question.sources], words)),
            (words("vraag_hangt"), _several([_title(going.pack, name) for name in question.outcomes], words)),
        ]
    )


def _explain(going: _Talk, question: Question) -> None:
    screen, words = going.screen, going.screen.words
    points = [(words("vraag_feit"), f"{question.fact}: {question.title}")]
    if question.protected:
        points.append((words("vraag_beschermd"), ", ".join(map(words.of, question.protected))))
    points += [(words("vraag_hangt"), f"{_title(going.pack, name)} ({name})") for name in question.outcomes]
    for source in question.sources:
        status = "" if source.status is Status.VERIFIED else f" ({words.of(source.status.value)})"
        points.append((words("vraag_artikel"), f"{source}{status}"))
    screen.points(points)
    screen.line(words("vraag_hulp"))


def _who(question: Question, words: Words) -> str:
    who = question.answered_by
    if question.after_advice_of:
        who = words("na_advies", wie=who, van=question.after_advice_of)
    return words("vraag_oordeel", wie=who) if question.judgement else who


def _several(texts: list[str], words: Words) -> str:
    rest = len(texts) - _FEW
    return "; ".join(texts[:_FEW]) + (f"; {words('vraag_meer', aantal=str(rest))}" if rest > 0 else "")


def _title(pack: Pack, name: str) -> str:
    return pack.decisions[name][-1].document.title


def conclude(screen: Screen, talk: Interview, pack: Pack) -> None:
    """The advice at the end, on the goals, and what was skipped."""
    words = screen.words
    screen.line()
    if talk.next is None:
        screen.line(words("vraag_klaar"))
    if talk.skipped:
        titles = ", ".join(pack.vocabulary[name].title for name in talk.skipped)
        screen.line(words("vraag_overgeslagen", namen=titles))
    screen.line()
    given = talk.advice
    known = {**given.assessments, **given.notions}
    show.advice(screen, evolve(given, assessments={name: known[name] for name in talk.goals}, notions={}), pack)


def form(talk: Interview, pack: Pack, words: Words) -> str:
    """The questions that can matter now, as Markdown: a heading for each who can answer."""

    def lines() -> Iterator[Line]:
        for one in talk.forms():
            yield Line(0, words("formulier_voor", wie=one.answered_by), heading=1)
            for question in one.questions:
                yield Line(0, f"{question.text} ({question.fact})", heading=2)
                yield Line(1, f"{words('vraag_antwoord')} ............ ({question.allowed})")
                if question.judgement or question.after_advice_of:
                    yield Line(1, f"{words('vraag_wie')} {_who(question, words)}")
                yield Line(1, f"{words('vraag_artikel')} {'; '.join(map(str, question.sources))}")
                hangs = "; ".join(_title(pack, name) for name in question.outcomes)
                yield Line(1, f"{words('vraag_hangt')} {hangs}")

    return written(lines(), "markdown").rstrip("\n") if talk.next else words("vraag_klaar")
