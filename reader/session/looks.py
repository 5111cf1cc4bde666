"""How texts are to look: what the reader chose, for a language, for all of them, or for one essay."""

from __future__ import annotations

from reader.session import kept
from reader.text.options import EVERY, OPTIONS, Choices, Value, setting_name, tags, typography_for
from reader.text.typography import Typography

TYPE_CHECKING = False
if TYPE_CHECKING:
    from reader.session.reading import Reading
    from reader.session.session import Session


class Looks:
    """The looks that one session has chosen."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def typography(self, language: str = "zh", essay: str = "") -> Typography:
        """How the page is to look: for texts in *language*, or for one of them, *essay* (an id)."""
        return typography_for(language, self.choices(language), self.essay_choices(essay))

    def choices(self, language: str) -> dict[str, Choices]:
        """What was chosen of the look of texts in *language*, as `reader.text.options` takes it."""
        return {
            tag: {
                option.name: value
                for option in OPTIONS
                if (value := self._session.setting(setting_name(tag, option.name))) is not None
            }
            for tag in tags(language)
        }

    def essay_choices(self, essay: str) -> Choices:
        """What was chosen of the look of one essay only."""
        return kept.essay_choices(self._session.state, essay)

    def choose(self, option: str, value: Value | None, language: str = EVERY) -> None:
        """Have texts in *language* look so from now on; without one, all of them.

        None takes the choice back: what is configured, or usual, holds again. What is chosen for
        `zh-Hant` holds for all Chinese, unless something was chosen for `zh-Hant` before.
        """
        narrow = [tag for tag in tags(language) if tag]
        has_own = [
            tag for tag in narrow if self._session.setting(setting_name(tag, option)) is not None
        ]
        self._session.set(setting_name([EVERY, *narrow[:1], *has_own][-1], option), value)

    def choose_for_essay(self, reading: Reading, option: str, value: Value | None) -> None:
        """Have one essay look so, whatever its language does; None takes that back."""
        fields = {kept.choice_field(option): value}
        self._session.publish(self._session.with_essay(reading, **fields), at_once=False)

    def choose_for(self, reading: Reading, option: str, value: Value | None) -> Typography:
        """Have an essay look so, and all in its language, unless it has a choice of its own.

        Gives what it looks like now.
        """
        language, essay = reading.view.language, reading.essay.id
        if option in self.essay_choices(essay):
            self.choose_for_essay(reading, option, value)
        else:
            self.choose(option, value, language)
        return self.typography(language, essay)
