import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../services/fixtures.ts'
import { changed, spikesAt } from '../signal/features/synthetic.ts'
import { nagumo } from './terminal.ts'

/** A step of 10 mV from 100 to 400 ms with spikes in it, as a file in mV. */
async function file(): Promise<string> {
  const source = changed(spikesAt([150, 270, 350]), (v, t) => (t > 100.01 && t < 400 ? v + 10 : v))
  const path = join(await temporaryFolder(), 'cell07.csv')
  const lines = Array.from(
    source.samples,
    (v, j) => `${(j * source.samplingInterval).toFixed(2)},${v.toFixed(4)}`,
  )
  await writeFile(path, `time_ms,voltage_mV\n${lines.join('\n')}\n`)
  return path
}

describe('nagumo features', () => {
  it('prints one line of JSON for a trace', async () => {
    const path = await file()
    const { code, out, err } = await nagumo(['features', path, '--json', '--stimulus', '100:400'])
    expect(err).toEqual([])
    expect([code, out.length]).toEqual([0, 1])
    const { recording, sweep, features } = JSON.parse(out[0])
    expect([recording, sweep]).toEqual([path, 'voltage_mV'])
    expect(features).toMatchObject({ rule: 'efel', stimulus: { from: 100, to: 400 }, notes: [] })
    expect(features.spike_count).toMatchObject({ value: 3, unit: null, efel: 'spike_count' })
    expect(features.AP_amplitude).toMatchObject({
      values: [expect.any(Number), expect.any(Number), expect.any(Number)],
      unit: 'mV',
    })
    expect(features.AP_amplitude.value).toBeCloseTo(100, 2)
    expect(features.voltage_base.value).toBeCloseTo(-70, 6)
  })

  it('prints a table for people, and says what is measured by which rule', async () => {
    const { code, out } = await nagumo(['features', await file(), '--window', '120:500'])
    expect(code).toBe(0)
    const text = out.join('\n')
    expect(text).toMatch(/recorded features \(120–500 ms\)/)
    expect(text).toContain('A spike crosses −20 mV, as in eFEL.')
    expect(text).toMatch(/Spike count +3 +spike_count/)
    expect(text).toMatch(/Half-width +3\.3.*ms +n = 3 +spike_half_width/)
    // What is not defined is left to --json, with its reason.
    expect(text).not.toContain('Resting potential')
  })

  it('goes on after a file that fails, and fails at the end', async () => {
    const { code, out, err } = await nagumo(['features', '/nowhere/none.csv', await file()])
    expect(code).toBe(1)
    expect(err).toEqual([expect.stringContaining('none.csv')])
    expect(out.join()).toContain('Spike count')
    const json = await nagumo(['features', '/nowhere/none.csv', '--json'])
    expect(JSON.parse(json.out[0])).toMatchObject({ error: { code: 'FILE_NOT_FOUND' } })
  })
})
