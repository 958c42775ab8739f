"""Writes efel-reference.json: what eFEL says of the recordings in ../shared, with its default settings.

    python test/signal/features/efel-reference.py ../shared/recordings

Needs efel 5.7.34 and numpy. Where no stimulus is known, eFEL is given the whole trace as its stimulus.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import efel
import numpy as np

SPIKES = """
    spike_count mean_frequency time_to_first_spike all_ISI_values ISI_CV
    peak_time peak_voltage AP_begin_voltage AP_amplitude spike_half_width AP_duration_half_width
    AP_peak_upstroke AP_peak_downstroke AHP_depth_abs fast_AHP AHP_depth
""".split()
LEVELS = """
    voltage_base minimum_voltage maximum_voltage steady_state_voltage_stimend voltage_deflection_vb_ssse
    sag_amplitude sag_ratio1 steady_state_voltage
""".split()
FEATURES = SPIKES + LEVELS


def numbers(path):
    rows = []
    for line in path.read_text().splitlines():
        try:
            rows.append([float(cell) for cell in line.replace(",", " ").split()])
        except ValueError:
            pass  # a header
    return np.array(rows)


def measured(t, v, stimulus, features):
    trace = {"T": t, "V": v, "stim_start": [stimulus[0]], "stim_end": [stimulus[1]]}
    values = efel.get_feature_values([trace], features)[0]
    return {
        name: None if found is None or np.isnan(found).any() else [round(float(x), 10) for x in found]
        for name, found in values.items()
    }


folder = Path(sys.argv[1])
cases = [
    # file, milliseconds in its unit of time, column, sweep, stimulus, features
    ("step_4kHz.csv", 1, 1, 0, (700.0, 2700.0), FEATURES),
    ("step_4kHz.csv", 1, 1, 0, None, FEATURES),
    ("ramp_20kHz.csv", 1000, 1, 0, None, FEATURES),
    ("three_spikes_space_separated_10kHz.csv", 1, 1, 0, None, FEATURES),
    *[("steps_6sweeps_2kHz.csv", 1000, 1 + k, k, None, FEATURES) for k in range(6)],
    # Inside its hyperpolarizing and its depolarizing step, read off the trace. eFEL counts latencies of spikes before
    # a stimulus as negative and pairs them with the thresholds of later ones; levels are not affected.
    ("steps_6sweeps_2kHz.csv", 1000, 6, 5, (1160.0, 1650.0), LEVELS),
    ("steps_6sweeps_2kHz.csv", 1000, 5, 4, (157.0, 655.0), LEVELS),
]
out = []
for name, unit, column, sweep, stimulus, features in cases:
    data = numbers(folder / name)
    t, v = data[:, 0] * unit, data[:, column]
    values = measured(t, v, stimulus or (t[0], t[-1]), features)
    out.append({"file": name, "sweep": sweep, "stimulus": stimulus, "efel": values})
target = Path(__file__).with_name("efel-reference.json")
target.write_text(json.dumps({"efel": version("efel"), "cases": out}, separators=(",", ":")) + "\n")
