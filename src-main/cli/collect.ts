import { stat } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import type { BatchRow } from '../contract/batches.ts'
import { NagumoError } from '../contract/errors.ts'
import { collectParts, type Missing, type Part } from '../jobs/batch/collect.ts'
import { itemName } from '../jobs/batch/items.ts'
import { manifestName, readManifest } from '../jobs/batch/read-manifest.ts'
import { batchTable } from '../report/batch-table.ts'
import { toCsv } from '../report/csv.ts'
import { readArguments, usage } from './arguments.ts'
import { resumeLine, rowCells, rowJson } from './batch-lines.ts'
import type { CliContext, Command } from './context.ts'
import { table } from './table.ts'
import { writeOut } from './write-out.ts'

/** Most missing items listed by name. */
const mostNamed = 5

export const collectCommand: Command = {
  name: 'collect',
  summary: 'collect the results of batches and their shards in one table',
  usage: `Collect the results of batches and their shards in one table: a row per trace, or per window.

Usage: nagumo collect DIR… [options]

DIR is the --out folder of nagumo estimate. Rows are in the order of the recordings, so the table of the shards is
identical to that of an unsharded batch. Parts of different batches are refused; missing items are listed with the
command that computes them, and the exit code is then 1.

  --csv FILE            write the table: median, mean, sd and quantiles of each parameter, one column each
  --json                one line of JSON per trace or window`,
  async run(args, context) {
    const { values, positionals } = readArguments(args, {
      csv: { type: 'string' },
      json: { type: 'boolean' },
    })
    if (positionals.length === 0)
      throw usage('collect needs at least one batch folder: nagumo collect results')
    const parts: Part[] = []
    for (const folder of positionals) parts.push(await partIn(folder))
    const { rows, missing, notes } = collectParts(parts)
    for (const note of notes) context.say(note)
    if (values.csv !== undefined) {
      await writeOut(dirname(values.csv), [{ fileName: basename(values.csv), text: toCsv(batchTable(rows)) }])
    }
    if (values.json) for (const row of rows) context.print(JSON.stringify(rowJson(row)))
    else if (values.csv === undefined) printTable(rows, context)
    for (const part of missing) for (const line of missingLines(part)) context.say(line)
    const again = rows.filter((row) => row.again)
    for (const { item, error } of again)
      context.say(
        `${itemName(item)} failed for reasons of the machine (${error?.code}); --resume tries it again.`,
      )
    return missing.length > 0 || again.length > 0 ? 1 : 0
  },
}

/** @throws NagumoError NOT_FOUND where there is no batch, LIBRARY_DAMAGED */
async function partIn(folder: string): Promise<Part> {
  const found = await readManifest(folder)
  if (found) return { ...found, folder }
  const there = await stat(folder).catch(() => null)
  throw new NagumoError(
    'NOT_FOUND',
    there
      ? `${folder} is not a batch folder: it has no ${manifestName} in it. Give the --out folder of nagumo estimate.`
      : `There is no folder ${folder}. Give the --out folder of nagumo estimate.`,
  )
}

function printTable(rows: readonly BatchRow[], context: CliContext): void {
  if (rows.length === 0) return
  const names = [...new Set(rows.flatMap(({ parameters }) => parameters.map(({ name }) => name)))]
  const head = ['recording', 'sweep', 'verdict', ...names]
  for (const line of table([head, ...rows.map((row) => rowCells(row, names))])) context.print(line)
}

function missingLines({ folder, header, shard, items, of }: Missing): string[] {
  const name = shard ? `Shard ${shard.index} of ${shard.count}` : `The batch in ${folder}`
  const where = folder ?? `DIR-${shard?.index}`
  const command = `  ${resumeLine(header.command ?? ['estimate', 'FILES…'], shard, where)}`
  if (folder === null) return [`${name} is missing, with ${of} items. To compute it:`, command]
  const named = items.slice(0, mostNamed).map(itemName).join('; ')
  const more = items.length > mostNamed ? `; and ${items.length - mostNamed} more` : ''
  return [`${name} lacks ${items.length} of its ${of} items: ${named}${more}. Continue with:`, command]
}
