"""Writes small MATLAB files of level 5 (SciPy) and 7.3 (hdf5storage, and h5py laid out as MATLAB lays files out), and
expected.json: their voltages as SciPy's loadmat and mat73 read them.

    pip install numpy scipy h5py hdf5storage mat73 && python make_fixtures.py
"""

import json
import os

import h5py
import hdf5storage
import mat73
import numpy as np
from scipy.io import loadmat, savemat

os.chdir(os.path.dirname(os.path.abspath(__file__)))
n, dt = 480, 5e-5
random = np.random.default_rng(5)


def voltage(count=n):
    """A membrane at rest with noise and spikes, mV."""
    i = np.arange(count)
    spikes = 90 * np.exp(-(((i % 120) - 60) ** 2) / 18)
    return np.round(-65 + 0.4 * random.standard_normal(count) + spikes, 3)


def current(count=n):
    return np.where((np.arange(count) > 100) & (np.arange(count) < 400), 120.0, 0.0) + np.round(
        random.standard_normal(count), 3
    )


time = dt * np.arange(n)[:, None]
three = np.stack([voltage() for _ in range(3)], axis=1)

# ---- level 5
savemat("vectors-5.mat", {"time": time, "Vm": three[:, :1], "note": "cell 3"}, do_compression=True)
savemat("sweeps-5.mat", {"Vm_mV": three, "fs": 20000.0, "I_pA": current()[:, None]})
savemat("rows-5.mat", {"t": time.T, "voltage": three.T.astype(np.float32)}, do_compression=True)
savemat(
    "struct-5.mat",
    {"data": {"Vm": three[:, 0] / 1000, "units": "V", "dt": dt, "info": {"gain": 10.0, "who": "me"}}},
    oned_as="column",
)
cells = np.empty((1, 3), dtype=object)
for k, count in enumerate([n, n, n - 40]):
    cells[0, k] = three[:count, k][:, None]
savemat("cells-5.mat", {"sweeps": cells, "dt_ms": 0.05}, do_compression=True)
savemat(
    "spike2-5.mat",
    {
        "rec_Ch1": {"title": "Vm", "interval": dt, "units": "mV", "length": float(n), "values": three[:, :1]},
        "rec_Ch2": {"title": "Im", "interval": dt, "units": "nA", "values": current()[:, None] / 1000},
    },
)
savemat("counts-5.mat", {"data": np.round(three[:, :1] * 32).astype(np.int16), "fs": 20000.0})
savemat("two-rates-5.mat", {"a": {"fs": 20000.0}, "b": {"fs": 10000.0}, "Vm_mV": three[:, :1]})
savemat("contradiction-5.mat", {"time_ms": 1000 * time, "Vm_mV": three[:, :1], "fs": 10000.0})
savemat("square-5.mat", {"Vm_mV": np.stack([voltage(60) for _ in range(50)], axis=1), "fs": 20000.0})
savemat("nothing-5.mat", {"I_pA": current()[:, None], "note": "voltage clamp", "fs": 20000.0})
savemat("no-rate-5.mat", {"Vm_mV": three[:, :1]})
savemat("lengths-5.mat", {"Vm": three[:, :1], "V": voltage(300)[:, None], "fs": 20000.0})
savemat(
    "labchart-5.mat",
    {
        "data": np.concatenate([three[:, 0], current()])[None, :],
        "datastart": np.array([[1.0], [n + 1.0]]),
        "dataend": np.array([[float(n)], [2.0 * n]]),
        "samplerate": np.array([[20000.0], [20000.0]]),
    },
)
savemat("time-inside-5.mat", {"Vm": np.hstack([1000 * time, three[:, :1]])})
savemat("cubes-5.mat", {"d": np.stack([three, three], axis=2), "si": 50.0})

# ---- level 7.3
header = b"MATLAB 7.3 MAT-file, Platform: GLNXA64, Created on: Mon Jan  1 00:00:00 2024 HDF5 schema 1.00 ."


def matlab_file(name, fill):
    with h5py.File(name, "w", userblock_size=512) as f:
        fill(f)
    with open(name, "r+b") as f:
        f.write(header.ljust(116) + b"\0" * 8 + b"\x00\x02IM")


