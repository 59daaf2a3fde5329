"""The vocabularies, from the cache while no file has changed: reading much YAML is slow."""

from functools import lru_cache
from hashlib import sha256

from ...content.store import Content, cleaning_path, read_text, read_vocabularies, read_vocabulary_texts
from ...content.vocabulary import Vocabularies
from ..cache import CacheFile
from ..versions import code_version, package_versions

KIND = "vocabularies"


def load_vocabularies(content: Content, cache: CacheFile) -> Vocabularies:
    """Return the vocabularies, the plugin's and the editor's. Raises VocabularyError and ContentError."""
    made_from = repr((code_version(), package_versions(("pyyaml",)), sorted(read_editor_texts(content).items())))
    return _load(content, cache, sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest())


def read_editor_texts(content: Content) -> dict[str, str]:
    """Return the editor's vocabularies and list of lines as texts, by name."""
    path = cleaning_path(content)
    return read_vocabulary_texts(content) | ({path.name: read_text(path)} if path.is_file() else {})


@lru_cache(1)  # a build checks, then plans
def _load(content: Content, cache: CacheFile, version: str) -> Vocabularies:
    cached: Vocabularies | None = cache.get(KIND, "", version)
    if cached is not None:
        return cached
    made = read_vocabularies(content)
    cache.put(KIND, version, {"": made})
    return made
