import type { ModelEntry } from '../contract/models.ts'
import { openLibrary } from '../library/index.ts'
import { readArguments, usage } from './arguments.ts'
import type { Command } from './context.ts'
import { table } from './table.ts'

export const modelsCommand: Command = {
  name: 'models',
  summary: 'list the models that there are',
  usage: `List the models that there are, the default first.

Usage: nagumo models [--json]

  --json   one line of JSON for each model`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
    if (positionals.length) throw usage(`models takes no names; it was given “${positionals[0]}”.`)
    const library = await openLibrary(context.libraryFolder, context.modelsFolder)
    const { entries, damaged } = await library.models.list()
    for (const { reason } of damaged) context.say(reason)
    if (values.json) for (const model of entries) context.print(JSON.stringify(jsonOf(model)))
    else if (entries.length) for (const line of table(rowsOf(entries))) context.print(line)
    else context.say('There are no models. Install the program again, or train one: nagumo train --help.')
    return damaged.length ? 1 : 0
  },
}

function rowsOf(models: ModelEntry[]): string[][] {
  const rows = models.map((model) => [
    model.id,
    model.name,
    model.parameters.map((parameter) => parameter.symbol).join(' '),
    model.prior.name,
    model.networkName,
    model.weights.toLocaleString('en'),
    model.training.samples.toLocaleString('en'),
    [model.isDefault && 'default', model.shipped && 'shipped'].filter(Boolean).join(', '),
  ])
  return [['MODEL', 'NAME', 'PARAMETERS', 'PRIOR', 'NETWORK', 'WEIGHTS', 'TRAINED ON', ''], ...rows]
}

/** The card without its long lists. */
function jsonOf(model: ModelEntry) {
  const { id, name, description, createdAt, shipped, isDefault, networkName, weights, checksum } = model
  const { prior, parameters, training, evaluation } = model
  return {
    id,
    name,
    description,
    createdAt,
    shipped,
    isDefault,
    neuronModel: prior.neuronModel,
    parameters: parameters.map((parameter) => parameter.name),
    prior: prior.name,
    network: networkName,
    weights,
    checksum,
    training: { samples: training.samples, seconds: training.seconds, seed: training.seed },
    evaluation: evaluation && {
      traces: evaluation.traces,
      r2: evaluation.r2,
      coverage90: evaluation.coverage90,
      medianEssFraction: evaluation.medianEssFraction,
    },
  }
}
