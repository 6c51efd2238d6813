"""What Stepwell is built on may be used in a work under Apache-2.0."""

import pytest

from tests import dependency_table


def test_every_dependency_has_a_licence_that_fits() -> None:
    unfit = {each.name: each.licence for each in dependency_table.dependencies() if not dependency_table.fits(each.licence)}
    assert unfit == {}


def test_every_package_that_pyproject_names_is_in_the_table_with_its_purpose() -> None:
    told = {dependency_table._plain(each.name) for each in dependency_table.dependencies() if each.purpose}
    assert told >= set(dependency_table._purposes())


@pytest.mark.parametrize("licence", ["", "GPL-3.0-only", "AGPL-3.0-or-later", "Other/Proprietary License", "MIT AND GPL-2.0-only"])
def test_no_licence_and_one_that_does_not_fit_are_refused(licence: str) -> None:
    assert not dependency_table.fits(licence)


@pytest.mark.parametrize("licence", ["MIT", "GPL-2.0-only OR MIT", "(MIT AND BSD-3-Clause) OR GPL-2.0-only", "MPL-2.0 AND MIT"])
def test_one_fitting_choice_is_enough(licence: str) -> None:
    assert dependency_table.fits(licence)
