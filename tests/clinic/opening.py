"""Who opens which page: one visitor for each route, where it is not the point who may."""

from tests.clinic import walking
from tests.clinic.routes import Route


def opened_by(route: Route) -> str:
    """Return one visitor whom a route is for: whose pages it is among, a therapist where it is for whoever is signed in."""
    if route.namespace in walking.OWNER:
        return route.namespace
    return "therapist" if route.name in walking.SIGNED_IN else "nobody"
