"""How fast and how well: the reader beside others. `python -m tests.bench --help` says how."""
