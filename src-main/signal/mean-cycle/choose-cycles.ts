import { median, robustDeviation } from '../robust.ts'
import { pauseRatio, type Stray } from './locate-spikes.ts'
import type { TimedCycle } from './sampling.ts'
import type { VoltageTrace } from './trace.ts'

/** A cycle that may be used. */
export interface CandidateCycle extends TimedCycle {
  /** Half-width of the spike that it begins with, ms. */
  width: number
}

/** When a current was injected, ms on the recording's clock. */
export interface StimulusTimes {
  from: number
  to: number
}

/** Outliers of ln(interval): deviations from the median, and least distance from it. */
const mostDeviations = 3.5
const leastDistance = Math.log(1.25)
/**
 * Artefact: a sample whose distance from its neighbours is this many times that in the usual cycle, and at least this
 * many mV. Within spikes only if a width has enough samples: otherwise a spike may itself be such a jump.
 */
const jumpRatio = 4
const leastJump = 6
const samplesToJudge = 15
/** A first cycle is left out only where at least this many remain. */
const fewestCycles = 3

type Why = 'missing' | 'artefact' | 'small' | 'stimulus' | 'first' | 'pause' | 'doublet' | 'short' | 'long'

const words: Record<Why, [one: string, several: string]> = {
  missing: ['cycle with missing samples', 'cycles with missing samples'],
  artefact: ['cycle with an artefact', 'cycles with an artefact'],
  small: ['cycle with a small spike in it', 'cycles with a small spike in them'],
  stimulus: ['cycle outside the stimulus', 'cycles outside the stimulus'],
  first: ['first cycle after a pause or the onset', 'first cycles after a pause or the onset'],
  pause: ['pause', 'pauses'],
  doublet: ['doublet', 'doublets'],
  short: ['cycle much shorter than usual', 'cycles much shorter than usual'],
  long: ['cycle much longer than usual', 'cycles much longer than usual'],
}

/**
 * Selects the similar cycles, and describes in words what was left out.
 * @param all in order of time
 * @param hidden number of further cycles whose crossings are not seen because samples are missing
 */
export function chooseCycles<C extends CandidateCycle>(
  trace: VoltageTrace,
  all: readonly C[],
  strays: readonly Stray[],
  hidden: number,
  stimulus?: StimulusTimes,
): { used: C[]; leftOut: string[] } {
  const why = new Map<C, Why>()
  const rest = (): C[] => all.filter((cycle) => !why.has(cycle))
  const leaveOut = (reason: Why, test: (cycle: C) => boolean): void => {
    for (const cycle of rest()) if (test(cycle)) why.set(cycle, reason)
  }
  // The spike that a cycle begins with rises before its crossing.
  const within = (what: Stray['what']) => (cycle: C) =>
    strays.some(
      (s) => s.what === what && s.time > cycle.from - cycle.width && s.time < cycle.to + cycle.width,
    )
  leaveOut('artefact', within('artefact'))
  leaveOut('small', within('small spike'))
  leaveOut('missing', (cycle) => cycle.numbers.some(Number.isNaN) || hasMissing(trace, cycle))
  if (stimulus) leaveOut('stimulus', ({ from, to }) => from < stimulus.from || to > stimulus.to)
  for (const where of ['between', 'within'] as const) {
    const width = median(all.map((cycle) => cycle.width))
    if (where === 'within' && width < samplesToJudge * trace.samplingInterval) continue
    const jumps = new Map(rest().map((cycle) => [cycle, largestJump(trace, cycle, where)]))
    const limit = Math.max(leastJump, jumpRatio * median([...jumps.values()]))
    leaveOut('artefact', (cycle) => jumps.get(cycle)! > limit)
  }
  if (rest().length > 0) {
    const logs = rest().map((cycle) => cycle.numbers[0])
    const center = median(logs)
    const deviation = robustDeviation(Float64Array.from(logs).sort())
    const limit = Math.min(Math.log(pauseRatio), Math.max(leastDistance, mostDeviations * deviation))
    const distance = (cycle: C): number => cycle.numbers[0] - center
    const longest = pauseRatio * Math.exp(center)
    const since = new Map(all.map((cycle, k) => [cycle, all[k - 1]?.from ?? trace.start]))
    const first = (cycle: C): boolean => isFirst(cycle, since.get(cycle)!, longest, stimulus)
    leaveOut('first', (cycle) => distance(cycle) < -limit && first(cycle))
    leaveOut('pause', (cycle) => distance(cycle) > Math.log(pauseRatio))
    leaveOut('doublet', (cycle) => distance(cycle) < -Math.log(pauseRatio))
    leaveOut('long', (cycle) => distance(cycle) > limit)
    leaveOut('short', (cycle) => distance(cycle) < -limit)
    const firsts = rest().filter(first)
    if (rest().length - firsts.length >= fewestCycles) for (const cycle of firsts) why.set(cycle, 'first')
  }
  const leftOut = Object.entries(words).flatMap(([reason, [one, several]]) => {
    const count = [...why.values()].filter((w) => w === reason).length + (reason === 'missing' ? hidden : 0)
    return count === 0 ? [] : [`${count} ${count === 1 ? one : several}`]
  })
  return { used: rest(), leftOut }
}

/** Whether a cycle follows a long pause or the stimulus onset. */
function isFirst(
  { from }: CandidateCycle,
  silentSince: number,
  longest: number,
  stimulus?: StimulusTimes,
): boolean {
  return from - silentSince > longest || (stimulus !== undefined && silentSince < stimulus.from)
}

function indices(
  { samples, samplingInterval, start }: VoltageTrace,
  { from, to }: { from: number; to: number },
): [number, number] {
  return [
    Math.max(0, Math.floor((from - start) / samplingInterval)),
    Math.min(samples.length - 1, Math.ceil((to - start) / samplingInterval)),
  ]
}

function hasMissing(trace: VoltageTrace, cycle: CandidateCycle): boolean {
  const [first, last] = indices(trace, cycle)
  for (let i = first; i <= last; i++) if (Number.isNaN(trace.samples[i])) return true
  return false
}

/** Largest distance of a sample of a cycle from the mean of its neighbours, mV: between its spikes, or anywhere. */
function largestJump(trace: VoltageTrace, cycle: CandidateCycle, where: 'between' | 'within'): number {
  const edge = Math.max(cycle.width, 2 * trace.samplingInterval)
  const stretch = where === 'within' ? cycle : { from: cycle.from + 2 * edge, to: cycle.to - edge }
  const [first, last] = indices(trace, stretch)
  const { samples } = trace
  let most = 0
  for (let i = Math.max(1, first); i < last; i++) {
    const jump = Math.abs(samples[i] - (samples[i - 1] + samples[i + 1]) / 2)
    if (jump > most) most = jump
  }
  return most
}
