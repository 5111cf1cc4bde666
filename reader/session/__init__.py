"""The verbs: open, go, mark, unlock, name. What a reader can do, without a screen.

`Session` holds the library, the state and what is open; the other modules are the verbs it is made of, functions from
an old state to a new one. Whatever leaves this room has been made from a `View`: closed regions stay below it.
"""
