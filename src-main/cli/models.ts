import type { ModelEntry } from '../contract/models.ts'
import { whole } from '../contract/report-words.ts'
import type { Library } from '../library/index.ts'
import { modelFileExtension } from '../library/model-format/archive/model-archive.ts'
import { readArguments, usage } from './arguments.ts'
import { checkModels } from './check-models.ts'
import type { CliContext, Command } from './context.ts'
import { exportModel, importModel } from './model-transfer.ts'
import { openHere } from './open-library.ts'
import { table } from './table.ts'

export const modelsCommand: Command = {
  name: 'models',
  summary: 'list, export and import models',
  usage: `List the models that there are, the default first; carry them from one machine to another.

Usage: nagumo models [--json]
       nagumo models export NAME FILE
       nagumo models import FILE
       nagumo models check [NAME]

  --json   one line of JSON for each model
  export   writes a model into one file (.${modelFileExtension})
  import   brings such a file into your library, and prints the model’s id
  check    asks the golden traces again, which say whether a model answers as it did when it was made`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
    const [action, ...names] = positionals
    const library = await openHere(context)
    if (action === undefined) return list(library, values.json ?? false, context)
    if (values.json) throw usage('--json is for the list of models, without a word after it.')
    switch (action) {
      case 'export':
        return exportModel(library, names, context)
      case 'import':
        return importModel(library, names, context)
      case 'check':
        return checkModels(library, names, context)
    }
    throw usage(`models takes export, import or check, or nothing for the list; it was given “${action}”.`)
  },
}

async function list(library: Library, json: boolean, context: CliContext): Promise<number> {
  const { entries, damaged } = await library.models.list()
  for (const { reason } of damaged) context.say(reason)
  if (json) for (const model of entries) context.print(JSON.stringify(jsonOf(model)))
  else if (entries.length) for (const line of table(rowsOf(entries))) context.print(line)
  else context.say('There are no models. Install the program again, or train one: nagumo train --help.')
  if (!json)
    context.say(
      'membrane and gif need no training and a known injected current: nagumo estimate FILE --model membrane|gif.',
    )
  return damaged.length ? 1 : 0
}

function rowsOf(models: ModelEntry[]): string[][] {
  const rows = models.map((model) => [
    model.id,
    model.name,
    model.parameters.map((parameter) => parameter.symbol).join(' '),
    model.prior.name,
    model.networkName,
    whole(model.weights),
    whole(model.training.samples),
    [model.isDefault && 'default', model.shipped && 'shipped'].filter(Boolean).join(', '),
  ])
  return [['MODEL', 'NAME', 'PARAMETERS', 'PRIOR', 'NETWORK', 'WEIGHTS', 'TRAINED ON', ''], ...rows]
}

/** The card without its long lists. */
function jsonOf(model: ModelEntry) {
  const { id, name, description, note, createdAt, shipped, isDefault, networkName, weights } = model
  const { prior, parameters, training, evaluation, checksum, versions } = model
  return {
    id,
    name,
    description,
    note,
    createdAt,
    shipped,
    isDefault,
    neuronModel: prior.neuronModel,
    parameters: parameters.map((parameter) => parameter.name),
    prior: prior.name,
    network: networkName,
    weights,
    checksum,
    versions,
    training: { samples: training.samples, seconds: training.seconds, seed: training.seed },
    evaluation: evaluation && {
      traces: evaluation.traces,
      r2: evaluation.r2,
      coverage90: evaluation.coverage90,
      medianEssFraction: evaluation.medianEssFraction,
    },
  }
}
