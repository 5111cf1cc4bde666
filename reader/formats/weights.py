"""What each sign of a heading counts: natural logarithms of odds, and in what words it is told.

Fitted by logistic regression on 25,000 short lines, 10,500 of them headings, out of essays, manuals
and notes in Chinese, Japanese, Korean and English whose markup was taken away, in twelve layouts,
with prose, verse, dialogue, letters and lists of our own among them. On as many lines of other
texts it is right about nine of ten lines that it calls headings. `reader.formats.signs` gives the
signs.
"""

from reader.errors import Said

START = -0.1
"""What a line without any sign has."""

WEIGHTS = {
    "wide_above": 2.9,
    "asks": 2.0,
    "begins_bracket": 1.7,
    "over_verse": 1.7,
    "longer_below": 1.4,
    "one_word": 1.3,
    "crowd_inside": 1.2,
    "below_short": 1.1,
    "title_case": 1.0,
    "hangs": 1.0,
    "above_item": 1.0,
    "above_sentence": 0.7,
    "crowd": 0.6,
    "middle": 0.6,
    "above_prose": 0.6,
    "above_colon": 0.6,
    "below_prose": 0.6,
    "words": 0.6,
    "few_words": 0.5,
    "below_item": 0.4,
    "some_short": 0.4,
    "gaps": 0.3,
    "below_sentence": 0.3,
    "many_words": 0.3,
    "wide_6": 0.2,
    "large_crowd": 0.2,
    "wide_12": 0.2,
    "crowd_first": -0.2,
    "wide_20": -0.2,
    "crowd_last": -0.3,
    "wide_below": -0.3,
    "ends_quote": -0.3,
    "many_short": -0.3,
    "all_indented": -0.4,
    "first": -0.4,
    "no_gaps": -0.4,
    "below_code": -0.4,
    "wide_30": -0.6,
    "below_heading": -0.6,
    "last": -0.7,
    "next_but_one_heading": -0.9,
    "sentence_case": -0.9,
    "above_torn": -1.0,
    "next_but_one_item": -1.2,
    "more_above": -1.2,
    "numbered_text": -1.2,
    "again": -1.3,
    "comma": -1.4,
    "above_short": -1.5,
    "even_crowd": -1.6,
    "next_but_one_short": -1.7,
    "close_below": -1.7,
    "capitals": -1.7,
    "next_but_one_prose": -1.9,
    "stop_inside": -2.0,
    "colon_inside": -2.0,
    "next_but_one_code": -2.0,
    "next_but_one_other": -2.0,
    "odd_indent": -2.2,
    "wide_2": -2.3,
    "begins_digit": -2.4,
    "begins_quote": -2.5,
    "indented": -2.5,
    "next_but_one_sentence": -2.7,
    "close_above": -2.7,
    "speaker": -2.9,
    "small_letter": -2.9,
    "ends_bracket": -3.1,
    "exclaims": -4.1,
    "caption": -5.0,
    "ends_colon": -5.2,
}
"""What is not here counts nothing."""

SECOND_START = 0.8
OWN = 0.9
"""How much of a line's own odds counts once those of the others are known."""
SECOND = {
    "likely_above": -0.7,
    "likely_below": -0.8,
    "likely_fellows": 0.3,
    "sure_fellows": 0.4,
    "unlikely_fellows": -1.3,
    "alone_of_its_style": -1.5,
    "none_likely": -0.5,
}
"""What the lines above and below count, those with the same gaps and indent, and all of them."""

SAID = {
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
