"""YAML as editors write it: a safe reader with positions, and a writer that changes a file's lines one by one.

In: the text of front matter, a vocabulary or a list. Out: nodes with lines, problems, and edited text whose other
lines are as they were. Read `reader.py` first.
"""
