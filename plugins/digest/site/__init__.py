"""From posts to a site: the digest, its plan of pages, feeds, rendering, search index, caches for incremental builds.

In: posts, vocabularies, settings, theme and one moment (`now`). Out: files of the output folder, of which only those
are written whose inputs changed. It never imports `ingest` or Pelican. Read `plan/__init__.py` first, then
`render/__init__.py`.
"""
