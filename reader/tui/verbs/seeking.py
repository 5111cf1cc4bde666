"""Finding words in the open essay."""

from __future__ import annotations

from dataclasses import replace

from reader.session import kept
from reader.text import clean
from reader.text.pattern import Query
from reader.text.sameness import EXACTLY, Folds
from reader.tui.finding import Finding, made
from reader.tui.keys import Pane
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


class Seeking(Group):
    """Finding words in the open essay."""

    _last: Query | None = None
    """What was looked for before the matches were dismissed."""

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
        from reader.tui.layers.picker import Picker

        desk, finding = self._desk, self._finding()
        if finding is None:
            return
        if not finding.is_complete:
            # Of a long text: the rest is looked through between the frames, not on this key.
            desk.toast(_("Still looking: press & again in a moment."))
            return
        paragraphs = finding.paragraphs()

        def done(chosen: object) -> None:
            if isinstance(chosen, int):
                desk.opening.note_jump()
                finding.next(chosen)
                desk.page.bring(chosen)
                desk.show_status()

        said = _("{n} paragraphs with «{words}»")
        picker = Picker(
            desk.paint,
            said.format(n=len(paragraphs), words=clean.line(finding.query.text)),
            paragraphs.with_words,
            placeholder=_("type to filter"),
            empty=_("Nothing matches."),
            footer=_("Enter goes there · Esc closes"),
            row_height=2,
        )
        desk.app.push_screen(picker, done)

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
                self.seek_on()
        if sitting.finding is None or sitting.finding.current is None:
            desk.page.return_to(*self._left[:2])
        desk.show_outline()
        desk.show_status()

    def _go_to_first(self, finding: Finding) -> None:
        first = finding.first()
        if first is not None:
            self._desk.page.bring(first[0])

    def seek_on(self) -> None:
        """Look through the rest of the essay, a step between two frames."""
        if self._desk.sitting.finding is not None:
            self._seek_on(self._desk.sitting.finding)

    def _seek_on(self, finding: Finding) -> None:
        desk = self._desk
        if finding is not desk.sitting.finding:
            return
        if finding.has_more:
            first = finding.step()
            if first is not None:
                desk.page.bring(first[0])
            desk.call_later(self._seek_on, finding)
        if finding.is_complete:
            desk.sitting.complaint = finding.complaint
            desk.page.repaint()
            desk.show_outline()
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
        desk, leaf = self._desk, self._desk.sitting.leaf
        finding = self._finding()
        if finding is None:
            return
        desk.opening.note_jump()
        before = desk.reading
        found, is_round = None, False
        for _turn in range(min(abs(by), 1_000)):
            current = finding.current
            is_here = current is not None and leaf.is_in_sight(current[0])
            at = current[0] if current is not None and is_here else leaf.position
            if by > 0:
                found, went_round = finding.next(at + 1 if is_here else at)
            else:
                found, went_round = finding.previous(at)
            onward = finding.onward(1 if by > 0 else -1) if went_round else None
            if onward is not None:
                desk.opening.open(*onward)
                finding.current = found = finding.next(onward[1])[0]
                if desk.reading is not None:
                    desk.toast(desk.reading.essay.title)
                continue
            is_round = is_round or went_round
        if found is None:
            said = _("«{words}» is not in this essay.")
            desk.toast(finding.complaint or said.format(words=clean.line(finding.query.text)))
        else:
            desk.page.bring(found[0])
            if is_round:
                desk.toast(_("From the beginning again.") if by > 0 else _("From the end again."))
            elif desk.reading is before:
                desk.hush()
        desk.show_status()
