"""Plain text → documents. Nothing in it is marked, so its structure is recognised.

::

    reading ── lines ── units            lines, and the paragraphs that they make
       │          └──── looks            what each looks like by itself
       ├── residue                       what belongs to no essay: lines of sites, editors, digitisers
       ├── collection ── beginnings      where each essay begins
       └── planning ┬─── titlepage       title, author and date above the text, signature and date below
                    └─── headings ┬───── candidates, numbering        which lines could be headings
                                  ├───── unnumbered, signs, weights   those that have no number, by evidence
                                  └───── levels                       which stands over which

Pages, office documents and Markdown ask these modules too, where nobody marked their headings.
"""
