"""The best passages in a new order, by how near a model of the operator's finds them to the question.

Off unless the environment names the folder of a model (see embedding):

    FIRSTHAND_RERANKING            the folder
    FIRSTHAND_RERANKING_LANGUAGES  those it was made for, between spaces; without it, all
    FIRSTHAND_RERANKING_SECONDS    how long a question may take for it (0.5)

A new score is a weighted mean of the score so far and of the cosine of question and passage, each scaled to what lies
between its least and its greatest among the passages read: the convex combination of Bruch, Gai and Ingber ("An
analysis of fusion functions for hybrid retrieval", ACM TOIS 2023). Passages are read from the best down; those that
time does not suffice for, and those in other languages, stay where they are.
"""

import logging
import os
import time
from collections import OrderedDict
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from threading import BoundedSemaphore, Lock

import numpy as np

from firsthand.catalogue.languages import primary
from firsthand.search.asked import Asked, Term
from firsthand.search.embedding import Model, ModelError, Vector, open_model
from firsthand.search.ranking import Rescore, Scores
from firsthand.search.storage import Stored

FOLDER = "FIRSTHAND_RERANKING"
LANGUAGES, SECONDS = f"{FOLDER}_LANGUAGES", f"{FOLDER}_SECONDS"
WITHIN = 0.5
"""Seconds."""
LONGEST = 60.0
SHARE = 0.6
"""Share of a new score that is the cosine's. From 0.5 to 0.8 all is well."""
REMEMBERED = 32 * 2**20
"""Bytes of vectors that are kept in memory."""
REMEMBERED_QUESTIONS = 1_000
SAME_ORDER = 600.0
"""Seconds in which the same answer is read to the same depth, so that its next page goes on where this one ends."""

log = logging.getLogger("firsthand.search")


