"""What Stepwell is built on may be used in a work under Apache-2.0."""

import pytest

from tests import dependency_table


def test_every_dependency_has_a_licence_that_fits() -> None:
    every = [each for each in dependency_table.dependencies() if each.only_where is None]
    assert {each.name: each.licence for each in every if not dependency_table.fits(each.licence)} == {}


def test_only_what_no_system_of_ours_installs_stands_without_a_licence_and_none_is_typed_by_hand() -> None:
    elsewhere = {each.name: each for each in dependency_table.dependencies() if each.only_where is not None}
    assert elsewhere.keys() == {"brotlicffi", "colorama"}
    assert not any(each.licence for each in elsewhere.values())
    page = dependency_table.page()
    assert all(f"| {name} | not stated here: " in page for name in elsewhere)


def test_every_package_that_pyproject_names_is_in_the_table_with_its_purpose() -> None:
    told = {dependency_table._plain(each.name) for each in dependency_table.dependencies() if each.purpose}
    assert told >= set(dependency_table._purposes())


@pytest.mark.parametrize("licence", ["", "GPL-3.0-only", "AGPL-3.0-or-later", "Other/Proprietary License", "MIT AND GPL-2.0-only"])
def test_no_licence_and_one_that_does_not_fit_are_refused(licence: str) -> None:
    assert not dependency_table.fits(licence)


@pytest.mark.parametrize("licence", ["MIT", "GPL-2.0-only OR MIT", "(MIT AND BSD-3-Clause) OR GPL-2.0-only", "MPL-2.0 AND MIT"])
def test_one_fitting_choice_is_enough(licence: str) -> None:
    assert dependency_table.fits(licence)
