"""Books: files that hold chapters as pages, and say in which order."""
