import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Compute } from '../compute/process/compute.ts'
import type { TrainJob } from '../contract/compute.ts'
import type { ModelCard } from '../contract/models.ts'
import { NetworkInput, NetworkTargets } from '../contract/networks.ts'
import type { PriorFile } from '../contract/priors.ts'
import { TrainingData } from '../contract/training-recipe.ts'
import { findNetwork } from '../inference/network/catalogue/find-network.ts'
import { defaultNetworkFor } from '../inference/network/catalogue/network-fits.ts'
import { findModel } from '../jobs/find-model.ts'
import { slug } from '../library/ids.ts'
import { openLibrary } from '../library/index.ts'
import { partsOf } from '../model/composition/parts.ts'
import { rudi2022 } from '../model/prior/presets.ts'
import { choiceOf, numberOf, type Options, readArguments, seedOf, usage, wholeNumberOf } from './arguments.ts'
import type { CliContext } from './context.ts'
import { readPrior } from './read-prior.ts'
import { budgetOf, measureBudget } from './train-budget.ts'

const options = {
  name: { type: 'string' },
  prior: { type: 'string' },
  network: { type: 'string' },
  input: { type: 'string' },
  targets: { type: 'string' },
  data: { type: 'string' },
  samples: { type: 'string' },
  minutes: { type: 'string' },
  'early-stopping': { type: 'boolean' },
  from: { type: 'string' },
  seed: { type: 'string' },
  description: { type: 'string' },
  into: { type: 'string' },
  resume: { type: 'boolean' },
  finish: { type: 'boolean' },
} satisfies Options
type Values = ReturnType<typeof readArguments<typeof options>>['values']

/** A week. */
const mostMinutes = 10_080

/** The requested training, without the number of simulations where that is to be measured. */
export interface TrainPlan {
  job: Omit<TrainJob, 'samples' | 'command'>
  samples: number | { minutes: number }
  /** Start time by performance.now(): a time budget runs from there. */
  begun: number
}

/** @throws NagumoError USAGE, and errors of the prior or the initial model */
export async function planOf(args: string[], context: CliContext): Promise<TrainPlan> {
  const begun = performance.now()
  const { values, positionals } = readArguments(args, options)
  if (positionals.length) throw usage(`train reads no file; found “${positionals[0]}”.`)
  const name = values.name ?? ''
  const id = slug(name).toLowerCase().slice(0, 80)
  if (!id) throw usage('train needs --name NAME, with letters or digits in it.')
  const modelFolder = join(values.into ? resolve(values.into) : join(context.libraryFolder, 'models'), id)
  for (const taken of [modelFolder, join(context.modelsFolder, id)]) {
    if (existsSync(taken)) {
      throw usage(`There is already a model “${id}” (${taken}). Choose another --name, or remove it first.`)
    }
  }
  const start = values.from === undefined ? null : await startOf(values.from, context)
  const usual = start?.card.prior ?? rudi2022
  const prior = values.prior ? await readPrior(values.prior, context.say) : usual
  const networkOptions = networkOptionsOf(values, start?.card ?? null, prior)
  const job = {
    ...networkOptions,
    prior,
    id,
    name,
    description: values.description ?? '',
    seed: seedOf(values.seed) ?? 1,
    runFolder: join(context.libraryFolder, 'runs', id),
    home: context.libraryFolder,
    modelFolder,
    earlyStopping: values['early-stopping'] ?? false,
    startFrom: start?.folder ?? null,
    resume: values.resume ?? false,
    finish: values.finish ?? false,
  }
  const usualSamples = findNetwork(networkOptions.network, networkOptions).samples
  return { job, samples: budgetAsked(values, usualSamples), begun }
}

async function startOf(wanted: string, { libraryFolder, modelsFolder }: CliContext) {
  const library = await openLibrary(libraryFolder, modelsFolder)
  const card = await findModel(library, wanted)
  return { card, folder: await library.models.folderOf(card.id) }
}

/** The requested network; where a run starts from a model, that model's unless another one is named. */
function networkOptionsOf(values: Values, start: ModelCard | null, prior: PriorFile) {
  const asked = {
    input: choiceOf(values.input, '--input', NetworkInput.options),
    targets: choiceOf(values.targets, '--targets', NetworkTargets.options),
    data: choiceOf(values.data, '--data', TrainingData.options),
  }
  const network = values.network ?? start?.networkName ?? defaultNetworkFor(partsOf(prior).observable)
  if (start?.network.kind !== 'point' || network !== start.networkName) return { network, ...asked }
  const { input, targets } = start.network
  return {
    network,
    input: asked.input ?? input,
    targets: asked.targets ?? targets,
    data: asked.data ?? start.training.recipe.data,
  }
}

function budgetAsked({ samples, minutes }: Values, usual: number): TrainPlan['samples'] {
  if (minutes === undefined) return wholeNumberOf(samples ?? String(usual), '--samples', 1, 1e10)
  if (samples !== undefined) throw usage('--samples and --minutes are alternatives. Give one of them.')
  const value = numberOf(minutes, '--minutes')
  if (value > 0 && value <= mostMinutes) return { minutes: value }
  throw usage(`--minutes takes a number above 0, up to ${mostMinutes}; found “${minutes}”.`)
}

/** The plan with its number of simulations. */
export async function jobOf(
  { job, samples: asked, begun }: TrainPlan,
  args: string[],
  compute: Compute,
  context: CliContext,
): Promise<TrainJob> {
  if (typeof asked === 'number') return { ...job, samples: asked, command: commandOf(args, null) }
  const { runFolder } = job
  const goesOn = job.resume || job.finish
  const samples = goesOn
    ? await budgetOf(asked.minutes, runFolder)
    : await measureBudget(asked.minutes, job, runFolder, compute, context)
  if (findNetwork(job.network, job).recipe.data === 'set') {
    return { ...job, samples, command: commandOf(args, samples) }
  }
  const seconds = Math.max(1, 60 * asked.minutes - (performance.now() - begun) / 1000)
  return { ...job, samples, seconds, command: commandOf(args, null) }
}

/**
 * The command stored in the card, which reproduces the model; with a time budget, one trained for as long.
 * @param measured the number of simulations in place of a time
 */
function commandOf(args: string[], measured: number | null): string {
  const isTime = (arg: string | undefined): boolean => /^--minutes(=|$)/.test(arg ?? '')
  const once = args.filter(
    (arg, k) => arg !== '--resume' && (measured === null || !(isTime(arg) || args[k - 1] === '--minutes')),
  )
  const budget = measured === null ? [] : ['--samples', String(measured)]
  return `npx nagumo train ${[...once, ...budget].map(quote).join(' ')}`
}

/** Quoted as one shell word. */
function quote(text: string): string {
  return /^[\w./:=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}
