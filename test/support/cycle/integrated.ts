import type { Random } from '../../../src-main/model/random.ts'
import type { ObservationSource } from '../../../src-main/signal/sweep.ts'

interface Cell {
  gNa: number
  gKd: number
  gL: number
  iDrive: number
  vT: number
  q: number
  eNa: number
  eK: number
}

interface Recorded {
  /** ms */
  duration: number
  samplingInterval: number
  /** mV: sd of white noise of each sample. */
  noise: number
  /** µA/cm²: sd of the drive, whose correlation falls off over 150 ms. */
  varies: number
}

/**
 * A recording of a Hodgkin–Huxley cell by other code than the program's: the equations of Pospischil et al. 2008 as they
 * are printed, by the classical Runge–Kutta method at a fixed step of 10 µs.
 */
export function integrated(
  { gNa, gKd, gL, iDrive, vT, q, eNa, eK }: Cell,
  { duration, samplingInterval, noise, varies }: Recorded,
  random: Random,
): ObservationSource {
  const dt = 0.01
  const every = Math.round(samplingInterval / dt)
  const keep = Math.exp(-samplingInterval / 150)
  let extra = varies * random.normal()
  const slope = ([v, m, h, n]: number[]): number[] => {
    const u = v - vT
    const am = (-0.32 * (u - 13)) / (Math.exp(-(u - 13) / 4) - 1)
    const bm = (0.28 * (u - 40)) / (Math.exp((u - 40) / 5) - 1)
    const ah = 0.128 * Math.exp(-(u - 17) / 18)
    const bh = 4 / (1 + Math.exp(-(u - 40) / 5))
    const an = (-0.032 * (u - 15)) / (Math.exp(-(u - 15) / 5) - 1)
    const bn = 0.5 * Math.exp(-(u - 10) / 40)
    // The drive is what is left 15 mV below VT, where the leak takes gL (V − (VT − 15)) beyond it.
    const injected = iDrive + extra - gL * (v - (vT - 15))
    return [
      injected - gNa * m ** 3 * h * (v - eNa) - gKd * n ** 4 * (v - eK),
      q * (am * (1 - m) - bm * m),
      q * (ah * (1 - h) - bh * h),
      q * (an * (1 - n) - bn * n),
    ]
  }
  const along = (x: number[], k: number[], s: number): number[] => x.map((v, j) => v + s * k[j])
  let x = [vT - 15.123, 0.02, 0.9, 0.1]
  const settle = 300
  const samples = new Float64Array(Math.round(duration / samplingInterval))
  const before = Math.round(settle / samplingInterval)
  for (let i = -before; i < samples.length; i++) {
    if (i >= 0) samples[i] = x[0] + noise * random.normal()
    for (let k = 0; k < every; k++) {
      const a = slope(x)
      const b = slope(along(x, a, dt / 2))
      const c = slope(along(x, b, dt / 2))
      const d = slope(along(x, c, dt))
      x = x.map((v, j) => v + (dt / 6) * (a[j] + 2 * b[j] + 2 * c[j] + d[j]))
    }
    extra = keep * extra + varies * Math.sqrt(1 - keep * keep) * random.normal()
  }
  return { samples, samplingInterval, start: 0, voltageUnit: 'mV' }
}
