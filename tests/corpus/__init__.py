"""Sources in many layouts, each with the truth about it, and a scorer for what is recognised."""
