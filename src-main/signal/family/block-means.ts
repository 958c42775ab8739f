import type { Family } from './family.ts'

/**
 * The family in blocks of about `length` ms: each block has the mean of the samples that are there, and the mean of the
 * current. A family that is as coarse already stays as it is. What is left of a sweep after its last whole block is left out.
 * @param length ms; the block has the nearest whole number of samples, one at least
 */
export function blockMeans(family: Family, length: number): Family {
  const samples = Math.max(1, Math.round(length / family.samplingInterval))
  if (samples === 1) return family
  return {
    // A block stands at its middle.
    start: family.start + ((samples - 1) / 2) * family.samplingInterval,
    samplingInterval: samples * family.samplingInterval,
    sweeps: family.sweeps.map((sweep) => ({
      ...sweep,
      voltage: meansOf(sweep.voltage, samples),
      command: meansOf(sweep.command, samples),
    })),
  }
}

/** NaN where no sample of the block is there. */
function meansOf(x: Float64Array, samples: number): Float64Array {
  return Float64Array.from({ length: Math.floor(x.length / samples) }, (_, block) => {
    let [sum, count] = [0, 0]
    for (let i = block * samples; i < (block + 1) * samples; i++) {
      if (Number.isNaN(x[i])) continue
      sum += x[i]
      count++
    }
    return count === 0 ? Number.NaN : sum / count
  })
}
