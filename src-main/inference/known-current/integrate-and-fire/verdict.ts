import type { HeldOut } from '../../../contract/cells.ts'
import { fixed, percent, probability } from '../../../contract/numbers.ts'
import type { Reason } from '../../../contract/reports.ts'
import { median } from '../../../signal/robust.ts'
import type { BinnedFamily } from './prepare.ts'
import {
  fewestSpikes,
  fewestSweeps,
  leastCoverage,
  leastP,
  leastSpike,
  mostCountError,
  mostSpontaneous,
  runawayFactor,
  runawaySlack,
  soundCountError,
  soundCoverage,
} from './thresholds.ts'

/** A mean predicted count below this predicts a silent sweep. */
const silentMean = 0.5
/** Tolerance of a latency: the larger of the two. */
export const latencyLimit = { ms: 5, share: 0.1 }
/** pA: commands that differ by no more count as the same. */
const sameCurrent = 0.5

/** Preconditions of a fit. */
export function beforeFit({ sweeps, onset, clock, spikeSize }: BinnedFamily): Reason[] {
  const spikes = sweeps.reduce((sum, s) => sum + s.spikes.length, 0)
  const reasons: Reason[] = [
    {
      check: 'spikeCount',
      level: spikes < fewestSpikes ? 'unreliable' : 'ok',
      cause: spikes < fewestSpikes ? 'recording' : null,
      text:
        spikes < fewestSpikes
          ? `The family has ${spikes === 0 ? 'no spike' : `only ${spikes} ${spikes === 1 ? 'spike' : 'spikes'}`}: too few to fit an integrate-and-fire model.`
          : `The family has ${spikes} spikes.`,
      number: `${spikes} spikes; at least ${fewestSpikes} are needed`,
    },
  ]
  if (spikes >= fewestSpikes) {
    const partial = spikeSize < leastSpike
    reasons.push({
      check: 'spikeSize',
      level: partial ? 'unreliable' : 'ok',
      cause: partial ? 'neuron' : null,
      text: partial
        ? `Spikes fall by only ${fixed(spikeSize, 0)} mV from their peaks: they are partial, as near a depolarization block or far from where the electrode is, and a threshold and a reset of the whole cell do not describe them.`
        : 'Spikes are full action potentials.',
      number: `spikes fall by ${fixed(spikeSize, 0)} mV in the median; at least ${leastSpike} mV`,
    })
  }
  if (sweeps.length < fewestSweeps)
    reasons.push({
      check: 'sweepCount',
      level: 'unreliable',
      cause: 'recording',
      text: `With ${sweeps.length === 1 ? 'one sweep' : `${sweeps.length} sweeps`} none can be held out to test the fit.`,
      number: `${sweeps.length} sweeps; at least ${fewestSweeps} are needed`,
    })
  if (clock.bin > 2)
    reasons.push({
      check: 'samplingInterval',
      level: 'unreliable',
      cause: 'recording',
      text: 'The sampling rate is too low for spike times.',
      number: `${clock.bin} ms between samples; at most 2 ms`,
    })
  const [one] = sweeps
  if (sweeps.length >= fewestSweeps && sweeps.every(({ command }) => isSame(command, one.command)))
    reasons.push({
      check: 'sameCurrent',
      level: 'caution',
      cause: 'recording',
      text: 'All sweeps have the same current: cross-validation tests the reproducibility of the cell, not the fit under another current. R_in, τ and the threshold are not separately identifiable.',
      number: `${sweeps.length} sweeps within ${sameCurrent} pA of each other`,
    })
  if (onset !== null) {
    const early = sweeps.filter((s) => s.spikes.length > 0 && s.spikes[0] < onset).length
    const fails = early > mostSpontaneous * sweeps.length
    reasons.push({
      check: 'spontaneousSpikes',
      level: fails ? 'unreliable' : 'ok',
      cause: fails ? 'neuron' : null,
      text: fails
        ? `The cell fires spontaneously: ${early} of ${sweeps.length} sweeps have spikes before the stimulus, which the injected current does not explain.`
        : 'The cell is silent before the stimulus.',
      number: `spikes before the stimulus in ${early} of ${sweeps.length} sweeps; at most a tenth`,
    })
  }
  return reasons
}

function isSame(a: Float64Array, b: Float64Array): boolean {
  return a.every((x, i) => Math.abs(x - b[i]) <= sameCurrent)
}

/** Checks of the fit on the held-out sweeps. */
export function afterFit(heldOut: HeldOut): Reason[] {
  return [
    runaway(heldOut),
    counts(heldOut),
    bands(heldOut),
    silence(heldOut),
    missed(heldOut),
    latencies(heldOut),
    intervals(heldOut),
  ].filter((reason) => reason !== null)
}

function runaway({ sweeps }: HeldOut): Reason {
  const away = sweeps.filter(
    ({ recorded, predicted }) => predicted.mean > runawayFactor * recorded + runawaySlack,
  )
  const worst = away.reduce(
    (a, b) => (b.predicted.mean - b.recorded > a.predicted.mean - a.recorded ? b : a),
    away[0],
  )
  return {
    check: 'runaway',
    level: away.length > 0 ? 'unreliable' : 'ok',
    cause: away.length > 0 ? 'neuron' : null,
    text: worst
      ? `Sweep ${worst.sweep + 1} is predicted to fire at more than twice its rate by a fit to the other sweeps: ${fixed(worst.predicted.mean, 1)} spikes, ${worst.recorded} recorded.`
      : 'No held-out sweep is predicted to fire at more than twice its rate.',
    number: `${away.length} of ${sweeps.length} sweeps with more than ${runawayFactor} times the recorded spikes and ${runawaySlack} more`,
  }
}

