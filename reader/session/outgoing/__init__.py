"""What was kept, written for other programs. What leaves here is what may be seen."""
