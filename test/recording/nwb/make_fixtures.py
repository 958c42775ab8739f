"""Writes the NWB and HDF5 files of nwb*.test.ts, and expected.json: what pynwb reads in current-clamp.nwb.

    python make_fixtures.py        (numpy, h5py, pynwb; from this folder)

Nothing of this is needed to build or test the program.
"""
import json
from datetime import datetime, timezone
import h5py
import numpy as np
from pynwb import NWBFile, NWBHDF5IO, H5DataIO, TimeSeries
from pynwb.icephys import (CurrentClampSeries, CurrentClampStimulusSeries, IZeroClampSeries, VoltageClampSeries,
                           VoltageClampStimulusSeries)

rng = np.random.default_rng(7)


def membrane(n):
    """A membrane at rest with noise and a spike in every 200 samples, mV."""
    i = np.arange(n)
    return -65 + 0.4 * rng.standard_normal(n) + 90 * np.exp(-((i % 200 - 100) ** 2) / 18)


def empty(name):
    file = NWBFile('made for tests', name, datetime(2024, 1, 1, tzinfo=timezone.utc))
    device = file.create_device(name='amplifier')
    electrodes = [file.create_icephys_electrode(name=f'electrode {k}', description='-', device=device) for k in (0, 1)]
    return file, electrodes


def write(file, path):
    with NWBHDF5IO(path, 'w') as io:
        io.write(file, cache_spec=False)


def current_clamp():
    """Three sweeps of one rate, one of them shorter, packed integers; stimuli by sweep number; others that are not
    wanted."""
    file, (first, second) = empty('current-clamp')
    for k, n in enumerate([1000, 1000, 800]):
        counts = np.round(membrane(n) / 0.03125).astype('i2')
        file.add_acquisition(CurrentClampSeries(
            name=f'data_{k:05d}_AD0', data=H5DataIO(counts, compression='gzip', shuffle=True, chunks=(256,)),
            conversion=0.03125e-3, offset=0.001, rate=20000., electrode=first, gain=1., sweep_number=np.uint32(k)))
        current = np.where((np.arange(n) > 300) & (np.arange(n) < 600), 50. * k, -10.)
        file.add_stimulus(CurrentClampStimulusSeries(
            name=f'data_{k:05d}_DA0', data=H5DataIO(current, compression='gzip'), conversion=1e-12, rate=20000.,
            electrode=first, gain=1., sweep_number=np.uint32(k)))
    # Another electrode in the same sweep: its stimulus must not be taken for the first one's.
    file.add_stimulus(CurrentClampStimulusSeries(
        name='another', data=np.zeros(50), conversion=1e-12, rate=20000., electrode=second, gain=1.,
        sweep_number=np.uint32(1)))
    file.add_stimulus(VoltageClampStimulusSeries(
        name='command', data=np.zeros(50), rate=20000., electrode=second, gain=1., sweep_number=np.uint32(9)))
    file.add_acquisition(VoltageClampSeries(
        name='clamped', data=np.zeros(50), conversion=1e-12, rate=20000., electrode=first, gain=1.))
    file.add_acquisition(IZeroClampSeries(name='slow', data=membrane(100) / 1000, rate=1000., electrode=first, gain=1.))
    write(file, 'current-clamp.nwb')
    with NWBHDF5IO('current-clamp.nwb', 'r') as io:
        read = io.read()
        expected = {kind: {name: [float(x) for x in np.asarray(series.get_data_in_units())]
                           for name, series in place.items() if name.startswith('data')}
                    for kind, place in [('volts', read.acquisition), ('amperes', read.stimulus)]}
    with open('expected.json', 'w') as out:
        json.dump({kind: {name: [float(f'{x:.9g}') for x in values] for name, values in place.items()}
                   for kind, place in expected.items()}, out)


def time_series():
    """No series of current clamp; volts by unit, on listed times."""
    file, _ = empty('time-series')
    even = np.arange(600) / 10000 + 5
    v = membrane(600)
    file.add_acquisition(TimeSeries(name='even', data=v, unit='mV', timestamps=even))
    kept = np.r_[0:200, 260:600]
    file.add_acquisition(TimeSeries(name='gap', data=v[kept], unit='mV', timestamps=even[kept]))
    file.add_acquisition(TimeSeries(name='uneven', data=v, unit='mV', timestamps=even + 3e-5 * rng.random(600)))
    file.add_acquisition(TimeSeries(name='back', data=v, unit='mV', timestamps=even[::-1].copy()))
    file.add_acquisition(TimeSeries(name='pairs', data=np.c_[v, v[::-1]], unit='mV', rate=10000.))
    file.add_acquisition(TimeSeries(name='light', data=v, unit='lux', rate=10000.))
    write(file, 'time-series.nwb')


def bare(path, **kwargs):
    """The least that is called NWB."""
    file = h5py.File(path, 'w', **kwargs)
    file.attrs['nwb_version'] = '2.7.0'
    return file


