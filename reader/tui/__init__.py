"""The screens: Textual, and nowhere else."""
