"""Facts that arrive over time: the case file of one client."""

from participatie.casefile.case import CaseFile
from participatie.casefile.due import DueDate
from participatie.casefile.events import Event, Kind
from participatie.casefile.history import Change, Changed, Standing

__all__ = ["CaseFile", "Change", "Changed", "DueDate", "Event", "Kind", "Standing"]
