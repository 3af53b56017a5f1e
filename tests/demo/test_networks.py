"""The demonstration of a union: seven networks' folders, published and united as the manual says."""

import runpy
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest
from click.testing import CliRunner

from firsthand.catalogue.records import Collection
from firsthand.cli.unite import unite
from firsthand.release import Release, build
from firsthand.sources.folder import load

DEMO = Path(__file__).parents[2] / "demo"
NETWORKS = ("inpud", "africanpud", "anpud", "enpud", "euronpud", "lanpud", "menanpud")


@pytest.fixture(scope="module")
def union(tmp_path_factory: pytest.TempPathFactory, read_before: Path) -> Collection:
    root = tmp_path_factory.mktemp("networks")
    make: Callable[[Path], None] = runpy.run_path(str(DEMO / "networks.py"))["make"]
    make(root / "folders")
    for network in NETWORKS:
        build(load(root / "folders" / network, cache=read_before), root / network)
    copy(DEMO / "networks.same.csv", root / "all.same.csv")
    releases = [str(root / network) for network in NETWORKS]
    command = [*releases, "-o", str(root / "all"), "--library", str(DEMO / "networks.toml")]
    ran = CliRunner().invoke(unite, command)
    assert ran.exit_code == 0, ran.output
    assert "decided" not in ran.output
    release = Release.open(root / "all")
    release.close()
    return release.collection


def test_the_global_network_and_six_regional_ones_are_in_it(union: Collection) -> None:
    assert [network.slug for network in union.library.networks] == list(NETWORKS)


def test_a_work_that_several_have_published_stands_there_once(union: Collection) -> None:
    assert len(union.works) == 27
    works = {work.slug: work for work in union.works}
    assert not any(slug.endswith(NETWORKS) for slug in works)
    consultation = works["safe-consultation"]
    assert [edition.language for edition in consultation.editions] == ["en", "fr", "ru", "es"]
    assert [each.network for each in consultation.provenance] == ["inpud", "enpud", "lanpud"]


def test_every_edition_comes_from_exactly_one_network(union: Collection) -> None:
    for work in union.works:
        origins = [language for each in work.provenance for language in each.languages]
        assert sorted(origins) == sorted(edition.language for edition in work.editions), work.slug
