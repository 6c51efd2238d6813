"""What a video file is, by its content, and what is blanked in it before it is kept. No row and no page is known here."""
