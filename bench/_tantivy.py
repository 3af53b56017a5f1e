"""tantivy alone: the same passages with its own English stemmer, its own snippets and its own fuzzy search."""

from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import tantivy
from bench._search_cases import Case

from firsthand.search.protocol import Entry

HITS = 30
"""As many as there are passages on a page of ten works, three of each."""
HEAP = 128_000_000


class Bare:
    """An index as one would make it with tantivy in an afternoon."""

    def __init__(self, folder: Path, gathered: list[Entry]) -> None:
        if not (folder / "meta.json").exists():
            _build(folder, gathered)
        self._index = tantivy.Index.open(str(folder))
        self._schema, self._searcher = self._index.schema, self._index.searcher()

    def hits(self, case: Case) -> list[Any]:
        return self._searcher.search(self._query(case), limit=HITS, count=False).hits

    def with_snippets(self, case: Case) -> list[str]:
        """Hits with what tantivy makes of their texts."""
        query = self._query(case)
        hits = self._searcher.search(query, limit=HITS, count=False).hits
        if not hits:
            return []
        generator = tantivy.SnippetGenerator.create(self._searcher, query, self._schema, "text")
        return [generator.snippet_from_doc(self._searcher.doc(address)).to_html() for _, address in hits]

    def fuzzy(self, word: str, distance: int) -> list[Any]:
        query = tantivy.Query.fuzzy_term_query(self._schema, "text", word, distance)
        return self._searcher.search(query, limit=HITS, count=False).hits

    def _query(self, case: Case) -> tantivy.Query:
        if case.kind == "beginning":
            found = tantivy.Query.regex_query(self._schema, "text", case.words.replace("*", ".*"))
        else:
            found = self._index.parse_query(case.words, ["text"], conjunction_by_default=" OR " not in case.words)
        labels = [
            tantivy.Query.term_query(self._schema, "label", f"{name}={value}", "basic")
            for name, values in case.filters
            for value in values
        ]
        return tantivy.Query.boolean_query([(tantivy.Occur.Must, one) for one in (found, *labels)]) if labels else found


def _build(folder: Path, gathered: list[Entry]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("text", stored=True, tokenizer_name="en_stem")
    schema.add_text_field("label", tokenizer_name="raw", index_option="basic")
    index = tantivy.Index(schema.build(), path=str(folder))
    wall, cpu = perf_counter(), process_time()
    writer = index.writer(heap_size=HEAP, num_threads=1)
    for entry in gathered:
        document = tantivy.Document()
        document.add_text("text", entry.text)
        for name, values in entry.facets.items():
            for value in values:
                document.add_text("label", f"{name}={value}")
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()
    cpu, wall = process_time() - cpu, perf_counter() - wall
    size = sum(file.stat().st_size for file in folder.iterdir())
    text = sum(len(entry.text.encode()) for entry in gathered)
    print(f"  tantivy alone indexed in {wall:.1f} s, {len(gathered) / cpu:,.0f} passages per CPU second,")
    print(f"    {size / 1e6:.0f} MB, {size / text:.2f} of the text", flush=True)
