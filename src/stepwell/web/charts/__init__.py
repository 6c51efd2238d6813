"""Charts: designed with Altair, drawn by vl-convert in a process of its own, coloured by the page, kept by content.

Only ``designs`` imports Altair, and only to bake: the running site never does. Only ``draw``
imports vl-convert, and it runs in a process that ends when the pictures are made
(docs/decisions/0021-charts-in-a-process-that-ends.md).
"""
