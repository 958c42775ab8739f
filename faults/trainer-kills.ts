import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { launch, nagumo } from './programs.ts'
import type { Scenario } from './scenario.ts'
import { requireKept, requireTidy, snapshotOf } from './snapshot.ts'
import { must } from './tally.ts'
import { shortTrace, tinyTraining } from './work.ts'

/** SIGKILL of the command line while it trains and writes its model. */
export const trainerKills: Scenario = {
  name: 'trainer',
  summary: 'SIGKILL of nagumo train at random moments, its last one included',
  async run({ folder, short, tally, chance }) {
    const library = join(folder, 'library')
    await mkdir(folder, { recursive: true })
    const prior = join(folder, 'prior.json')
    await writeFile(prior, JSON.stringify(tinyTraining('').prior))
    const train = (name: string, ...more: string[]) =>
      nagumo(library, [
        'train',
        ...['--name', name, '--prior', prior, '--network', 'posterior-small', '--samples', '2048'],
        ...more,
      ])
    const host = await launch(library)
    await host.client.recordings.import({ file: shortTrace() })
    await host.end()

    const began = performance.now()
    const first = await train('first').ended
    must(first.code === 0, `a training that is let alone fails: ${first.err}`)
    const usualMs = performance.now() - began

    for (let step = 0; step < (short ? 2 : 20); step++) {
      await tally.attempt('trainer', 'nagumo train', step, async () => {
        const opened = await launch(library)
        const before = await snapshotOf(opened.client)
        await opened.end()
        const name = `run-${step}`
        const command = train(name)
        await setTimeout(chance(step).uniform() * usualMs * 1.05)
        await command.kill()
        const after = await launch(library)
        try {
          requireKept(before, await snapshotOf(after.client))
          await requireTidy(after.client, library)
          const models = await after.client.models.list()
          if (!models.some(({ id }) => id === name) && step % 4 === 0) {
            const next = await train(name, '--resume').ended
            const last = next.code === 0 ? next : await train(name).ended
            must(last.code === 0, `nothing can be trained after it: ${next.err}${last.err}`)
          }
          for (const { id, shipped } of await after.client.models.list())
            if (!shipped && id !== 'first') await after.client.models.remove({ id })
        } finally {
          await after.end()
        }
      })
    }
  },
}
