"""Local servers on 127.0.0.1: the preview of the site, which rebuilds and reloads on change, and the desk.

In: an output folder and the files to watch; a site and its content. Out: pages for the editor of this machine alone.
Read `local.py` first, then `serve.py`; `desk/` is an app of its own.
"""
