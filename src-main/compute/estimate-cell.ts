import { setImmediate } from 'node:timers/promises'
import type { CellModel, GifResult, MembraneResult } from '../contract/cells.ts'
import type { CellComputeEvent, CellJob } from '../contract/compute.ts'
import { type FitSteps, goingOn } from '../inference/known-current/fit-options.ts'
import { fitGifBySteps, fitMembraneBySteps } from '../inference/known-current/fits.ts'
import { judgeCell } from '../inference/known-current/judge-cell.ts'
import { createRandom } from '../model/random.ts'
import type { Family } from '../signal/family/family.ts'
import { measureFamily } from '../signal/family/measure-family.ts'
import { readSamples } from './samples-file.ts'

/** The fits used; tests may replace them. */
export interface CellFits {
  fitMembraneBySteps: typeof fitMembraneBySteps
  fitGifBySteps: typeof fitGifBySteps
}

const words: Record<CellModel, string> = { membrane: 'fitting the membrane', gif: 'fitting spikes' }
/** Random stream of each fit, independent of which others are requested. */
const streams: Record<CellModel, number> = { membrane: 1, gif: 2 }
/** Relative cost of the steps, for the progress bar. */
const costs = { features: 1, membrane: 3, gif: 8 }

/**
 * Estimates a cell step by step: features, then each requested model. Between steps, other calls are processed.
 * @throws the signal's abort reason
 */
export async function* estimateCell(
  job: CellJob,
  signal: AbortSignal | undefined,
  fits: CellFits = { fitMembraneBySteps, fitGifBySteps },
): AsyncGenerator<CellComputeEvent> {
  const began = performance.now()
  const total = costs.features + job.models.reduce((sum, model) => sum + costs[model], 0)
  let done = 0
  /** @param within progress of the current fit beyond `done`, in the unit of costs */
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
  const judge = judgeCell(family.sweeps.length, job.protocol, features)
  let membrane: MembraneResult | null = null
  let gif: GifResult | null = null
  for (const model of job.models) {
    yield stage(words[model])
    await between()
    const options = { random: createRandom(job.seed).fork(streams[model]) }
    const told = async function* <T>(steps: FitSteps<T>): AsyncGenerator<CellComputeEvent, T> {
      const { shares, result } = goingOn(steps)
      for (const share of shares) {
        yield stage(words[model], share * costs[model])
        await between()
      }
      return result()
    }
    if (model === 'membrane') {
      membrane =
        judge.refused?.membrane ??
        judge.membrane(yield* told(fits.fitMembraneBySteps(family, job.protocol, options)))
    } else {
      gif = judge.refused?.gif ?? judge.gif(yield* told(fits.fitGifBySteps(family, job.protocol, options)))
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
