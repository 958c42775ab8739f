import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Series } from '../../src-main/contract/series.ts'
import { openLibrary } from '../../src-main/library/index.ts'
import { createRandom } from '../../src-main/model/random.ts'
import { recording, report, temporaryFolder, twoSweeps } from '../services/fixtures.ts'
import { trainingRun } from '../support/training-run.ts'

const aRun = trainingRun('a-run')

const series: Series = {
  format: 'nagumo-series',
  version: 1,
  id: 'a-series',
  createdAt: '2026-03-14T09:26:53.000Z',
  recording: { ...report().recording, id: null },
  model: { id: 'rudi-2022', name: 'Rudi 2022', checksum: 'ab'.repeat(32) },
  appliedPrior: null,
  seed: 1,
  program: { version: '0.1.0', backend: 'wasm' },
  plan: {
    from: 0,
    to: 200,
    length: 200,
    step: 100,
    windows: [{ from: 0, to: 200 }],
    rescaling: report().recording.rescaling,
    lengthFree: true,
    spikes: 3,
    notes: [],
  },
  parameters: [],
  windows: [],
  complete: false,
  changes: { text: ['Nothing was estimated.'], tested: [], parameters: [] },
  seconds: 1,
}

/** A library with one of each kind, and how each of its files is read. */
async function libraryOfAll() {
  const folder = await temporaryFolder()
  const library = await openLibrary(folder, await temporaryFolder())
  await library.inTemporaryFolder(async (temporary) => {
    await writeFile(join(temporary, 'samples'), Buffer.from(twoSweeps.buffer))
    await library.recordings.keep(recording(), 'ab'.repeat(32), join(temporary, 'samples'))
  })
  await library.reports.keep(report())
  await library.series.keep(series)
  await library.runs.keep(aRun)
  return { folder, library }
}

type Kept = Awaited<ReturnType<typeof libraryOfAll>>
const kinds: [string, (kept: Kept) => string, (kept: Kept) => Promise<unknown>][] = [
  [
    'recording.json',
    () => join('recordings', recording().id, 'recording.json'),
    ({ library }) => library.recordings.get(recording().id),
  ],
  [
    'samples',
    () => join('recordings', recording().id, 'samples.bin'),
    ({ library }) => library.recordings.samples(recording().id, 0),
  ],
  [
    'a report',
    () => join('reports', report().id, 'report.json'),
    ({ library }) => library.reports.get(report().id),
  ],
  [
    'a series',
    () => join('series', series.id, 'series.json'),
    ({ library }) => library.series.get(series.id),
  ],
  ['a run', () => join('runs', aRun.id, 'run.json'), ({ library }) => library.runs.get(aRun.id)],
]

describe('a kept file with any bit changed or cut off anywhere is noticed, named and listed', () => {
  it.each(kinds)('%s', async (_, pathOf, read) => {
    const kept = await libraryOfAll()
    const { library } = kept
    const path = join(kept.folder, pathOf(kept))
    const whole = await readFile(path)
    const before = await read(kept)
    const random = createRandom(13)
    const below = (n: number) => Math.floor(random.uniform() * n)
    for (let k = 0; k < 500; k++) {
      const bit = below(8 * whole.length)
      const flipped = Buffer.from(whole)
      flipped[bit >> 3] ^= 1 << (bit & 7)
      const [what, bytes] = k % 2 ? [`bit ${bit}`, flipped] : [`cut`, whole.subarray(0, below(whole.length))]
      await writeFile(path, bytes)
      const refused = { code: 'LIBRARY_DAMAGED', message: expect.stringContaining('Remove it, or restore') }
      await expect(read(kept), what).rejects.toMatchObject(refused)
      if (k % 25 < 2) {
        const shelves = [library.recordings, library.reports, library.series, library.runs]
        const lists = await Promise.all(shelves.map((shelf) => shelf.list()))
        expect(
          lists.flatMap(({ damaged }) => damaged),
          what,
        ).toHaveLength(1)
        expect(
          lists.flatMap(({ entries }) => entries as unknown[]),
          what,
        ).toHaveLength(3)
      }
    }
    await writeFile(path, whole)
    expect(await read(kept)).toEqual(before)
  })
})
