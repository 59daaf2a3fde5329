"""The vocabularies as the last build made them, while no file has changed: to read much YAML is slow."""

import pickle
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from ...content.store import Content, cleaning_path, read_text, read_vocabularies, read_vocabulary_texts
from ...content.vocabulary import Vocabularies
from ..cache import read_sealed, write_sealed
from ..versions import code_version, package_versions

FILE = "vocabularies"


def load_vocabularies(content: Content, cache: Path) -> Vocabularies:
    """Return the vocabularies, the plugin's and the editor's. Raises VocabularyError and ContentError."""
    path = cleaning_path(content)
    texts = read_vocabulary_texts(content) | ({path.name: read_text(path)} if path.is_file() else {})
    made_from = repr((code_version(), package_versions(("pyyaml",)), sorted(texts.items())))
    return _load(content, cache / FILE, sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest())


@lru_cache(1)  # a build checks, then plans
def _load(content: Content, file: Path, version: str) -> Vocabularies:
    payload = read_sealed(file, version)
    if payload is not None:  # whole, and written by this program: a pickle can run code
        kept: Vocabularies = pickle.loads(payload)
        return kept
    made = read_vocabularies(content)
    write_sealed(file, version, pickle.dumps(made, protocol=5))
    return made
