import { rmdir } from 'node:fs/promises'
import { trainingGraceMs } from '../compute/process/client.ts'
import { NetworkInput } from '../contract/networks.ts'
import { fixed } from '../contract/numbers.ts'
import type { TrainEvent } from '../contract/trainings.ts'
import { findNetwork } from '../inference/network/catalogue/find-network.ts'
import { defaultNetwork, networkCatalogue } from '../inference/network/catalogue/networks.ts'
import { ensureFolder } from '../library/files.ts'
import { takeLock } from '../library/lock.ts'
import { presets, rudi2022 } from '../model/prior/presets.ts'
import { checkpointTime } from '../training/checkpoint.ts'
import { usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { openHere } from './open-library.ts'
import { presetName } from './read-prior.ts'
import { jobOf, planOf } from './train-plan.ts'

export const trainCommand: Command = {
  name: 'train',
  summary: 'train a model on a prior of your own',
  usage: `Train a network on fresh simulations from a prior, and save it as a model. A checkpoint is written every
minute; the same command with --resume continues from the last one.

Usage: nagumo train --name NAME [options]

  --prior FILE.json  the prior, or a preset: ${presets.map(({ name }) => presetName(name)).join(', ')}
                     (default: “${rudi2022.name}”, or that of --from)
  --network NAME     ${Object.keys(networkCatalogue).join(', ')} (default: ${defaultNetwork}, cycle for recordings on
                     unknown scales, or that of --from)
  --input INPUT      input of the networks of Rudi 2022: ${NetworkInput.options.join(', ')}
  --targets TARGETS  their targets: neuron (θ only) or all (default: all)
  --data DATA        their training data: a set with 200 epochs, as in the paper (default), or fresh simulations
  --samples N        number of simulations (default: by the network, ${findNetwork(defaultNetwork).samples} for ${defaultNetwork})
  --minutes N        budget in minutes, calibration included, in place of --samples: the number of simulations
                     depends on the machine, so a repeated run is similar, not identical
  --early-stopping   stop when the validation loss no longer falls, and keep the best weights
  --from MODEL       start from the weights of a model (id or name) of the same network
  --seed N           seed: the same model on the same TensorFlow (default: 1)
  --description TEXT for the model's card
  --into FOLDER      folder of models to save it in (default: your library)
  --resume           continue an interrupted run
  --finish           finish it early: anneal from its last checkpoint over a tenth of its steps so far, and save it`,
  async run(args, context) {
    const plan = await planOf(args, context)
    const { runFolder, modelFolder } = plan.job
    // Fail before hours of training rather than after.
    await (await openHere(context)).requireWritable()
    await ensureFolder(runFolder)
    const lock = await takeLock(runFolder)
    if (!lock) {
      throw usage(
        `“${plan.job.name}” is being trained by another nagumo (${runFolder}). Wait for it, or choose another --name.`,
      )
    }
    const compute = context.createCompute({ graceMs: trainingGraceMs })
    let problem: string | undefined
    let kept = modelFolder
    /** Time of the last checkpoint. */
    let checkpoint: number | null | undefined
    try {
      const { name, why } = await compute.client().backend()
      context.say(`TensorFlow: ${name} (${why})`)
      const job = await jobOf(plan, args, compute, context)
      for await (const event of await compute.client().train(job, { signal: context.signal })) {
        show(event, problem, context)
        problem = event.problem
        kept = event.folder ?? kept
        checkpoint = await checkpointTime(runFolder)
      }
      if (kept !== modelFolder)
        context.say(
          `Another model of that name was saved in ${modelFolder} meanwhile; this one was saved beside it.`,
        )
      context.print(kept)
      return 0
    } catch (error) {
      context.progress('')
      if (!context.signal.aborted) throw error
      // A stopped training writes its checkpoint first.
      await compute.close()
      const lost = checkpoint !== undefined && (await checkpointTime(runFolder)) === checkpoint
      context.say(
        lost
          ? `Stopped. The progress since the last checkpoint could not be written to ${runFolder}. The same command with --resume continues from there.`
          : 'Stopped. The progress is saved: the same command with --resume continues.',
      )
      return 1
    } finally {
      await compute.close()
      await lock.release()
      // Where nothing was trained nothing is left.
      await rmdir(runFolder).catch(() => undefined)
    }
  },
}

/** @param told the problem reported last */
function show(event: TrainEvent, told: string | undefined, context: CliContext): void {
  const { problem } = event
  if (problem !== undefined && problem !== told) {
    context.progress('')
    context.say(
      `${problem} It is tried again every few seconds; until then the training progress is only in memory.`,
    )
  }
  const loss = event.loss === null ? '' : `, loss ${fixed(event.loss, 3)}`
  const validation = event.validation === null ? '' : `, validation ${fixed(event.validation, 3)}`
  const left = event.secondsLeft === null ? '' : `, ${fixed(event.secondsLeft / 60, 1)} min left`
  const line = `${event.samples} of ${event.total} simulations${loss}${validation}${left} (${event.text})`
  const milestone = event.stage === 'training' ? event.validation !== null : event.stage === 'kept'
  context.progress(milestone ? '' : line)
  if (milestone) context.say(line)
}
