"""Cells of sets c and d of hh-cells.py: conductances and kinetics of other publications than those of sets a and b. No network, no files.

Wang and Buzsaki (1996), with by chance the A current of Connor and Stevens and the h current of Huguenard and McCormick (1992); Connor and Stevens
(1977) as Dayan and Abbott (2001) write it, with and without that h current; the LTS cell of Pospischil et al. (2008), with a T current.
All by chance with an inward rectifier. Conductances are drawn about the published ones. In sets c and d no cell of Connor and Stevens has a rest and
a resistance that hh-cells.py keeps."""
import numpy as np

exp = np.exp


def ramp(x, over):
    """x / (1 - exp(-x / over))."""
    return over if abs(x) < 1e-7 else x / -np.expm1(-x / over)


def draw(random):
    """Conductances in nS, C in pF, so that currents are in pA for mV."""
    has = lambda p: random.uniform() < p
    about = lambda value, sd=0.3: value * exp(random.normal(0, sd))
    kind = ["wang-buzsaki", "connor-stevens", "lts"][random.integers(3)]
    C = random.uniform(25, 60) if kind == "connor-stevens" else random.uniform(40, 160)
    p = {"kind": kind, "C": C, "EK": random.uniform(-100, -85), "gA": 0.0, "gM": 0.0, "gT": 0.0}
    if kind == "wang-buzsaki":
        p.update(gL=C * about(0.1), EL=random.uniform(-70, -62), gNa=C * about(35), gK=C * about(9), gA=C * about(3, 0.5) * has(0.5))
    elif kind == "connor-stevens":
        p.update(gL=C * about(0.3), EL=random.uniform(-25, -17), gNa=C * about(120), gK=C * about(20), gA=C * about(47.7), EK=-72.0)
    else:
        p.update(gL=C * about(0.02, 0.5), EL=random.uniform(-80, -65), gNa=C * about(50), gK=C * about(5), gM=C * about(0.03) * has(0.7),
                 gT=C * about(0.3, 0.5), VT=random.uniform(-56, -48), shift=random.uniform(-2, 7))
    p.update(gH=C * about(0.03, 0.5) * has(0.5), faster=random.uniform(1, 6), gKir=C * about(0.05, 0.5) * has(0.4))
    return p


def gates(p, V):
    """Steady states and time constants (ms) of m, h, n, a, b, w, r, u."""
    kind = p["kind"]
    if kind == "wang-buzsaki":
        am, bm = 0.1 * ramp(V + 35, 10), 4 * exp(-(V + 60) / 18)
        ah, bh = 5 * 0.07 * exp(-(V + 58) / 20), 5 / (1 + exp(-0.1 * (V + 28)))
        an, bn = 5 * 0.01 * ramp(V + 34, 10), 5 * 0.125 * exp(-(V + 44) / 80)
    elif kind == "connor-stevens":
        am, bm = 0.38 * ramp(V + 29.7, 10), 15.2 * exp(-0.0556 * (V + 54.7))
        ah, bh = 0.266 * exp(-0.05 * (V + 48)), 3.8 / (1 + exp(-0.1 * (V + 18)))
        an, bn = 0.02 * ramp(V + 45.7, 10), 0.25 * exp(-0.0125 * (V + 55.7))
    else:
        v = V - p["VT"]
        am, bm = 0.32 * ramp(v - 13, 4), 0.28 * ramp(40 - v, 5)
        ah, bh = 0.128 * exp((17 - v) / 18), 4 / (1 + exp((40 - v) / 5))
        an, bn = 0.032 * ramp(v - 15, 5), 0.5 * exp((10 - v) / 40)
    a = (0.0761 * exp(0.0314 * (V + 94.22)) / (1 + exp(0.0346 * (V + 1.17)))) ** (1 / 3)
    b = (1 / (1 + exp(0.0688 * (V + 53.3)))) ** 4
    x = V + p.get("shift", 0)
    return (
        (am / (am + bm), 1 / (am + bm)),
        (ah / (ah + bh), 1 / (ah + bh)),
        (an / (an + bn), 1 / (an + bn)),
        (a, 0.3632 + 1.158 / (1 + exp(0.0497 * (V + 55.96)))),
        (b, 1.24 + 2.678 / (1 + exp(0.0624 * (V + 50)))),
        (1 / (1 + exp(-(V + 35) / 10)), 1000 / (3.3 * exp((V + 35) / 20) + exp(-(V + 35) / 20))),
        (1 / (1 + exp((V + 75) / 5.5)), 1 / p["faster"] / (exp(-14.59 - 0.086 * V) + exp(-1.87 + 0.0701 * V))),
        (1 / (1 + exp((x + 81) / 4)), 30.8 + (211.4 + exp((x + 113.2) / 5)) / (3.7 * (1 + exp((x + 84) / 3.2)))),
    )


def start(p):
    return [-70, *(steady for steady, _ in gates(p, -70))]


def slopes(p, s, current):
    """dV/dt and those of the gates. @param current pA"""
    V, m, h, n, a, b, w, r, u = s
    now = gates(p, V)
    # Wang and Buzsaki have m follow at once.
    gate = now[0][0] if p["kind"] == "wang-buzsaki" else m
    toA = -75 if p["kind"] == "connor-stevens" else p["EK"]
    activates = 1 / (1 + exp(-(V + p.get("shift", 0) + 57) / 6.2))
    ionic = (p["gL"] * (V - p["EL"]) + p["gNa"] * gate**3 * h * (V - 55) + (p["gK"] * n**4 + p["gM"] * w) * (V - p["EK"])
             + p["gA"] * a**3 * b * (V - toA) + p["gH"] * r * (V + 43) + p["gT"] * activates**2 * u * (V - 120)
             + p["gKir"] / (1 + exp((V - p["EK"] - 5) / 8)) * (V - p["EK"]))
    return [(current - ionic) / p["C"], *((steady - x) / time for (steady, time), x in zip(now, s[1:]))]
