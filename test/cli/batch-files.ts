import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { EstimateJob } from '../../src-main/contract/compute.ts'
import { estimateResult, temporaryFolder } from '../services/fixtures.ts'
import { nagumo } from './terminal.ts'

/** A folder of so many recordings, one trace each, of the preset. */
export async function recordings(count: number): Promise<string> {
  const folder = join(await temporaryFolder(), 'recordings')
  await mkdir(folder)
  const all = join(folder, '..', 'all.csv')
  await nagumo(['simulate', '--count', String(count), '--seed', '3', '--out', all])
  const rows = (await readFile(all, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','))
  for (let k = 0; k < count; k++) {
    const text = rows.map((row, i) => (i === 0 ? `${row[0]},v_au` : `${row[0]},${row[k + 1]}`)).join('\n')
    await writeFile(join(folder, `cell${String(k + 1).padStart(2, '0')}.csv`), `${text}\n`)
  }
  return folder
}

/** A result whose numbers are made of the trace and the seed: an item that got another’s would be seen. */
export function resultOf({ trace, seed }: EstimateJob) {
  const result = estimateResult()
  const shift = (trace[500] ?? 0) + seed / 2 ** 32
  const parameters = result.parameters.map((parameter) => {
    const { posterior } = parameter
    const moved = Object.fromEntries(Object.entries(posterior).map(([name, x]) => [name, x + shift]))
    return { ...parameter, posterior: { ...posterior, ...moved, sd: posterior.sd } }
  })
  return { ...result, parameters }
}

/** The table of batches as nagumo collect writes it. */
export async function tableOf(...folders: string[]): Promise<{ code: number; err: string[]; text: string }> {
  const csv = join(await temporaryFolder(), 'table.csv')
  const { code, err } = await nagumo(['collect', ...folders, '--csv', csv])
  return { code, err, text: await readFile(csv, 'utf8').catch(() => '') }
}
