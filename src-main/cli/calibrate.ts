import { rename, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Calibrated, Calibration, Recalibration } from '../contract/calibration.ts'
import type { ParameterDescription } from '../contract/common.ts'
import { fixed, percent, probability, signed } from '../contract/numbers.ts'
import { whole } from '../contract/report-words.ts'
import { findModel } from '../jobs/find-model.ts'
import { cardText, readCard } from '../library/model-format/card-file.ts'
import { type Options, readArguments, seedOf, usage, wholeNumberOf } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { openHere } from './open-library.ts'
import { table } from './table.ts'

const options = {
  traces: { type: 'string' },
  corrected: { type: 'string' },
  seed: { type: 'string' },
  json: { type: 'boolean' },
  keep: { type: 'boolean' },
  into: { type: 'string' },
} satisfies Options

export const calibrateCommand: Command = {
  name: 'calibrate',
  summary: 'check the calibration of a model on simulated traces',
  usage: `Check the calibration of a model's posteriors on fresh simulated traces: ranks, coverage and a joint test, for the
network alone and after importance sampling. docs/calibration.md explains them.

Usage: nagumo calibrate NAME [options]

  --traces N     traces for the network alone (default: 1000)
  --corrected N  traces for importance sampling, which takes longer; 0 skips it (default: 150)
  --seed N       seed of the random numbers (default: 1)
  --json         one line of JSON instead of tables
  --keep         write the result to the model's card (your own models; shipped ones only with --into)
  --into FOLDER  folder of models with the card (default: your library)`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, options)
    if (positionals.length !== 1) throw usage('calibrate takes the name of one model: nagumo calibrate NAME')
    if (values.into && !values.keep) throw usage('--into sets where --keep writes; it has no effect alone.')
    const library = await openHere(context)
    const model = await findModel(library, positionals[0])
    const into = values.into === undefined ? null : join(resolve(values.into), model.id)
    if (values.keep && model.shipped && !into) throw notWritten(model.id)
    const job = {
      modelFolder: into ?? (await library.models.folderOf(model.id)),
      traces: wholeNumberOf(values.traces ?? '1000', '--traces', 100, 100_000),
      corrected: wholeNumberOf(values.corrected ?? '150', '--corrected', 0, 10_000),
      seed: seedOf(values.seed) ?? 1,
    }
    const found = await calibrate(job, context)
    if (into) await keep(into, found)
    else if (values.keep) await library.models.edit(model.id, { calibrated: found })
    if (values.keep) context.say(`Saved on the card of “${model.id}”.`)
    if (values.json) context.print(JSON.stringify({ model: model.id, seed: job.seed, ...found }))
    else for (const line of linesOf(found, model.quantities)) context.print(line)
    return 0
  },
}

async function calibrate(
  job: { modelFolder: string; traces: number; corrected: number; seed: number },
  context: CliContext,
): Promise<Calibrated> {
  const compute = context.createCompute()
  try {
    for await (const event of await compute.client().calibrate(job, { signal: context.signal })) {
      if (event.type === 'result') return event.result
      context.progress(event.text)
    }
  } finally {
    context.progress('')
    await compute.close()
  }
  throw new Error('The calibration ended without a result.')
}

function notWritten(id: string) {
  return usage(
    `“${id}” is a shipped model, whose card is not changed. Omit --keep, or give a folder of models with --into.`,
  )
}

/** Of a model outside the library. */
async function keep(folder: string, found: Calibrated): Promise<void> {
  const next = join(folder, 'card.json.next')
  await writeFile(next, cardText({ ...(await readCard(folder)), ...found }), { flush: true })
  await rename(next, join(folder, 'card.json'))
}

function linesOf({ calibration, recalibration }: Calibrated, parameters: ParameterDescription[]): string[] {
  const { network, recalibrated, corrected } = calibration
  return [
    ...section('The network alone', network, parameters),
    ...(recalibration ? recalibrationLines(recalibration, parameters) : []),
    ...section('The network, recalibrated', recalibrated, parameters),
    ...section('After importance sampling', corrected, parameters),
  ].slice(0, -1)
}

function section(
  title: string,
  calibration: Calibration | null,
  parameters: readonly ParameterDescription[],
): string[] {
  if (!calibration) return []
  const { density, tarp, words } = calibration
  const own = parameters.map(({ name, symbol }) => ({ symbol, ...calibration.parameters[name] }))
  const { coverage } = own[0]
  const bands = coverage.map(({ low, high }) => `${fixed(100 * low, 1)}–${fixed(100 * high, 1)} %`)
  const shares = (of: typeof coverage): string[] =>
    of.map(({ found, passed }) => `${fixed(100 * found, 1)} %${passed ? '' : ' *'}`)
  const rows = [
    ['', ...coverage.map(({ level }) => `${percent(level)} region`), 'MEAN RANK', 'SPREAD', 'HISTOGRAM'],
    ...own.map(({ symbol, ranks, coverage }) => [
      symbol,
      ...shares(coverage),
      `${fixed(ranks.mean, 3)}, ${probability(ranks.probabilities.mean)}`,
      `${fixed(3 * ranks.spread, 2)}, ${probability(ranks.probabilities.spread)}`,
      probability(ranks.probabilities.histogram),
    ]),
    ['together', ...shares(density.coverage), '', '', ''],
    ['chance', ...bands, '0.5 if right', '1 if right', ''],
  ]
  return [
    `${title}: ${words}`,
    ...table(rows),
    ...own.map((parameter) => parameter.words),
    density.words,
    tarp.words,
    '',
  ]
}

function recalibrationLines(
  { stretch, shift, gain, traces }: Recalibration,
  parameters: readonly ParameterDescription[],
): string[] {
  const each = parameters.map(
    ({ symbol }, j) => `${symbol} × ${fixed(stretch[j], 3)} ${signed(shift[j], 3)} sd`,
  )
  return [
    `Recalibration, fitted on ${whole(traces)} other traces, gains ${fixed(gain, 3)} in log density per trace: ${each.join(', ')}`,
    '',
  ]
}
