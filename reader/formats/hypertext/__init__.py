"""HTML → documents: saved pages, and what other formats are turned into on their way.

    text ── tagsoup ─▶ tokens ── tree ─▶ elements ── flow ─▶ pieces ── page ─▶ documents

Nothing here runs a script, follows an address or knows a file. Every code point remembers where in
the source it stands, as in the other formats.
"""
