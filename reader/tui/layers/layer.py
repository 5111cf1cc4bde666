"""A layer: a window that lies above the desk and takes the keys. Pickers, sheets, cards, questions are layers."""

from textual import events
from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, ScreenResultType


class Layer(ModalScreen[ScreenResultType]):
    """Closed once, whatever comes behind.

    Keys that come in one piece, as a paste or a held key sends them, are all handed to the window that was there when
    the first of them was read. Those behind the key that closed it are for the window that is there then.
    """

    @property
    def is_open(self) -> bool:
        """Whether it was not closed. What comes later, of a thread or of a key, may find its widgets taken away."""
        return self.is_attached and self in self.app.screen_stack

    def dismiss(self, result: ScreenResultType | None = None) -> AwaitComplete:
        """Close it, if it lies on top: Textual would take away whatever does."""
        return super().dismiss(result) if self.is_active else AwaitComplete()

    async def on_event(self, event: events.Event) -> None:
        """Hand on the keys that come too late."""
        if isinstance(event, events.Key) and self not in self.app.screen_stack:
            event.stop()
            if self.app.screen_stack:
                self.app.post_message(events.Key(event.key, event.character))
            return
        await super().on_event(event)
