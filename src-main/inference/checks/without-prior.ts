import { spikesOf } from '../estimate/fit-spikes.ts'
import { outputsOf } from '../estimate/residuals.ts'
import { clipping } from './clipping.ts'
import { cycleShape } from './cycle-shape.ts'
import { describes } from './describes.ts'
import { digitization } from './digitization.ts'
import type { Check, Evidence } from './evidence.ts'
import { hum } from './hum.ts'
import { levelChange } from './level-change.ts'
import { noiseByPhase } from './noise-by-phase.ts'
import { kindOfConflict, priorConflict } from './prior-conflict.ts'
import { spikes } from './spikes.ts'
import { tails } from './tails.ts'
import { whiteness } from './whiteness.ts'

/** Checks of a fit and its residuals. */
const looks: readonly Check[] = [
  clipping,
  digitization,
  levelChange,
  hum,
  describes,
  spikes,
  cycleShape,
  tails,
  noiseByPhase,
  whiteness,
]

/**
 * Whether only the prior is wrong: it conflicts with the data, and the best fit without it passes all checks. An
 * artefact or another neuron also draws a fit outside the prior, but fails other checks. Where the recording has less
 * noise than the prior allows it is enough that the neuron describes it.
 */
export function priorToBlame(evidence: Evidence): boolean {
  if (!evidence.unrestricted || priorConflict(evidence).level === 'ok') return false
  const without = atFit(evidence, evidence.unrestricted)
  switch (kindOfConflict(evidence)) {
    case 'noise':
      return false
    case 'cleaner':
      return describes(without).level === 'ok'
    case 'other':
      return looks.every((look) => look(without).level === 'ok')
  }
}

function atFit(evidence: Evidence, best: Evidence['best']): Evidence {
  const { prior, t, fit, further = [] } = evidence
  const observed = Float32Array.from(
    [evidence.observed, ...further.map((one) => one.observed)].flatMap((x) => Array.from(x)),
  )
  const noise = prior.noise(best.values, 0)
  const [drawn, ...others] = outputsOf(prior, observed, best.u, noise, observed.length)
  const u = best.u.subarray(0, drawn.observed.length)
  return {
    ...evidence,
    best,
    ...(others.length > 0 && { further: others }),
    fit: { ...fit, spikes: { ...fit.spikes, model: spikesOf(prior, u, t, best.values) } },
    residuals: drawn.residuals,
  }
}
