"""Writes efel-made.json: traces of straight lines, and what eFEL says of them with its default settings, where it is right
and where it is not.

    python test/signal/features/efel-made.py

Needs efel 5.7.34 and numpy.
"""

import json
from importlib.metadata import version
from pathlib import Path

import efel
import numpy as np

FEATURES = """
    spike_count mean_frequency time_to_first_spike all_ISI_values peak_time peak_voltage AP_begin_voltage AP_amplitude
    spike_half_width AHP_depth_abs fast_AHP AHP_depth voltage_base minimum_voltage maximum_voltage
    steady_state_voltage_stimend
""".split()

# ms from the peak, mV
PLAIN = [[-2, -70], [0, 30], [4.4, -80], [14.4, -70]]
# Rests at exactly -20 mV for 0.5 ms on the way up and down.
AT_LEVEL = [[-2.5, -70], [-1.5, -20], [-1, -20], [0, 30], [2, -20], [2.5, -20], [4.9, -80], [14.9, -70]]
PEAKS = [150, 170, 270, 350, 460]

CASES = [
    {"name": "plain", "corners": PLAIN},
    {"name": "neighbours exactly at -20 mV", "corners": AT_LEVEL},
    {"name": "clipped", "corners": PLAIN, "highest": 10},
    {"name": "trigger at 0", "corners": PLAIN, "start": -100, "stimulus": [0, 300], "peaks": [50, 70, 170, 250, 360]},
    {"name": "a minute later", "corners": PLAIN, "start": 60000, "stimulus": [60100, 60400], "shift": 60000},
    {"name": "no spike in the stimulus", "corners": PLAIN, "peaks": [450, 480]},
]


def trace(case):
    start, dt = case["start"], case["samplingInterval"]
    t = np.round(start + np.arange(round(case["length"] / dt)) * dt, 9)
    v = np.full(len(t), -70.0)
    x, y = np.array(case["corners"]).T
    for peak in case["peaks"]:
        inside = (t - peak >= x[0] - 1e-9) & (t - peak <= x[-1] + 1e-9)
        v[inside] = np.round(np.interp(t[inside] - peak, x, y), 9)
    return t, np.minimum(v, case["highest"])


out = []
for given in CASES:
    case = {"start": 0, "samplingInterval": 0.05, "length": 500, "highest": 1000, "stimulus": [100, 400], **given}
    case.setdefault("peaks", [peak + case.get("shift", 0) for peak in PEAKS])
    t, v = trace(case)
    stimulus = case["stimulus"]
    values = efel.get_feature_values([{"T": t, "V": v, "stim_start": stimulus[:1], "stim_end": stimulus[1:]}], FEATURES)
    case["efel"] = {
        name: None if found is None or np.isnan(found).any() else [round(float(x), 9) for x in found]
        for name, found in values[0].items()
    }
    out.append(case)
target = Path(__file__).with_name("efel-made.json")
target.write_text(json.dumps({"efel": version("efel"), "cases": out}, separators=(",", ":")) + "\n")
for case in out:
    print(case["name"], case["efel"])
