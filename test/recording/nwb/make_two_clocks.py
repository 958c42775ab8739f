"""Writes two-clocks.nwb: current-clamp.nwb with times beside the rate of its first two series. Those of the first say half
of its rate, those of the second the same rate.

    python make_two_clocks.py        (numpy, h5py; from this folder)

Nothing of this is needed to build or test the program.
"""
import shutil
import h5py
import numpy as np

shutil.copy('current-clamp.nwb', 'two-clocks.nwb')
with h5py.File('two-clocks.nwb', 'a') as file:
    for name, factor in [('data_00000_AD0', 2), ('data_00001_AD0', 1)]:
        series = file['acquisition'][name]
        rate = series['starting_time'].attrs['rate']
        series['timestamps'] = factor * np.arange(len(series['data'])) / rate
