"""Which of several effects are there at all: a spike at nothing, a slab where an effect is, weighed over all combinations."""

from typing import NamedTuple

import numpy as np

from stepwell.engine.trigger_steps import Array

CHAINS = 64
SEED = 20_260_101
"""The samplers draw the same numbers each time: an equal diary gives equal findings."""


class Prior(NamedTuple):
    """Of each effect: the chance that it is there, its mean and spread if so, and the spread of one that is not."""

    pi: Array
    mean: Array
    sd: Array
    spike_sd: float


class Posterior(NamedTuple):
    """Of each effect.

    Attributes:
        above, below: chance that it is above ``worth``, and below ``-worth``.
        there: chance that it comes from the slab.
        mean: of both together.
        middles, spreads: mean and spread of the effect if it comes from the spike, and from the slab; shape (2, effects).
    """

    above: Array
    below: Array
    there: Array
    mean: Array
    middles: Array
    spreads: Array


def weighed(precision: Array, pull: Array, prior: Prior, worth: float) -> Posterior:
    """Weigh every combination exactly. Time and memory double with each effect: meant for up to about 14.

    Args:
        precision, pull: the likelihood exp(pull'e - e'precision e/2).
        worth: the smallest effect of interest, above 0.
    """
    spike = 1.0 / prior.spike_sd**2
    covariance = np.linalg.inv(precision + spike * np.eye(len(pull)))[None]
    variance = np.diagonal(covariance, axis1=1, axis2=2)
    mean = covariance @ pull
    log_weight = 0.5 * (mean @ pull)
    log_odds = np.log(prior.pi) - np.log1p(-prior.pi)
    slab = np.zeros((1, len(pull)), dtype=bool)
    for one in range(len(pull)):
        # Moving one effect from its spike to its slab changes the precision in one place: an update of rank one, for all models at once.
        change = 1.0 / prior.sd[one] ** 2 - spike
        push = prior.mean[one] / prior.sd[one] ** 2
        column = covariance[:, :, one]
        factor = 1.0 + change * column[:, one]
        step = (push - change * mean[:, one]) / factor
        gain = 0.5 * (step * mean[:, one] + push * mean[:, one] + push * step * column[:, one])
        constant = log_odds[one] + np.log(prior.spike_sd / prior.sd[one]) - 0.5 * prior.mean[one] * push
        log_weight = np.concatenate([log_weight, log_weight + gain + constant - 0.5 * np.log(factor)])
        mean = np.concatenate([mean, mean + column * step[:, None]])
        shrunk = column * (change / factor)[:, None]
        variance = np.concatenate([variance, variance - column * shrunk])
        if one + 1 < len(pull):  # after the last one only the variances are needed: half of the work is saved
            covariance = np.concatenate([covariance, covariance - column[:, :, None] * shrunk[:, None, :]])
        with_one = slab.copy()
        with_one[:, one] = True
        slab = np.concatenate([slab, with_one])
    weight = np.exp(log_weight - log_weight.max())
    return _gathered(weight / weight.sum(), mean, variance, slab, worth)


def _gathered(weight: Array, mean: Array, variance: Array, slab: Array, worth: float) -> Posterior:
    sd = np.sqrt(variance)
    there = weight @ slab
    middles, spreads = [], []
    for chosen, share in ((~slab.astype(bool), 1.0 - there), (slab.astype(bool), there)):
        of_these = np.where(chosen, weight[:, None], 0.0) / np.maximum(share, 1e-300)
        middle = (of_these * mean).sum(axis=0)
        middles.append(middle)
        spreads.append(np.sqrt(np.maximum((of_these * (variance + (mean - middle) ** 2)).sum(axis=0), 1e-12)))
    return Posterior(
        above=weight @ normal_below((mean - worth) / sd),
        below=weight @ normal_below((-worth - mean) / sd),
        there=there,
        mean=weight @ mean,
        middles=np.array(middles),
        spreads=np.array(spreads),
    )


