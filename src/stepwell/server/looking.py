"""The site's settings for whoever only looks: ``settings`` sees by this name that nothing is to be made or changed."""

from stepwell.server.settings import *  # noqa: F403
