import { millivolts } from '../../contract/units.ts'
import { rangeOf } from '../range.ts'
import { median, quantile, sortedSample } from '../robust.ts'
import type { Clock } from '../spikes/clock.ts'
import { findSpikes } from '../spikes/find-spikes.ts'
import { spreadOver } from '../spikes/levels.ts'
import { type Excursion, endOfDecay, sharpExcursions } from './sharp.ts'

/** Longest artefact that is looked for, ms; as many samples at least, where they are far apart. */
const longest = 1
const mostSamples = 5
/** An edge no membrane has: the fastest spikes rise by 0.8 V/ms and fall more slowly. mV/ms, and mV. */
const impossibleSlope = 1000
const impossibleJump = 30
/** As far beyond the usual potential no neuron goes within milliseconds, upwards and downwards, mV. */
const impossibleRise = 160
const impossibleFall = 90
/** And so far beyond where all but a hundredth of the trace is: noisy plateaus and troughs are its own, mV. */
const beyondItsOwn = 60
const rare = 0.01
/** A usual potential beyond this is on another scale than it says, and nothing is known of what is possible there, mV. */
const plausibleLevel = 150
/** Its samples go nearly as far. */
const nearly = 0.75
/** And so much of the trace at most: more is its own level. */
const mostOfTrace = 0.25
/** An excursion stands out of the noise from one sample to the next by this much. */
const overNoise = 10
/** Candidates jump by this share of the range. */
const leastJump = 0.25
/** Spikes that tell what a spike is, and the share of them that artefacts may be. */
const fewestSpikes = 3
const mostOfSpikes = 0.5
/** mV: what rises less is no action potential, and what is higher than it may be one. */
const wholeSpike = 40
/** Times the sharpest jump of a usual spike: alone, and of what goes beyond all spikes. */
const sharper = 3
const sharperBeyond = 1.5
/** Share of the rise of spikes: an artefact's edge, and how far beyond them it goes. */
const shareOfRise = 0.5
/** Artefacts of ever smaller size are found one after another. */
const rounds = 20

/** Samples, [from, to). */
export interface Stray {
  from: number
  to: number
}

/**
 * Excursions that no neuron makes: too far, or brief and too steep for a membrane, where the trace is in volts; or brief and
 * much sharper than this trace's own spikes, where there are any. Of a brief event that might be a spike nothing is said.
 * @param x NaN where a sample is missing; changed: so are theirs
 */
export function straysOf(x: Float64Array, clock: Clock): Stray[] {
  const length = longestOf(clock)
  const sharp = sharpStrays(x, clock, length)
  const far = outOfRange(x, clock, length)
  for (const stray of far) blank(x, stray)
  // Beside what goes that far, smaller ones did not show.
  const found = [...sharp, ...far, ...(far.length > 0 ? sharpStrays(x, clock, length) : [])]
  return found.map(({ from, to }) => ({ from, to })).sort((a, b) => a.from - b.from)
}

/** Whether anything in x might be such an excursion, without a copy of it: most sweeps have nothing. */
export function mayHaveStrays(x: Float64Array, clock: Clock): boolean {
  const length = longestOf(clock)
  return sharpestOf(x, length).length > 0 || outOfRange(x, clock, length).length > 0
}

function longestOf({ samplingInterval }: Clock): number {
  return Math.max(mostSamples, Math.round(longest / samplingInterval))
}

/** Brief excursions entered and left by jumps of a share of the range, beyond the noise. */
function sharpestOf(x: Float64Array, length: number): Excursion[] {
  const { min, max } = rangeOf(x)
  return sharpExcursions(x, Math.max(leastJump * (max - min), jumpOfNoise(x)), length)
}

/** Brief and sharp ones, one size after another; taken out of x. */
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

/** Of recordings in volts: what is farther from the usual potential than a membrane goes, with its edges. */
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
    // The samples of its edges; where they end the trace is where it was.
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
  // Where nothing else in the trace is a spike, these may be its spikes on a wrong scale.
  const rest = x.slice()
  for (const stray of found) blank(rest, stray)
  return findSpikes(rest, clock).times.length >= fewestSpikes ? found : []
}

/** The sharpest jump between neighbouring samples that a usual spike has. */
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

/** Factor to mV; null in model units, and where the trace is on no neuron's scale. */
function inMillivolts(x: Float64Array, { voltageUnit }: Clock): number | null {
  if (voltageUnit === undefined || voltageUnit === 'none') return null
  const factor = millivolts[voltageUnit]
  return Math.abs(median(sortedSample(x))) * factor < plausibleLevel ? factor : null
}

/** What noise and digitization do not jump from one sample to the next. */
function jumpOfNoise(x: Float64Array): number {
  return overNoise * Math.SQRT2 * spreadOver(x, 1)
}

function blank(x: Float64Array, { from, to }: Stray): void {
  x.fill(Number.NaN, from, to)
}
