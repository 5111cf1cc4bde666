"""Documents → lines: setting text. No file, no clock, no screen; imports nothing of the other rooms."""
