import { fixed } from '../../contract/numbers.ts'
import { crossings } from '../spikes/crossings.ts'
import { findSpikes, type Spikes } from '../spikes/find-spikes.ts'
import type { ObservationSource } from '../sweep.ts'
import type { Grid } from './grid.ts'
import { peaksAbove, peaksAfter, peaksBetween, type Run } from './peaks.ts'

/** eFEL's spike threshold, mV. */
export const efelLevel = -20

/** Distance from a level that counts as near, as a share of the spike height. */
const nearLevel = 0.1

/** The spikes of a trace, and the rule that found them. */
export interface FoundPeaks {
  rule: 'efel' | 'halfway' | 'none'
  ruleText: string
  /** In the grid's unit. */
  level: number | null
  /** Indices on the grid, for each run. */
  peaks: number[][]
  notes: string[]
}

/**
 * eFEL's rule where the trace is in mV and spikes cross −20 mV; Nagumo's own detector where none does, or where the
 * crossings are noise, so that the count always agrees with whether the trace fires.
 * @param source the stretch itself, in mV or model units
 */
export function findPeaks(source: ObservationSource, grid: Grid, runs: readonly Run[]): FoundPeaks {
  const inMillivolts = source.voltageUnit !== 'none'
  const spikes = findSpikes(bridged(source.samples), source, { unchanging: true })
  const above = inMillivolts ? runs.map((run) => peaksAbove(grid.v, efelLevel, run)) : []
  const count = above.flat().length
  if (
    count > 0 &&
    spikes.levels &&
    !isNoise(grid, count, spikes) &&
    !areLow(count, spikes) &&
    !areHigh(count, spikes)
  ) {
    return {
      rule: 'efel',
      ruleText: `A spike crosses ${fixed(efelLevel, 0)} mV, as in eFEL.`,
      level: efelLevel,
      peaks: above,
      notes: otherCount(spikes.times, above, grid),
    }
  }
  const { times, ends, levels } = spikes
  if (levels) {
    const half = (levels.rest + levels.high) / 2
    const release = levels.rest + (levels.high - levels.rest) / 4
    const peaks = runs.map((run) =>
      ends ? peaksBetween(grid, times, ends, run) : peaksAfter(grid, times, release, run),
    )
    if (peaks.flat().length > 0) {
      const level = inMillivolts ? `${fixed(half, 1)} mV` : fixed(half, 2)
      const why = !inMillivolts
        ? 'the trace is in model units, for which eFEL defines no level'
        : areHigh(count, spikes)
          ? `the trace stays above eFEL’s ${fixed(efelLevel, 0)} mV between spikes, which would count ${count} of ${times.length}`
          : count > 0 && count < times.length
            ? `only ${count} of ${times.length} reach eFEL’s ${fixed(efelLevel, 0)} mV, which lies near their peaks`
            : count > 0
              ? `noise crosses eFEL’s ${fixed(efelLevel, 0)} mV too`
              : `no spike reaches eFEL’s ${fixed(efelLevel, 0)} mV`
      // Noise has local minima; the first one after a peak could be one of them.
      const minimum = inMillivolts
        ? ''
        : ' The minimum after a spike is the lowest point before the next one, not the first minimum.'
      const ruleText = `A spike crosses ${level}, at half of their height: ${why}.${minimum}`
      const notes = [
        ...(count > times.length ? noiseCounted(peaks.flat().length, count) : []),
        ...cutNotes(times.length - peaks.flat().length),
      ]
      return { rule: 'halfway', ruleText, level: half, peaks, notes }
    }
  }
  const rises = spikes.times.length
  if (rises > 0) {
    const what = rises === 1 ? 'one that rises like a spike' : `${rises} that rise like spikes`
    const ruleText = `No whole spike: ${what} not repolarize before the section ends; an estimate counts ${rises === 1 ? 'its rise' : 'their rises'}.`
    return { rule: 'none', ruleText, level: null, peaks: runs.map(() => []), notes: [] }
  }
  const crossed =
    count === 0
      ? `nothing crosses ${fixed(efelLevel, 0)} mV as in eFEL, and nothing lower looks like a spike`
      : `the trace crosses eFEL’s ${fixed(efelLevel, 0)} mV ${count === 1 ? 'once' : `${count} times`} as noise around that level, and nothing in it looks like a spike`
  const ruleText = inMillivolts ? `No spikes: ${crossed}.` : 'No spikes were found.'
  return { rule: 'none', ruleText, level: null, peaks: runs.map(() => []), notes: [] }
}

