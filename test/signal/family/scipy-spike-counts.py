"""Spikes in each sweep of the real families, by SciPy's find_peaks on what pyABF reads: peaks above -30 mV that stand out by 25 mV, for at
least 1 ms between them. Usage: python scipy-spike-counts.py RECORDINGS_FOLDER; writes scipy-spike-counts.json beside it."""
import json
import pathlib
import sys
import pyabf
from scipy.signal import find_peaks

found = {}
for name in ['171116sh_0018', '18711001', '18713001', '17o05028_ic_steps', '190619B_0003']:
    abf = pyabf.ABF(str(pathlib.Path(sys.argv[1]) / f'{name}.abf'))
    counts = []
    for sweep in abf.sweepList:
        abf.setSweep(sweep)
        peaks, _ = find_peaks(abf.sweepY, height=-30, prominence=25, distance=max(1, abf.sampleRate // 1000))
        counts.append(len(peaks))
    found[f'{name}.abf'] = counts
here = pathlib.Path(__file__).parent
(here / 'scipy-spike-counts.json').write_text(json.dumps(found, indent=1) + '\n')
