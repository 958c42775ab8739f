"""Writes icephys.nwb, mies.nwb and extracellular.nwb, and icephys.json: what pynwb reads of the first by its tables.

    python make_icephys.py        (numpy, h5py, pynwb 3 or later; from this folder)

Nothing of this is needed to build or test the program.
"""
import json
from datetime import datetime, timezone
import h5py
import numpy as np
import pynwb
from pynwb import NWBFile, NWBHDF5IO
from pynwb.ecephys import ElectricalSeries
from pynwb.icephys import CurrentClampSeries, CurrentClampStimulusSeries, VoltageClampSeries, VoltageClampStimulusSeries

rng = np.random.default_rng(17)


def membrane(n):
    """A membrane at rest with noise and a spike in every 200 samples, V."""
    i = np.arange(n)
    return (-65 + 0.4 * rng.standard_normal(n) + 90 * np.exp(-((i % 200 - 100) ** 2) / 18)) / 1000


def empty(name):
    file = NWBFile('made for tests', name, datetime(2024, 1, 1, tzinfo=timezone.utc))
    return file, file.create_device(name='amplifier')


def write(file, path):
    with NWBHDF5IO(path, 'w') as io:
        io.write(file, cache_spec=False)


def icephys():
    """Names that tell nothing: only the tables say which stimulus goes with which response, and that one long series
    holds two recordings."""
    file, device = empty('icephys')
    electrode = file.create_icephys_electrode(name='electrode', description='-', device=device)
    common = dict(rate=20000., electrode=electrode, gain=1.)

    def response(name, n):
        return CurrentClampSeries(name=name, data=membrane(n).astype('f4'), **common)

    def stimulus(name, data):
        return CurrentClampStimulusSeries(name=name, data=data.astype('f4'), conversion=1e-12, **common)

    def add(**kwargs):
        return file.add_intracellular_recording(electrode=electrode, **kwargs)
    step = np.where(np.arange(400) > 150, 50., 0.)
    rows = [add(response=response('b', 400), stimulus=stimulus('x', step)),
            add(response=response('a', 400), stimulus=stimulus('y', 2 * step))]
    long, ramp = response('long', 1000), stimulus('ramp', np.arange(1000.))
    for first in (0, 500):
        rows.append(add(response=long, response_start_index=first, response_index_count=400,
                        stimulus=ramp, stimulus_start_index=first + 50, stimulus_index_count=400))
    rows.append(add(response=response('spontaneous', 400)))
    clamped = VoltageClampSeries(name='clamped', data=np.zeros(400, 'f4'), **common)
    rows.append(add(response=clamped, stimulus=VoltageClampStimulusSeries(name='z', data=np.zeros(400, 'f4'), **common)))
    simultaneous = [file.add_icephys_simultaneous_recording(recordings=[row]) for row in rows]
    for kind, of in [('long square', slice(0, 2)), ('ramp', slice(2, 4)), ('none', slice(4, 5)), ('hold', slice(5, 6))]:
        file.add_icephys_sequential_recording(simultaneous_recordings=simultaneous[of], stimulus_type=kind)
    write(file, 'icephys.nwb')
    with NWBHDF5IO('icephys.nwb', 'r') as io:
        table = io.read().intracellular_recordings
        expected = []
        for row in range(len(table)):
            r = table['responses']['response'][row]
            s = table['stimuli']['stimulus'][row]
            given = s.idx_start is not None
            expected.append({
                'response': r.timeseries.name, 'first': int(r.idx_start), 'unit': r.timeseries.unit,
                'volts': [float(f'{x:.9g}') for x in np.asarray(r.data) * r.timeseries.conversion],
                'stimulus': s.timeseries.name if given else None,
                'amperes': [float(f'{x:.9g}') for x in np.asarray(s.data) * s.timeseries.conversion] if given else []})
    with open('icephys.json', 'w') as out:
        json.dump({'pynwb': pynwb.__version__, 'rows': expected}, out)


def mies():
    """Two electrodes in each sweep, named as MIES names them, with its stimulus sets."""
    file, device = empty('mies')
    electrodes = [file.create_icephys_electrode(name=str(k), description='-', device=device) for k in (0, 1)]
    for sweep, stimulus_set in enumerate(['X1PS_SubThresh_DA_0', 'X4PS_SupraThresh_DA_0', 'X4PS_SupraThresh_DA_0']):
        for k, electrode in enumerate(electrodes):
            number = 2 * sweep + k
            common = dict(rate=50000., electrode=electrode, gain=1., sweep_number=np.uint32(sweep),
                          stimulus_description=stimulus_set)
            file.add_acquisition(CurrentClampSeries(
                name=f'data_{number:05d}_AD{k}', data=(1000 * membrane(400)).astype('f4'), conversion=1e-3, **common))
            file.add_stimulus(CurrentClampStimulusSeries(
                name=f'data_{number:05d}_DA{k}', data=np.full(400, 10. * sweep + k, 'f4'), conversion=1e-12, **common))
    write(file, 'mies.nwb')


def extracellular():
    """An ElectricalSeries, and a series of an extension that refers to extracellular electrodes."""
    file, device = empty('extracellular')
    group = file.create_electrode_group(name='probe', description='-', location='-', device=device)
    file.add_electrode(location='-', group=group)
    region = file.create_electrode_table_region([0], 'all')
    file.add_acquisition(ElectricalSeries(name='lfp', data=membrane(400), rate=20000., electrodes=region))
    write(file, 'extracellular.nwb')
    with h5py.File('extracellular.nwb', 'a') as file:
        file.copy('/acquisition/lfp', '/acquisition/extension')
        file['/acquisition/extension'].attrs['neurodata_type'] = 'MyProbeSeries'


if __name__ == '__main__':
    for make in [icephys, mies, extracellular]:
        make()
