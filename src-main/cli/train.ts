import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { TrainJob } from '../contract/compute.ts'
import { NetworkInput, NetworkTargets, TrainingData } from '../contract/models.ts'
import { fixed } from '../contract/numbers.ts'
import type { TrainEvent } from '../contract/trainings.ts'
import { defaultNetwork, findNetwork, networkCatalogue } from '../inference/network/catalogue.ts'
import { slug } from '../library/ids.ts'
import { rudi2022 } from '../simulation/presets.ts'
import { choiceOf, type Options, readArguments, seedOf, usage, wholeNumberOf } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { readPrior } from './read-prior.ts'

const options = {
  name: { type: 'string' },
  prior: { type: 'string' },
  network: { type: 'string' },
  input: { type: 'string' },
  targets: { type: 'string' },
  data: { type: 'string' },
  samples: { type: 'string' },
  seed: { type: 'string' },
  description: { type: 'string' },
  into: { type: 'string' },
  resume: { type: 'boolean' },
} satisfies Options

export const trainCommand: Command = {
  name: 'train',
  summary: 'train a model on a prior of your own',
  usage: `Train a network on fresh simulations from a prior, and keep it as a model. A checkpoint is written every
minute; the same command with --resume goes on from the last one.

Usage: nagumo train --name NAME [options]

  --prior FILE.json  what is believed of the parameters (default: the preset “${rudi2022.name}”)
  --network NAME     ${Object.keys(networkCatalogue).join(', ')} (default: ${defaultNetwork})
  --input INPUT      what the networks of Rudi 2022 are shown: ${NetworkInput.options.join(', ')}
  --targets TARGETS  what they read: neuron (θ only) or all (default: all)
  --data DATA        what those learn from: a set seen 200 times, as in the paper (default), or fresh simulations
  --samples N        simulations to learn from (default: by the network, ${findNetwork(defaultNetwork).samples} for ${defaultNetwork})
  --seed N           makes the same model again on the same TensorFlow (default: 1)
  --description TEXT for the model's card
  --into FOLDER      folder of models to put it in (default: your library)
  --resume           go on with a run that was stopped`,
  async run(args, context) {
    const job = await createJob(args, context)
    const compute = context.createCompute()
    try {
      const { name, why } = await compute.client().backend()
      context.say(`TensorFlow: ${name} (${why})`)
      for await (const event of await compute.client().train(job, { signal: context.signal })) {
        show(event, context)
      }
      context.print(job.modelFolder)
      return 0
    } catch (error) {
      context.progress('')
      if (!context.signal.aborted) throw error
      context.say('Stopped. What was learned so far is kept: the same command with --resume goes on.')
      return 1
    } finally {
      await compute.close()
    }
  },
}

async function createJob(args: string[], context: CliContext): Promise<TrainJob> {
  const { values, positionals } = readArguments(args, options)
  if (positionals.length) throw usage(`train takes no file to read; it was given “${positionals[0]}”.`)
  const name = values.name ?? ''
  const id = slug(name).toLowerCase().slice(0, 80)
  if (!id) throw usage('train needs --name NAME, with letters or digits in it.')
  const network = values.network ?? defaultNetwork
  const point = {
    input: choiceOf(values.input, '--input', NetworkInput.options),
    targets: choiceOf(values.targets, '--targets', NetworkTargets.options),
    data: choiceOf(values.data, '--data', TrainingData.options),
  }
  const { samples } = findNetwork(network, point)
  const modelFolder = join(values.into ? resolve(values.into) : join(context.libraryFolder, 'models'), id)
  for (const taken of [modelFolder, join(context.modelsFolder, id)]) {
    if (existsSync(taken)) {
      throw usage(`There is a model “${id}” already (${taken}). Choose another --name, or remove it first.`)
    }
  }
  return {
    prior: values.prior ? await readPrior(values.prior, context.say) : rudi2022,
    network,
    ...point,
    id,
    name,
    description: values.description ?? '',
    samples: wholeNumberOf(values.samples ?? String(samples), '--samples', 1, 1e10),
    seed: seedOf(values.seed) ?? 1,
    runFolder: join(context.libraryFolder, 'runs', id),
    modelFolder,
    command: `npm run train -- ${args
      .filter((arg) => arg !== '--resume')
      .map(quote)
      .join(' ')}`,
    earlyStopping: false,
    startFrom: null,
    resume: values.resume ?? false,
    finish: false,
  }
}

/** As a shell takes it for one word. */
function quote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

function show(event: TrainEvent, context: CliContext): void {
  const loss = event.loss === null ? '' : `, loss ${fixed(event.loss, 3)}`
  const validation = event.validation === null ? '' : `, on unseen traces ${fixed(event.validation, 3)}`
  const left = event.secondsLeft === null ? '' : `, ${fixed(event.secondsLeft / 60, 1)} min left`
  const line = `${event.samples} of ${event.total} simulations${loss}${validation}${left} (${event.text})`
  const milestone = event.validation !== null || event.secondsLeft === null
  context.progress(milestone ? '' : line)
  if (milestone) context.say(line)
}
