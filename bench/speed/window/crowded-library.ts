import { cp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sealed } from '../../../src-main/integrity/seal.ts'

interface Entry {
  kind: 'reports' | 'recordings'
  file: 'report.json' | 'recording.json'
}
const kinds: Entry[] = [
  { kind: 'reports', file: 'report.json' },
  { kind: 'recordings', file: 'recording.json' },
]

/**
 * Fills a library with copies of its one report and its one recording.
 * @param counts of the copies
 */
export async function crowd(library: string, counts: Record<Entry['kind'], number>): Promise<void> {
  for (const { kind, file } of kinds) {
    const [first] = await readdir(join(library, kind))
    const content = JSON.parse(await readFile(join(library, kind, first, file), 'utf8'))
    for (let k = 1; k <= counts[kind]; k++) {
      const folder = join(library, kind, `${first}-${k}`)
      await cp(join(library, kind, first), folder, { recursive: true })
      await writeFile(join(folder, file), sealed(JSON.stringify(copyOf(content, k))))
    }
  }
}

function copyOf({ sealed: _mark, seal: _seal, ...content }: Record<string, unknown>, k: number): object {
  const name = `cell${String(k).padStart(4, '0')}.csv`
  const own = 'recording' in content && !('verdict' in content) ? 'recording' : null
  const renamed = (value: object): object => ({ ...value, id: `${(value as { id: string }).id}-${k}` })
  if (own) return { ...content, recording: { ...renamed(content.recording as object), name } }
  return { ...renamed(content), recording: { ...(content.recording as object), name } }
}
