"""What each sign of a heading counts: natural logarithms of odds, and in what words it is told.

Fitted by logistic regression on 29,000 short lines, 15,000 of them headings, out of essays, manuals
and notes in Chinese, Japanese, Korean and English whose markup was taken away, in twelve layouts,
with prose, verse, dialogue, letters and lists of our own among them, half of them notes whose
headings have a word or two. On 13,000 lines of other texts it is right about nine of ten lines that
it calls headings, and finds nine of ten. `reader.formats.plaintext.signs` gives the
signs.
"""

from reader.errors import Said

START = -0.4
"""What a line without any sign has."""

WEIGHTS = {
    "wide_above": 3.1,
    "counts": 2.2,
    "over_verse": 1.9,
    "hangs": 1.8,
    "asks": 1.6,
    "below_heading": 1.4,
    "above_item": 1.2,
    "above_prose": 1.2,
    "middle": 1.2,
    "below_prose": 1.0,
    "one_word": 1.0,
    "below_item": 0.9,
    "longer_below": 0.9,
    "below_sentence": 0.8,
    "above_other": 0.7,
    "few_words": 0.6,
    "above_sentence": 0.5,
    "next_but_one_code": 0.5,
    "title_case": 0.5,
    "pair": 0.4,
    "gaps": 0.3,
    "above_code": 0.2,
    "below_code": 0.2,
    "crowd_inside": 0.2,
    "next_but_one_heading": 0.2,
    "some_short": 0.2,
    "wide_12": 0.2,
    "above_colon": -0.2,
    "all_indented": -0.2,
    "crowd_first": -0.3,
    "more_above": -0.3,
    "next_but_one_sentence": -0.3,
    "sentence_case": -0.3,
    "crowd_last": -0.4,
    "large_crowd": -0.4,
    "comma": -0.5,
    "few_short": -0.5,
    "no_gaps": -0.5,
    "wide_2_by_itself": -0.5,
    "above_short": -0.6,
    "crowd": -0.6,
    "ends_quote": -0.6,
    "even_crowd": -0.6,
    "next_but_one_other": -0.6,
    "numbered_text": -0.8,
    "wide_below": -0.9,
    "ends_bracket": -1.0,
    "wide_30": -1.0,
    "above_heading": -1.1,
    "wide_20": -1.1,
    "colon_inside": -1.4,
    "below_other": -1.5,
    "odd_indent": -1.5,
    "again": -1.7,
    "begins_quote": -1.7,
    "first": -1.7,
    "small_letter": -1.8,
    "stop_inside": -1.9,
    "exclaims": -2.1,
    "speaker": -2.1,
    "begins_bracket": -2.3,
    "capitals": -2.7,
    "indented": -2.7,
    "last": -2.7,
    "close_below": -3.0,
    "close_above": -3.2,
    "touches_short": -3.2,
    "ends_colon": -5.1,
}
"""What is not here counts nothing."""

SECOND_START = 0.2
OWN = 0.9
"""How much of a line's own odds counts once those of the others are known."""
SECOND = {
    "likely_above": -0.9,
    "likely_fellows": 0.9,
    "unlikely_fellows": -0.8,
    "alone_of_its_style": -1.7,
    "none_likely": -0.5,
    "sure_fellows": 0.4,
}
"""What the lines above and below count, those with the same gaps and indent, and all of them."""

SAID = {
    "counts": Said("numbers that grow, like those of others"),
    "wide_above": Said("a wider gap above"),
    "longer_below": Said("longer text below"),
    "asks": Said("a question"),
    "title_case": Said("capitals as in titles"),
    "hangs": Said("no indent, unlike the paragraphs"),
    "middle": Said("in the middle of the line"),
    "below_prose": Said("a paragraph below"),
    "below_item": Said("a list below"),
    "below_code": Said("program text below"),
    "above_prose": Said("a finished paragraph above"),
    "above_sentence": Said("a finished paragraph above"),
    "above_item": Said("a list above"),
    "one_word": Said("one word"),
    "few_words": Said("few words"),
    "words": Said("few words"),
    "wide_6": Said("few characters"),
    "wide_12": Said("few characters"),
    "wide_20": Said("few characters"),
    "wide_30": Said("few characters"),
    "likely_fellows": Said("others like it"),
    "sure_fellows": Said("others like it"),
}
"""How the signs that speak for a heading are told."""
