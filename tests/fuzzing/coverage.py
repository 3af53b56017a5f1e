"""Looks for bytes that break a reader, led by the lines that they reach (Atheris, libFuzzer).

    make fuzz                                    # every reader for a minute
    python -m tests.fuzzing.coverage word -max_total_time=600

Runs the reader in this very process, without its limits: only mistakes of our own count, which `parse` calls "crashed".
What it finds is written to build/fuzzing and belongs, made small, into tests/fuzzing/findings.
"""

import sys
from pathlib import Path

import atheris

NAMES = {
    "pdf": "a.pdf", "word": "a.docx", "opendocument": "a.odt", "epub": "a.epub", "webpage": "a.html",
    "markdown": "a.md", "captions": "a.vtt", "subtitles": "a.srt", "plaintext": "a.txt",
}  # fmt: skip


def main() -> None:
    reader = sys.argv.pop(1)
    name = NAMES[reader]
    with atheris.instrument_imports(include=["firsthand.documents"]):
        from firsthand.documents.errors import UnreadableFileError
        from firsthand.documents.readers import parse
        from firsthand.documents.warming import warm

    from .seeds import own_seeds

    warm()
    corpus = Path("build/fuzzing") / reader
    corpus.mkdir(parents=True, exist_ok=True)
    for seed in own_seeds():
        if Path(seed.name).suffix == Path(name).suffix:
            (corpus / seed.name).write_bytes(seed.data)

    def read(data: bytes) -> None:
        try:
            parse(data, name)
        except UnreadableFileError as error:
            if error.reason == "crashed":
                raise

    arguments = ["-rss_limit_mb=3000", "-timeout=25", f"-artifact_prefix={corpus}/"]
    atheris.Setup([sys.argv[0], *arguments, *sys.argv[1:], str(corpus)], read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
