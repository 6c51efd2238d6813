"""Where the addresses are."""

from stepwell.api.v1 import addresses

app_name = "api"
urlpatterns = addresses.urls()
