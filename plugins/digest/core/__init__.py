"""What every room stands on: types, errors, settings, slugs, similarity, YAML, data files, workers, terminal.

In: values and texts. Out: values and texts; only `data` (the plugin's own files) and `workers` (processes) touch the
machine. Nothing here imports another room. Read `types.py` first, then `errors.py` and `settings.py`.
"""
