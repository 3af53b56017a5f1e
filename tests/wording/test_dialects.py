"""Texts that are nearly plain: prose is checked, and what only looks like it is passed over."""

import time
from pathlib import Path

import pytest
from tests.wording.small import checker

from firsthand.wording.dialects import material_in

RST = """\
The addict of the city
======================

.. image:: the-addict-of-the-city.png
   :alt: The addict of the city

In the team we met the *drug* addicts, and ``the addict`` and :ref:`the addict <addict>` of it::

    the addict = code in the team

.. note::

   The addict of the city was there.
"""

TEX = r"""
\documentclass{article}
% The addict of the city
\section{The addict of the city}\label{addict}
In the team we met \emph{drug} addicts~\cite{addict} of the \textbf{heroin addict}.
\begin{verbatim}
the addict of the city
\end{verbatim}
\begin{thebibliography}{9}
\bibitem{a} Smith. The addict of the city.
\end{thebibliography}
"""

PO = """\
# The addict of the city
#: addict.py:3
msgid "The addict of the city"
msgstr "La vie des toxicomanes de la ville "
"et des toxicomanes de la région"

msgid "The drug "
"addict of the city"
msgstr ""
"""


def found(text: str, name: str) -> list[str]:
    material = material_in(text, Path(name))
    return [material.shown(finding.start, finding.end) for finding in checker().check(material).findings]


def test_restructured_text() -> None:
    assert found(RST, "a.rst") == ["addict", "drug addicts", "addict"]


def test_latex() -> None:
    assert found(TEX, "a.tex") == ["addict", "drug addicts", "heroin addict"]


def test_catalogues_of_translations() -> None:
    assert found(PO, "fr.po") == ["toxicomanes", "toxicomanes", "drug addict"]


@pytest.mark.parametrize("name", ["a.rst", "a.tex", "a.po"])
@pytest.mark.parametrize(
    "piece",
    ["`", "*", "::\n\n ", "\\begin{verbatim}", "$", "{", 'msgid "', '"\n"', 'msgid "a"\n', "\\cite[", ".. ", ":a"],
)
def test_broken_markup_takes_no_longer_than_prose(name: str, piece: str) -> None:
    started = time.process_time()
    material_in(piece * (200_000 // len(piece)), Path(name))
    assert time.process_time() - started < 5


@pytest.mark.parametrize(("text", "name"), [(RST, "a.rst"), (TEX, "a.tex"), (PO, "a.po")])
def test_what_is_told_apart_is_in_order_and_apart(text: str, name: str) -> None:
    material = material_in(text, Path(name))
    for stretches in (material.hidden, material.zones):
        ends = [0, *(end for _, end, _ in stretches)]
        assert all(before <= start < end for before, (start, end, _) in zip(ends, stretches, strict=False))
