import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { exclusive } from './exclusive.ts'
import { loadJson } from './files.ts'
import { isLocked } from './lock.ts'
import { clearOriginals } from './originals.ts'
import { foldersIn, whyUnwritable } from './reach.ts'
import { clearTemporary } from './temporary.ts'
import { clearOldTrash } from './trash.ts'

/**
 * Deletes incomplete files left by a crash, and expired trash; never what a live process is using. An unreachable or
 * read-only library is left unchanged.
 */
export async function tidy(root: string): Promise<void> {
  try {
    const found = await foldersIn(root, '.')
    if (found.length === 0 || (await whyUnwritable(root)) !== null) return
    await clearTemporary(root)
    await clearOldTrash(root)
    await clearHalfModels(root)
    await clearOldSamples(root)
    await clearOriginals(root)
  } catch {
    // The status reports it; leftovers do no harm.
  }
}

/** Models that a training was writing: NAME.next beside their destination, or in the run’s folder. */
async function clearHalfModels(root: string): Promise<void> {
  const isWorkedOn = (run: string) => isLocked(join(root, 'runs', run))
  for (const name of await foldersIn(root, 'models')) {
    const [of, end, ...more] = name.split('.')
    if (end !== 'next' || more.length > 0 || (await isWorkedOn(of))) continue
    await remove(join(root, 'models', name))
  }
  for (const run of await foldersIn(root, 'runs')) {
    const names: string[] = await readdir(join(root, 'runs', run)).catch(() => [])
    if (names.includes('model.next') && !(await isWorkedOn(run)))
      await remove(join(root, 'runs', run, 'model.next'))
  }
}

/** Replaced samples that a killed process did not delete. */
async function clearOldSamples(root: string): Promise<void> {
  for (const id of await foldersIn(root, 'recordings')) {
    const folder = join(root, 'recordings', id)
    const samplesIn = async () =>
      (await readdir(folder).catch(() => [])).filter((name) => /^samples(-[0-9a-f]+)?\.bin$/.test(name))
    if ((await samplesIn()).length < 2) continue
    // Not while another process is replacing them.
    await exclusive(root, async () => {
      const kept = await keptSamples(join(folder, 'recording.json'))
      if (kept === null) return
      const all = await samplesIn()
      if (!all.includes(kept)) return
      for (const name of all) if (name !== kept) await remove(join(folder, name))
    })
  }
}

const SamplesFile = z.object({ samples: z.string().default('samples.bin') })

/** The name of the recording’s samples file; null where unknown. */
async function keptSamples(path: string): Promise<string | null> {
  const { value } = await loadJson(path, SamplesFile, 1)
  return value?.samples ?? null
}

async function remove(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 3 })
}
