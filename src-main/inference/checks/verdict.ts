import type { VerdictLevel } from '../../contract/common.ts'
import type { Reason, Verdict } from '../../contract/reports.ts'
import type { Prior } from '../../model/composition/prior.ts'
import { changeOrConstant } from './change-or-constant.ts'
import { clipping } from './clipping.ts'
import { constants } from './constants.ts'
import { cycleFit } from './cycle/fit.ts'
import { cycleHalves } from './cycle/halves.ts'
import { cycleOnset } from './cycle/onset.ts'
import { cycleSteady } from './cycle/steady.ts'
import { cycleWidth } from './cycle/width.ts'
import { cycleShape } from './cycle-shape.ts'
import { describes } from './describes.ts'
import { digitization } from './digitization.ts'
import type { Check, Evidence } from './evidence.ts'
import { hum } from './hum.ts'
import { levelChange } from './level-change.ts'
import { likeTraining } from './like-training.ts'
import { noiseByPhase } from './noise-by-phase.ts'
import { priorChange } from './prior-change.ts'
import { priorConflict } from './prior-conflict.ts'
import { priorEdge } from './prior-edge.ts'
import { priorTail } from './prior-tail.ts'
import { rescaling } from './rescaling.ts'
import { sampling } from './sampling.ts'
import { silent } from './silent.ts'
import { spikeFeatures } from './spike-features.ts'
import { spikes } from './spikes.ts'
import { steadiness } from './steadiness.ts'
import { tails } from './tails.ts'
import { whiteness } from './whiteness.ts'
import { priorToBlame } from './without-prior.ts'

const one =
  (check: Check) =>
  (evidence: Evidence): Reason[] => [check(evidence)]

const artefacts: readonly string[] = ['artefacts', 'clipping', 'levelChange', 'hum', 'digitization']
const describedBy = 'bicGain'
const ofPrior = 'priorConflict'
const ofConstants = 'constants'
/** Checks that compare likelihoods. */
const byLikelihood: readonly string[] = ['silent', describedBy]

/**
 * Checks by root cause: where several fail alike, the first explains the others. A gross artefact leaves nothing to
 * conclude about the neuron; where nothing spikes, or the neuron model is wrong, all else fails; a smaller artefact
 * makes spikes, shape and noise fail; so does a wrong constant, which precedes a change of the neuron where it
 * explains more; a cycle of another shape leaves residuals that are not white.
 */
const checks: readonly { name: string; look: (evidence: Evidence) => Reason[] }[] = [
  { name: 'clipping', look: one(clipping) },
  { name: 'digitization', look: one(digitization) },
  { name: 'levelChange', look: one(levelChange) },
  { name: 'silent', look: silent },
  { name: describedBy, look: one(describes) },
  { name: 'hum', look: one(hum) },
  { name: 'steadiness', look: one(steadiness) },
  { name: 'spikes', look: one(spikes) },
  { name: 'spikeFeatures', look: one(spikeFeatures) },
  { name: 'constants', look: constants },
  { name: 'cycleShape', look: one(cycleShape) },
  { name: 'tails', look: one(tails) },
  { name: 'noiseByPhase', look: one(noiseByPhase) },
  { name: 'whiteness', look: one(whiteness) },
  { name: 'cycleFit', look: cycleFit },
  { name: 'cycleWidth', look: cycleWidth },
  { name: 'cycleHalves', look: cycleHalves },
  { name: 'cycleSteady', look: cycleSteady },
  { name: 'cycleOnset', look: cycleOnset },
  { name: 'priorConflict', look: one(priorConflict) },
  { name: 'priorEdge', look: one(priorEdge) },
  { name: 'priorTail', look: one(priorTail) },
  { name: 'priorChange', look: one(priorChange) },
  { name: 'rescaling', look: one(rescaling) },
  { name: 'sampling', look: one(sampling) },
  { name: 'likeTraining', look: likeTraining },
]

/**
 * Checks that need even sampling; between uneven samples the network's input is interpolated linearly, unlike in
 * training.
 */
const ofEven: readonly string[] = ['hum', 'likeTraining']

/** Checks that apply to the kind of data and noise. */
function checksOf({ observable, noiseModel, times }: Prior): typeof checks {
  const names = [...observable.checks, ...noiseModel.checks].filter(
    (name) => !times || !ofEven.includes(name),
  )
  return checks.filter(
    ({ name }) => names.includes(name) && (noiseModel.hasLikelihood || !byLikelihood.includes(name)),
  )
}

const rank: Record<VerdictLevel, number> = { unreliable: 0, caution: 1, ok: 2 }

/**
 * Runs the checks that apply; the worst one, notes included, sets the level. Reasons are sorted worst first, except
 * that a prior that alone is wrong, and an artefact on a trace that the neuron model otherwise describes, come first,
 * since they cause the other failures.
 */
export function judge(evidence: Evidence, notes: readonly Reason[] = []): Verdict {
  const byPrior = evidence.prior.observable.checks.includes(ofPrior) && priorToBlame(evidence)
  const looked = checksOf(evidence.prior).flatMap(({ look }) => look(evidence))
  // A check can't find what conditioning has already removed, which a note reports.
  const unsaid = looked.filter(({ check }) => !notes.some((note) => note.check === check))
  const reasons = [...unsaid.map((reason) => (byPrior ? withinPrior(reason, evidence) : reason)), ...notes]
  const described = reasons.every((r) => r.check !== describedBy || r.level !== 'unreliable')
  const place = ({ check, level }: Reason): number => {
    if (byPrior && check === ofPrior) return -2
    if (check === ofConstants && level !== 'ok' && changeOrConstant(evidence).constantsFirst) {
      return rank[level] - 0.5
    }
    return described && level !== 'ok' && artefacts.includes(check) ? -1 : rank[level]
  }
  reasons.sort((a, b) => place(a) - place(b))
  const { level } = reasons.reduce((a, b) => (rank[b.level] < rank[a.level] ? b : a))
  return { level, headline: headline(reasons, evidence), reasons }
}

/** Where only the prior is wrong, blames the prior instead of the neuron model. */
function withinPrior(reason: Reason, { prior }: Evidence): Reason {
  if (reason.check !== describedBy || reason.level !== 'unreliable') return reason
  const text = `Within this prior ${prior.neuron.name} explains the trace no better than an autoregressive process without a neuron; without the prior it does.`
  return { ...reason, cause: 'prior', text }
}

/** Summary of the problem, then the first reason. */
function headline(reasons: readonly Reason[], { prior }: Evidence): string {
  const [first] = reasons
  if (first.level !== 'ok') return `${kindOf(first)}${first.text}`
  const fitted = reasons.find((r) => r.check === 'cycleFit')?.text
  if (fitted) return fitted
  const seen = reasons.find((r) => r.check === 'spikes')?.text ?? ''
  return `${prior.neuron.name} describes this trace. ${seen} Residuals match the noise model.`
}

function kindOf({ check, level, cause }: Reason): string {
  if (artefacts.includes(check)) return 'Artefact in the recording. '
  if (cause === 'neuron') return level === 'unreliable' ? 'Wrong neuron model. ' : 'Minor misfit. '
  if (cause === 'noise') return 'Noise model does not fit. '
  return ''
}