/**
 * Whether the extra peaks of eFEL's rule are noise about its level: they vanish once a new peak requires a return by a
 * quarter of a spike. One extra may be a spike at either end.
 */
function isNoise({ v }: Grid, counted: number, { times, ends, levels }: Spikes): boolean {
  if (!levels || counted <= times.length + 1) return false
  const back = efelLevel - (levels.high - levels.rest) / 4
  return ends !== undefined || crossings(v, efelLevel, back).length <= times.length + 1
}

/** Whether all spikes peak near eFEL's level, so that crossing it is chance. */
function areLow(counted: number, { times, levels }: Spikes): boolean {
  if (!levels || counted >= times.length - 1) return false
  return levels.high < efelLevel + nearLevel * (levels.high - levels.rest)
}

/** Whether the trace stays above eFEL's level between spikes, so that they merge into one excursion. */
function areHigh(counted: number, { times, levels }: Spikes): boolean {
  if (!levels || counted >= times.length - 1) return false
  return levels.rest > efelLevel - nearLevel * (levels.high - levels.rest)
}

function noiseCounted(found: number, counted: number): string[] {
  return [
    `eFEL’s rule would count ${counted} crossings of ${fixed(efelLevel, 0)} mV; ${found} of them ${found === 1 ? 'is a spike' : 'are spikes'}, the others noise around that level.`,
  ]
}

/** The count of Nagumo's own detector, which adapts to the height of these spikes. */
function otherCount(times: readonly number[], peaks: readonly number[][], { t, v }: Grid): string[] {
  const [found, counted] = [times.length, peaks.flat().length]
  if (found < counted) {
    return [
      `eFEL’s rule counts ${counted} crossings of ${fixed(efelLevel, 0)} mV; ${found} of them look like spikes of their own, the others like noise around that level. A low-pass filter separates them.`,
    ]
  }
  if (found === counted) return []
  const all = peaks.flat().map((peak) => t[peak])
  const odd = times.flatMap((time, k) => {
    const next = times[k + 1] ?? Number.POSITIVE_INFINITY
    return all.some((peak) => peak >= time && peak < next) ? [] : [[time, next] as const]
  })
  const reach = odd.filter(([time, next]) => t.some((at, i) => at >= time && at < next && v[i] > efelLevel))
  const low = odd.length - reach.length
  const lowNote = `${low} more ${low === 1 ? 'event looks' : 'events look'} like a spike and ${low === 1 ? 'does' : 'do'} not cross ${fixed(efelLevel, 0)} mV: excluded, as in eFEL.`
  return [...(low === 0 ? [] : [lowNote]), ...cutNotes(reach.length)]
}

/** Spikes whose peak or fall is outside the recording. */
function cutNotes(cut: number): string[] {
  if (cut <= 0) return []
  const [spikes, are, their] = cut === 1 ? ['spike', 'is', 'its'] : ['spikes', 'are', 'their']
  return [
    `${cut} more ${spikes} ${are} truncated by the end of the section or by missing samples: ${their} rise is included, and counts in an estimate; ${their} fall is not, so features exclude ${cut === 1 ? 'it' : 'them'}.`,
  ]
}

/** Linear interpolation across missing samples, for spike detection only: nothing is measured there. */
function bridged(x: Float64Array): Float64Array {
  const gap = x.findIndex((v) => !Number.isFinite(v))
  if (gap < 0) return x
  const filled = Float64Array.from(x)
  let before = -1
  for (let i = 0; i <= x.length; i++) {
    if (i < x.length && !Number.isFinite(x[i])) continue
    for (let k = before + 1; k < i; k++) {
      const left = before < 0 ? x[i] : x[before]
      const right = i === x.length ? left : x[i]
      filled[k] = left + ((right - left) * (k - before)) / (i - before)
    }
    before = i
  }
  return filled
}
