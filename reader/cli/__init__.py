"""The command line: argv in; text, JSON and an exit code out.

It starts the screens, and does without them. `main` is the way in. `commands` is the one table from
which words are understood (`asked`), help is printed (`usage`) and shells complete (`completion`);
the other modules are the commands, each imported only when it is asked for.
"""
