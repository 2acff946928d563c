"""What comes out: an assessment per provision, with its explanation.

`advice` and `assessment` say what comes out. `advising` makes it: `establishing`
finds out what is known, `settling` asks an engine, `assessing` turns its answers
into assessments, and `tracing` tells why. `explanation` puts a trace into words,
`serialise` writes an advice as JSON and reads it back.
"""

from participatie.advice.advice import Advice
from participatie.advice.advising import advise
from participatie.advice.assessment import Assessment, Outcome

__all__ = ["Advice", "Assessment", "Outcome", "advise"]
