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
  usage: `List the available models, the default first; export and import them.

Usage: nagumo models [--json]
       nagumo models export NAME FILE
       nagumo models import FILE
       nagumo models check [NAME]

  --json   one line of JSON per model
  export   write a model to one file (.${modelFileExtension})
  import   add such a file to your library and print the model’s id
  check    rerun the golden traces, to see whether a model gives the same results as when it was made`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, { json: { type: 'boolean' } })
    const [action, ...names] = positionals
    const library = await openHere(context)
    if (action === undefined) return list(library, values.json ?? false, context)
    if (values.json) throw usage('--json is for the list of models, without a subcommand.')
    switch (action) {
      case 'export':
        return exportModel(library, names, context)
      case 'import':
        return importModel(library, names, context)
      case 'check':
        return checkModels(library, names, context)
    }
    throw usage(`models takes export, import or check, or nothing for the list; found “${action}”.`)
  },
}

async function list(library: Library, json: boolean, context: CliContext): Promise<number> {
  const { entries, damaged } = await library.models.list()
  for (const { reason } of damaged) context.say(reason)
  if (json) for (const model of entries) context.print(JSON.stringify(jsonOf(model)))
  else if (entries.length) for (const line of table(rowsOf(entries))) context.print(line)
  else context.say('There are no models. Reinstall the program, or train one: nagumo train --help.')
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
