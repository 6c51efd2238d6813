"""PAGES. Words and HTML; no rows, no arithmetic."""
