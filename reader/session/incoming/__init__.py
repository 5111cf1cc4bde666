"""What was kept in other programs, brought in: their files understood, and matched with essays."""
