import { setImmediate } from 'node:timers/promises'
import type { CellFeatures, CellModel, CellProtocol, GifResult, MembraneResult } from '../contract/cells.ts'
import type { CellComputeEvent, CellJob } from '../contract/compute.ts'
import type { Reason } from '../contract/reports.ts'
import { familyReasons, withReasons } from '../inference/known-current/family-reasons.ts'
import type { FitSteps } from '../inference/known-current/fit-options.ts'
import { fitGifBySteps, fitMembraneBySteps } from '../inference/known-current/fits.ts'
import { gifBesideFeatures } from '../inference/known-current/gif-beside-features.ts'
import { createRandom } from '../model/random.ts'
import type { Family } from '../signal/family/family.ts'
import { measureFamily } from '../signal/family/measure-family.ts'
import { readSamples } from './samples-file.ts'

/** Which fits are used; a test may put others. */
export interface CellFits {
  fitMembraneBySteps: typeof fitMembraneBySteps
  fitGifBySteps: typeof fitGifBySteps
}

const words: Record<CellModel, string> = { membrane: 'fitting the membrane', gif: 'fitting spikes' }
/** Each fit's own stream of chance, whichever others are asked for. */
const streams: Record<CellModel, number> = { membrane: 1, gif: 2 }
/** About how long the steps take beside each other, for the progress bar. */
const costs = { features: 1, membrane: 3, gif: 8 }

/**
 * Estimates a cell step by step: features, then each model asked for, piece by piece; other calls are heard in between.
 * @throws what the signal was aborted with
 */
export async function* estimateCell(
  job: CellJob,
  signal: AbortSignal | undefined,
  fits: CellFits = { fitMembraneBySteps, fitGifBySteps },
): AsyncGenerator<CellComputeEvent> {
  const began = performance.now()
  const total = costs.features + job.models.reduce((sum, model) => sum + costs[model], 0)
  let done = 0
  /** @param within what is done of a fit beyond `done`, in the unit of costs */
  const stage = (text: string, within = 0): CellComputeEvent => {
    const now = done + within
    const seconds = (performance.now() - began) / 1000
    const secondsLeft = now === 0 ? null : (seconds / now) * (total - now)
    return { type: 'stage', text, share: now / total, secondsLeft }
  }
  const between = async () => {
    await setImmediate()
    signal?.throwIfAborted()
  }
  yield stage('measuring features')
  await between()
  const family = await readFamilyOf(job)
  const features = measureFamily(family, job.protocol)
  done += costs.features
  const ofFamily = familyReasons(features)
  const doubted = ofFamily.filter(({ level }) => level !== 'unreliable')
  // One sweep first: what several would say can't be known.
  const refused = [
    ...(family.sweeps.length < 2 ? [oneSweep(job.protocol)] : []),
    ...ofFamily.filter(({ level }) => level === 'unreliable'),
  ]
  let membrane: MembraneResult | null = null
  let gif: GifResult | null = null
  for (const model of job.models) {
    yield stage(words[model])
    await between()
    const options = { random: createRandom(job.seed).fork(streams[model]) }
    const told = async function* <T>(steps: FitSteps<T>): AsyncGenerator<CellComputeEvent, T> {
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done) return step.value
        yield stage(words[model], step.value * costs[model])
        await between()
      }
    }
    if (refused.length > 0) {
      if (model === 'membrane') membrane = withoutMembrane(refused)
      else gif = withoutGif(refused)
    } else if (model === 'membrane') {
      const fitted = yield* told(fits.fitMembraneBySteps(family, job.protocol, options))
      membrane = withReasons(fitted, doubted)
    } else {
      const fitted = yield* told(fits.fitGifBySteps(family, job.protocol, options))
      gif = judgedGif(fitted, features, doubted)
    }
    done += costs[model]
  }
  await between()
  yield {
    type: 'result',
    result: { features, membrane, gif, seconds: (performance.now() - began) / 1000 },
  }
}

async function readFamilyOf({
  samplesFile,
  points,
  samplingInterval,
  start,
  sweeps,
}: CellJob): Promise<Family> {
  const columns = await readSamples(samplesFile, 2 * sweeps.length, points)
  return {
    samplingInterval,
    start,
    sweeps: sweeps.map((sweep, s) => ({ ...sweep, voltage: columns[2 * s], command: columns[2 * s + 1] })),
  }
}

/** A cell is told from its sweeps; of one only features can be. */
function oneSweep({ text }: CellProtocol): Reason {
  return {
    check: 'sweepCount',
    level: 'unreliable',
    cause: 'recording',
    text: 'There is one sweep only: how sweeps of this cell differ, and whether a fit holds on a sweep that it has not seen, can’t be told. Its features stand; for a model record a family of steps.',
    number: `1 sweep: ${text}`,
  }
}

/** The spikes' fit with what the family says of it; without parameters where that makes it impossible. */
function judgedGif(gif: GifResult, features: CellFeatures, doubted: readonly Reason[]): GifResult {
  if (gif.parameters.length === 0) return withReasons(gif, doubted)
  const beside = gifBesideFeatures(gif, features)
  const impossible = beside.filter(({ level }) => level === 'unreliable')
  if (impossible.length === 0) return withReasons(gif, [...doubted, ...beside])
  return { ...withoutGif([...impossible, ...doubted, ...gif.reasons]), heldOut: gif.heldOut }
}

function headlineOf([first]: readonly Reason[]): string {
  return first.check === 'sweepCount'
    ? 'Not estimated: one sweep only.'
    : `The current contradicts the voltage. ${first.text}`
}

function withoutMembrane(reasons: Reason[]): MembraneResult {
  return {
    level: 'unreliable',
    headline: headlineOf(reasons),
    reasons,
    parameters: [],
    range: null,
    sweeps: [],
    iv: { points: [], band: null },
    fits: [],
  }
}

function withoutGif(reasons: Reason[]): GifResult {
  return {
    level: 'unreliable',
    headline: headlineOf(reasons),
    reasons,
    parameters: [],
    heldOut: null,
    fI: null,
    kernels: [],
    draws: {},
  }
}
