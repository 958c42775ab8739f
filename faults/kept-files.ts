import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { openLibrary } from '../src-main/library/index.ts'
import { readCheckpoint } from '../src-main/training/checkpoint.ts'
import type { Kept } from './kill-works.ts'
import type { Client } from './programs.ts'
import { exported } from './snapshot.ts'

/** A file of the library, and how it is read. */
export interface KeptFile {
  kind: string
  path: string
  /** The entry that it belongs to. */
  id: string
  read(client: Client): Promise<unknown>
  /**
   * Where damage is reported: in the lists of damaged entries, only on reading, or nowhere, since the file is
   * regenerated.
   */
  told: 'listed' | 'read' | 'healed'
}

/** A library with an entry of each kind. */
export interface Furnished {
  kept: Kept
  series: string
  /** A paused training. */
  run: string
  /** A recording of each format, and the checksum of its source file. */
  originals: { name: string; id: string; sha256: string }[]
}

/** Every kind of stored file, except settings.json. */
export async function keptFiles(
  library: string,
  { kept, series, run, originals }: Furnished,
): Promise<KeptFile[]> {
  const at = (shelf: string, id: string, name: string) => join(library, shelf, id, name)
  const [samples] = (await readdir(join(library, 'recordings', kept.recording))).filter((name) =>
    name.startsWith('samples'),
  )
  const recording = { id: kept.recording }
  const modelFile = (name: string, told: KeptFile['told']): KeptFile => ({
    kind: name,
    path: at('models', kept.model, name),
    id: kept.model,
    read: (client) => exported(client, kept.model),
    told,
  })
  // By the library's own code: a host has the samples of the last recordings in memory, undamaged.
  const sweep = async () =>
    (await openLibrary(library, 'none')).recordings.samples(kept.recording, 0).then((samples) => [...samples])
  const report = (client: Client) => client.reports.get({ id: kept.report })
  return [
    {
      kind: 'recording.json',
      path: at('recordings', kept.recording, 'recording.json'),
      ...recording,
      read: (client) => client.recordings.get(recording),
      told: 'listed',
    },
    {
      kind: 'samples',
      path: at('recordings', kept.recording, samples),
      ...recording,
      read: sweep,
      told: 'listed',
    },
    ...originals.map(
      ({ name, id, sha256 }): KeptFile => ({
        kind: `original (${extname(name)})`,
        path: join(library, 'originals', sha256),
        id,
        read: (client) => client.recordings.readAgain({ id, choice: {} }),
        told: 'read',
      }),
    ),
    {
      kind: 'report.json',
      path: at('reports', kept.report, 'report.json'),
      id: kept.report,
      read: report,
      told: 'listed',
    },
    {
      kind: 'entry.json',
      path: at('reports', kept.report, 'entry.json'),
      id: kept.report,
      read: (client) => client.reports.list(),
      told: 'healed',
    },
    {
      kind: 'series.json',
      path: at('series', series, 'series.json'),
      id: series,
      read: (client) => client.series.get({ id: series }),
      told: 'listed',
    },
    {
      kind: 'entry.json of a series',
      path: at('series', series, 'entry.json'),
      id: series,
      read: (client) => client.series.list(),
      told: 'healed',
    },
    {
      kind: 'run.json',
      path: at('runs', run, 'run.json'),
      id: run,
      read: (client) => client.trainings.list().then((runs) => runs.find(({ id }) => id === run)),
      told: 'listed',
    },
    {
      kind: 'checkpoint',
      path: at('runs', run, 'checkpoint/checkpoint.bin'),
      id: run,
      // Likewise, since resuming a run takes seconds. Of another job it is null where undamaged.
      read: () => readCheckpoint(at('runs', run, 'checkpoint'), 'another'),
      told: 'read',
    },
    modelFile('card.json', 'listed'),
    modelFile('model.json', 'read'),
    modelFile('weights.bin', 'read'),
    modelFile('golden.json', 'read'),
  ]
}
