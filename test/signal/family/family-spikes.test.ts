import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ofRecordingData } from '../../../src-main/recording/family/of-recording-data.ts'
import { readFamily } from '../../../src-main/recording/family/read-family.ts'
import { readRecording, withoutSamples } from '../../../src-main/recording/index.ts'
import { familySpikes } from '../../../src-main/signal/family/family-spikes.ts'
import { shared } from '../../support/shared.ts'

const peers = JSON.parse(
  readFileSync(new URL('./scipy-spike-counts.json', import.meta.url), 'utf8'),
) as Record<string, number[]>

describe.skipIf(!shared('recordings'))('the spikes of real families are SciPy’s', () => {
  it.each(Object.keys(peers))('%s', async (file) => {
    const data = await readRecording(shared(`recordings/${file}`)!, file)
    const about = { ...withoutSamples(data), name: file, importedAt: new Date(0).toISOString(), bytes: 0 }
    const { family } = await readFamily(ofRecordingData(data, about))
    const found = familySpikes(family)
    expect(found.map(({ times }) => times.length)).toEqual(peers[file])
    for (const { times, peaks, level } of found) {
      expect(peaks).toHaveLength(times.length)
      expect(level === null).toBe(times.length === 0)
    }
  })
})
