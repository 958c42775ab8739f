import { millivolts } from '../../contract/units.ts'
import { rangeOf } from '../range.ts'
import { median, quantile, sortedSample } from '../robust.ts'
import type { Clock } from '../spikes/clock.ts'
import { findSpikes } from '../spikes/find-spikes.ts'
import { spreadOver } from '../spikes/levels.ts'
import { type Excursion, endOfDecay, sharpExcursions } from './sharp.ts'

/** Longest artefact searched for, ms; at least this many samples, where sampling is coarse. */
const longest = 1
const mostSamples = 5
/** No membrane's edge is so steep, mV/ms, and large, mV: the fastest spikes rise at 0.8 V/ms and fall more slowly. */
const impossibleSlope = 1000
const impossibleJump = 30
/** No neuron departs this far from its usual potential within milliseconds, upwards and downwards, mV. */
const impossibleRise = 160
const impossibleFall = 90
/** And so far beyond the central 99 % of the trace, mV: noisy plateaus and troughs are no artefacts. */
const beyondItsOwn = 60
const rare = 0.01
/** A usual potential beyond this is not on the stated scale, so no limits are known, mV. */
const plausibleLevel = 150
/** Neighbouring samples beyond this share of the limit belong to it. */
const nearly = 0.75
/** And at most this share of the trace: more is a level of its own. */
const mostOfTrace = 0.25
/** Times the sample-to-sample noise that an excursion must exceed. */
const overNoise = 10
/** Candidates jump by this share of the range. */
const leastJump = 0.25
/** Fewest spikes to define a usual spike, and the largest number of artefacts relative to them. */
const fewestSpikes = 3
const mostOfSpikes = 0.5
/** mV: a smaller rise is no action potential; a larger one may be one. */
const wholeSpike = 40
/** Times the sharpest jump of a usual spike: for any excursion, and for one that exceeds all spikes. */
const sharper = 3
const sharperBeyond = 1.5
/** Share of the spikes' rise: an artefact's edge, and how far it exceeds them. */
const shareOfRise = 0.5
/** Each round finds smaller artefacts. */
const rounds = 20

/** Sample range, [from, to). */
export interface Stray {
  from: number
  to: number
}

/**
 * Excursions that no neuron makes: too large, or brief and too steep for a membrane (recordings in volts only); or
 * brief and much sharper than this trace's own spikes. Brief events that could be spikes are not reported.
 * @param x NaN where a sample is missing; artefacts are set to NaN in place
 */
export function straysOf(x: Float64Array, clock: Clock): Stray[] {
  const length = longestOf(clock)
  const sharp = sharpStrays(x, clock, length)
  const far = outOfRange(x, clock, length)
  for (const stray of far) blank(x, stray)
  // Large excursions hide smaller ones, so search again.
  const found = [...sharp, ...far, ...(far.length > 0 ? sharpStrays(x, clock, length) : [])]
  return found.map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from)
}

/** Whether x may contain such an excursion, without copying it: most sweeps have none. */
export function mayHaveStrays(x: Float64Array, clock: Clock): boolean {
  const length = longestOf(clock)
  return sharpestOf(x, length).length > 0 || outOfRange(x, clock, length).length > 0
}

function longestOf({ samplingInterval }: Clock): number {
  return Math.max(mostSamples, Math.round(longest / samplingInterval))
}

/** Brief excursions whose jumps exceed a share of the range and the noise. */
function sharpestOf(x: Float64Array, length: number): Excursion[] {
  const { min, max } = rangeOf(x)
  return sharpExcursions(x, Math.max(leastJump * (max - min), jumpOfNoise(x)), length)
}

/** Brief, sharp artefacts, largest first; set to NaN in x. */
function sharpStrays(x: Float64Array, clock: Clock, length: number): Stray[] {
  const found: Stray[] = []
  for (let round = 0; round < rounds; round++) {
    const candidates = sharpestOf(x, length)
    if (candidates.length === 0) break
    const confirmed = artefactsAmong(candidates, x, clock)
    if (confirmed.length === 0) break
    for (const stray of confirmed) blank(x, stray)
    found.push(...confirmed)
  }
  return found
}

