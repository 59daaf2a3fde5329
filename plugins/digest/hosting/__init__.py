"""Local preview: a server that rebuilds and reloads on change, and a pre-loaded build process for it.

In: an output folder and the files to watch. Out: pages on 127.0.0.1. Read `serve.py` first, then `standby.py`.
"""
