"""Single-compartment conductance-based cells under known currents, all sweeps of a family at once.

Rush-Larsen gates and an exponential Euler step of the voltage, 0.02 ms (0.01 ms checks it). nS, pF, pA, mV, ms. A parameter may be
a number or one for each sweep, so that a cell can drift over its family.

Kinetics: Pospischil et al. (2008) for Na, Kd, M, CaL, CaT; Wang and Buzsaki (1996); Connor and Stevens (1971) for the A current, in the form
of Dayan and Abbott (2001); h with a sigmoid and a bell-shaped time constant, persistent Na at once."""
import numpy as np

exp = np.exp


def ratio(x, y):
    """x / (1 - exp(-x / y)), also at 0."""
    u = x / y
    return y * np.where(np.abs(u) < 1e-6, 1 + u / 2, u / -np.expm1(-np.where(np.abs(u) < 1e-6, 1, u)))


def ab(alpha, beta, q=1):
    return alpha / (alpha + beta), 1 / (q * (alpha + beta))


class Cell:
    """What a cell is: C, leak, and its other conductances (0 where it has none)."""

    base = dict(C=100., gL=5., EL=-70., gNa=0., gKd=0., VT=-56., ENa=50., EK=-90., gM=0., tauM=600., gCaL=0., gCaT=0., VxT=2., gH=0., halfH=-82.,
                tauH=100., gNaP=0., gA=0., gWbNa=0., gWbK=0., gCsNa=0., gCsK=0., hTau=1.)

    def __init__(self, **p):
        self.p = {**self.base, **p}

    def gates(self, V):
        """Steady state and time constant of each gate that the cell has."""
        p, g = self.p, {}
        on = lambda name: np.any(np.asarray(p[name]) != 0)
        v = V - p["VT"]
        if on("gNa"):
            g["m"] = ab(0.32 * ratio(v - 13, 4), 0.28 * ratio(40 - v, 5))
            g["h"] = ab(0.128 * exp((17 - v) / 18), 4 / (1 + exp((40 - v) / 5)))
        if on("gKd"):
            g["n"] = ab(0.032 * ratio(v - 15, 5), 0.5 * exp((10 - v) / 40))
        if on("gM"):
            g["w"] = 1 / (1 + exp(-(V + 35) / 10)), p["tauM"] / (3.3 * exp((V + 35) / 20) + exp(-(V + 35) / 20))
        if on("gCaL"):
            g["q"] = ab(0.055 * ratio(V + 27, 3.8), 0.94 * exp((-75 - V) / 17))
            g["r"] = ab(0.000457 * exp((-13 - V) / 50), 0.0065 / (exp((-15 - V) / 28) + 1))
        if on("gCaT"):
            x = p["VxT"]
            g["u"] = (1 / (1 + exp((V + x + 81) / 4)),
                      (30.8 + (211.4 + exp((V + x + 113.2) / 5)) / (1 + exp((V + x + 84) / 3.2))) / 3.74)
        if on("gH"):
            g["hh"] = 1 / (1 + exp((V - p["halfH"]) / 8)), p["tauH"] * 2 / (exp((V + 75) / 20) + exp(-(V + 75) / 20)) + 5
        if on("gWbNa"):
            g["wh"] = ab(0.07 * exp(-(V + 58) / 20), 1 / (exp(-0.1 * (V + 28)) + 1), 5)
            g["wn"] = ab(0.01 * ratio(V + 34, 10), 0.125 * exp(-(V + 44) / 80), 5)
        if on("gCsNa"):
            g["cm"] = ab(0.38 * ratio(V + 29.7, 10), 15.2 * exp(-0.0556 * (V + 54.7)))
            g["ch"] = ab(0.266 * exp(-0.05 * (V + 48)), 3.8 / (1 + exp(-0.1 * (V + 18))))
            g["cn"] = ab(0.02 * ratio(V + 45.7, 10), 0.25 * exp(-0.0125 * (V + 55.7)))
        if on("gA"):
            g["a"] = np.cbrt(0.0761 * exp(0.0314 * (V + 94.22)) / (1 + exp(0.0346 * (V + 1.17)))), 0.3632 + 1.158 / (1 + exp(0.0497 * (V + 55.96)))
            g["b"] = (1 / (1 + exp(0.0688 * (V + 53.3)))) ** 4, (1.24 + 2.678 / (1 + exp(0.0624 * (V + 50)))) * p["hTau"]
        return g

    def currents(self, V, s):
        """Conductance and its reversal for each current."""
        p = self.p
        out = [(p["gL"], p["EL"])]
        if "m" in s: out.append((p["gNa"] * s["m"] ** 3 * s["h"], p["ENa"]))
        if "n" in s: out.append((p["gKd"] * s["n"] ** 4, p["EK"]))
        if "w" in s: out.append((p["gM"] * s["w"], p["EK"]))
        if "q" in s: out.append((p["gCaL"] * s["q"] ** 2 * s["r"], 120.))
        if "u" in s: out.append((p["gCaT"] * (1 / (1 + exp(-(V + p["VxT"] + 57) / 6.2))) ** 2 * s["u"], 120.))
        if "hh" in s: out.append((p["gH"] * s["hh"], -35.))
        if np.any(np.asarray(p["gNaP"]) != 0): out.append((p["gNaP"] / (1 + exp(-(V + 50) / 5)), p["ENa"]))
        if "wh" in s:
            am, bm = 0.1 * ratio(V + 35, 10), 4 * exp(-(V + 60) / 18)
            out += [(p["gWbNa"] * (am / (am + bm)) ** 3 * s["wh"], 55.), (p["gWbK"] * s["wn"] ** 4, p["EK"])]
        if "cm" in s: out += [(p["gCsNa"] * s["cm"] ** 3 * s["ch"], 55.), (p["gCsK"] * s["cn"] ** 4, -72.)]
        if "a" in s: out.append((p["gA"] * s["a"] ** 3 * s["b"], -75.))
        return out

    def run(self, I, dt, every=1, settle=3000., holding=0., start=-70.):
        """Voltage under I (sweeps x samples, each dt), every so many samples; settled without a step before. The state at its end too."""
        V = np.full(I.shape[0], start)
        s = {name: np.broadcast_to(inf, V.shape).copy() for name, (inf, _) in self.gates(V).items()}
        coarse = 0.02
        for _ in range(int(settle / coarse)):
            V = self.step(V, s, holding, coarse)
        out = np.empty((I.shape[0], I.shape[1] // every))
        for i in range(I.shape[1]):
            if i % every == 0 and i // every < out.shape[1]:
                out[:, i // every] = V
            V = self.step(V, s, I[:, i], dt)
        return out

    def step(self, V, s, I, dt):
        for name, (inf, tau) in self.gates(V).items():
            s[name] += (inf - s[name]) * -np.expm1(-dt / tau)
        parts = self.currents(V, s)
        G = sum(g for g, _ in parts)
        J = sum(g * E for g, E in parts) + I
        return V + (J / G - V) * -np.expm1(-dt * G / self.p["C"])
