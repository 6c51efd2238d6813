"""One step of a diary, fitted robustly: what it says of every exposure, with all else taken into account."""

from typing import NamedTuple

import numpy as np

from stepwell.engine.trigger_steps import Array, Step

ROUNDS = 12


class Weights(NamedTuple):
    """The weak priors of what is not asked about, and of the noise.

    Attributes:
        student_df: degrees of freedom of the noise.
        noise_sd, noise_days: noise expected beforehand, in points, and how many days that counts for.
        carry_mean, carry_sd: how much of the pain before is still there, in points a point.
        trend_sd: points in 90 days; also for the columns that say that a pain before is missing.
        effect_sd: of an exposure, in standard deviations of the noise. It only steadies the noise; it is not part of what is said.
    """

    student_df: float
    noise_sd: float
    noise_days: float
    carry_mean: float
    carry_sd: float
    trend_sd: float
    effect_sd: float


class Said(NamedTuple):
    """What a step says of its effects in points: a Gaussian likelihood exp(h'b - b'Jb/2). First parts, then second parts.

    Attributes:
        sd: standard deviation of the noise, in points.
        rows: of the step.
    """

    precision: Array
    pull: Array
    sd: float
    rows: int


def said_by(step: Step, weights: Weights) -> Said:
    """Fit one step: Student-t noise by reweighting, its size from the data and a weak prior, the intercept free."""
    exposures = np.concatenate([step.first, step.second], axis=1)
    known = np.concatenate([np.ones((len(step.end), 1)), step.known], axis=1)
    middle = np.concatenate([[0.0], np.where(step.carries, weights.carry_mean, 0.0)])
    spread = np.concatenate([[100.0], np.where(step.carries, weights.carry_sd, weights.trend_sd)])
    columns = np.concatenate([known, exposures], axis=1)
    off = step.end - step.end.mean() - known @ middle
    row_weights, scale = _reweighted(columns, off, 1.0 / spread**2, weights)
    return _without_the_rest(known, exposures, off, row_weights, scale, 1.0 / spread**2, weights)


def _reweighted(columns: Array, off: Array, known_precision: Array, weights: Weights) -> tuple[Array, float]:
    """Return the weight of each row and the scale of the noise, in points."""
    df = weights.student_df
    expected = weights.noise_sd / _sd_per_scale(df)
    scale, row_weights = expected, np.ones(len(off))
    effects = columns.shape[1] - len(known_precision)
    for _ in range(ROUNDS):
        effect_sd = weights.effect_sd * scale * _sd_per_scale(df)
        prior = np.concatenate([known_precision, np.full(effects, 1.0 / effect_sd**2)])
        gram = (columns * row_weights[:, None]).T @ columns / scale**2
        inverse = np.linalg.inv(gram + np.diag(prior))
        left = off - columns @ (inverse @ (columns.T @ (row_weights * off))) / scale**2
        spent = float(np.sum(inverse * gram))
        total = float(row_weights @ left**2) + weights.noise_days * expected**2
        scale = float(np.sqrt(total / (max(len(off) - spent, 1.0) + weights.noise_days)))
        row_weights = (df + 1.0) / (df + (left / scale) ** 2)
    return row_weights, scale


def _without_the_rest(
    known: Array, exposures: Array, off: Array, row_weights: Array, scale: float, known_precision: Array, weights: Weights
) -> Said:
    """Integrate out all that is not asked about. The row weights are taken as they are; the tempering allows for what that leaves out."""
    weighted = known * row_weights[:, None]
    inner = np.linalg.inv(weighted.T @ known + np.diag(known_precision) * scale**2)
    cross = weighted.T @ exposures
    kept = (exposures * row_weights[:, None]).T
    precision = (kept @ exposures - cross.T @ inner @ cross) / scale**2
    pull = (kept @ off - cross.T @ inner @ (weighted.T @ off)) / scale**2
    return Said(precision=(precision + precision.T) / 2, pull=pull, sd=scale * _sd_per_scale(weights.student_df), rows=len(off))


def _sd_per_scale(df: float) -> float:
    return float(np.sqrt(df / (df - 2.0)))
