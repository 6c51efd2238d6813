"""What the scores of measures are called in FHIR."""

from stepwell.fhir import codes
from stepwell.fhir.names import Json, concept, own_coding
from stepwell.knowledge.schema import MeasureKind, MeasureScore


def score_code(measure: MeasureKind, score: MeasureScore) -> Json:
    """Return the code of one score: LOINC's where it was looked up, our own always."""
    words = f"{measure.name}: {score.name.replace('{activity}', score.id.replace('_', ' '))}"
    published = [codes.SCORES[measure.id, score.id]] if (measure.id, score.id) in codes.SCORES else []
    return concept(words, *published, own_coding("score", f"{measure.id}.{score.id}"))
