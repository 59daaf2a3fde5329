"""YAML as editors write it: a safe reader that knows lines, schemas of mappings, a writer and a lossless editor.

In: the text of front matter, a vocabulary or a list. Out: checked values, problems with lines, and edited text whose
other lines are as they were. Read `reader.py` first.
"""
