"""Pelican's side: signals, reader, generators, terms as `URLWrapper`s, and a whole run. It alone imports Pelican.

In: Pelican's settings and signals. Out: what Pelican expects of a plugin, made by `site`. Read `signals.py` first, then
`generators.py`; `run.py` is what `invoke build` calls.
"""
