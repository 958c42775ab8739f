import type { CellProtocol } from '../../../src-main/contract/cells.ts'
import { lowPass } from '../../../src-main/model/known-current/low-pass.ts'
import type { Random } from '../../../src-main/model/random.ts'
import type { Family } from '../../../src-main/signal/family/family.ts'
import type { HhCell, HhCells } from './hh-cells.ts'

/** A family of sweeps with the true cell parameters. */
export interface KnownFamily {
  family: Family
  protocol: CellProtocol
  /** MΩ, ms, pF, mV; null where undefined. */
  truth: { rIn: number; rs: number; tau: number | null; capacitance: number; rest: number }
}

/** AR(1) noise of marginal sd and correlation time (ms). */
function noise(length: number, interval: number, sd: number, time: number, random: Random): Float64Array {
  const rho = Math.exp(-interval / time)
  const out = new Float64Array(length)
  let e = random.normal()
  for (let i = 0; i < length; i++) {
    out[i] = sd * e
    e = rho * e + Math.sqrt(1 - rho * rho) * random.normal()
  }
  return out
}

const logUniform = (from: number, to: number, random: Random): number =>
  from * Math.exp(random.uniform() * Math.log(to / from))

/** One step per sweep, without holding current. */
function steps(
  amplitudes: readonly number[],
  onset: number,
  duration: number,
  length: number,
  interval: number,
  voltageOf: (current: Float64Array, sweep: number) => Float64Array,
): Pick<KnownFamily, 'family' | 'protocol'> {
  const offset = onset + duration
  const sweeps = amplitudes.map((pA, index) => {
    const command = Float64Array.from({ length }, (_, i) => {
      const t = (i + 0.5) * interval
      return t > onset && t < offset ? pA : 0
    })
    return { name: `Sweep ${index + 1}`, index, command, voltage: voltageOf(command, index) }
  })
  return {
    family: { samplingInterval: interval, start: interval / 2, sweeps },
    protocol: {
      from: 'file',
      shape: 'step',
      text: 'Steps',
      holding: 0,
      onset,
      offset,
      amplitudes: [...amplitudes],
    },
  }
}

export interface LinearOptions {
  /** Minimum and maximum number of sweeps. */
  sweeps?: readonly [number, number]
}

/**
 * A linear cell that varies between sweeps, in resistance by up to 6 % and resting potential by up to 1.5 mV (sd); 50
 * to 500 MΩ, τ 5 to 60 ms, 0 to 25 MΩ of uncompensated Rs, AR(1) noise of 0.05 to 0.4 mV and 1 to 30 ms; 3 to 16 steps.
 */
export function linearFamily(random: Random, { sweeps = [3, 16] }: LinearOptions = {}): KnownFamily {
  const u = (): number => random.uniform()
  const interval = 0.5
  const n = sweeps[0] + Math.floor(u() * (sweeps[1] - sweeps[0] + 1))
  const R = logUniform(0.05, 0.5, random)
  const tau = logUniform(5, 60, random)
  const [rs, rest] = [0.025 * u(), -80 + 20 * u()]
  const [sd, time] = [logUniform(0.05, 0.4, random), logUniform(1, 30, random)]
  const [ofR, ofRest] = [0.06 * u(), 1.5 * u()]
  const duration = Math.round(200 + 400 * u())
  const top = Math.min(200, 15 / R)
  const amplitudes = Array.from({ length: n }, (_, k) => Math.round(-top + (1.4 * top * k) / (n - 1)) || 5)
  const length = Math.round((120 + duration) / interval)
  const made = steps(amplitudes, 60, duration, length, interval, (current) => {
    const own = R * (1 + ofR * random.normal())
    const e = rest + ofRest * random.normal()
    const filtered = lowPass(current, interval, tau)
    return noise(length, interval, sd, time, random).map(
      (v, i) => v + e + rs * current[i] + own * filtered[i],
    )
  })
  return {
    ...made,
    truth: { rIn: (R + rs) * 1000, rs: rs * 1000, tau, capacitance: tau / R, rest },
  }
}

/**
 * A recording of a Hodgkin–Huxley cell: up to 20 MΩ of uncompensated Rs, AR(1) noise of 0.05 to 0.4 mV and 1 to 20 ms,
 * a resting potential that varies by 0.5 mV (sd) between sweeps.
 */
export function hhFamily(cell: HhCell, set: HhCells, random: Random): KnownFamily {
  const rs = 0.02 * random.uniform()
  const [sd, time] = [logUniform(0.05, 0.4, random), logUniform(1, 20, random)]
  const made = steps(cell.amplitudes, set.before, set.duration, set.samples, set.interval, (current, k) => {
    const moved = 0.5 * random.normal()
    return noise(set.samples, set.interval, sd, time, random).map(
      (v, i) => v + cell.sweeps[k][i] + moved + rs * current[i],
    )
  })
  return {
    ...made,
    truth: {
      rIn: cell.rIn + rs * 1000,
      rs: rs * 1000,
      tau: null,
      capacitance: cell.capacitance,
      rest: cell.rest,
    },
  }
}
