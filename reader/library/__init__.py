"""Sources on disk, the catalogue, the index and the state file."""
