import type { CellFeature, CellProtocol } from '../../contract/cells.ts'
import { plain } from '../../contract/quantities.ts'
import { type Answer, amplitudes } from './answer.ts'
import { definitions, type Told } from './cell-feature-definitions.ts'
import { inputResistance } from './input-resistance.ts'
import { fewestSweeps, meanOverSweeps, type OverSweeps, slopeOverSweeps } from './over-sweeps.ts'
import type { MeasuredSweep } from './sweep-features.ts'

/** Sag is measured in steps that hyperpolarize by at least this, mV; below it, noise dominates. */
const leastDrop = 5
/** A cell fires spontaneously where more than this share of its sweeps have spikes before the stimulus. */
const mostSpontaneous = 0.1
const onlySteps = 'Needs a family of current steps'

/** The features of a cell, each with its 90 % interval over the sweeps, or a note why there is none. */
export function summarizeCell(sweeps: readonly MeasuredSweep[], protocol: CellProtocol): CellFeature[] {
  const steps = protocol.shape === 'step' && protocol.onset !== null
  const ofSteps = (answer: () => Answer): Answer => (steps ? answer() : { why: onlySteps })
  return [
    tell(definitions.rest, resting(sweeps, protocol)),
    tell(
      definitions.resistance,
      ofSteps(() => inputResistance(sweeps)),
    ),
    tell(
      definitions.sag,
      ofSteps(() => sag(sweeps)),
    ),
    tell(
      definitions.threshold,
      ofMean(sweeps, ({ features: { threshold } }) => threshold, noSpikes),
    ),
    tell(
      definitions.rheobase,
      ofSteps(() => rheobase(sweeps, protocol)),
    ),
    tell(
      definitions.latency,
      ofSteps(() => latencyAtRheobase(sweeps)),
    ),
    tell(
      definitions.slope,
      ofSteps(() => firingSlope(sweeps)),
    ),
    tell(definitions.rate, maxRate(sweeps)),
    tell(
      definitions.adaptation,
      ofMean(
        sweeps,
        ({ features: { adaptation } }) => adaptation,
        'No sweep has three spikes in the stimulus',
      ),
    ),
  ]
}

const noSpikes = 'No sweep has a spike in the stimulus'

function tell(told: Told, answer: Answer): CellFeature {
  if ('why' in answer) return { ...told, value: null, interval: null, note: `${answer.why}.` }
  const { value, interval, note } = answer
  return { ...told, value, interval, note: note === null ? null : `${note}.` }
}

function answerOf(found: OverSweeps, count: number, note: string | null = null): Answer {
  const few = found.interval ? null : `Of ${sweepsText(count)}; an interval takes ${fewestSweeps}`
  return { ...found, note: few && note ? `${note}. ${few}` : (few ?? note) }
}

function ofMean(
  sweeps: readonly MeasuredSweep[],
  pick: (sweep: MeasuredSweep) => number | null,
  why: string,
): Answer {
  const values = sweeps.map(pick).filter((value) => value !== null)
  const found = meanOverSweeps(values)
  return found ? answerOf(found, values.length) : { why }
}

function resting(sweeps: readonly MeasuredSweep[], { onset }: CellProtocol): Answer {
  const why =
    onset === null
      ? 'The current does not change: there is no time before it'
      : 'Before the current, every sweep has spikes or no samples'
  const answer = ofMean(sweeps, ({ features: { rest } }) => rest, why)
  const spontaneous = firesByItself(sweeps)
  return 'why' in answer || spontaneous === null ? answer : { ...answer, note: spontaneous }
}

function sag(sweeps: readonly MeasuredSweep[]): Answer {
  const ratios = sweeps.flatMap(({ sag }) => (sag && sag.drop >= leastDrop ? [sag.ratio] : []))
  const found = meanOverSweeps(ratios)
  return found
    ? answerOf(found, ratios.length)
    : { why: `No step without spikes lowers the voltage by ${leastDrop} mV` }
}

