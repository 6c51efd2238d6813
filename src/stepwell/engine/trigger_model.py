"""What a diary says of each thing that may set pain off: priors and steps put together."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from stepwell.engine import spike_slab
from stepwell.engine.spike_slab import Posterior, Prior
from stepwell.engine.trigger_findings import DiaryDay
from stepwell.engine.trigger_regression import Said, Weights, said_by
from stepwell.engine.trigger_steps import Array, steps_of, table_of
from stepwell.knowledge.schema import Knowledge

MIDDLE = (0.1, 0.9)
"""The interval that is told: the middle 80 %."""


class Belief(NamedTuple):
    """What is believed of one exposure. Effects in points of 0-10, over the next 24 hours.

    Attributes:
        worse, helps: chance that it makes pain worse, or better, by an amount worth mentioning.
        information: share of what is known of it that comes from the diary, 0-1.
        wanted: how many times as long a diary would be needed for enough information; infinite where the diary says nothing of it.
    """

    worse: float
    helps: float
    points: float
    interval: tuple[float, float]
    information: float
    wanted: float


class Likelihood(NamedTuple):
    """What all steps say of the whole effect of each exposure, in log-odds; ``points``: of one unit of that."""

    precision: Array
    pull: Array
    points: float


def beliefs(diary: Sequence[DiaryDay], ids: Sequence[str], knowledge: Knowledge) -> dict[str, Belief]:
    """Return the belief about each exposure, all of them judged together."""
    if not ids:
        return {}
    rules = {rule.id: rule.value for rule in knowledge.trigger_rules.values()}
    prior = prior_of(ids, knowledge)
    likelihood = likelihood_of(diary, ids, rules)
    posterior = _posterior(likelihood, prior, rules)
    low, high = (spike_slab.quantile(posterior, share) * likelihood.points for share in MIDDLE)
    information, wanted = _information(likelihood.precision, prior, rules["least_information"])
    points = posterior.mean * likelihood.points
    return {
        one: Belief(
            worse=_chance(posterior.above[at]),
            helps=_chance(posterior.below[at]),
            points=float(points[at]),
            interval=(float(low[at]), float(high[at])),
            information=float(information[at]),
            wanted=float(wanted[at]),
        )
        for at, one in enumerate(ids)
    }


def prior_of(ids: Sequence[str], knowledge: Knowledge) -> Prior:
    """Return the prior of each exposure: partly literature, partly the same for all; a neutral one for what the knowledge does not name."""
    rules = {rule.id: rule.value for rule in knowledge.trigger_rules.values()}
    flat = rules["flat_share"]
    rows = []
    for one in ids:
        known = knowledge.triggers.get(one)
        if known is None:
            rows.append((rules["neutral_pi"], rules["neutral_mean"], rules["neutral_sd"]))
        else:
            rows.append(
                (
                    (1 - flat) * known.prior_pi + flat * rules["flat_pi"],
                    (1 - flat) * known.prior_mean + flat * rules["flat_mean"],
                    float(np.hypot(known.prior_sd, rules["flat_extra_sd"])),
                )
            )
    pi, mean, sd = np.array(rows, dtype=float).reshape(len(ids), 3).T
    return Prior(pi=np.clip(pi, 1e-6, 1 - 1e-6), mean=mean, sd=sd, spike_sd=rules["spike_sd"])


def likelihood_of(diary: Sequence[DiaryDay], ids: Sequence[str], rules: dict[str, float]) -> Likelihood:
    """Return what the steps say together, with the split of each effect over its two steps integrated out, tempered."""
    weights = Weights(
        student_df=rules["student_df"],
        noise_sd=rules["noise_sd"],
        noise_days=rules["noise_days"],
        carry_mean=rules["carry_mean"],
        carry_sd=rules["carry_sd"],
        trend_sd=rules["trend_sd"],
        effect_sd=0.3,
    )
    steps = [said_by(step, weights) for step in steps_of(table_of(diary, ids), rules["carry_mean"])]
    points = max(_typical_sd(steps), rules["least_noise_sd"]) / rules["log_odds_per_sd"]
    size = 2 * len(ids)
    precision = sum((said.precision for said in steps), np.zeros((size, size))) * points**2
    pull = sum((said.pull for said in steps), np.zeros(size)) * points
    whole, pulled = _whole_effect(precision, pull, rules["first_share"], rules["share_sd"])
    return Likelihood(precision=rules["tempering"] * whole, pull=rules["tempering"] * pulled, points=points)


def _typical_sd(steps: Sequence[Said]) -> float:
    """Return the noise of a step, the root mean square over all rows, in points."""
    rows = sum(said.rows for said in steps)
    return float(np.sqrt(sum(said.rows * said.sd**2 for said in steps) / rows)) if rows else 0.0


def _whole_effect(precision: Array, pull: Array, first_share: float, share_sd: float) -> tuple[Array, Array]:
    """Go from the two parts of each effect to the whole.

    first = share * whole + u, second = (1 - share) * whole - u, u ~ N(0, share_sd^2) integrated out.
    """
    eye = np.eye(len(pull) // 2)
    of_whole = np.concatenate([first_share * eye, (1 - first_share) * eye])
    of_split = np.concatenate([eye, -eye])
    inner = np.linalg.inv(of_split.T @ precision @ of_split + eye / share_sd**2)
    cross = of_whole.T @ precision @ of_split
    whole = of_whole.T @ precision @ of_whole - cross @ inner @ cross.T
    return (whole + whole.T) / 2, of_whole.T @ pull - cross @ inner @ (of_split.T @ pull)


def _posterior(likelihood: Likelihood, prior: Prior, rules: dict[str, float]) -> Posterior:
    worth, exactly = rules["worth_mentioning"], int(rules["exact_up_to"])
    if len(prior.pi) <= exactly:
        return spike_slab.weighed(likelihood.precision, likelihood.pull, prior, worth)
    return spike_slab.nearly_weighed(likelihood.precision, likelihood.pull, prior, worth, exactly)


def _information(precision: Array, prior: Prior, least: float) -> tuple[Array, Array]:
    """Return the share s^2 / (s^2 + se^2) of each exposure, and by what factor its information would have to grow to reach ``least``.

    se is of the exposure alone, the others being known as well as prior and diary say.
    """
    prior_precision = 1.0 / (prior.pi * (prior.sd**2 + prior.mean**2) + (1 - prior.pi) * prior.spike_sd**2)
    own = 1.0 / np.diagonal(np.linalg.inv(precision + np.diag(prior_precision))) - prior_precision
    own = np.maximum(own, 0.0)
    share = prior.sd**2 * own / (1.0 + prior.sd**2 * own)
    enough = least / (1.0 - least) / prior.sd**2
    return share, np.divide(enough, own, out=np.full(len(own), np.inf), where=own > 1e-9)


def _chance(value: float) -> float:
    return min(1.0, max(0.0, float(value)))
