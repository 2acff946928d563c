"""What comes out: an assessment per provision, with its explanation.

`assessment` says what an outcome is, `advising` makes an advice, `explanation`
puts a trace into words, `serialise` writes an advice as JSON and reads it back.
"""

from participatie.advice.advising import Advice, advise
from participatie.advice.assessment import Assessment, Outcome

__all__ = ["Advice", "Assessment", "Outcome", "advise"]
