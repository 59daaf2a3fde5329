"""Annotation: the actors, countries and topics of an article, each with its salience and the reason why.

In: a structured article, the spans that the name finder gave, and the vocabularies. Out: `Annotations`. Read
`actors/__init__.py`, `countries/__init__.py` and `topics.py`; `salience.py` serves all three.
"""