def sampled(precision: Array, pull: Array, prior: Prior, worth: float, sweeps: int) -> Posterior:
    """Weigh combinations by sampling: 64 Gibbs samplers side by side, each effect drawn given all others. For many effects."""
    effects = len(pull)
    chance = np.random.default_rng(SEED)
    value = chance.normal(0.0, prior.spike_sd, (CHAINS, effects))
    sums = np.zeros((6, 2, effects))
    spike, slab = np.full(effects, 1.0 / prior.spike_sd**2), 1.0 / prior.sd**2
    own = np.diagonal(precision)
    sd = 1.0 / np.sqrt(np.stack([own + spike, own + slab]))
    log_odds = np.log(prior.pi) - np.log1p(-prior.pi) + np.log(prior.spike_sd / prior.sd) - 0.5 * prior.mean**2 * slab
    log_odds = log_odds + np.log(sd[1] / sd[0])
    burnt = sweeps // 2
    for sweep in range(burnt + sweeps):
        normal, uniform = chance.normal(size=(effects, CHAINS)), chance.random((effects, CHAINS))
        for one in range(effects):
            rest = pull[one] - value @ precision[:, one] + value[:, one] * own[one]
            middle = np.stack([rest, rest + prior.mean[one] * slab[one]]) * sd[:, one, None] ** 2
            ratio = log_odds[one] + 0.5 * ((middle[1] / sd[1, one]) ** 2 - (middle[0] / sd[0, one]) ** 2)
            there = 1.0 / (1.0 + np.exp(-np.clip(ratio, -500.0, 500.0)))
            picked = (uniform[one] < there).astype(np.int64)
            value[:, one] = middle[picked, np.arange(CHAINS)] + sd[picked, one] * normal[one]
            if sweep >= burnt:
                share = np.stack([1.0 - there, there])
                of_one = sd[:, one, None]
                sums[0, :, one] += share.sum(axis=1)
                sums[1, :, one] += (share * middle).sum(axis=1)
                sums[2, :, one] += (share * middle**2).sum(axis=1)
                sums[3, :, one] += (share * normal_below((middle - worth) / of_one)).sum(axis=1)
                sums[4, :, one] += (share * normal_below((-worth - middle) / of_one)).sum(axis=1)
    draws = float(CHAINS * sweeps)
    share = np.maximum(sums[0], 1e-300)
    middles = sums[1] / share
    return Posterior(
        above=sums[3].sum(axis=0) / draws,
        below=sums[4].sum(axis=0) / draws,
        there=sums[0, 1] / draws,
        mean=sums[1].sum(axis=0) / draws,
        middles=middles,
        spreads=np.sqrt(np.maximum(sums[2] / share - middles**2, 0.0) + sd**2),
    )


def quantile(posterior: Posterior, share: float) -> Array:
    """Return for each effect the value below which it lies with probability ``share``."""
    low = (posterior.middles - 8 * posterior.spreads).min(axis=0)
    high = (posterior.middles + 8 * posterior.spreads).max(axis=0)
    for _ in range(50):
        middle = (low + high) / 2
        below = normal_below((middle - posterior.middles) / posterior.spreads)
        too_low = (1.0 - posterior.there) * below[0] + posterior.there * below[1] < share
        low, high = np.where(too_low, middle, low), np.where(too_low, high, middle)
    return np.asarray((low + high) / 2)


def normal_below(value: Array) -> Array:
    """Return the chance that a standard normal is below a value; off by at most 1e-7 (Abramowitz and Stegun 26.2.17)."""
    size = np.abs(value)
    t = 1.0 / (1.0 + 0.2316419 * size)
    tail = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    upper = np.exp(-0.5 * np.minimum(size, 38.0) ** 2) * 0.3989422804014327 * tail
    return np.asarray(np.where(value > 0, 1.0 - upper, upper))
