import { createHash } from 'node:crypto'
import { open, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Series, SeriesParameter, SeriesWindow } from '../contract/series.ts'
import { sealed } from '../integrity/seal.ts'
import { change, withRoom } from './changes.ts'
import { loadJson, writeDurably } from './files.ts'
import { isLocked, takeLock } from './lock.ts'
import { createShelf, type Listing, listShelf } from './shelf.ts'
import { inTemporaryFolder } from './temporary.ts'

/** A finished window; the first with estimates also lists the parameters compared. */
export const DraftWindow = z.object({
  window: SeriesWindow,
  parameters: z.array(SeriesParameter).optional(),
  backend: z.string(),
})
export type DraftWindow = z.infer<typeof DraftWindow>

/** An incomplete series: its subject and the finished windows. */
export interface LeftSeries {
  head: Series
  windows: DraftWindow[]
}

/** An unfinished series on disk. */
export interface SeriesDraftFile {
  /** Appends the windows that are not stored yet. */
  write(windows: readonly DraftWindow[]): Promise<void>
  /** Deletes it: the series is stored. */
  end(): Promise<void>
  /** Closes it without deleting, for later recovery. */
  leave(): Promise<void>
}

/**
 * Unfinished series, stored so that a crash loses one window at most: head.json has the subject, and each line of
 * windows.jsonl a finished window, after its checksum. A truncated line is ignored.
 */
export interface SeriesDraftShelf {
  /** @param head without windows @throws NagumoError USAGE where there is one of that id */
  begin(head: Series): Promise<SeriesDraftFile>
  /**
   * Unfinished series of ended processes. Each is passed to `settle` under a lock, and deleted if that returns.
   * @returns those that could not be read
   */
  settleLeft(settle: (left: LeftSeries) => Promise<void>): Promise<Listing<string>>
}

export function createSeriesDraftShelf(root: string): SeriesDraftShelf {
  const shelf = createShelf(root, 'series-under-way', 'unfinished series')

  const remove = async (id: string): Promise<void> => {
    const folder = await shelf.folderOf(id)
    await inTemporaryFolder(root, (temporary) => rename(folder, join(temporary, id)))
  }

  const settleOne = async (id: string, settle: (left: LeftSeries) => Promise<void>): Promise<string> => {
    const folder = await shelf.folderOf(id)
    if (await isLocked(folder)) return id
    const lock = await takeLock(folder)
    if (!lock) return id
    try {
      const loaded = await loadJson(join(folder, 'head.json'), Series, 1)
      if (loaded.damage !== null) throw shelf.damagedError(id, loaded.damage)
      await settle({ head: loaded.value, windows: await readLines(join(folder, 'windows.jsonl')) })
      await remove(id)
    } finally {
      await lock.release()
    }
    return id
  }

  return {
    begin: (head) =>
      change(root, async () => {
        await shelf.place(head.id, async (folder) => {
          await writeDurably(join(folder, 'head.json'), sealed(JSON.stringify(head)))
          await writeDurably(join(folder, 'windows.jsonl'), '')
        })
        const folder = await shelf.folderOf(head.id)
        const lock = await takeLock(folder)
        const path = join(folder, 'windows.jsonl')
        let [lines, bytes] = [0, 0]
        return {
          write: (windows) =>
            withRoom(root, async () => {
              if (windows.length === lines) return
              const text = windows.slice(lines).map(lineOf).join('')
              const file = await open(path, 'r+')
              try {
                // Overwrites what a failed write may have left.
                await file.truncate(bytes)
                const { bytesWritten } = await file.write(text, bytes)
                await file.sync()
                bytes += bytesWritten
                lines = windows.length
              } finally {
                await file.close()
              }
            }),
          async end() {
            await remove(head.id)
            await lock?.release()
          },
          leave: async () => lock?.release(),
        }
      }),
    async settleLeft(settle) {
      const ids = await shelf.ids()
      return listShelf(shelf.kind, ids, (id) => settleOne(id, settle))
    },
  }
}

function lineOf(window: DraftWindow): string {
  const json = JSON.stringify(window)
  return `${checksumOf(json)} ${json}\n`
}

/** Up to the first truncated or damaged line. */
async function readLines(path: string): Promise<DraftWindow[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const windows: DraftWindow[] = []
  for (const line of text.split('\n').slice(0, -1)) {
    const [checksum, json] = [line.slice(0, 16), line.slice(17)]
    if (checksum !== checksumOf(json)) break
    const parsed = DraftWindow.safeParse(JSON.parse(json))
    if (!parsed.success || parsed.data.window.index !== windows.length) break
    windows.push(parsed.data)
  }
  return windows
}

function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}