def series(file, name, data, rate=20000., kind='CurrentClampSeries', **kwargs):
    group = file.create_group(f'acquisition/{name}')
    group.attrs['neurodata_type'] = kind
    dataset = group.create_dataset('data', data=data, **kwargs)
    dataset.attrs['unit'] = 'volts'
    if rate is not None:
        group.create_dataset('starting_time', data=0.).attrs['rate'] = rate
    return group


def oddities():
    """One good sweep among series that cannot be read, each for another reason."""
    v = membrane(400) / 1000
    with bare('oddities.nwb') as file:
        series(file, 'good', v.astype('>f4'))
        series(file, 'lzf', v, compression='lzf')
        series(file, 'no rate', v, rate=None)
        series(file, 'zero rate', v, rate=0.)
        series(file, 'no number', v).get('data').attrs['conversion'] = np.nan
        series(file, 'words', np.array([b'a', b'b'] * 20))
        series(file, 'a cube', np.zeros((4, 4, 4)))
        series(file, 'nothing', np.zeros(0))
        series(file, 'all missing', np.full(400, np.nan))
        file.create_group('acquisition/no data').attrs['neurodata_type'] = 'CurrentClampSeries'
        file['acquisition/elsewhere'] = h5py.ExternalLink('time-series.nwb', '/acquisition/even')
        file['acquisition/dangling'] = h5py.SoftLink('/nowhere')
        file['acquisition/cycle'] = h5py.SoftLink('/acquisition/cycle')
        file['acquisition/itself'] = file['/acquisition']
        outside = file.create_group('acquisition/data elsewhere')
        outside['data'] = h5py.ExternalLink('time-series.nwb', '/acquisition/even/data')
        layout = h5py.VirtualLayout(shape=(400,), dtype='f8')
        layout[:] = h5py.VirtualSource('time-series.nwb', 'acquisition/even/data', shape=(600,))[:400]
        virtual = file.create_group('acquisition/virtual')
        virtual.create_virtual_dataset('data', layout)
        twin = file.create_group('acquisition/linked')
        twin.attrs['neurodata_type'] = 'CurrentClampSeries'
        twin['data'] = h5py.SoftLink('/acquisition/good/data')
        twin['starting_time'] = h5py.SoftLink('/acquisition/good/starting_time')


def nwb1():
    """As files were in 2015."""
    with h5py.File('nwb1.nwb', 'w') as file:
        file['nwb_version'] = 'NWB-1.0.5'
        for k in range(2):
            group = file.create_group(f'acquisition/timeseries/Sweep_{k}')
            group.attrs['neurodata_type'] = 'TimeSeries'
            group.attrs['ancestry'] = np.array(['TimeSeries', 'PatchClampSeries', 'CurrentClampSeries'], dtype='S')
            data = group.create_dataset('data', data=(membrane(400) / 1000).astype('f4'))
            data.attrs.update({'conversion': 1.0, 'unit': 'Volts', 'resolution': np.nan})
            group.create_dataset('starting_time', data=0.).attrs['rate'] = 50000.
            given = file.create_group(f'stimulus/presentation/Sweep_{k}')
            given.attrs['ancestry'] = np.array(['TimeSeries', 'CurrentClampStimulusSeries'], dtype='S')
            data = given.create_dataset('data', data=np.full(400, 1e-10 * k, 'f4'))
            data.attrs.update({'conversion': 1.0, 'unit': 'Amps'})
            given.create_dataset('starting_time', data=0.).attrs['rate'] = 50000.


def zeros():
    """Gigabytes of zeros in a few kilobytes; and what fits the limit of samples, though not the file."""
    with bare('zeros.nwb') as file:
        for name, n in [('huge', 4_000_000_000), ('large', 19_000_000)]:
            group = series(file, name, None, shape=(n,), dtype='f8', chunks=(1_000_000,), compression='gzip')
            del group


def one_piece():
    """Chunks of hundreds of megabytes."""
    with bare('one-piece.nwb') as file:
        series(file, 'huge', None, shape=(15_000_000,), dtype='f8', chunks=(15_000_000,), compression='gzip')
        series(file, 'wide', None, shape=(2, 15_000_000), dtype='f8', chunks=(2, 15_000_000), compression='gzip')


def others():
    with h5py.File('other.h5', 'w') as file:
        file.create_dataset('entry/instrument/detector/data', data=np.arange(20))
        file.create_group('entry/sample')
        file['entry/up'] = file['/entry']
    with bare('empty.nwb'):
        pass
    with bare('one-sample.nwb') as file:
        series(file, 'one', np.array([-0.065]))
    with bare('constant.nwb') as file:
        series(file, 'flat', np.full(100, -0.065))
    with bare('clamped.nwb') as file:
        series(file, 'i', rng.standard_normal(100) * 1e-12, kind='VoltageClampSeries')


if __name__ == '__main__':
    for make in [current_clamp, time_series, oddities, nwb1, zeros, one_piece, others]:
        make()
