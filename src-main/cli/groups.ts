import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { NagumoError } from '../contract/errors.ts'
import { estimateText, rangeText } from '../contract/estimate-text.ts'
import { EffectScale, type GroupAnswer } from '../contract/groups.ts'
import { chance, percent } from '../contract/numbers.ts'
import type { Report } from '../contract/reports.ts'
import { spreadWords } from '../contract/spread-words.ts'
import { counted } from '../contract/wording.ts'
import { groupsFigure } from '../figures/charts/compare/figures.ts'
import type { GroupChoice } from '../inference/groups/group-report.ts'
import { newestOfEach } from '../inference/groups/same-sweep.ts'
import { estimateEffects } from '../jobs/groups/estimate-effects.ts'
import { groupsTable } from '../report/groups/groups-table.ts'
import { placeReports, readGroups } from '../report/groups/read-groups.ts'
import { choiceOf, readArguments, seedOf, usage } from './arguments.ts'
import type { CliContext, Command } from './context.ts'
import { figureWidth, writeFigure, writeFileOf } from './out-file.ts'
import { readReportFolder } from './report-files.ts'
import { table } from './table.ts'

const mostBytes = 20 * 1024 * 1024

export const groupsCommand: Command = {
  name: 'groups',
  summary: 'compare conditions: cells nested in conditions, sweeps in cells',
  usage: `Compare conditions by a hierarchical model of the reports’ posteriors (docs/groups.md).

Usage: nagumo groups GROUPS.csv --reports DIR [options]

GROUPS.csv has the columns recording, cell and condition, a row for each recording; and sweep, where the sweeps of a recording
belong to different cells or conditions. The first condition is the reference. Of two conditions, cells that are in
both (before and after a drug) are compared within cells; this needs at least three such cells.

  --reports DIR          reports written by nagumo estimate --out DIR; of two with the same samples the newer is used
  --parameters NAME,…    these only (default: those of the neuron and the noise)
  --scale NAME=SCALE,…   difference, ratio or correlation, in place of the default
  --unpaired             treat cells of one name in both conditions as different cells
  --seed N               seed of the random numbers (default: 1)
  --json                 the result as one line of JSON
  --csv FILE             write the numbers, one column per interval limit
  --svg FILE             write a figure: cells, means and effects of each parameter`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      reports: { type: 'string' },
      parameters: { type: 'string' },
      scale: { type: 'string' },
      unpaired: { type: 'boolean' },
      seed: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'string' },
      svg: { type: 'string' },
    })
    if (positionals.length !== 1 || values.reports === undefined)
      throw usage(
        'groups takes one table and a folder of reports: nagumo groups groups.csv --reports reports',
      )
    const scales = scalesOf(values.scale)
    const seed = seedOf(values.seed)
    const rows = readGroups(await textOf(positionals[0]), basename(positionals[0]))
    const all = await readReportFolder(values.reports, context)
    const { kept, older } = newestOfEach(all)
    const { conditions, unnamed, missing } = placeReports(rows, kept)
    if (older.length > 0)
      context.say(`Of reports of the same samples the newest is used: ${older.length} older excluded.`)
    if (unnamed.length > 0)
      context.say(
        `${unnamed.length === 1 ? '1 report is of a recording' : `${unnamed.length} reports are of recordings`} that ${basename(positionals[0])} does not list.`,
      )
    if (missing.length > 0)
      context.say(
        `No report of ${missing
          .map(({ recording }) => recording)
          .slice(0, 5)
          .join(', ')}${missing.length > 5 ? ` and ${missing.length - 5} more` : ''}.`,
      )
    if (conditions.length < 2)
      throw new NagumoError(
        'GROUPS_UNFIT',
        `${basename(positionals[0])} has one condition, “${conditions[0].name}”; two at least were expected.`,
      )
    const parameters = values.parameters?.split(',').map((name) => name.trim())
    const answer = await answerOf(
      conditions,
      { parameters, scales, seed, unpaired: values.unpaired },
      context,
    )
    if (values.json) context.print(JSON.stringify(answer))
    else tell(answer, context)
    if (values.csv !== undefined) await writeFileOf(values.csv, groupsTable(answer))
    if (values.svg !== undefined) await writeFigure(values.svg, groupsFigure(answer, figureWidth))
    return 0
  },
}

function scalesOf(text: string | undefined): Record<string, EffectScale> | undefined {
  if (text === undefined) return undefined
  const pairs = text.split(',').map((pair) => {
    const [name, scale] = pair.split('=')
    return [name.trim(), choiceOf(scale?.trim() ?? '', '--scale', EffectScale.options)!] as const
  })
  return Object.fromEntries(pairs)
}

async function textOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new NagumoError('FILE_NOT_FOUND', `There is no file ${path}.`)
  if (found.size > mostBytes)
    throw new NagumoError(
      'FILE_TOO_LARGE',
      `${basename(path)} is larger than 20 MB; a table of groups is small.`,
    )
  return readFile(path, 'utf8')
}

async function answerOf(
  conditions: { name: string; cells: { name: string; reports: Report[] }[] }[],
  choice: GroupChoice & { seed: number | undefined },
  { createCompute, progress, signal }: CliContext,
): Promise<GroupAnswer> {
  const compute = createCompute()
  try {
    for await (const event of estimateEffects(compute, conditions, { ...choice, signal })) {
      if (event.type === 'answer') return event.answer
      progress(`${event.text}, ${percent(event.progress)}`)
    }
    throw new Error('the comparison ended without a result')
  } finally {
    progress('')
    await compute.close()
  }
}

function tell({ conditions, leftOut, cautions, parameters }: GroupAnswer, { print, say }: CliContext): void {
  print(
    conditions
      .map(({ name, cells, sweeps }) => `${name}: ${counted(cells, 'cell')}, ${counted(sweeps, 'sweep')}`)
      .join('; '),
  )
  for (const parameter of parameters) {
    const { symbol, unit, effects, sweepSd, paired } = parameter
    print('')
    for (const { text, probabilityHigher, to } of effects)
      print(`${text} P(higher in ${to}) ${chance(probabilityHigher)}.`)
    const row = (name: string, spread: Parameters<typeof estimateText>[0]): string[] => {
      const { median, low, high } = estimateText(spread)
      return [`  ${name}`, median, rangeText(low, high)]
    }
    const lines = table([
      ['', 'median', '90 % interval'],
      ...parameter.conditions.flatMap(({ name, centre, cellSd }) => [
        row(`${name}: mean of ${symbol}${unit ? `, ${unit}` : ''}`, centre),
        row(`${name}: cells, ${spreadWords(parameter)}`, cellSd),
      ]),
      ...(paired ? [row(`differences within cells, ${spreadWords(parameter)}`, paired.differenceSd)] : []),
      ...(sweepSd ? [row(`sweeps in a cell, ${spreadWords(parameter)}`, sweepSd)] : []),
    ])
    for (const line of lines) print(line)
    for (const caution of parameter.cautions) say(`${symbol}: ${caution}`)
  }
  for (const { label, condition, reason } of leftOut) say(`Excluded from ${condition}: ${label}, ${reason}`)
  for (const caution of cautions) say(`Note: ${caution}`)
}
