"""The next question: which one settles most, whom to ask, and what hangs on it.

`question` says what one is, `standing` what is open for some goals and
which question comes first, `talk` keeps the answers.
"""

from participatie.questions.question import Form, Question
from participatie.questions.talk import Interview, interview

__all__ = ["Form", "Interview", "Question", "interview"]
