"""Which page about one person, beside the plan, answers which address."""

from django.urls import path

from stepwell.web.therapist import caseload, goals, measures, messages, monitoring, notes, person

urlpatterns = [
    path("tasks/", notes.tasks, name="tasks"),
    path("tasks/<int:task>/done/", notes.task_done, name="task_done"),
    path("<uuid:person>/notes/", notes.notes, name="notes"),
    path("<uuid:person>/end-of-care/", notes.discharge, name="discharge"),
    path("<uuid:person>/", person.person, name="person"),
    path("<uuid:person>/messages/", messages.messages, name="messages"),
    path("<uuid:person>/put-off/", caseload.put_off, name="put_off"),
    path("<uuid:person>/goals/", goals.goals, name="goals"),
    path("<uuid:person>/measures/", measures.measures, name="measures"),
    path("<uuid:person>/monitoring/", monitoring.monitoring, name="monitoring"),
    path("<uuid:person>/monitoring.csv", monitoring.monitoring_file, name="monitoring_file"),
]
