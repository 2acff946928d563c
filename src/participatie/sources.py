"""Where a rule comes from, and how far that has been verified."""

import enum
from collections.abc import Iterable
from datetime import date

from attrs import evolve, frozen


class Status(enum.StrEnum):
    """How a statement about the law was established; shown in every explanation."""

    VERIFIED = "geverifieerd"
    SECONDARY = "secundair"
    OWN_READING = "eigen_lezing"
    UNVERIFIED = "niet_geverifieerd"


#: From sound to weak: an outcome is as sound as the weakest source it rests on.
WEAKEST_LAST = (Status.VERIFIED, Status.SECONDARY, Status.OWN_READING, Status.UNVERIFIED)


@frozen(kw_only=True)
class Source:
    """The article that a rule rests on.

    Args:
        work: the regulation, such as ``Participatiewet``.
        article: article number as text, such as ``10a``.
        paragraph: *lid*, as text.
        item: *onderdeel*, as text.
        url: where the text can be read; may hold ``{datum}`` and ``{artikel}``.
        status: how it was established.
        read: the dates of the consolidated texts in which it was read.
        note: a remark shown beside it.

    >>> str(Source(work="Participatiewet", article="10a", paragraph="1"))
    'artikel 10a lid 1 Participatiewet'
    """

    work: str = ""
    article: str = ""
    paragraph: str = ""
    item: str = ""
    url: str = ""
    status: Status = Status.VERIFIED
    read: tuple[date, ...] = ()
    note: str = ""

    def __str__(self) -> str:
        parts = []
        if self.article:
            parts.append(f"artikel {self.article}")
        if self.paragraph:
            parts.append(f"lid {self.paragraph}")
        if self.item:
            parts.append(f"onder {self.item}")
        if self.work:
            parts.append(self.work)
        return " ".join(parts)

    def on(self, day: date, *, stands: bool = True) -> "Source":
        """This source as it is to be cited on ``day``: its status and its address.

        A text that was read on two dates and said the same is taken to have
        said it in between. After the last reading it counts as read as long as
        it ``stands``: nothing is known to have changed it. Outside that, the
        status is unverified.
        """
        status = self.status
        if self.read and (day < min(self.read) or (day > max(self.read) and not stands)):
            status = Status.UNVERIFIED
        # The public address holds one text per consolidated version: the newest that was read.
        version = max((one for one in self.read if one <= day), default=day)
        url = self.url.replace("{artikel}", self.article).replace("{datum}", version.isoformat())
        return evolve(self, status=status, url=url)


def weakest(statuses: Iterable[Status]) -> Status:
    """The weakest of ``statuses``; verified when there are none."""
    return max(statuses, key=WEAKEST_LAST.index, default=Status.VERIFIED)
