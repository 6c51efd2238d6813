"""Which of several effects are there at all: a spike at nothing, a slab where an effect is, weighed over all combinations."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from stepwell.engine.trigger_steps import Array

ROUNDS = 60
PACE = 0.7
"""How far a site goes to where it wants to be in one round: all move at once, and would overshoot together."""
SETTLED = 1e-6
LEAST_PRECISION = 0.01
"""A site is never wider than an effect of 10 log-odds, which keeps every inverse finite."""


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
    for chosen in (np.logical_not(slab), slab):
        # Summed anew: one minus the other would be all rounding where an effect is as good as certain.
        of_these = np.where(chosen, weight[:, None], 0.0) / np.maximum(weight @ chosen, 1e-300)
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


def nearly_weighed(precision: Array, pull: Array, prior: Prior, worth: float, exactly: int) -> Posterior:
    """Weigh combinations of any number of effects: the ``exactly`` least clear ones over all combinations, the others by
    expectation propagation, in which each is a bell curve to all others. Draws no numbers; an equal diary gives equal findings.
    """
    sites = _propagated(precision, pull, prior)
    weight, middle, variance = _tilted(_cavity(precision, pull, sites), prior)
    doubt = weight[0] * weight[1] * (middle[1] - middle[0]) ** 2
    chosen = np.sort(np.argsort(-doubt, kind="stable")[:exactly])
    rest = np.setdiff1d(np.arange(len(pull)), chosen)
    inner = np.linalg.inv(precision[np.ix_(rest, rest)] + np.diag(sites.precision[rest]))
    cross = precision[np.ix_(chosen, rest)] @ inner
    exact = weighed(
        precision[np.ix_(chosen, chosen)] - cross @ precision[np.ix_(rest, chosen)],
        pull[chosen] - cross @ (pull[rest] + sites.pull[rest]),
        Prior(pi=prior.pi[chosen], mean=prior.mean[chosen], sd=prior.sd[chosen], spike_sd=prior.spike_sd),
        worth,
    )
    return _put_in(_of_two(weight, middle, variance, worth), exact, chosen)


class _Sites(NamedTuple):
    """The bell curve exp(pull e - precision e^2 / 2) that stands for the prior of each effect."""

    precision: Array
    pull: Array


def _propagated(precision: Array, pull: Array, prior: Prior) -> _Sites:
    """Return the sites at which each effect's mean and variance agree with its spike and slab (Minka 2001), or the last of ROUNDS."""
    variance = prior.pi * (prior.sd**2 + prior.mean**2 * (1.0 - prior.pi)) + (1.0 - prior.pi) * prior.spike_sd**2
    sites = _Sites(1.0 / variance, prior.pi * prior.mean / variance)
    for _ in range(ROUNDS):
        others = _cavity(precision, pull, sites)
        weight, middle, variance = _tilted(others, prior)
        mean = (weight * middle).sum(axis=0)
        spread = (weight * (variance + (middle - mean) ** 2)).sum(axis=0)
        own = np.maximum(1.0 / spread - others.precision, LEAST_PRECISION)
        wanted = _Sites(own, mean * (own + others.precision) - others.pull)
        moved = max(np.abs(wanted.precision / sites.precision - 1.0).max(), np.abs(wanted.pull - sites.pull).max())
        sites = _Sites(*(old + PACE * (new - old) for old, new in zip(sites, wanted, strict=True)))
        if moved < SETTLED:
            break
    return sites


def _cavity(precision: Array, pull: Array, sites: _Sites) -> _Sites:
    """Return what the diary and the sites of all others say of each effect."""
    covariance = np.linalg.inv(precision + np.diag(sites.precision))
    variance = np.diagonal(covariance)
    return _Sites(np.maximum(1.0 / variance - sites.precision, 0.0), covariance @ (pull + sites.pull) / variance - sites.pull)


def _tilted(others: _Sites, prior: Prior) -> tuple[Array, Array, Array]:
    """Return of each effect, for spike and slab: the chance, the mean and the variance; shape (2, effects)."""
    own = np.stack([np.full(len(prior.pi), 1.0 / prior.spike_sd**2), 1.0 / prior.sd**2])
    push = own * np.stack([np.zeros(len(prior.pi)), prior.mean])
    variance = 1.0 / (own + others.precision)
    middle = (others.pull + push) * variance
    fit = np.log(np.stack([1.0 - prior.pi, prior.pi])) + 0.5 * (np.log(own * variance) - push**2 / own + middle**2 / variance)
    weight = np.exp(fit - fit.max(axis=0))
    return weight / weight.sum(axis=0), middle, variance


def _of_two(weight: Array, middle: Array, variance: Array, worth: float) -> Posterior:
    sd = np.sqrt(variance)
    return Posterior(
        above=(weight * normal_below((middle - worth) / sd)).sum(axis=0),
        below=(weight * normal_below((-worth - middle) / sd)).sum(axis=0),
        there=weight[1],
        mean=(weight * middle).sum(axis=0),
        middles=middle,
        spreads=sd,
    )


def _put_in(all_of_them: Posterior, exact: Posterior, chosen: NDArray[np.int64]) -> Posterior:
    for near, sure in zip(all_of_them, exact, strict=True):
        near[..., chosen] = sure
    return all_of_them


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
