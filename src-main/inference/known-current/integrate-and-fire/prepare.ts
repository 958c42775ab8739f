import type { CellProtocol } from '../../../contract/cells.ts'
import type { CellClock, DrivenCell } from '../../../model/known-current/integrate-and-fire/cell.ts'
import { blockMeans } from '../../../signal/family/block-means.ts'
import type { Family } from '../../../signal/family/family.ts'
import { familySpikes } from '../../../signal/family/family-spikes.ts'
import { median } from '../../../signal/robust.ts'

/** A sweep, binned. */
export interface BinnedSweep extends DrivenCell {
  /** Its index among the recording's sweeps. */
  index: number
  spikes: Int32Array
  /** mV, means of the bins; NaN where a sample is missing or during a spike: excluded from the likelihood. */
  voltage: Float64Array
  /** 1 where the recording has no sample. */
  missing: Uint8Array
  /** mV, at the spikes' peaks. */
  peaks: number[]
}

/** A family, binned for the model. */
export interface BinnedFamily {
  sweeps: BinnedSweep[]
  clock: CellClock
  /** ms on the recording's clock, at the middle of the first bin. */
  start: number
  /**
   * ms, the cell's refractory time: median from the peak to 90 % of the fall, clipped to 2 … 16 ms; the shortest
   * without spikes.
   */
  refractory: number
  /** Median fall of spikes from their peaks, mV; NaN without spikes. */
  spikeSize: number
  /** Median number of the recording's samples above half of a spike's fall; NaN without spikes. */
  samplesAcross: number
  /** First bin under the stimulus; null where the protocol never leaves the holding current. */
  onset: number | null
  /** Number of spikes within the refractory time of another. */
  tooSoon: number
}

/** ms. */
const binLength = 0.5
const shortestRefractory = 2
const longestRefractory = 16
/** ms before a spike's peak and after the refractory time during which spike currents dominate the voltage. */
const spikeBefore = 5
const spikeAfter = 5
/** ms after a peak within which its fall ends. */
const fallWithin = 30

/** Bins of 0.5 ms, or the recording's interval where that is longer; spikes are at their peaks. */
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
    // Blocks of a coarse recording are its own samples and must not be modified.
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
 * The fall of each spike: its size in mV until the next spike, or within 30 ms; the time in ms to 90 % of it; and the
 * number of samples above half of it.
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
