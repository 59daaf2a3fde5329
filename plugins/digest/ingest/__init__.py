"""From a raw article to a draft: decode, clean and structure, find names, annotate, compose, and take into the content.

In: a raw file's bytes and the vocabularies. Out: a `Reading` (all that is known of the article, with reasons) and, by
`intake`, a draft and a line of the ledger. It never imports `site`. Read `pipeline.py` first, then `intake/run.py`.
"""
