"""Drawings of how a defect is seen: their models obey the rules that they teach."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from reviewhelpers import figures
from reviewhelpers.figures.basics import seen_delay, seen_mixing, seen_reference
from reviewhelpers.figures.models import clusters, exafs_shell

IDS = tuple(f"fig-basics-seen-{name}" for name in ("methods", "mixing", "projection", "reference", "delay"))
MODELS = ("fig-models-clusters", "fig-models-exafs-shell")


@functools.cache
def cached_plot(id: str) -> figures.Plot:
    return figures.make(id)


@pytest.mark.parametrize("id", [*IDS, *MODELS])
def test_each_says_what_is_ours_and_cites_what_it_rests_on(id: str) -> None:
    plot = cached_plot(id)
    assert "ur model" in plot.method or "ur drawing" in plot.method
    assert "`" in plot.caption + plot.method


def test_a_right_scale_gives_the_right_share_and_a_wrong_one_does_not() -> None:
    assert seen_mixing.fitted_share(0.0) == pytest.approx(seen_mixing.SHARE)
    found = [seen_mixing.fitted_share(shift) for shift in seen_mixing.SHIFTS]
    assert found == sorted(found)


def test_a_sum_of_references_is_their_mean() -> None:
    both = seen_mixing.spectrum("metal") + seen_mixing.spectrum("oxide")
    assert np.all(both / 2 <= np.maximum(seen_mixing.spectrum("metal"), seen_mixing.spectrum("oxide")))


def test_both_pairs_look_alike_in_the_image() -> None:
    data = cached_plot("fig-basics-seen-projection").data
    assert data["apart in the image"].iloc[0] == pytest.approx(data["apart in the image"].iloc[1])
    assert data["apart in height"].iloc[0] == 0 < data["apart in height"].iloc[1]


def test_bands_change_their_sign_with_the_reference_and_one_stays_unseen() -> None:
    change = cached_plot("fig-basics-seen-reference").data.pivot(
        index="species", columns="reference", values="change"
    )
    assert np.all(change["start"] * change["end"] <= 1e-12)
    assert change.loc["B"].abs().max() < 1e-4
    assert seen_reference.STATES["start"][1] == seen_reference.STATES["end"][1] > 0


def test_a_signal_comes_late_and_keeps_its_area() -> None:
    made, seen = seen_delay.made(), seen_delay.signal()
    first = seen_delay.TIME[np.flatnonzero(seen > 0)[0]] - seen_delay.TIME[np.flatnonzero(made > 0)[0]]
    assert first == pytest.approx(seen_delay.DELAY, abs=0.051)
    assert seen.max() <= 1.0
    short = seen_delay.TIME < 34
    assert seen[short].sum() == pytest.approx(made[short].sum(), rel=0.03)


def test_the_mixtures_drawn_have_one_mean() -> None:
    data = cached_plot("fig-models-clusters").data.query("drawn == 'mixture'")
    means = data["mean of the clusters"] * (1 - data["single atoms / %"] / 100)
    assert list(means) == pytest.approx([clusters.REPORTED] * len(means))


def test_the_fit_is_perfect_at_the_true_spread_alone() -> None:
    found = exafs_shell.fits((0.0, -1.0)).set_index("spread")
    assert found["count"].loc[exafs_shell.SPREAD] == pytest.approx(exafs_shell.COUNT)
    assert found["misfit"].idxmin() == exafs_shell.SPREAD
    assert list(found["count"]) == sorted(found["count"])


@pytest.mark.parametrize("module", [clusters, exafs_shell])
def test_frames_have_one_size(module) -> None:  # type: ignore[no-untyped-def]
    values = module.VALUES
    assert 19 <= len(values) <= 41
    sizes = {tuple(module.frame(value).get_size_inches()) for value in (values[0], values[10], values[-1])}
    assert len(sizes) == 1
