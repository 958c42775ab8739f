import type { CellProtocol } from '../../../contract/cells.ts'
import type { CellClock, DrivenCell } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { blockMeans } from '../../../signal/family/block-means.ts'
import type { Family } from '../../../signal/family/family.ts'
import { familySpikes } from '../../../signal/family/family-spikes.ts'
import { median } from '../../../signal/robust.ts'

/** One sweep in bins. */
export interface BinnedSweep extends DrivenCell {
  /** Its place among the recording's sweeps. */
  index: number
  spikes: Int32Array
  /** mV, means of the bins; NaN where a sample is missing or a spike passes, which the potential is not compared with. */
  voltage: Float64Array
  /** 1 where the recording has no sample. */
  missing: Uint8Array
  /** mV, at the spikes' peaks. */
  peaks: number[]
}

/** A family as the model sees it. */
export interface BinnedFamily {
  sweeps: BinnedSweep[]
  clock: CellClock
  /** ms on the recording's clock, at the middle of the first bin. */
  start: number
  /** ms, the cell's refractory time: median from the peak to 90 % of the fall, within 2 to 16 ms; the shortest without spikes. */
  refractory: number
  /** By how many mV spikes fall from their peaks, the median; NaN where no sweep has one. */
  spikeSize: number
  /** Of the recording, how many are above half of a spike's fall, the median; NaN where no sweep has one. */
  samplesAcross: number
  /** First bin under the stimulus; null where the protocol never leaves the holding current. */
  onset: number | null
  /** Spikes that come too soon after another for the refractory time. */
  tooSoon: number
}

/** ms. */
const binLength = 0.5
const shortestRefractory = 2
const longestRefractory = 16
/** ms before a spike's peak and after the refractory time in which its own currents, and no membrane, make the voltage. */
const spikeBefore = 5
const spikeAfter = 5
/** ms after a peak in which its fall ends. */
const fallWithin = 30

/** Bins of 0.5 ms, or the recording's interval where that is longer; spikes stand at their peaks. */
export function binFamily(family: Family, protocol: Pick<CellProtocol, 'onset'>): BinnedFamily {
  const peaks = familySpikes(family).map((own) => own.peaks)
  const blocks = blockMeans(family, binLength)
  const bin = blocks.samplingInterval
  const samples = Math.round(bin / family.samplingInterval)
  const falls = fallsOf(family, peaks)
  const usual = median(falls.map(({ time }) => time))
  const refractory = Math.min(longestRefractory, Math.max(shortestRefractory, usual || 0))
  const clock = { bin, refractory: Math.max(1, Math.round(refractory / bin)) }
  const before = Math.ceil(spikeBefore / bin)
  const after = clock.refractory + Math.ceil(spikeAfter / bin)
  let tooSoon = 0
  const sweeps = blocks.sweeps.map(({ index, voltage, command }, s): BinnedSweep => {
    const found = [...new Set(peaks[s].map((at) => Math.floor(at / samples)))].filter(
      (at) => at < voltage.length,
    )
    const missing = Uint8Array.from(voltage, (v) => (Number.isNaN(v) ? 1 : 0))
    // Blocks of a coarse recording are its own samples, which stay.
    const compared = voltage.slice()
    found.forEach((at, k) => {
      if (k > 0 && at - found[k - 1] <= clock.refractory) tooSoon++
      compared.fill(Number.NaN, Math.max(0, at - before), at + after + 1)
    })
    return {
      index,
      command,
      voltage: compared,
      missing,
      spikes: Int32Array.from(found),
      peaks: peaks[s].map((at) => family.sweeps[s].voltage[at]),
    }
  })
  const { onset } = protocol
  const first = onset === null ? null : Math.ceil((onset - family.start) / bin - 1e-6)
  return {
    sweeps,
    clock,
    start: blocks.start,
    refractory: clock.refractory * bin,
    spikeSize: median(falls.map(({ size }) => size)),
    samplesAcross: median(falls.map(({ across }) => across)),
    onset: first === null ? null : Math.min(Math.max(0, first), (sweeps[0]?.voltage.length ?? 1) - 1),
    tooSoon,
  }
}

/**
 * How each spike falls: by how many mV until the next one, or within 30 ms, after how many ms it has fallen by 90 % of
 * that, and how many samples are above half of it.
 */
function fallsOf(
  { sweeps, samplingInterval }: Family,
  peaks: number[][],
): { size: number; time: number; across: number }[] {
  return sweeps.flatMap(({ voltage }, s) =>
    peaks[s].map((peak, k) => {
      const end = Math.min(
        voltage.length,
        peak + Math.ceil(fallWithin / samplingInterval),
        peaks[s][k + 1] ?? voltage.length,
      )
      let lowest = voltage[peak]
      for (let i = peak; i < end; i++) if (voltage[i] < lowest) lowest = voltage[i]
      const size = voltage[peak] - lowest
      let at = peak
      while (at < end && !(voltage[at] <= voltage[peak] - 0.9 * size)) at++
      const half = voltage[peak] - size / 2
      let [from, to] = [peak, peak]
      while (from > 0 && voltage[from - 1] > half) from--
      while (to + 1 < end && voltage[to + 1] > half) to++
      return { size, time: (at - peak) * samplingInterval, across: to - from + 1 }
    }),
  )
}
