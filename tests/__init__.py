"""Examples of what the reader does; `tests.bench` and the evaluations are run by hand."""
