"""Licences."""

import pytest

from firsthand.catalogue import licences
from firsthand.catalogue.malformed import MalformedError


@pytest.mark.parametrize(
    ("written", "uri"),
    [
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc by-nc-sa 4.0", "https://creativecommons.org/licenses/by-nc-sa/4.0/"),
        ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/"),
        ("http://creativecommons.org/licenses/by-nd/4.0/deed.fr", "https://creativecommons.org/licenses/by-nd/4.0/"),
        ("https://creativecommons.org/licenses/by-nc/3.0/fr/", "https://creativecommons.org/licenses/by-nc/3.0/fr/"),
        ("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://creativecommons.org/publicdomain/mark/1.0/", "https://creativecommons.org/publicdomain/mark/1.0/"),
        ("https://rightsstatements.org/vocab/InC/1.0/", "https://rightsstatements.org/vocab/InC/1.0/"),
    ],
)
def test_rights_become_a_uri(written: str, uri: str) -> None:
    assert licences.normalise(written) == uri


@pytest.mark.parametrize(
    "wrong", ["CC-BY", "CC-BY-5.0", "CC-BY-ND-SA-4.0", "all rights reserved", "", "CC-BY-4.0-IGO", "CC-BY-3.0-FR"]
)
def test_what_names_no_licence_is_malformed(wrong: str) -> None:
    with pytest.raises(MalformedError):
        licences.normalise(wrong)


def test_a_licence_says_what_it_permits() -> None:
    by_nc_nd = licences.find("https://creativecommons.org/licenses/by-nc-nd/4.0/")
    assert by_nc_nd is not None
    assert by_nc_nd.name == "Creative Commons Attribution-NonCommercial-NoDerivatives 4.0 International"
    assert by_nc_nd.short == "CC-BY-NC-ND-4.0"
    assert (by_nc_nd.attribution, by_nc_nd.commercial, by_nc_nd.derivatives, by_nc_nd.share_alike) == (
        True, False, False, False,
    )  # fmt: skip
    french = licences.find("https://creativecommons.org/licenses/by-nc/3.0/fr/legalcode")
    assert french is not None
    assert (french.name, french.short) == ("Creative Commons Attribution-NonCommercial 3.0 France", "CC-BY-NC-3.0-FR")
    by_sa = licences.find("CC-BY-SA-4.0")
    assert by_sa is not None
    assert by_sa.derivatives
    assert by_sa.share_alike
    assert licences.find("https://rightsstatements.org/vocab/InC/1.0/") is None
