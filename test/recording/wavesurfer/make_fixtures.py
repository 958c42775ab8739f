"""Writes the files of wavesurfer.test.ts, laid out as WaveSurfer does, and expected.json: what PyWaveSurfer reads in them.

    python make_fixtures.py        (numpy, h5py, pywavesurfer; from this folder)

Nothing of this is needed to build or test the program.
"""
import json
import h5py
import numpy as np
from pywavesurfer import ws

rng = np.random.default_rng(23)
# Of an NI board: volts by a cubic of the counts.
coefficients = np.array([[-1.2e-3, 3.1e-4, 2e-13, -1e-18], [4e-4, 3.2e-4, -1e-13, 2e-18]])
names, units = ['Vm', 'unused', 'Im'], ['mV', 'V', 'pA']
scales, active = np.array([0.01, 1., 0.002]), np.array([1, 0, 1], 'u1')


def counts(n):
    """A membrane at rest with a spike in every 200 samples, and a step of current."""
    i = np.arange(n)
    v = -65 + 0.4 * rng.standard_normal(n) + 90 * np.exp(-((i % 200 - 100) ** 2) / 18)
    current = np.where(i > n // 2, 100., 0.) + rng.standard_normal(n)
    return np.round(np.array([v * scales[0], current * scales[2]]) / 3.15e-4).astype('i2')


def strings(group, name, texts):
    group.create_dataset(name, data=np.array(texts, dtype=h5py.string_dtype()))


def new():
    """As since 0.9: one header, sweeps of different lengths."""
    with h5py.File('new.h5', 'w') as file:
        header = file.create_group('header')
        header['VersionString'] = np.bytes_('0.982')
        header['AcquisitionSampleRate'] = 20000.
        header['NAIChannels'] = 3.
        header['AIChannelScales'], header['IsAIChannelActive'] = scales, active
        header['AIScalingCoefficients'] = coefficients
        strings(header, 'AIChannelNames', names)
        strings(header, 'AIChannelUnits', units)
        for k, n in [(2, 400), (10, 300), (9, 400)]:
            sweep = file.create_group(f'sweep_{k:04d}')
            sweep.create_dataset('analogScans', data=counts(n), chunks=(2, 100))
            sweep['digitalScans'] = np.zeros((1, n), 'u1')
            sweep['timestamp'] = 0.


def old():
    """As before: a group for the acquisition, trials, and a rate that the board did not make."""
    with h5py.File('old.h5', 'w') as file:
        header = file.create_group('header')
        header['VersionString'] = np.bytes_('0.74')
        acquisition = header.create_group('Acquisition')
        acquisition['SampleRate'] = np.array([[30000.]])
        acquisition['AnalogChannelScales'], acquisition['IsAnalogChannelActive'] = scales, active
        acquisition['AnalogScalingCoefficients'] = coefficients
        strings(acquisition, 'AnalogChannelNames', names)
        strings(acquisition, 'AnalogChannelUnits', units)
        header.create_group('Stimulation')['SampleRate'] = np.array([[30000.]])
        file.create_group('trial_0001')['analogScans'] = counts(400)


def damaged():
    with h5py.File('new.h5', 'r') as source, h5py.File('no-scale.h5', 'w') as file:
        source.copy('header', file)
        source.copy('sweep_0009', file)
        del file['header/AIScalingCoefficients']


def expected():
    found = {}
    for name in ['new', 'old']:
        read = ws.loadDataFile(f'{name}.h5')
        header = read['header']
        rate = header.get('AcquisitionSampleRate', header.get('Acquisition', {}).get('SampleRate'))
        found[name] = {'rate': float(np.asarray(rate).reshape(-1)[0]), 'sweeps': {
            key: [[float(f'{x:.10g}') for x in row] for row in value['analogScans']]
            for key, value in read.items() if key.startswith(('sweep', 'trial'))}}
    with open('expected.json', 'w') as out:
        json.dump(found, out)


if __name__ == '__main__':
    for make in [new, old, damaged, expected]:
        make()
