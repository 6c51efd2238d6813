"""WHAT HAPPENED. The only Django app that owns rows."""
