"""PAPER. What is known of a person and decided for them -> a document of one or two pages -> a tagged PDF, by typst. Pure.

``record`` says what a document is made of, the modules named after the documents say what stands in them, ``document`` is the
small vocabulary they are written in, and ``press`` prints it. Templates hold the look and no data; data never becomes markup.
"""