function rheobase(sweeps: readonly MeasuredSweep[], { holding }: CellProtocol): Answer {
  const spontaneous = firesByItself(sweeps)
  if (spontaneous !== null) return { why: spontaneous }
  const firing = amplitudes(sweeps, true)
  const silent = amplitudes(sweeps, false)
  if (firing.length === 0) return { why: 'No step evokes a spike' }
  const [first] = firing
  const above = holding === 0 ? '' : `; above a holding current of ${plain(holding, 4)} pA`
  const later = silent.filter((amplitude) => amplitude >= first)
  const below = silent.filter((amplitude) => amplitude < first).at(-1)
  if (below === undefined)
    return { why: `Every step evokes spikes, including the smallest of ${plain(first, 4)} pA` }
  const mixed =
    later.length > 0
      ? `; ${sweepsText(later.length)} at or above it ${later.length === 1 ? 'has' : 'have'} none`
      : ''
  return {
    value: first,
    interval: { from: below, to: first },
    note: `Between the last step without a spike and the first with one${mixed}${above}`,
  }
}

/** That the cell fires spontaneously before the step in more than a few sweeps; else null. */
function firesByItself(sweeps: readonly MeasuredSweep[]): string | null {
  const count = sweeps.filter(({ spikesBefore }) => spikesBefore > 0).length
  return count > mostSpontaneous * sweeps.length
    ? `The cell fires before the step in ${count} of ${sweepsText(sweeps.length)}`
    : null
}

function latencyAtRheobase(sweeps: readonly MeasuredSweep[]): Answer {
  const spontaneous = firesByItself(sweeps)
  if (spontaneous !== null) return { why: spontaneous }
  const [first] = amplitudes(sweeps, true)
  const latencies = sweeps.flatMap(({ features: { amplitude, latency } }) =>
    amplitude === first && latency !== null ? [latency] : [],
  )
  const found = meanOverSweeps(latencies)
  return found ? answerOf(found, latencies.length, `At ${plain(first, 4)} pA`) : { why: noSpikes }
}

function firingSlope(sweeps: readonly MeasuredSweep[]): Answer {
  const firing = sweeps.map(({ features }) => features).filter(({ spikes }) => spikes > 0)
  const x = firing.map(({ amplitude }) => amplitude)
  const found = slopeOverSweeps(
    x,
    firing.map(({ rate }) => rate),
  )
  if (!found)
    return {
      why: `It takes ${fewestSweeps} sweeps with spikes and at different currents; there are ${firing.length}`,
    }
  return answerOf(
    found,
    firing.length,
    `Of ${firing.length} sweeps, ${plain(Math.min(...x), 4)} to ${plain(Math.max(...x), 4)} pA${falling(firing, found.value)}`,
  )
}

/** The rate at the strongest step is at most this share of the highest rate: the f–I curve falls. */
const fallen = 0.8

/** That the rate does not rise monotonically with the current; else empty. */
function falling(firing: readonly { amplitude: number; rate: number }[], slope: number): string {
  if (slope < 0)
    return '; the rate falls with the current: a depolarization block, or a current that is not the one injected'
  const top = firing.reduce((best, one) => (one.rate > best.rate ? one : best))
  const strongest = firing.reduce((most, one) => (one.amplitude > most.amplitude ? one : most))
  if (strongest.rate > fallen * top.rate) return ''
  return `; beyond ${plain(top.amplitude, 4)} pA the rate falls, as in a depolarization block, and the slope is no gain of the rising part`
}

function maxRate(sweeps: readonly MeasuredSweep[]): Answer {
  const all = sweeps.map(({ features }) => features)
  if (all.length === 0 || all.every(({ spikes }) => spikes === 0)) return { why: noSpikes }
  const top = all.reduce((best, one) => (one.rate > best.rate ? one : best))
  const strongest = Math.max(...all.map(({ amplitude }) => amplitude))
  const more = top.amplitude === strongest ? ', the largest current; it may fire faster with more' : ''
  return { value: top.rate, interval: null, note: `At ${plain(top.amplitude, 4)} pA${more}` }
}

function sweepsText(count: number): string {
  return count === 1 ? 'one sweep' : `${count} sweeps`
}
