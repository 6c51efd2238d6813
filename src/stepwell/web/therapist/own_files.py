"""The photo or video of an exercise of the clinic's own: kept when the exercise is put into the page, gone when it leaves it."""

from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from stepwell.care.access import Visitor
from stepwell.care.actions import own_videos, pictures
from stepwell.engine.log import Order
from stepwell.web.therapist import order_form


def kept(request: HttpRequest, who: Visitor, clinic: UUID) -> QueryDict:
    """Return what was posted; a photo or video that came with an own exercise is kept, and named in it.

    Raises:
        CareError: it cannot be used.
        NotAnOrder: both came, or a video without words that say what it shows.
    """
    posted, now = request.POST.copy(), timezone.now()
    posted["own-picture"] = posted["own-kept-video"] = ""
    photo, video = request.FILES.get("own-photo"), request.FILES.get("own-video")
    if posted.get("do") != "own" or not order_form.is_whole(posted):
        return posted
    if photo is not None and video is not None:
        raise order_form.NotAnOrder(_("Send a photo or a video, not both."), "own-photo")
    if photo is not None:
        posted["own-picture"] = str(pictures.keep(who=who, clinic=clinic, sent=photo.read(pictures.BYTES_MOST + 1), now=now))
    if video is not None:
        if not posted.get("own-shows", "").strip():
            raise order_form.NotAnOrder(
                _("Say in words what the video shows, for whoever cannot see it. Then choose the video again."), "own-shows"
            )
        posted["own-kept-video"] = str(own_videos.keep(who=who, clinic=clinic, pieces=video.chunks(), now=now))
    return posted


def let_go(dropped: list[Order], who: Visitor) -> None:
    """Remove the files of own exercises that are taken out of the page again; one that is used elsewhere stays."""
    for own in [order.own for order in dropped if order.own is not None]:
        for name in (own.picture, own.video):
            if name is not None:
                pictures.let_go(who=who, picture=UUID(name), now=timezone.now())
