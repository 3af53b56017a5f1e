"""Answers queries: hits grouped by item, with facets and snippets, or other words to try.

The same for every engine: what differs is an Index.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import numpy as np
from msgspec.structs import replace

from firsthand.search.chronology import chronology
from firsthand.search.completion import Completion
from firsthand.search.conceptnames import ConceptNames
from firsthand.search.concepts import Recogniser
from firsthand.search.concordance import Lines
from firsthand.search.explanation import Explanation
from firsthand.search.facets import Mask, Shelf
from firsthand.search.forms import Forms
from firsthand.search.index import Index, Top
from firsthand.search.plan import ALL_UP_TO, ENOUGH, Marks, Plan
from firsthand.search.planner import Planner
from firsthand.search.preparation import OPENING
from firsthand.search.protocol import FACETS, Carried, Concordance, Frequency, Group, Hit, Query, Results
from firsthand.search.query import Asked, named, understand
from firsthand.search.ranking import FEW, Ranking, narrowed
from firsthand.search.reranking import Reranker
from firsthand.search.selection import Found
from firsthand.search.snippets import Highlighter
from firsthand.search.spelling import Speller
from firsthand.search.storage import EditionRow, Stored
from firsthand.search.suggestions import Suggestions
from firsthand.search.tree import Labelled, OfEditions, all_of
from firsthand.search.vocabulary import Vocabulary

MOST_PER_PAGE = 100
NEXT_TO_NOTHING = 2
"""Where no more passages have all of the words, other words are proposed that find many more."""
MANY_MORE, MOST_COMPLETIONS = 20, 4
ALL_OF = 2
"""So many other words a passage must have all of; of more, most of them."""
AT_ONCE = 200
"""Passages whose texts are read at once where many are asked for."""


class IndexEngine:
    """The Engine over any Index. What it remembers is a cache alone, so threads can share it."""

    def __init__(self, index: Index, reranker: Reranker | None = None) -> None:
        self._index, self._reranker = index, reranker
        self._recogniser = Recogniser.decode(index.thesaurus) if index.thesaurus else None
        self._shelf = Shelf(index.editions, self._recogniser)
        forms = Forms(index, self._shelf.tags)
        self._planner = Planner(forms, self._recogniser)
        self._vocabulary = Vocabulary(index, forms)
        self._names = ConceptNames(self._recogniser.concepts if self._recogniser else ())
        self._speller = Speller(self._vocabulary, self._names.unsaid)
        completion = Completion(index, self._vocabulary)
        self._suggestions = Suggestions(self._vocabulary, completion, self._names, index.editions.rows)

    def passages(self) -> int:
        return self._index.passages()

    def close(self) -> None:
        self._index.close()

    def search(self, query: Query) -> Results:
        filters = {name: values for name, values in query.filters.items() if values and name in FACETS}
        query = replace(query, filters=filters)
        asked = understand(query.words)
        if not asked.wanted and not asked.excluded and not asked.concepts:
            if asked.ignored and not asked.fields:
                return _nothing_in(asked)
            return self._browse(query, asked)
        plan = self._plan(asked, query)
        if plan is None:
            return _nothing_in(asked)
        complete, plan, found = self._enough(plan, query)
        rescore = self._reranker.asked(asked, query.languages) if self._reranker else None
        ranking = Ranking(self._index, self._shelf, plan, query.filters, _reader(query), rescore, found)
        with_all = ranking.passages if complete is None else complete
        return Results(
            groups=self._groups(ranking, plan, query),
            items=ranking.items,
            passages=ranking.passages,
            facets=self._shelf.facets(ranking.matched, query.filters),
            suggestion=self._suggestion(asked, query, with_all),
            completions=() if with_all else self._completions(asked, query),
            plain=asked.plain,
            ignored=plan.ignored,
            carried=plan.carried,
            loosened=complete is not None and ranking.passages > complete,
            complete=complete or 0,
        )

    def every(self, query: Query, most: int) -> Iterator[Hit]:
        asked = understand(query.words)
        plan = self._plan(asked, query)
        if plan is None:
            return
        _, plan, _ = self._enough(plan, query)
        top = self._index.best(narrowed(plan.scoring, query.filters), most)
        scores = top.scores * self._shelf.worth_to(_reader(query))[top.editions]
        order = np.argsort(-scores, kind="stable").tolist()
        found = [Found(float(scores[at]), top.keys[at], int(top.editions[at]), int(top.twins[at])) for at in order]
        for first in range(0, len(found), AT_ONCE):
            yield from self._hits(found[first : first + AT_ONCE], plan, query, whole=True)

    def concordance(self, query: Query) -> Concordance:
        plan = self._plan(understand(query.words), query)
        if plan is None or plan.marks == Marks():
            return Concordance(unsearchable=True)
        return Lines(self._index, self._shelf, plan, Highlighter(plan.marks, self._recogniser)).page(query)

    def frequencies(self, query: Query) -> tuple[Frequency, ...]:
        plan = self._plan(understand(query.words), query)
        if plan is None:
            return ()
        return chronology(self._shelf, self._index.count(plan.matching), self._shelf.filtered(query.filters))

    def carried(self, query: Query) -> tuple[Carried, ...]:
        plan = self._plan(understand(query.words), query)
        return plan.carried if plan else ()

    def suggest(self, beginning: str, languages: tuple[str, ...] = (), most: int = 8) -> tuple[str, ...]:
        return self._suggestions.suggest(beginning, languages, most)

    def _plan(self, asked: Asked, query: Query) -> Plan | None:
        """The plan, narrowed to the editions that the fields of the query allow."""
        plan = self._planner.plan(asked, query.languages, own_words=query.own_words)
        if plan is None or not asked.fields:
            return plan
        editions = np.flatnonzero(self._shelf.fields(asked.fields)).tolist()
        return plan.within(OfEditions(tuple(editions)))

    def _enough(self, plan: Plan, query: Query) -> tuple[int | None, Plan, Top | None]:
        """The plan, or where it is too much to ask the one for most of it, and how many passages have all.

        And, as far as they were looked at for that, the best passages of the plan whatever the filters.
        """
        if query.strict or not plan.can_loosen or (plan.at_least > ENOUGH and not query.filters):
            return None, plan, None
        if len(plan.required) > ALL_UP_TO:
            allowed = self._shelf.filtered(query.filters)
            return int(self._index.count(plan.matching)[allowed].sum()), plan.loosened(), None
        found = self._index.best(narrowed(plan.scoring, query.filters), FEW)
        if len(found.keys) < ENOUGH:
            return len(found.keys), plan.loosened(), None
        return None, plan, None if query.filters else found

    def _groups(self, ranking: Ranking, plan: Plan, query: Query) -> tuple[Group, ...]:
        first, beyond = _places(query, ranking.items)
        if first >= beyond:
            return ()
        page = ranking.page(first, beyond)
        hits = self._hits([found for best in page.values() for found in best], plan, query)
        return tuple(
            Group(self._shelf.items[place], tuple(islice(hits, len(best))), ranking.passages_of(place))
            for place, best in page.items()
        )

    def _hits(self, found: Sequence[Found], plan: Plan, query: Query, *, whole: bool = False) -> Iterator[Hit]:
        highlighter = Highlighter(plan.marks, self._recogniser)
        stored = self._index.stored([one.key for one in found])
        explanation = Explanation(self._index, self._shelf, plan, found, _reader(query)) if query.explain else None
        for one, passage in zip(found, stored, strict=True):
            hit = self._hit(one, passage, highlighter, whole=whole)
            yield replace(hit, reasons=explanation.reasons(one, passage)) if explanation else hit

    def _hit(self, found: Found, stored: Stored, highlighter: Highlighter, *, whole: bool) -> Hit:
        row = self._shelf.rows[found.edition]
        snippet = highlighter.whole if whole else highlighter.snippet
        return Hit(
            address=row.address,
            passage=stored.passage,
            leaf=stored.leaf,
            language=stored.language,
            block=stored.block,
            title=row.title,
            snippet=snippet(_to_show(stored, row.title), stored.language),
            headings=stored.headings,
            page=stored.page,
            start=stored.start,
            score=found.score,
            alike=found.alike,
            translated=tuple(self._shelf.rows[edition].address for edition in found.translated),
        )

    def _suggestion(self, asked: Asked, query: Query, complete: int) -> str | None:
        """Other words, where `complete` passages with all of the words are next to nothing."""
        if complete > NEXT_TO_NOTHING:
            return None
        return self._speller.propose(asked, query.languages, self._finds(query, max(1, complete * MANY_MORE)))

    def _completions(self, asked: Asked, query: Query) -> tuple[str, ...]:
        """Queries that find something and go on where this one, which finds nothing, ends in no word of the library."""
        if not self._suggestions.ends_unknown(asked.cleaned):
            return ()
        found = self._suggestions.completions(asked.cleaned, query.languages, MOST_COMPLETIONS)
        return tuple(filter(self._finds(query, 1), found))

    def _finds(self, query: Query, at_least: int) -> Callable[[str], bool]:
        """Tells whether other words find so many passages, under the same filters."""

        def finds(words: str) -> bool:
            plan = self._plan(understand(words), query)
            if plan is None:
                return False
            tree = plan.loosened().matching if len(plan.required) > ALL_OF else plan.matching
            return len(self._index.best(narrowed(tree, query.filters), at_least).keys) == at_least

        return finds

    def _browse(self, query: Query, asked: Asked) -> Results:
        """Nothing was asked but filters: items, the newest first, each by its opening words."""
        matched = self._shelf.fields(asked.fields)
        allowed = matched & self._shelf.filtered(query.filters)
        places = set(self._shelf.item_of[allowed].tolist())
        order = [place for place in self._shelf.by_date if place in places]
        first, beyond = _places(query, len(order))
        return Results(
            groups=tuple(self._opening(place, allowed, query) for place in order[first:beyond]),
            items=len(order),
            passages=int(self._shelf.passages[allowed].sum()),
            facets=self._shelf.facets(matched, query.filters),
            plain=asked.plain,
            ignored=asked.ignored,
        )

    def _opening(self, place: int, allowed: Mask, query: Query) -> Group:
        """The beginning of the edition that the reader can read best, or else of the first."""
        editions = np.flatnonzero(allowed & (self._shelf.item_of == place)).tolist()
        rows = [self._shelf.rows[number] for number in editions]
        rank = {language: number for number, language in enumerate(query.languages)}

        def reading(row: EditionRow) -> int:
            return min(
                (rank.get(language, len(rank)) for language in row.facets.get("language", ())), default=len(rank)
            )

        best = min(rows, key=reading)
        edition = OfEditions((best.number,))
        keys = self._index.best(all_of([edition, Labelled((OPENING,))]), 20).keys or self._index.best(edition, 1).keys
        found = [Found(0.0, key, best.number, 0) for key in keys]
        hits = list(self._hits(found, Plan((), (), (), (), Marks()), query))
        hits.sort(key=lambda hit: (hit.block != "record", rank.get(hit.language, len(rank))))
        return Group(self._shelf.items[place], tuple(hits[:1]), sum(row.passages for row in rows))


def _reader(query: Query) -> str:
    """The language that the reader reads best, as far as it is known."""
    return query.languages[0] if query.languages else ""


def _nothing_in(asked: Asked) -> Results:
    ignored = asked.ignored or named(asked.cleaned.split())
    return Results(plain=asked.plain, ignored=ignored, unsearchable=True)


def _to_show(stored: Stored, title: str) -> str:
    """The text of a passage; of the record of an edition without its title, which stands above its hits anyway."""
    if stored.block != "record" or not stored.text.startswith(title):
        return stored.text
    return stored.text[len(title) :].lstrip() if stored.text[len(title) :].startswith("\n") else stored.text


def _places(query: Query, items: int) -> tuple[int, int]:
    """The first place on a page of items, and the one beyond the last."""
    per_page = min(max(query.per_page, 1), MOST_PER_PAGE)
    first = (max(query.page, 1) - 1) * per_page
    return first, min(first + per_page, items)
