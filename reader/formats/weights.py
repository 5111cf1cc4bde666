"""What each sign of a heading counts: natural logarithms of odds, and in what words it is told.

Fitted by logistic regression on 25,000 short lines, 10,500 of them headings, out of essays, manuals
and notes in Chinese, Japanese, Korean and English whose markup was taken away, in twelve layouts,
with prose, verse, dialogue, letters and lists of our own among them. On as many lines of other
texts it is right about nine of ten lines that it calls headings. `reader.formats.signs` gives the
signs.
"""

START = -0.5
"""What a line without any sign has."""

WEIGHTS = {
    "asks": 3.2,
    "wide_above": 3.1,
    "begins_bracket": 1.8,
    "longer_below": 1.5,
    "one_word": 1.3,
    "crowd_inside": 1.2,
    "below_short": 1.2,
    "title_case": 1.0,
    "above_item": 1.0,
    "above_sentence": 0.9,
    "hangs": 0.9,
    "below_prose": 0.9,
    "middle": 0.7,
    "below_sentence": 0.7,
    "below_item": 0.7,
    "above_prose": 0.7,
    "few_words": 0.6,
    "crowd": 0.6,
    "above_colon": 0.6,
    "words": 0.5,
    "wide_12": 0.5,
    "some_short": 0.3,
    "gaps": 0.2,
    "wide_6": 0.2,
    "many_words": 0.2,
    "below_code": -0.2,
    "few_short": -0.2,
    "wide_20": -0.3,
    "below_heading": -0.3,
    "first": -0.4,
    "many_short": -0.4,
    "all_indented": -0.5,
    "no_gaps": -0.5,
    "crowd_last": -0.5,
    "last": -0.5,
    "next_but_one_heading": -0.6,
    "wide_below": -0.7,
    "wide_30": -0.9,
    "above_other": -0.9,
    "sentence_case": -1.0,
    "even_crowd": -1.0,
    "again": -1.0,
    "above_short": -1.2,
    "next_but_one_item": -1.2,
    "numbered_text": -1.2,
    "more_above": -1.4,
    "above_torn": -1.4,
    "close_below": -1.5,
    "comma": -1.5,
    "next_but_one_other": -1.5,
    "next_but_one_short": -1.6,
    "capitals": -1.7,
    "next_but_one_code": -1.9,
    "next_but_one_prose": -1.9,
    "below_other": -2.0,
    "stop_inside": -2.1,
    "begins_digit": -2.2,
    "odd_indent": -2.2,
    "colon_inside": -2.2,
    "wide_2": -2.4,
    "next_but_one_sentence": -2.6,
    "indented": -2.8,
    "close_above": -2.8,
    "begins_quote": -2.9,
    "small_letter": -2.9,
    "ends_bracket": -3.0,
    "exclaims": -4.2,
    "caption": -5.1,
    "ends_colon": -5.1,
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
    "unlikely_fellows": -1.2,
    "alone_of_its_style": -1.2,
}
"""What the lines above and below count, and those with the same gaps and indent."""

SAID = {
    "wide_above": "a wider gap above",
    "longer_below": "longer text below",
    "asks": "a question",
    "title_case": "capitals as in titles",
    "hangs": "no indent, unlike the paragraphs",
    "middle": "in the middle of the line",
    "below_prose": "a paragraph below",
    "below_item": "a list below",
    "below_code": "program text below",
    "above_prose": "a finished paragraph above",
    "above_sentence": "a finished paragraph above",
    "above_item": "a list above",
    "one_word": "one word",
    "few_words": "few words",
    "words": "few words",
    "wide_6": "few characters",
    "wide_12": "few characters",
    "wide_20": "few characters",
    "wide_30": "few characters",
    "likely_fellows": "others like it",
    "sure_fellows": "others like it",
}
"""How the signs that speak for a heading are told."""
