import type { CellProtocol } from '../../../src-main/contract/cells.ts'
import type { Family } from '../../../src-main/signal/family/family.ts'

/** Rest, resistance (GΩ), time constant and the threshold of the cell that is made here. */
export const made = { rest: -70, resistance: 0.1, tau: 10, threshold: -50, onset: 200, offset: 700 }

/**
 * A leaky cell under steps of 500 ms, at 10 kHz, that fires at a threshold and is reset: spikes are triangles of 2 ms up to
 * 30 mV. Small noise, the same each time.
 */
export function madeFamily(amplitudes: readonly number[]): { family: Family; protocol: CellProtocol } {
  const { rest, resistance, tau, threshold, onset, offset } = made
  const [dt, points] = [0.1, 10_000]
  const sweeps = amplitudes.map((amplitude, index) => {
    const command = Float64Array.from({ length: points }, (_, i) =>
      i >= onset / dt && i < offset / dt ? amplitude : 0,
    )
    const voltage = new Float64Array(points)
    let [v, since] = [rest, 20]
    for (let i = 0; i < points; i++) {
      since++
      if (v > threshold && since > 40) since = 0
      const spike = since < 20 ? 80 * (1 - Math.abs(since - 10) / 10) : 0
      v =
        since < 20
          ? threshold - 1
          : since === 20
            ? rest + 5
            : v + (dt / tau) * (rest - v + resistance * command[i])
      voltage[i] = v + spike + 0.02 * Math.sin(12.9 * i + index) + 0.02 * Math.sin(7.3 * i)
    }
    return { name: `sweep ${index + 1}`, index, voltage, command }
  })
  return {
    family: { samplingInterval: dt, start: 0, sweeps },
    protocol: {
      from: 'file',
      shape: 'step',
      text: 'Steps, 200 to 700 ms, above a holding current of 0 pA',
      holding: 0,
      onset,
      offset,
      amplitudes: [...amplitudes],
    },
  }
}
