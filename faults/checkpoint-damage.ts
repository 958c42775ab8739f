import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { damagedBytes } from './damaged-bytes.ts'
import { until } from './processes.ts'
import { type Host, nagumo } from './programs.ts'
import type { Setting } from './scenario.ts'
import { must } from './tally.ts'
import { tinyTraining } from './work.ts'

/**
 * Truncation and bit flips of checkpoints to resume from: the window and `nagumo train --resume` name the file and what
 * to do, and do not change it. Fewer trials, since each starts a training.
 */
export async function tryCheckpoints(
  setting: Setting,
  { client }: Host,
  library: string,
  run: string,
): Promise<void> {
  const find = async () => (await client.trainings.list()).find(({ id }) => id === run)
  await tryOne(setting, 'checkpoint resumed at the window', join(library, 'runs', run), async () => {
    await client.trainings.resume({ id: run })
    await until('the training ends', async () => (await find())?.state === 'failed')
    return (await find())?.error?.message ?? ''
  })

  const prior = join(setting.folder, 'prior.json')
  await writeFile(prior, JSON.stringify(tinyTraining('').prior))
  const train = (...more: string[]) =>
    nagumo(library, [
      'train',
      ...['--name', 'stopped', '--prior', prior, '--network', 'posterior-small', '--samples', '1000000'],
      ...more,
    ])
  const folder = join(library, 'runs', 'stopped')
  const stopped = train()
  await until('a checkpoint is written', () => exists(join(folder, 'checkpoint.bin')))
  await stopped.kill()
  await tryOne(setting, 'checkpoint resumed by nagumo train', folder, async () => {
    const { code, err } = await train('--resume').ended
    must(code === 1, `nagumo train --resume ends with ${code}: ${err}`)
    return err
  })
}

/** @param resume resumes from it, and returns the output */
async function tryOne(setting: Setting, kind: string, folder: string, resume: () => Promise<string>) {
  const nested = join(folder, 'checkpoint', 'checkpoint.bin')
  const path = (await exists(nested)) ? nested : join(folder, 'checkpoint.bin')
  const whole = await readFile(path)
  for (let step = 0; step < (setting.short ? 2 : 20); step++) {
    await setting.tally.attempt('damage', kind, step, async () => {
      const bytes = damagedBytes(whole, setting.chance(step), step)
      await writeFile(path, bytes)
      const said = await resume()
      must(said.includes('checkpoint') && said.includes('damaged'), `it is not named: ${said}`)
      must(/start|again|Remove|without/i.test(said), `what to do is not said: ${said}`)
      must((await readFile(path)).equals(bytes), 'the damaged checkpoint was written over')
    })
    await writeFile(path, whole)
  }
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null)) !== null
}
