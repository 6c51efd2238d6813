"""Pages of a therapist: who needs them, and what is done for each."""
