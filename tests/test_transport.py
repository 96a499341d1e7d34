"""Diffusion layers: what a conversion asks for, and what a rotating disk has, by hand."""

import math

import pytest

from reviewhelpers.chemistry import transport, units

TEST = {"conversion_percent": 95.0, "duration_h": 2.0, "area_cm2": 1.0, "diffusion_m2_per_s": 1.9e-9}


@pytest.mark.parametrize(
    ("millilitres", "micrometres"),
    # 1.9e-5 cm²/s × 1 cm² × 7,200 s = 0.1368 cm³; over V ln 20 with ln 20 = 2.9957
    [
        (182.0, 0.1368e4 / (182 * 2.9957)),
        (133.0, 0.1368e4 / (133 * 2.9957)),
        (30.0, 0.1368e4 / (30 * 2.9957)),
    ],
)
def test_layers_for_a_conversion_by_hand(millilitres: float, micrometres: float) -> None:
    found = transport.layer_for_conversion(volume_mL=millilitres, **TEST)
    assert found == pytest.approx(micrometres, rel=1e-4)


def test_a_layer_that_thick_uses_up_what_was_asked() -> None:
    # The decay that the formula solves, integrated in small steps.
    layer_cm = 1e-4 * transport.layer_for_conversion(volume_mL=30.0, **TEST)
    left, step_s = 1.0, 0.5
    for _ in range(int(7200 / step_s)):
        left -= 1.9e-5 * 1.0 / (30.0 * layer_cm) * left * step_s
    assert 1 - left == pytest.approx(0.95, abs=1e-4)


@pytest.mark.parametrize(
    ("faces", "percent"),
    # 0.1368 cm³ over 30 cm³ × 31e-4 cm is 1.47 a face; 1 − exp(−1.47) and 1 − exp(−2.94)
    [(1, 100 * (1 - math.exp(-0.1368 / 0.093))), (2, 100 * (1 - math.exp(-2 * 0.1368 / 0.093)))],
)
def test_what_a_layer_lets_through_by_hand(faces: int, percent: float) -> None:
    found = transport.conversion_through_layer(
        layer_um=31, duration_h=2, area_cm2=faces, volume_mL=30, diffusion_m2_per_s=1.9e-9
    )
    assert found == pytest.approx(percent)


def test_layer_and_conversion_are_each_other_turned_round() -> None:
    layer = transport.layer_for_conversion(volume_mL=30.0, **TEST)
    own = {name: number for name, number in TEST.items() if name != "conversion_percent"}
    found = transport.conversion_through_layer(layer_um=layer, volume_mL=30.0, **own)
    assert found == pytest.approx(TEST["conversion_percent"])


@pytest.mark.parametrize("bad", [0, -31, math.nan, "thick"])
def test_no_conversion_without_a_sound_layer(bad: object) -> None:
    with pytest.raises(transport.TransportError, match="layer: "):
        transport.conversion_through_layer(
            layer_um=bad,  # type: ignore[arg-type]
            duration_h=2,
            area_cm2=1,
            volume_mL=30,
            diffusion_m2_per_s=1.9e-9,
        )


def test_a_disk_at_400_rpm_by_hand() -> None:
    # ω = 41.888 / s; (1.9e-9)^(1/3) = 1.23856e-3; (1.002e-3 / 998.2)^(1/6) = 0.100063; over 0.620
    assert transport.rotating_disk_layer(400, 1.9e-9) == pytest.approx(
        1e6 * 1.23856e-3 * 0.100063 / math.sqrt(41.888) / 0.620, rel=1e-3
    )
    # Four times as fast is half as thick.
    assert transport.rotating_disk_layer(1600, 1.9e-9) == pytest.approx(
        transport.rotating_disk_layer(400, 1.9e-9) / 2
    )


@pytest.mark.parametrize(
    "name", ["conversion_percent", "duration_h", "area_cm2", "diffusion_m2_per_s", "volume_mL"]
)
@pytest.mark.parametrize("bad", [0, -1, math.nan, "much", [1, 2]])
def test_no_supply_without_sound_numbers(name: str, bad: object) -> None:
    with pytest.raises(transport.TransportError, match="found"):
        transport.layer_for_conversion(**{**TEST, "volume_mL": 30.0, name: bad})  # type: ignore[arg-type]


def test_all_is_never_used_up_by_diffusion() -> None:
    with pytest.raises(transport.TransportError, match="below 100"):
        transport.layer_for_conversion(**{**TEST, "volume_mL": 30.0, "conversion_percent": 100.0})


@pytest.mark.parametrize("bad", [0, -400, math.nan])
def test_a_disk_has_to_rotate(bad: float) -> None:
    with pytest.raises(transport.TransportError, match="rotation"):
        transport.rotating_disk_layer(bad, 1.9e-9)


def test_constants_come_in_a_unit_of_choice() -> None:
    assert units.constant_in("nitrate-diffusion", "m**2/s") == pytest.approx(1.9e-9)
    with pytest.raises(units.UnitError):
        units.constant_in("nitrate-diffusion", "kg")
