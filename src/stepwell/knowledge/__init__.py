"""WHAT THE FIELD KNOWS. Cited facts as data; no decisions."""
