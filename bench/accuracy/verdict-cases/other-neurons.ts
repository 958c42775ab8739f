/** Membrane potentials of neuron models other than FitzHugh–Nagumo, as a lab would record them: mV, ms. */

export interface OtherNeuron {
  name: string
  /** mV */
  samples: Float64Array
  /** ms between samples */
  samplingInterval: number
}

const samplingInterval = 0.05

/** Hodgkin & Huxley 1952, squid axon at 6.3 °C, shifted to a rest of −65 mV. @param current µA/cm² */
export function hodgkinHuxley(current: number, points: number): OtherNeuron {
  const ratio = (x: number): number => (Math.abs(x) < 1e-7 ? 1 : x / (1 - Math.exp(-x)))
  const samples = integrate([-65, 0.0529, 0.5961, 0.3177], points, ([v, m, h, n]) => [
    current - 120 * m ** 3 * h * (v - 50) - 36 * n ** 4 * (v + 77) - 0.3 * (v + 54.387),
    ratio((v + 40) / 10) * (1 - m) - 4 * Math.exp(-(v + 65) / 18) * m,
    0.07 * Math.exp(-(v + 65) / 20) * (1 - h) - h / (1 + Math.exp(-(v + 35) / 10)),
    0.1 * ratio((v + 55) / 10) * (1 - n) - 0.125 * Math.exp(-(v + 65) / 80) * n,
  ])
  return { name: 'Hodgkin–Huxley', samples, samplingInterval }
}

/** Morris & Lecar 1981, in the setting of Rinzel & Ermentrout 1989 (Hopf). @param current µA/cm² */
export function morrisLecar(current: number, points: number): OtherNeuron {
  const samples = integrate([-60, 0.014], points, ([v, w]) => [
    (current - 4.4 * 0.5 * (1 + Math.tanh((v + 1.2) / 18)) * (v - 120) - 8 * w * (v + 84) - 2 * (v + 60)) /
      20,
    0.04 * Math.cosh((v - 2) / 60) * (0.5 * (1 + Math.tanh((v - 2) / 30)) - w),
  ])
  return { name: 'Morris–Lecar', samples, samplingInterval }
}

/** Izhikevich 2003, regular spiking. */
export function izhikevich(current: number, points: number): OtherNeuron {
  const samples = new Float64Array(points)
  let [v, u] = [-65, -13]
  for (let i = 0; i < points; i++) {
    v += samplingInterval * (0.04 * v * v + 5 * v + 140 - u + current)
    u += samplingInterval * 0.02 * (0.2 * v - u)
    samples[i] = Math.min(v, 30)
    if (v >= 30) {
      v = -65
      u += 8
    }
  }
  return { name: 'Izhikevich', samples, samplingInterval }
}

/** Fourth-order Runge–Kutta, one step per sample; the first variable is the membrane potential. */
function integrate(start: number[], points: number, slope: (state: number[]) => number[]): Float64Array {
  const at = (x: number[], k: number[], h: number): number[] => x.map((v, i) => v + h * k[i])
  const samples = new Float64Array(points)
  let x = start
  for (let i = 0; i < points; i++) {
    samples[i] = x[0]
    const a = slope(x)
    const b = slope(at(x, a, samplingInterval / 2))
    const c = slope(at(x, b, samplingInterval / 2))
    const d = slope(at(x, c, samplingInterval))
    x = x.map((v, j) => v + (samplingInterval / 6) * (a[j] + 2 * b[j] + 2 * c[j] + d[j]))
  }
  return samples
}