function artefactsAmong(candidates: readonly Excursion[], x: Float64Array, clock: Clock): Excursion[] {
  const without = x.slice()
  for (const one of candidates) blank(without, one)
  const mV = inMillivolts(without, clock)
  const least = Math.max(impossibleJump, impossibleSlope * clock.samplingInterval)
  const isImpossible = ({ edge }: Excursion): boolean => mV !== null && edge * mV >= least
  const { times, levels } = findSpikes(without, clock)
  const rise = levels ? levels.high - levels.rest : 0
  const known =
    levels !== null &&
    times.length >= fewestSpikes &&
    candidates.length <= mostOfSpikes * times.length &&
    (mV === null || rise * mV >= wholeSpike)
  if (!known) return candidates.filter(isImpossible)
  const usual = usualJump(without, times, clock)
  const beyond = ({ low, high }: Excursion): boolean =>
    high > levels.high + shareOfRise * rise || low < levels.rest - shareOfRise * rise
  return candidates.filter(
    (one) =>
      isImpossible(one) ||
      (one.edge >= shareOfRise * rise &&
        (one.edge >= sharper * usual || (beyond(one) && one.edge >= sharperBeyond * usual))),
  )
}

/** In recordings in volts: excursions beyond the possible membrane potential, with their edges. */
function outOfRange(x: Float64Array, clock: Clock, length: number): Stray[] {
  const mV = inMillivolts(x, clock)
  if (mV === null) return []
  const sorted = sortedSample(x)
  const usual = median(sorted)
  const highest = Math.max(usual + impossibleRise / mV, quantile(sorted, 1 - rare) + beyondItsOwn / mV)
  const lowest = Math.min(usual - impossibleFall / mV, quantile(sorted, rare) - beyondItsOwn / mV)
  const isBeyond = (v: number): boolean => v > highest || v < lowest
  const isNearlyBeyond = (v: number): boolean =>
    v > usual + nearly * (highest - usual) || v < usual - nearly * (usual - lowest)
  const edge = impossibleFall / mV / 4
  const found: Stray[] = []
  for (let i = 0; i < x.length; i++) {
    if (!isBeyond(x[i])) continue
    let [from, to] = [i, i]
    while (from > 0 && isNearlyBeyond(x[from - 1])) from--
    while (to < x.length && isNearlyBeyond(x[to])) to++
    const [first, last] = [from, to]
    // Include the samples of the edges, back to where the trace was before.
    while (from > 0 && Math.abs(x[from] - x[from - 1]) > edge) from--
    while (to < x.length && Math.abs(x[to] - x[to - 1]) > edge) to++
    const begin = Math.min(first, from + 1)
    const before = begin > 0 ? x[begin - 1] : usual
    const size = x.subarray(first, last).reduce((most, v) => Math.max(most, Math.abs(v - before)), 0)
    const stray = {
      from: begin,
      to: endOfDecay(x, Math.max(last, to - 1), { before, size, last: to + length }),
    }
    i = stray.to
    found.push(stray)
  }
  const samples = found.reduce((sum, stray) => sum + stray.to - stray.from, 0)
  if (samples > mostOfTrace * x.length) return []
  if (found.length <= fewestSpikes) return found
  // If the rest of the trace has no spikes, these may be its spikes on a wrong scale.
  const rest = x.slice()
  for (const stray of found) blank(rest, stray)
  return findSpikes(rest, clock).times.length >= fewestSpikes ? found : []
}

/** The sharpest jump between consecutive samples of a usual spike. */
function usualJump(x: Float64Array, times: readonly number[], { samplingInterval, start }: Clock): number {
  const reach = Math.ceil(3 / samplingInterval)
  return median(
    times.map((time) => {
      const at = Math.round((time - start) / samplingInterval)
      let most = 0
      for (let i = Math.max(1, at - reach); i < Math.min(x.length, at + reach); i++) {
        const jump = Math.abs(x[i] - x[i - 1])
        if (jump > most) most = jump
      }
      return most
    }),
  )
}

/** Factor to mV; null in model units, and where the potential is implausible for a neuron. */
function inMillivolts(x: Float64Array, { voltageUnit }: Clock): number | null {
  if (voltageUnit === undefined || voltageUnit === 'none') return null
  const factor = millivolts[voltageUnit]
  return Math.abs(median(sortedSample(x))) * factor < plausibleLevel ? factor : null
}

/** Upper limit of sample-to-sample jumps from noise and digitization. */
function jumpOfNoise(x: Float64Array): number {
  return overNoise * Math.SQRT2 * spreadOver(x, 1)
}

function blank(x: Float64Array, { from, to }: Stray): void {
  x.fill(Number.NaN, from, to)
}