class Reranker:
    """Gives passages new scores by a model. Safe to use from several threads."""

    def __init__(self, model: Model, languages: Collection[str] = (), within: float = WITHIN) -> None:
        """`languages` are those that the model was made for, all if there are none; `within` is in seconds."""
        self._model, self._within = model, within
        self._languages = frozenset(map(primary, languages))
        self._vectors = Vectors(REMEMBERED // (4 * model.dimensions))
        self._depths = Depths()
        self._computing = BoundedSemaphore(os.cpu_count() or 1)
        self._told = False

    def asked(self, asked: Asked, languages: Sequence[str]) -> Rescore | None:
        """What gives passages new scores for a question; `languages` are the reader's, the likeliest first."""
        if languages and not self._reads(languages[0]):
            return None
        return partial(self.rescored, question(asked))

    def rescored(self, words: str, passages: Sequence[Stored], scores: Scores) -> Scores:
        """New scores on the same scale; NaN for passages that were not read.

        `scores` are those that the passages have, from the best down. Where the model fails, none is read, and the log
        says so the first time.
        """
        new = np.full(len(scores), np.nan)
        places = [at for at, passage in enumerate(passages) if self._reads(passage.language)]
        texts = ["\n".join((*passages[at].headings, passages[at].text)) for at in places]
        try:
            cosines = self._cosines(words, texts)
        except ModelError as fault:
            if not self._told:
                log.error("A search was not re-ranked. %s", fault)
            self._told = True
            return new
        read = places[: len(cosines)]
        new[read] = mixed(scores[read], cosines)
        return new

    def _reads(self, language: str) -> bool:
        return not self._languages or primary(language) in self._languages

    def _cosines(self, words: str, texts: Sequence[str]) -> Scores:
        """How near the first texts are to the words, as many as there is time for."""
        deadline = time.monotonic() + self._within
        keys = [_key("passage", text) for text in texts]
        answer = _key(words, *(key.hex() for key in keys))
        most = self._depths.get(answer, len(texts))
        asked = self._vector(_key("question", words), words, deadline, question=True)
        found: list[float] = []
        for key, text in zip(keys[:most], texts, strict=False):
            vector = self._vector(key, text, deadline)
            if asked is None or vector is None:
                break
            found.append(float(vector @ asked))
        self._depths.put(answer, len(found))
        return np.array(found, dtype=np.float64)

    def _vector(self, key: bytes, text: str, deadline: float, *, question: bool = False) -> Vector | None:
        """None where there is no time left to compute it."""
        known = self._vectors.get(key)
        if known is not None:
            return known
        left = deadline - time.monotonic()
        if left <= 0 or not self._computing.acquire(timeout=left):
            return None
        try:
            vector = self._model.question(text) if question else self._model.passage(text)
        finally:
            self._computing.release()
        self._vectors.put(key, vector)
        return vector


class Vectors:
    """Vectors computed lately, at most so many."""

    def __init__(self, most: int) -> None:
        self._most = max(most, 1)
        self._kept: OrderedDict[bytes, Vector] = OrderedDict()
        self._lock = Lock()

    def get(self, key: bytes) -> Vector | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def put(self, key: bytes, vector: Vector) -> None:
        with self._lock:
            self._kept[key] = vector
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def __len__(self) -> int:
        return len(self._kept)


class Depths:
    """How many passages of an answer were read lately."""

    def __init__(self) -> None:
        self._kept: OrderedDict[bytes, tuple[float, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, answer: bytes, otherwise: int) -> int:
        with self._lock:
            until, depth = self._kept.get(answer, (0.0, otherwise))
        return depth if time.monotonic() < until else otherwise

    def put(self, answer: bytes, depth: int) -> None:
        """Until an earlier note has run out, that stands."""
        now = time.monotonic()
        with self._lock:
            if self._kept.get(answer, (0.0, 0))[0] <= now:
                self._kept[answer] = (now + SAME_ORDER, depth)
                self._kept.move_to_end(answer)
            while len(self._kept) > REMEMBERED_QUESTIONS:
                self._kept.popitem(last=False)


def question(asked: Asked) -> str:
    """What a model is asked: the words as typed, without fields and what shall not occur."""
    if not (asked.fields or asked.excluded or asked.concepts):
        return asked.cleaned
    terms = (alternatives[0] for alternatives in asked.wanted)
    return " ".join(term.text for term in terms if isinstance(term, Term))


def mixed(scores: Scores, cosines: Scores) -> Scores:
    """The weighted mean of both, between the least and the greatest of the scores."""
    if len(scores) < 2:
        return scores
    least = float(scores.min())
    # Where all were equal, the cosines alone tell them apart.
    width = float(np.ptp(scores)) or max(abs(least), 1.0)
    return np.asarray(least + width * ((1 - SHARE) * _scaled(scores) + SHARE * _scaled(cosines)))


def _scaled(values: Scores) -> Scores:
    width = np.ptp(values)
    return np.asarray((values - values.min()) / width) if width > 0 else np.zeros(len(values))


def _key(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode("utf-8", "replace"), digest_size=16).digest()


def configured(environment: Mapping[str, str] = os.environ) -> Reranker | None:
    """What the environment names, loaded once; None where it names nothing, and where that can't be used.

    What can't be used is said in the log, and searches go on without it.
    """
    folder, languages, seconds = (environment.get(name, "").strip() for name in (FOLDER, LANGUAGES, SECONDS))
    return _opened(folder, languages, seconds) if folder else None


@lru_cache(maxsize=4)
def _opened(folder: str, languages: str, seconds: str) -> Reranker | None:
    try:
        within = _seconds(seconds)
        model = open_model(Path(folder))
    except ModelError as fault:
        log.error("Searches are not re-ranked. %s", fault)
        return None
    told = "Searches are re-ranked by the model in %s: vectors of %d numbers, %d tokens of a passage, %s."
    log.info(told, folder, model.dimensions, model.tokens, f"for {languages}" if languages else "all languages")
    return Reranker(model, languages.split(), within)


def _seconds(written: str) -> float:
    try:
        seconds = float(written or WITHIN)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST:
        raise ModelError(f"{SECONDS} has to be a number above 0 and up to {LONGEST:g}, such as {WITHIN}.")
    return seconds
