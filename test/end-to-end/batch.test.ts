import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from './programs.ts'

const cli = join(root, 'out/main/cli.cjs')

let place: string
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'nagumo-batch-'))
})
afterAll(() => rm(place, { recursive: true, force: true, maxRetries: 5 }))

function start(command: string, args: string[], more: NodeJS.ProcessEnv = {}) {
  const child = spawn(command, args, {
    cwd: place,
    env: { ...process.env, NAGUMO_LIBRARY: join(place, 'library'), ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, said }))
  return { child, ended }
}

const nagumo = (...args: string[]) => start(process.execPath, [cli, ...args])

/** So many simulated recordings, one trace each. @returns their folder, within the test’s place */
async function recordings(name: string, count: number): Promise<string> {
  const all = join(place, `${name}.csv`)
  expect((await nagumo('simulate', '--count', String(count), '--seed', '77', '--out', all).ended).code).toBe(
    0,
  )
  await mkdir(join(place, name))
  const rows = (await readFile(all, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.trim().split(','))
  for (let k = 0; k < count; k++) {
    const text = rows.map((row, i) => `${row[0]},${i === 0 ? 'v_au' : row[k + 1]}\n`).join('')
    await writeFile(join(place, name, `trace${String(k + 1).padStart(3, '0')}.csv`), text)
  }
  return name
}

async function tableOf(...folders: string[]): Promise<string> {
  const { code, said } = await nagumo('collect', ...folders, '--csv', 'table.csv').ended
  expect([code, said]).toEqual([0, ''])
  return readFile(join(place, 'table.csv'), 'utf8')
}

/** Items that are done by the manifest of a batch; −1 where it has not begun. */
async function doneIn(out: string): Promise<number> {
  const text = await readFile(join(place, out, 'batch.jsonl'), 'utf8').catch(() => '')
  return text.split('\n').length - 2
}

describe('a batch whose program is killed', () => {
  it('goes on with what is left, none done twice or lost, to the table of a run in one piece', async () => {
    const files = await recordings('killed', 6)
    const args = ['estimate', files, '--seed', '5', '--workers', '2']
    const first = nagumo(...args, '--out', 'one')
    while ((await doneIn('one')) < 2 && first.child.exitCode === null) await setTimeout(20)
    first.child.kill('SIGKILL')
    await first.ended
    const before = await doneIn('one')
    const { code, said } = await nagumo(...args, '--out', 'one', '--resume').ended
    expect(code).toBe(0)
    expect(said).toContain(`${before} of 6 items are done already.`)
    expect(await doneIn('one')).toBe(6)
    expect((await nagumo(...args, '--out', 'whole').ended).code).toBe(0)
    expect(await tableOf('one')).toBe(await tableOf('whole'))
  })
})

/** Snakemake: SNAKEMAKE names it, or it is on the path. */
function findSnakemake(): string | null {
  const named = process.env.SNAKEMAKE
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'snakemake'))
  return (named ? [named] : places).find((path) => existsSync(path)) ?? null
}
const snakemake = findSnakemake()

describe.skipIf(snakemake === null)('the Snakemake workflow (needs Snakemake from PyPI)', () => {
  it('makes the table of a run in one piece of eight shards, one of which was killed and run again', async () => {
    const files = await recordings('recordings', 24)
    const config = { nagumo: `'${process.execPath}' '${cli}'`, files, out: 'results', shards: 8, seed: 5 }
    // A file, as docs/batches.md has it: of a value after --config Snakemake takes the outer quotes away.
    await writeFile(join(place, 'config.json'), JSON.stringify(config))
    const args = ['-s', join(root, 'workflow/Snakefile'), '--configfile', 'config.json', '--cores', '2']
    const workflow = () => start(snakemake ?? '', [...args, '--keep-going'])
    const first = workflow()
    const killed = 'results/shard-3-of-8'
    while ((await doneIn(killed)) < 0) {
      // It would be waited for without end.
      if (first.child.exitCode !== null)
        expect.fail(`the workflow ended before the shard had begun:\n${(await first.ended).said}`)
      await setTimeout(20)
    }
    // The lock says which process is at work on a shard.
    const { pid } = JSON.parse(await readFile(join(place, killed, 'lock.json'), 'utf8'))
    process.kill(pid, 'SIGKILL')
    expect((await first.ended).code).not.toBe(0)
    expect(await doneIn(killed)).toBeLessThan(3)
    const again = await workflow().ended
    expect([again.code, again.said]).toEqual([0, expect.stringContaining('100%')])
    expect((await nagumo('estimate', files, '--seed', '5', '--out', 'piece').ended).code).toBe(0)
    const table = await readFile(join(place, 'results/table.csv'), 'utf8')
    expect(table).toBe(await tableOf('piece'))
    expect(table.trimEnd().split('\r\n')).toHaveLength(25)
  })
})

describe('the SLURM script', () => {
  const slurm = (args: string[], env: NodeJS.ProcessEnv) =>
    start('bash', [join(root, 'workflow/slurm.sh'), ...args], { NAGUMO: 'echo', ...env }).ended

  it('asks for the shard of its task', async () => {
    const env = { SHARDS: '8', SEED: '7', SLURM_ARRAY_TASK_ID: '3', SLURM_CPUS_PER_TASK: '4' }
    expect(await slurm(['my data', '--lowpass', '900'], env)).toEqual({
      code: 0,
      said: 'estimate my data --lowpass 900 --seed 7 --workers 4 --shard 3/8 --out results/shard-3-of-8 --resume\n',
    })
    expect((await slurm([], { ...env, SLURM_ARRAY_TASK_ID: '9' })).code).toBe(2)
    expect((await slurm([], { ...env, SEED: '' })).said).toContain('SEED is the same whole number')
  })
})
