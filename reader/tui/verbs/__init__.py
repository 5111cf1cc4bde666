"""What the keys do: one `do_…` for each action of `reader.tui.keys`, a few lines each.

A verb asks the session and shows the answer on the desk. The number typed before a key arrives as *count*, or None.
Verbs that belong together have a file together; `Verbs` is all of them.
"""

from reader.contexts import suppress
from reader.errors import SourceError
from reader.tui.ending import has_job_control
from reader.tui.keys import Pane
from reader.tui.verbs.annotating import Annotating
from reader.tui.verbs.going import Going
from reader.tui.verbs.looking import Looking
from reader.tui.verbs.moving import Moving
from reader.tui.verbs.passing import Passing
from reader.tui.verbs.seeking import Seeking
from reader.tui.verbs.verb import Count
from reader.wording import _


class Verbs(Moving, Going, Seeking, Annotating, Passing, Looking):
    """The verbs of one desk."""

    def do_palette(self, count: Count) -> None:
        """Everything by name."""
        from reader.tui.layers.palette import show_palette

        show_palette(self._desk)

    def do_diary(self, count: Count) -> None:
        """Reading statistics."""
        from reader.tui.layers.diary import show_diary

        show_diary(self._desk)

    def do_help(self, count: Count) -> None:
        """All keys."""
        from reader.tui.layers.help import show_help

        show_help(self._desk)

    def do_close(self, count: Count) -> None:
        """Close one layer: a pane that slid over, the filter, zen. Never the reader."""
        desk = self._desk
        if self.end_finding():
            pass
        elif desk.has_class("-zen"):
            desk.remove_class("-zen")
        elif desk.sitting.arrangement.filter:
            desk.sitting.arrangement.filter = ""
            desk.show_list()
        elif not desk.panes.close_overlays() and desk.panes.current is not Pane.PAGE:
            desk.panes.open(Pane.PAGE)

    def do_quit(self, count: Count) -> None:
        """Leave; everything is kept."""
        # What was open may be gone; then the place is where it rested last.
        with suppress(SourceError):
            self._desk.resting.leave()
        self._desk.app.exit(0)

    def do_suspend(self, count: Count) -> None:
        """Stop until the shell says `fg`; where no shell controls jobs, nobody ever would."""
        if not has_job_control():
            self._desk.toast(_("No shell is waiting that could bring the reader back."))
            return
        with suppress(SourceError):
            self._desk.resting.leave()
        self._desk.app.action_suspend_process()
