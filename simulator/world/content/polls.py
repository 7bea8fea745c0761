"""Polls and quizzes, and their votes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from simulator.errors import ActionError
from simulator.formatting.entities import FormattedText
from simulator.world.chats import User


@dataclass(slots=True, eq=False)
class Poll:
    """A poll; all forwarded copies share it with the original.

    Attributes:
        bot: the bot that sent it, and gets its updates.
        clock: returns the time, aware; it closes the poll.
        correct: the indices of a quiz's correct options, in order; empty for a poll that is no quiz.
        explanation: a quiz's explanation.
        description: the text above the question.
        close_date: the time when it closes by itself, aware.
        open_period: the seconds that it is open.
        has_closed: True if it was stopped, or sent as closed.
        votes: the indices of the chosen options, by the person's id.
    """

    id: str
    bot: User
    question: FormattedText
    options: Sequence[FormattedText]
    clock: Callable[[], datetime]
    is_anonymous: bool = True
    allows_multiple_answers: bool = False
    allows_revoting: bool = True
    members_only: bool = False
    country_codes: Sequence[str] = ()
    correct: Sequence[int] = ()
    explanation: FormattedText = field(default_factory=FormattedText)
    description: FormattedText = field(default_factory=FormattedText)
    open_period: int = 0
    close_date: datetime | None = None
    has_closed: bool = False
    votes: dict[int, tuple[int, ...]] = field(default_factory=dict)

    @property
    def is_closed(self) -> bool:
        """True if nobody can vote any more."""
        return self.has_closed or (self.close_date is not None and self.clock() >= self.close_date)

    @property
    def is_quiz(self) -> bool:
        """True if it has correct answers."""
        return bool(self.correct)

    def copy(self, poll_id: str, bot: User) -> "Poll":
        """Return a new poll of a bot, with the same question and no votes."""
        return replace(self, id=poll_id, bot=bot, votes={})

    def vote(self, person: User, options: Sequence[int]) -> None:
        """Set a person's vote; no options retract it.

        Raises:
            ActionError: an app would not allow the vote.
        """
        chosen = tuple(sorted(set(options)))
        if self.is_closed:
            raise ActionError("the poll is closed")
        if any(not 0 <= option < len(self.options) for option in chosen):
            raise ActionError(f"the poll has {len(self.options)} options, counted from 0")
        if len(chosen) > 1 and not self.allows_multiple_answers:
            raise ActionError("the poll allows one answer only")
        if not self.allows_revoting and (person.id in self.votes or not chosen):
            raise ActionError("the poll does not allow to change a vote")
        self.votes[person.id] = chosen
        if not chosen:
            del self.votes[person.id]

    def to_json(self) -> dict[str, object]:
        """Return Telegram's Poll, as in a message."""
        return self.update_json() | _text_fields("description", self.description)

    def update_json(self) -> dict[str, object]:
        """Return Telegram's Poll, as in an update of its own."""
        fields = _text_fields("question", self.question)
        return {
            "id": self.id,
            **fields,
            "options": [self._option_json(place, option) for place, option in enumerate(self.options)],
            "total_voter_count": len(self.votes),
            **self._closing_fields(),
            "is_closed": self.is_closed,
            "is_anonymous": self.is_anonymous,
            "allows_multiple_answers": self.allows_multiple_answers,
            "allows_revoting": self.allows_revoting,
            "members_only": self.members_only,
            **({"country_codes": list(self.country_codes)} if self.country_codes else {}),
            **self._type_fields(),
        }

    def answer_json(self, person: User) -> dict[str, object]:
        """Return Telegram's PollAnswer: the person's vote, which is empty if it was retracted."""
        chosen = self.votes.get(person.id, ())
        return {
            "poll_id": self.id,
            "user": person.to_json(),
            "option_ids": list(chosen),
            "option_persistent_ids": [str(option) for option in chosen],
        }

    def _option_json(self, place: int, option: FormattedText) -> dict[str, object]:
        voters = sum(place in chosen for chosen in self.votes.values())
        return {"persistent_id": str(place), **_text_fields("text", option), "voter_count": voters}

    def _closing_fields(self) -> dict[str, object]:
        if self.close_date is None:
            return {}
        return {"open_period": self.open_period, "close_date": int(self.close_date.timestamp())}

    def _type_fields(self) -> dict[str, object]:
        if not self.correct:
            return {"type": "regular"}
        fields: dict[str, object] = {"type": "quiz", "correct_option_ids": list(self.correct)}
        if len(self.correct) == 1:
            # Undocumented since a quiz can have several, but Telegram still sends it.
            fields["correct_option_id"] = self.correct[0]
        if self.explanation.text:
            fields["explanation"] = self.explanation.text
            fields["explanation_entities"] = [entity.to_json() for entity in self.explanation.entities]
        return fields


def _text_fields(name: str, content: FormattedText) -> dict[str, object]:
    fields: dict[str, object] = {name: content.text} if content.text else {}
    return fields | (
        {f"{name}_entities": [entity.to_json() for entity in content.entities]} if content.entities else {}
    )
