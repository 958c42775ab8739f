"""Reference values for the filters of conditioning, by SciPy: python reference.py > reference.json

A trace of 4000 samples at 10 kHz (a spike of 2 ms, a slow sine, a fast one) and what SciPy makes of it."""
import json

import numpy as np
from scipy import signal

fs = 10_000
n = 4000
i = np.arange(n)
trace = -65 + 5 * np.sin(i / 500) + 0.5 * np.sin(2 * np.pi * 50 * i / fs) + 0.2 * np.sin(i * 2.2)
trace[1500:1520] += 80
trace = np.round(trace, 6)

# −3 dB after both passes, as the program counts.
cutoff = 600
k = np.tan(np.pi * cutoff / fs) / (np.sqrt(2) - 1) ** (1 / 8)
sos = signal.butter(4, np.arctan(k) * fs / np.pi, fs=fs, output="sos")
low = signal.sosfiltfilt(sos, trace, padtype="odd", padlen=int(np.ceil(3 * fs / cutoff)))

b, a = signal.iirnotch(50, 50 / 2, fs=fs)
notched = signal.filtfilt(b, a, trace, padtype="odd", padlen=n - 1)

every = slice(0, n, 37)
print(json.dumps({"every": 37, "lowpass": low[every].round(9).tolist(), "notch": notched[every].round(9).tolist()}))
