"""A person's own data: take it away as a file, bring it back, or delete all of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from msgspec.structs import replace

from stepwell.care.actions import fhir_files, people, taking_away
from stepwell.care.actions import logs as log_actions
from stepwell.care.errors import CareError, FutureFact
from stepwell.care.queries import logs
from stepwell.engine.log import Log, LogError
from stepwell.engine.reading import read_log, written
from stepwell.knowledge import loader
from stepwell.web.charts import kept
from stepwell.web.patient import fields
from stepwell.web.shared.viewer import viewer


class ImportForm(forms.Form):
    """One file with a log."""

    file = forms.FileField(
        label=gettext_lazy("The file"),
        error_messages={
            "required": gettext_lazy("Choose a file first."),
            "empty": gettext_lazy("That file is empty. Choose the file that you exported."),
            "missing": gettext_lazy("Choose a file first."),
            "invalid": gettext_lazy("Choose a file first."),
        },
    )

    def clean_file(self) -> Log:
        """Read the whole file before anything is saved."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            return read_log(taking_away.log_inside(file.read()), loader.load())
        except CareError as error:
            raise forms.ValidationError(str(error)) from None
        except LogError as error:
            words = _(
                "This is no file of Stepwell, or it is damaged. Nothing was changed. Choose the file that you took out of Stepwell. "
                "For whoever looks into it: %(why)s."
            ) % {"why": error}
            raise forms.ValidationError(words) from None


class DeleteForm(forms.Form):
    """The one tick that makes a deletion meant."""

    sure = fields.Tick(error_messages={"required": gettext_lazy("Tick the box if you are sure.")})


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Send everything that was told as one file."""
    log = replace(logs.export(viewer(request)), made_up=_is_made_up())
    return _file(written(log), "json", "application/json")


@require_safe
def export_fhir(request: HttpRequest) -> HttpResponse:
    """Send the same, and the plans that were shown, in the form that the programs of clinics read."""
    return _file(fhir_files.exported(person=viewer(request), made_up=_is_made_up()), "fhir.json", "application/fhir+json")


def _is_made_up() -> bool:
    return bool(getattr(settings, "DEMO", False))


def _file(content: bytes, ends: str, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    name = "stepwell-made-up-person" if _is_made_up() else "stepwell"
    response["Content-Disposition"] = f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{ends}"'
    return response


@require_http_methods(["GET", "POST"])
def bring_in(request: HttpRequest) -> HttpResponse:
    """Add what an exported file holds to what is here; nothing is overwritten."""
    form = ImportForm(request.POST, request.FILES) if request.method == "POST" else ImportForm()
    if form.is_valid():
        try:
            brought = log_actions.import_log(person=viewer(request), log=form.cleaned_data["file"])
        except FutureFact:
            form.add_error("file", _("It tells of a day that has not come yet. Nothing was changed. Look whether the date here is right."))
        except CareError as error:
            form.add_error("file", str(error))
        else:
            messages.success(request, _("Your file was brought in.") if brought.added else _("All that this file holds was here already."))
            return redirect("patient:settings")
    return _shown(request, "patient/import.html", form)


@require_http_methods(["GET", "POST"])
def delete(request: HttpRequest) -> HttpResponse:
    """Delete everything, for good, after a tick that says it is meant."""
    form = DeleteForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _shown(request, "patient/delete.html", form)
    try:
        receipt = people.delete_everything(person=viewer(request))
    except CareError as error:
        form.add_error(None, str(error))
        return _shown(request, "patient/delete.html", form)
    kept.forget()
    _sign_out(request)
    response = render(request, "patient/deleted.html", {"receipt": receipt})
    # What this browser kept goes too: pages, files and answers not sent. The page's script does the same where this is not understood.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _sign_out(request: HttpRequest) -> None:
    """Forget who this browser was; a personal installation has nobody to sign out."""
    if settings.IS_CLINIC:
        logout(request)
    else:
        request.session.flush()


def _shown(request: HttpRequest, template: str, form: forms.Form) -> HttpResponse:
    context: dict[str, Any] = {"form": form, "here": "settings"}
    return render(request, template, context, status=422 if form.is_bound else 200)
