"""What the editor owns on disk, as text and files: front matter, vocabularies, the ledger, paths, checks of one file.

In: files of the content folder. Out: posts, vocabularies, ledger entries and problems, and atomic writes back. It knows
neither how drafts are made nor how the site is built. Read `frontmatter/parse.py` first, then `store/content.py`.
"""
