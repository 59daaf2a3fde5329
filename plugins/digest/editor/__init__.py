"""The functions behind the editor's verbs: posts, actors, cleaning list, every problem of a site, overview, publishing.

In: the content folder and what the editor asks for. Out: changed files, reports and problems. The command line is a
thin layer over these functions. Read `posts.py` first, then `problems.py`.
"""