function counts({ countError, sweeps }: HeldOut): Reason {
  const level = countError <= soundCountError ? 'ok' : countError <= mostCountError ? 'caution' : 'unreliable'
  const total = sweeps.reduce((sum, s) => sum + s.recorded, 0)
  const share = percent(countError)
  return {
    check: 'heldOutCounts',
    level,
    cause: level === 'ok' ? null : 'neuron',
    text:
      level === 'ok'
        ? `Spike counts of held-out sweeps are predicted to ${share} of their total.`
        : `Spike counts of held-out sweeps are missed by ${share} of their total.`,
    number: `count error ${fixed(countError, 2)} of ${total} spikes; sound up to ${soundCountError}, refused above ${mostCountError}`,
  }
}

function bands({ coverage, sweeps }: HeldOut): Reason {
  const level = coverage >= soundCoverage ? 'ok' : coverage >= leastCoverage ? 'caution' : 'unreliable'
  return {
    check: 'heldOutBands',
    level,
    cause: level === 'ok' ? null : 'neuron',
    text:
      level === 'ok'
        ? 'The predictive 90 % bands hold the counts of held-out sweeps.'
        : `The predictive 90 % bands hold the counts of only ${percent(coverage)} of the held-out sweeps: predictions are overconfident.`,
    number: `${percent(coverage)} of ${sweeps.length} sweeps; sound from ${percent(soundCoverage)}`,
  }
}

function silence({ silent }: HeldOut): Reason | null {
  if (silent.sweeps === 0) return null
  const missed = silent.sweeps - silent.stay
  const level = missed === 0 ? 'ok' : 2 * missed <= silent.sweeps ? 'caution' : 'unreliable'
  return {
    check: 'silentSweeps',
    level,
    cause: level === 'ok' ? null : 'neuron',
    text:
      level === 'ok'
        ? 'Sweeps without a spike are predicted to stay silent.'
        : `${missed} of ${silent.sweeps} sweeps without a spike are predicted to have one: the rheobase is not matched.`,
    number: `${silent.stay} of ${silent.sweeps} silent sweeps with less than one spike predicted`,
  }
}

/** Sweeps with spikes that are predicted to be silent, such as those with rebound spikes. */
function missed({ sweeps }: HeldOut): Reason | null {
  const firing = sweeps.filter(({ recorded }) => recorded > 0)
  if (firing.length === 0) return null
  const without = firing.filter(({ predicted }) => predicted.mean < silentMean)
  // A single spike in a single sweep at the rheobase is within the rheobase's bracket.
  const [first] = without.length === 1 && without[0].recorded === 1 ? [] : without
  return {
    check: 'missedSweeps',
    level: first ? 'caution' : 'ok',
    cause: first ? 'neuron' : null,
    text: first
      ? `${without.length} of ${firing.length} sweeps with spikes ${without.length === 1 ? 'is' : 'are'} predicted to stay silent (sweep ${first.sweep + 1}): the rheobase is not matched, or these spikes are a rebound after the step, which this model does not have.`
      : 'Sweeps with spikes are predicted to fire, but for a single spike at most.',
    number: `${without.length} of ${firing.length} firing sweeps with fewer than ${silentMean} spikes predicted`,
  }
}

/** First spikes far from the recorded ones. */
function latencies({ latencyError, sweeps }: HeldOut): Reason | null {
  if (latencyError === null) return null
  const recorded = sweeps.flatMap(({ latency }) => (latency === null ? [] : [latency]))
  const usual = median(recorded)
  const late = latencyError > Math.max(latencyLimit.ms, latencyLimit.share * usual)
  return {
    check: 'heldOutLatency',
    level: late ? 'caution' : 'ok',
    cause: late ? 'neuron' : null,
    text: late
      ? `First spikes of held-out sweeps are predicted ${fixed(latencyError, 0)} ms off in the median: latencies of predictions are not to be taken from this fit.`
      : `First spikes of held-out sweeps are predicted within ${fixed(latencyError, 1)} ms in the median.`,
    number: `${fixed(latencyError, 1)} ms, usual latency ${fixed(usual, 0)} ms; reported above ${latencyLimit.ms} ms and ${percent(latencyLimit.share)} of it`,
  }
}

function intervals({ ksP }: HeldOut): Reason | null {
  if (ksP === null) return null
  const fails = ksP < leastP
  return {
    check: 'timeRescaling',
    level: fails ? 'caution' : 'ok',
    cause: fails ? 'neuron' : null,
    text: fails
      ? 'Time rescaling rejects the model on held-out sweeps: interspike intervals do not have the model’s distribution (real cells are often more regular). Counts and latencies are checked separately.'
      : 'Time-rescaled intervals of held-out sweeps have the model’s distribution.',
    number: `Kolmogorov–Smirnov ${probability(ksP)}; reported below ${leastP}`,
  }
}

/** The worst first; the headline names the verdict, then the first reason. */
export function concluded(reasons: readonly Reason[]): {
  level: Reason['level']
  headline: string
  reasons: Reason[]
} {
  const rank = { unreliable: 0, caution: 1, ok: 2 }
  const sorted = [...reasons].sort((a, b) => rank[a.level] - rank[b.level])
  const [first] = sorted
  if (first.level === 'ok') {
    const counted = sorted.find((r) => r.check === 'heldOutCounts')?.text ?? ''
    return {
      level: 'ok',
      headline: `Integrate-and-fire describes this cell. ${counted}`.trim(),
      reasons: sorted,
    }
  }
  const kind =
    first.cause !== 'neuron' ? '' : first.level === 'unreliable' ? 'Wrong neuron model. ' : 'Minor misfit. '
  return { level: first.level, headline: `${kind}${first.text}`, reasons: sorted }
}
