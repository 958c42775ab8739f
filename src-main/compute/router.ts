import { setImmediate } from 'node:timers/promises'
import { implement } from '@orpc/server'
import { computeContract } from '../contract/compute.ts'
import { sameAnswers } from '../inference/checks/same-answers.ts'
import { likenessTo } from '../inference/checks/training-likeness.ts'
import { crossCheck } from '../inference/cross-check/cross-check.ts'
import { estimate } from '../inference/estimate/estimate.ts'
import { underPrior } from '../inference/estimate/under-prior.ts'
import { predictGif } from '../inference/known-current/fits.ts'
import { chooseNetwork } from '../inference/network/choose-network.ts'
import { examinePrior } from '../model/composition/examine-prior.ts'
import { createPrior } from '../model/composition/prior.ts'
import { kernelBuild } from '../model/fused-kernels.ts'
import { createRandom } from '../model/random.ts'
import { readRecording, withoutSamples } from '../recording/index.ts'
import { calibrateStored } from '../training/calibration/calibrate-stored.ts'
import { spaceFor } from '../training/disk-space.ts'
import { measureTrainingSpeed } from '../training/speed.ts'
import { train } from '../training/train.ts'
import { estimateCell } from './estimate-cell.ts'
import { groupSteps } from './group-steps.ts'
import { createModelCache } from './model-cache.ts'
import { crossCheckStage, progressOf } from './progress.ts'
import { writeSamples } from './samples-file.ts'
import { startEngine } from './tensorflow/start-engine.ts'

/** Router of the compute process. Long calculations yield between steps, so that they can be aborted. */
export function createComputeRouter() {
  const compute = implement(computeContract)
  const models = createModelCache()

  return compute.router({
    backend: compute.backend.handler(async () => ({
      ...(await startEngine()).backend,
      ...(kernelBuild() === 'fused' && { fused: true as const }),
    })),

    readFile: compute.readFile.handler(async ({ input, signal }) => {
      const data = await readRecording(input.path, input.name, signal, input.choice)
      const { sweeps, stimuli, recoveries = [], places } = data
      const clock = places ? [{ samples: places }] : []
      await writeSamples(input.samplesFile, [...sweeps, ...stimuli, ...recoveries, ...clock])
      return withoutSamples(data)
    }),

    warm: compute.warm.handler(async ({ input }) => {
      const { model, release } = await models.lease(input.modelFolder)
      try {
        model.network.condition(new Float32Array(model.prior.size), 1)
        likenessTo(model.prior, model.network, model.likenessStore)
      } finally {
        release()
      }
    }),

    replay: compute.replay.handler(({ input }) => models.replay(input.modelFolder)),

    estimate: compute.estimate.handler(async function* ({ input, signal }) {
      yield { type: 'stage' as const, ...progressOf({ stage: 'loading' }) }
      const { model, release } = await models.lease(input.modelFolder)
      try {
        const { preliminary = false, ...asked } = input
        const job = { ...asked, notes: [...asked.notes, ...sameAnswers(model.replay)] }
        const steps = estimate(job, input.prior ? underPrior(model, input.prior) : model)
        let toSend = preliminary
        for await (const one of inSteps(steps, (step) => step, signal)) {
          if ('type' in one) yield one
          else {
            if (toSend && one.stage === 'sensitivity') {
              yield { type: 'preliminary' as const, result: one.preliminary }
              toSend = false
            }
            yield { type: 'stage' as const, ...progressOf(one) }
          }
        }
      } finally {
        release()
      }
    }),

    crossCheck: compute.crossCheck.handler(async function* ({ input, signal }) {
      const { model, release } = await models.lease(input.job.modelFolder)
      try {
        const { prior } = input.job
        const steps = crossCheck(input.job, prior ? underPrior(model, prior) : model, input)
        const began = performance.now()
        yield* inSteps(steps, (step) => crossCheckStage(step, (performance.now() - began) / 1000), signal)
      } finally {
        release()
      }
    }),

    cell: compute.cell.handler(({ input, signal }) => estimateCell(input, signal)),

    predictCell: compute.predictCell.handler(({ input: { draws, command, seed, fittedOn }, signal }) =>
      predictGif(draws, command, { random: createRandom(seed), ...(signal && { signal }) }, fittedOn),
    ),

    groups: compute.groups.handler(({ input, signal }) => groupSteps(input, signal)),

    calibrate: compute.calibrate.handler(async function* ({ input, signal }) {
      const { engine } = await startEngine()
      yield* calibrateStored(input.modelFolder, input, engine, signal)
    }),

    train: compute.train.handler(async function* ({ input, signal }) {
      const { engine } = await startEngine()
      for await (const event of train(input, { signal, engine })) {
        yield event
        await setImmediate()
      }
    }),

    trainingSpeed: compute.trainingSpeed.handler(async ({ input, signal }) => {
      const { learner, recipe } = chooseNetwork(input, createPrior(input.prior))
      const { engine } = await startEngine()
      return measureTrainingSpeed(learner, recipe, input.prior, engine, signal)
    }),

    trainingSpace: compute.trainingSpace.handler(({ input }) => {
      const { learner } = chooseNetwork(input, createPrior(input.prior))
      return spaceFor(learner.weightCount, input)
    }),

    examinePrior: compute.examinePrior.handler(({ input }) =>
      // A fixed seed at each keystroke, so that only the prior changes in view.
      examinePrior(createPrior(input.prior), createRandom(1)),
    ),
  })
}

/**
 * Runs a calculation step by step, processing other calls in between: yields its stages, then its result.
 * @throws the signal's abort reason
 */
async function* inSteps<Step, Stage, Result>(
  steps: Generator<Step, Result>,
  stageOf: (step: Step) => Stage,
  signal: AbortSignal | undefined,
): AsyncGenerator<Stage | { type: 'result'; result: Result }> {
  for (;;) {
    await setImmediate()
    signal?.throwIfAborted()
    const step = steps.next()
    if (step.done) {
      yield { type: 'result', result: step.value }
      return
    }
    yield stageOf(step.value)
  }
}
