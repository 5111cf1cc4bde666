"""Finding words in the open essay."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from textual.timer import Timer

from reader.session import kept
from reader.text import clean
from reader.text.pattern import Query
from reader.text.sameness import EXACTLY, Folds
from reader.tui.finding import PAUSE, SLICE, Finding, made
from reader.tui.keys import Pane
from reader.tui.leaf import Leaf
from reader.tui.prompt import Prompt
from reader.tui.verbs.verb import Count, Group
from reader.wording import _, mark

_HINTS = (
    ("Enter", mark("stay")),
    ("Esc", mark("back")),
    ("↑", mark("earlier ones")),
    ("Ctrl+R", mark("regex")),
    ("Ctrl+E", mark("exactly")),
    ("Ctrl+T", mark("繁 = 简")),
)
_REMEMBERED = 50
"""Searches that are kept."""
_REST = 0.05
"""Seconds between two looks whether keys are still pressed."""
_SAID = 0.1
"""Seconds between two reports of how many there are."""
_FURTHEST = 1_000
"""Matches that one key may lead on by."""


class _Stand:
    """Where the page is: who has moved on since then waits for no match any more."""

    def __init__(self, leaf: Leaf) -> None:
        self._leaf = leaf
        self._place = leaf.position, leaf.lead
        self._layout, self._top = leaf.layout, leaf.top

    @property
    def is_left(self) -> bool:
        """Whether the page is elsewhere now."""
        leaf = self._leaf
        # Of another layout, as when more is known of the essay, the spots have other numbers.
        has_scrolled = leaf.layout is self._layout and leaf.top != self._top
        return has_scrolled or (leaf.position, leaf.lead) != self._place


class _Way:
    """The way to a match: a number of matches further, of which some may still have to be looked for."""

    def __init__(self, finding: Finding, leaf: Leaf, at: int | None) -> None:
        self.finding = finding
        self.start = _Stand(leaf)
        self.at = at
        """The match that they have come to; None: they are where the page begins."""
        self.left = 0
        """Matches that are still before them, or behind them if negative."""
        self.is_round = False
        """Whether they came over the end of the essay, or over its beginning."""


class Seeking(Group):
    """Finding words in the open essay."""

    _last: Query | None = None
    """What was looked for before the matches were dismissed."""
    _timer: Timer | None = None
    """When one looks on."""
    _said = 0.0
    """When the number of matches was shown last."""
    _way: _Way | None = None
    """Where the reader is on the way to, while that is still looked for."""

    def do_find(self, count: Count) -> None:
        """Find what is typed next, as it is typed."""
        desk, sitting = self._desk, self._desk.sitting
        leaf = sitting.leaf
        if leaf.view is None:
            return
        desk.panes.open(Pane.PAGE)
        self._left = leaf.position, leaf.lead, sitting.finding
        self._history = kept.searches(desk.session.state)
        self._at = len(self._history)
        query = sitting.finding.query if sitting.finding else Query("")
        self._query = replace(query, text="")
        sitting.finding = None
        sitting.prompt = Prompt(
            Pane.PAGE,
            "/",
            _HINTS,
            self._look_for,
            self._stay,
            self._go_back,
            switches={
                "Ctrl+R": self._turn_regex,
                "Ctrl+E": self._turn_exact,
                "Ctrl+T": self._turn_traditional,
            },
            recall=self._recalled,
        )
        self._sign()
        desk.page.repaint()
        desk.show_status()

    def do_find_next(self, count: Count) -> None:
        """To the next match."""
        self._walk(count or 1)

    def do_find_previous(self, count: Count) -> None:
        """To the match before."""
        self._walk(-(count or 1))

    def do_find_everywhere(self, count: Count) -> None:
        """Find in all essays."""
        self.find_everywhere(self._desk.sitting.everywhere)

    def find_everywhere(self, words: str) -> None:
        """Find *words* in all essays, as far as they are not changed."""
        from reader.tui.layers.everywhere import show_everywhere

        self._desk.sitting.everywhere = words
        show_everywhere(self._desk)

    def do_matching(self, count: Count) -> None:
        """List the paragraphs that match."""
        from reader.tui.layers.matching import Matching

        desk, finding = self._desk, self._finding()
        if finding is None:
            return
        if not finding.is_complete:
            # Of a long text: the rest is looked through between the frames, not on this key.
            desk.toast(_("Still looking: press & again in a moment."))
            return

        def done(chosen: object) -> None:
            if isinstance(chosen, int):
                desk.opening.note_jump()
                finding.next(chosen)
                desk.page.bring(chosen)
                desk.show_status()

        desk.app.push_screen(Matching(desk.paint, finding), done)

    def end_finding(self) -> bool:
        """Mark no matches any more; gives whether there were any to mark."""
        desk = self._desk
        if desk.sitting.finding is None:
            return False
        self._last = desk.sitting.finding.query
        desk.sitting.finding = None
        desk.page.repaint()
        desk.show_outline()
        desk.show_status()
        return True

    # Typing.

    def _look_for(self, text: str) -> None:
        """Find *text*, from where the reader began to type."""
        desk, sitting = self._desk, self._desk.sitting
        self._query = replace(self._query, text=text)
        view = sitting.leaf.view
        sitting.complaint = ""
        sitting.finding = None
        if view is not None and text:
            found = made(view, self._query, self._left[0])
            if isinstance(found, str):
                sitting.complaint = found
            else:
                sitting.finding = found
                self._go_to_first(found)
        if sitting.finding is None or sitting.finding.current is None:
            desk.page.return_to(*self._left[:2])
        self._stand = _Stand(sitting.leaf)
        self.seek_on()
        desk.show_outline()
        desk.show_status()

    def _go_to_first(self, finding: Finding) -> None:
        first = finding.first()
        if first is not None:
            self._desk.page.bring(first[0])

    def seek_on(self) -> None:
        """Look through the rest of the essay, a little between two frames."""
        if self._timer is not None:
            self._timer.stop()
        finding = self._desk.sitting.finding
        if finding is not None:
            self._seek_on(finding, is_asked=True)

    def _seek_on(self, finding: Finding, *, is_asked: bool = False) -> None:
        desk = self._desk
        if finding is not desk.sitting.finding:
            return
        if finding.is_seeking and self._stand.is_left:
            finding.is_seeking = False
        way = self._way_in(finding)
        is_awaited = is_asked or finding.is_seeking or way is not None
        is_resting = desk.background.gives_way and not is_awaited
        first, end = None, monotonic() + SLICE
        while finding.has_more and first is None and not is_resting:
            first = finding.step()
            if monotonic() > end:
                break
        if first is not None:
            desk.page.bring(first[0])
        if way is not None:
            self._go_further(way)
        if finding.is_complete:
            desk.sitting.complaint = finding.complaint
            desk.page.repaint()
            desk.show_outline()
        if finding.has_more:
            pause = _REST if is_resting else PAUSE
            self._timer = desk.set_timer(pause, lambda: self._seek_on(finding))
        if first is not None or not finding.has_more or monotonic() - self._said > _SAID:
            self._said = monotonic()
            desk.show_status()

    def _stay(self, key: str) -> None:
        desk, sitting = self._desk, self._desk.sitting
        sitting.prompt = None
        finding = sitting.finding
        if self._query.text:
            desk.session.publish(
                kept.with_search(
                    desk.session.state, desk.session.now(), self._query.text, _REMEMBERED
                ),
                at_once=False,
            )
        if finding is None and self._query.text:
            desk.toast(sitting.complaint or _("There is nothing to look for."), is_failure=True)
        elif finding is not None and finding.is_complete and not finding.count:
            said = _("«{words}» is not in this essay.")
            desk.toast(said.format(words=clean.line(self._query.text)))
        elif finding is not None and finding.current is not None:
            desk.opening.note_jump(self._left[0])
        sitting.complaint = ""
        desk.show_status()

    def _go_back(self) -> None:
        desk, sitting = self._desk, self._desk.sitting
        sitting.prompt, sitting.complaint = None, ""
        position, lead, sitting.finding = self._left
        desk.page.return_to(position, lead)
        desk.page.repaint()
        desk.show_outline()
        desk.show_status()

    def _recalled(self, by: int) -> str | None:
        at = self._at + by
        if not 0 <= at <= len(self._history):
            return None
        self._at = at
        return self._history[at] if at < len(self._history) else ""

    # Switches.

    def _turn_regex(self) -> None:
        self._turn_query(replace(self._query, is_regex=not self._query.is_regex))

    def _turn_exact(self) -> None:
        is_exact = self._query.folds == EXACTLY
        folds, has_case = (Folds(), None) if is_exact else (EXACTLY, True)
        self._turn_query(replace(self._query, folds=folds, has_case=has_case))

    def _turn_traditional(self) -> None:
        folds = self._query.folds
        self._turn_query(
            replace(self._query, folds=replace(folds, traditional=not folds.traditional))
        )

    def _turn_query(self, query: Query) -> None:
        self._query = query
        self._sign()
        self._look_for(query.text)

    def _sign(self) -> None:
        """Have the prompt say how it looks."""
        prompt, query = self._desk.sitting.prompt, self._query
        if prompt is not None:
            said = [
                _("regex") if query.is_regex else "",
                _("exactly") if query.folds.width is False else "",
                _("繁 = 简") if query.folds.traditional else "",
            ]
            prompt.sign = " ".join(["/", *filter(None, said)])

    # Walking.

    def _finding(self) -> Finding | None:
        """What is looked for; what was looked for last if that is nothing now."""
        desk, sitting = self._desk, self._desk.sitting
        view = sitting.leaf.view
        if sitting.finding is None and view is not None:
            query = self._last or self._remembered()
            found = made(view, query, sitting.leaf.position) if query else ""
            if isinstance(found, str):
                desk.toast(_("Nothing was looked for yet: / finds."))
                return None
            sitting.finding = found
            self.seek_on()
        return sitting.finding

    def _remembered(self) -> Query | None:
        searches = kept.searches(self._desk.session.state)
        return Query(searches[-1]) if searches else None

    def _walk(self, by: int) -> None:
        """Go to the match that is *by* further."""
        finding, leaf = self._finding(), self._desk.sitting.leaf
        if finding is None:
            return
        way = self._way_in(finding)
        if way is None:
            self._desk.opening.note_jump()
            here = finding.current
            at = here[0] if here is not None and leaf.is_in_sight(here[0]) else None
            self._way = way = _Way(finding, leaf, at)
        way.left = max(-_FURTHEST, min(way.left + by, _FURTHEST))
        self._go_further(way)

    def _way_in(self, finding: Finding) -> _Way | None:
        """The way that the reader is still on."""
        way = self._way
        return way if way and way.finding is finding and not way.start.is_left else None

    def _go_further(self, way: _Way) -> None:
        """Go on to the match that was asked for, as far as one has looked."""
        desk, leaf, finding = self._desk, self._desk.sitting.leaf, way.finding
        before, is_back = desk.reading, way.left < 0
        by, found = -1 if is_back else 1, None
        while way.left:
            at = leaf.position if way.at is None else way.at if is_back else way.at + 1
            match = finding.seek(at, by)
            if match is None:
                return
            found = match.span
            onward = finding.onward(by) if match.is_round else None
            if onward is not None:
                desk.opening.open(*onward)
                found = finding.next(onward[1])
                if desk.reading is not None:
                    desk.toast(desk.reading.essay.title)
            elif match.is_round:
                way.is_round = True
            if found is None:
                break
            way.at, way.left = found[0], way.left - by
        self._way = None
        if found is None:
            said = _("«{words}» is not in this essay.")
            desk.toast(finding.complaint or said.format(words=clean.line(finding.query.text)))
        else:
            desk.page.bring(found[0])
            if way.is_round:
                desk.toast(_("From the end again.") if is_back else _("From the beginning again."))
            elif desk.reading is before:
                desk.hush()
        desk.show_status()
