"""Pages of a clinic's manager: who works there, who is invited, and what the clinic shows."""
