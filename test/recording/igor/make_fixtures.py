"""Writes the waves of igor.test.ts by Igor's technical note 003, and expected.json: what igor2 reads in them.

    python make_fixtures.py        (numpy, igor2; from this folder)

Nothing of this is needed to build or test the program.
"""
import json
import struct
import numpy as np
from igor2 import binarywave

rng = np.random.default_rng(29)
types = {'f4': 2, 'f8': 4, 'i2': 16, 'u2': 80}


def membrane(n):
    """A membrane at rest with a spike in every 200 samples, mV."""
    i = np.arange(n)
    return -65 + 0.4 * rng.standard_normal(n) + 90 * np.exp(-((i % 200 - 100) ** 2) / 18)


def checked(head, data, order, at, count):
    """With the checksum at its place, so that the words of the header sum up to 0."""
    both = bytearray(head + data)
    both[at:at + 2] = b'\0\0'
    total = int(np.frombuffer(bytes(both[:count]), order + 'i2').astype(int).sum())
    struct.pack_into(order + 'H', both, at, (-total) & 0xffff)
    return bytes(both)


def version2(path, data, order, name, unit, x_unit, step, kind):
    values = data.astype(order + kind).tobytes()
    front = struct.pack(order + 'hlllh', 2, 126 + len(values), 0, 0, 0)
    wave = struct.pack(order + 'hL20shhL4s4slhddhhhddccLlL2sLL', types[kind], 0, name, 0, 0, 0, unit, x_unit,
                       len(data), 0, step, 0., 0, 0, 0, 0., 0., b'\0', b'\0', 0, 0, 0, b'', 0, 0)
    assert len(front) == 16 and len(wave) == 110
    with open(path, 'wb') as out:
        out.write(checked(front + wave, values + b'\0' * 16, order, 14, 142))


def version5(path, data, order, name, unit, x_unit, step, kind):
    columns = data.reshape(len(data), -1)
    values = columns.astype(order + kind).tobytes(order='F')
    shape = [len(data), columns.shape[1] if data.ndim > 1 else 0, 0, 0]
    front = struct.pack(order + 'hhlllll4l4ll', 5, 0, 320 + len(values), 0, 0, 0, *[0] * 9, 0)[:64].ljust(64, b'\0')
    wave = struct.pack(order + 'LLLlhh6sh32slL4l4d4d4s16s', 0, 0, 0, columns.size, types[kind], 0, b'', 1, name, 0, 0,
                       *shape, step, 1., 1., 1., 0., 0., 0., 0., unit, x_unit).ljust(320, b'\0')
    with open(path, 'wb') as out:
        out.write(checked(front + wave, values, order, 2, 384))


def everything():
    v = membrane(400)
    version5('v5-little.ibw', v / 1000, '<', b'V_soma', b'V', b's', 5e-5, 'f4')
    version5('v5-big-matrix.ibw', np.array([v, membrane(400), membrane(400)]).T, '>', b'Vm', b'mV', b'ms', 0.05, 'f8')
    version5('v5-counts.ibw', np.round(v), '<', b'wave0', b'', b's', 1e-4, 'i2')
    version2('v2-big.ibw', v, '>', b'trace', b'mV', b's', 5e-5, 'f4')
    version2('v2-little.ibw', v / 1000, '<', b'trace', b'V', b's', 2.5e-5, 'f8')
    version5('no-scale.ibw', v, '<', b'Vm', b'mV', b'', 1., 'f4')
    version5('current.ibw', v, '<', b'Im', b'pA', b's', 5e-5, 'f4')


def expected():
    found = {}
    for name in ['v5-little', 'v5-big-matrix', 'v5-counts', 'v2-big', 'v2-little']:
        read = binarywave.load(f'{name}.ibw')
        wave, head = read['wave'], read['wave']['wave_header']
        data = np.asarray(wave['wData'], float)
        new = read['version'] == 5
        x_unit = head['dimUnits'][0] if new else head['xUnits']
        found[name] = {
            'name': head['bname'].decode().rstrip('\0'), 'unit': b''.join(np.asarray(head['dataUnits'])).decode(),
            'xUnit': b''.join(np.asarray(x_unit)).decode(), 'step': float(head['sfA'][0] if new else head['hsA']),
            'columns': [[float(f'{x:.9g}') for x in column] for column in data.reshape(len(data), -1).T]}
    with open('expected.json', 'w') as out:
        json.dump(found, out)


if __name__ == '__main__':
    everything()
    expected()
