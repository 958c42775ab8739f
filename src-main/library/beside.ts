import { rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { sealed } from '../integrity/seal.ts'
import { remembered } from '../integrity/unchanged-file.ts'
import { loadJson, writeDurably } from './files.ts'
import { knownOf } from './known.ts'
import { replaceSealed } from './replace-file.ts'

/** A kind of small mutable JSON file in an entry’s folder, beside the immutable document. */
export interface BesideKind<Fields extends object> {
  /** Without extension: notes */
  name: string
  /** nagumo-notes */
  format: string
  schema: z.ZodType<Fields & { format: string; version: 1 }>
  /** A sentence, without its full stop, for a file that can't be read, and for one that can't be written. */
  notKnown(id: string): string
  notKept(id: string): string
  /** What follows where a file can't be read: what is unaffected, when a new one is begun. */
  whereDamaged: string
}

/** Far above the largest that is written, some 100 kB. */
const mostBytes = 1024 * 1024

/**
 * Files of one such kind. An unreadable file counts as absent, with a notice, and is set aside at the next write. One
 * from a newer version of the program is left unchanged, and nothing is saved.
 */
export function createBeside<Fields extends object>(root: string, kind: BesideKind<Fields>) {
  const file = `${kind.name}.json`
  const files = remembered((path) => loadJson(path, kind.schema, 1, mostBytes), 20_000)

  const load = async (id: string, folder: string) => {
    const path = join(folder, file)
    const loaded = await files.of(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      return { value: null, damage: `${file} can’t be opened`, why: 'unreadable' as const }
    })
    if (loaded === null || loaded.damage === null) return loaded
    const next =
      loaded.why === 'newer'
        ? 'Until this program is updated, the file stays unchanged and nothing new is saved.'
        : kind.whereDamaged
    knownOf(root).tell(`${kind.notKnown(id)}: ${loaded.damage} (${path}). ${next}`)
    return loaded
  }

  return {
    file,
    /** Undefined where there is none, or it can't be read. */
    read: async (id: string, folder: string): Promise<Fields | undefined> =>
      (await load(id, folder))?.value ?? undefined,
    /**
     * Replaces the file atomically; call it with the library locked (changes.ts).
     * @throws NagumoError LIBRARY_UNWRITABLE where a newer version wrote the present file
     */
    async write(id: string, folder: string, fields: Fields): Promise<void> {
      const loaded = await load(id, folder)
      if (loaded && loaded.damage !== null && loaded.why === 'newer') {
        throw new NagumoError(
          'LIBRARY_UNWRITABLE',
          `${kind.notKept(id)}: ${loaded.damage}. Update Nagumo, and try again.`,
        )
      }
      const content = { format: kind.format, version: 1, ...fields }
      await replaceSealed(root, join(folder, file), content, async () => {
        if (loaded && loaded.damage !== null) await setAside(root, folder, kind.name)
      })
    },
    /** Writes the first one into an entry’s folder before that is moved in. */
    writeFirst: (folder: string, fields: Fields): Promise<void> =>
      writeDurably(
        join(folder, file),
        sealed(JSON.stringify({ format: kind.format, version: 1, ...fields })),
      ),
  }
}

/** Renames an unreadable file to a name that is not in use. */
async function setAside(root: string, folder: string, name: string): Promise<void> {
  let aside = `${name}-damaged.json`
  for (let k = 2; await stat(join(folder, aside)).catch(() => null); k++) aside = `${name}-damaged-${k}.json`
  await rename(join(folder, `${name}.json`), join(folder, aside))
  knownOf(root).tell(
    `A ${name}.json could not be read. It was renamed to ${join(folder, aside)}, and a new file was started.`,
  )
}
