import type { Family } from './family.ts'

/**
 * Averages the family in blocks of about `length` ms: mean of the present samples, and mean current. A family as coarse
 * already is returned unchanged. Samples after the last whole block are dropped.
 * @param length ms; rounded to whole samples, at least one
 */
export function blockMeans(family: Family, length: number): Family {
  const samples = Math.max(1, Math.round(length / family.samplingInterval))
  if (samples === 1) return family
  return {
    // Time of the block's middle.
    start: family.start + ((samples - 1) / 2) * family.samplingInterval,
    samplingInterval: samples * family.samplingInterval,
    sweeps: family.sweeps.map((sweep) => ({
      ...sweep,
      voltage: meansOf(sweep.voltage, samples),
      command: meansOf(sweep.command, samples),
    })),
  }
}

/** NaN for a block without samples. */
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
