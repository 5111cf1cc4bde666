"""Windows above the desk: what they all are, a `Layer`; the kinds of them; and each by its subject.

A `Sheet` has lines to look at (details, diary); a `Picker` has rows that match what is typed (help, palette,
bookmarks, gatherings, everywhere); the others have a form of their own (card, note, ask, look, picture, output).
"""