def put(group, name, values, matlab_class="double", **options):
    """As MATLAB stores an array: its dimensions the other way round."""
    array = np.atleast_2d(np.asarray(values))
    dataset = group.create_dataset(name, data=array.T, **options)
    dataset.attrs["MATLAB_class"] = np.bytes_(matlab_class)
    return dataset


def text(group, name, value):
    codes = np.array([[ord(c) for c in value]], dtype=np.uint16)
    put(group, name, codes, "char").attrs["MATLAB_int_decode"] = np.int32(2)


def sweeps(f):
    put(f, "Vm_mV", three, chunks=(1, 100), compression="gzip", shuffle=True)
    put(f, "fs", 20000.0)
    put(f, "I_pA", current()[:, None])


def struct(f):
    group = f.create_group("data")
    group.attrs["MATLAB_class"] = np.bytes_("struct")
    put(group, "Vm", three[:, :1] / 1000)
    text(group, "units", "V")
    put(group, "dt", dt)
    empty = group.create_dataset("comment", data=np.zeros(2, np.uint64))
    empty.attrs["MATLAB_class"] = np.bytes_("char")
    empty.attrs["MATLAB_empty"] = np.uint8(1)


def cell_array(f):
    refs = f.create_group("#refs#")
    parts = [put(refs, "abc"[k], three[: n - 40 * (k == 2), k][:, None]) for k in range(3)]
    references = np.array([[part.ref] for part in parts], dtype=h5py.ref_dtype)
    f.create_dataset("sweeps", data=references).attrs["MATLAB_class"] = np.bytes_("cell")
    put(f, "dt_ms", 0.05)


def struct_array(f):
    refs = f.create_group("#refs#")
    group = f.create_group("cell")
    group.attrs["MATLAB_class"] = np.bytes_("struct")
    for field, values in (("Vm", [three[:, :1], three[:, 1:2]]), ("t_ms", [1000 * time, 1000 * time])):
        parts = [put(refs, f"{field}{k}", v) for k, v in enumerate(values)]
        group.create_dataset(field, data=np.array([[p.ref] for p in parts], dtype=h5py.ref_dtype))


def table_object(f):
    # A table is an object: the numbers are elsewhere, and these are none.
    put(f, "T", np.arange(1, 41, dtype=np.uint32)[None, :], "table").attrs["MATLAB_object_decode"] = np.int32(3)
    put(f, "fs", 20000.0)


hdf5storage.savemat("vectors-73.mat", {"time": time, "Vm": three[:, :1], "note": "cell 3"}, format="7.3")
matlab_file("sweeps-73.mat", sweeps)
matlab_file("struct-73.mat", struct)
matlab_file("cells-73.mat", cell_array)
matlab_file("struct-array-73.mat", struct_array)
matlab_file("object-73.mat", table_object)

# ---- what the peers read, in mV
flat = lambda a: [round(float(x), 4) for x in np.asarray(a, dtype=float).ravel(order="F")]
by_columns = lambda a: [flat(a[:, k]) for k in range(a.shape[1])]
five = lambda name: loadmat(f"{name}-5.mat", squeeze_me=False)
seven = lambda name: mat73.loadmat(f"{name}-73.mat")
expected = {
    "vectors-5": by_columns(five("vectors")["Vm"]),
    "sweeps-5": by_columns(five("sweeps")["Vm_mV"]),
    "rows-5": by_columns(five("rows")["voltage"].T),
    "struct-5": [flat(five("struct")["data"]["Vm"][0, 0] * 1000)],
    "cells-5": [flat(v) for v in five("cells")["sweeps"].ravel()],
    "spike2-5": [flat(five("spike2")["rec_Ch1"]["values"][0, 0])],
    "time-inside-5": [flat(five("time-inside")["Vm"][:, 1])],
    "vectors-73": [flat(seven("vectors")["Vm"])],
    "sweeps-73": by_columns(seven("sweeps")["Vm_mV"]),
    "struct-73": [flat(seven("struct")["data"]["Vm"] * 1000)],
    "cells-73": [flat(v) for v in seven("cells")["sweeps"]],
    "struct-array-73": [flat(v) for v in seven("struct-array")["cell"]["Vm"]],
}
with open("expected.json", "w") as f:
    json.dump(expected, f)
    f.write("\n")
