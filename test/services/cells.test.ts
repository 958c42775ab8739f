import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type CellFits, estimateCell as computeCell } from '../../src-main/compute/estimate-cell.ts'
import type { CellEvent, CellReport } from '../../src-main/contract/cells.ts'
import { estimateCell, predictCell } from '../../src-main/jobs/cells/estimate-cell.ts'
import type { FamilySource } from '../../src-main/recording/family/family-source.ts'
import { nagumo } from '../cli/terminal.ts'
import { write } from '../recording/files.ts'
import { madeFamily } from '../signal/family/made-family.ts'
import { fakeCompute } from './fake-compute.ts'
import { temporaryFolder } from './fixtures.ts'
import { madeFits } from './made-fits.ts'
import { csv, failureOf, openTestWorkbench } from './workbench.ts'

const amplitudes = [-100, -50, 0, 100, 300, 400]

/** The made family as a file: six voltages, each 10th sample; without a current. */
async function file(): Promise<string> {
  const { family } = madeFamily(amplitudes)
  const rows = Array.from({ length: 5000 }, (_, i) =>
    [i * 0.2, ...family.sweeps.map(({ voltage }) => voltage[2 * i].toFixed(3))].join(','),
  )
  return write(`time_ms,${amplitudes.map((_, k) => `s${k}_mV`).join(',')}\n${rows.join('\n')}\n`)
}
const command = ['--command', '200:500:-100,-50,0,100,300,400']

/** The made family as a recording. */
function source(sweeps = amplitudes): FamilySource {
  const { family } = madeFamily(sweeps)
  return {
    name: 'cell.abf',
    points: 10_000,
    samplingInterval: 0.1,
    start: 0,
    uneven: false,
    voltageUnit: 'mV',
    doubts: [],
    sweeps: family.sweeps.map(({ name, voltage }) => ({ name, samples: () => voltage })),
    stimuli: family.sweeps.map(({ command: samples }, sweep) => ({
      name: 'Cmd 0',
      unit: 'pA',
      sweep,
      samples: () => samples,
    })),
  }
}

async function reportOf(events: AsyncIterable<CellEvent>): Promise<CellReport> {
  let report: CellReport | null = null
  for await (const event of events) if (event.type === 'report') report = event.report
  if (!report) throw new Error('no report')
  return report
}

describe('the job of a cell', () => {
  it('makes a report with the worst verdict of its parts', async () => {
    const work = { source: source(), recordingId: null, models: ['membrane', 'gif'] as const, seed: 7 }
    const report = await reportOf(estimateCell(fakeCompute(), '1.0.0', work))
    expect(report).toMatchObject({
      format: 'nagumo-cell',
      seed: 7,
      recording: { name: 'cell.abf', id: null },
      protocol: { shape: 'step', onset: 200, offset: 700, amplitudes, from: 'file' },
      verdict: { level: 'caution', reasons: [{ check: 'ks' }] },
      membrane: { parameters: [{ name: 'rIn' }] },
      gif: { parameters: [{ name: 'tau' }] },
    })
    expect(report.verdict.headline).toBe(
      'The membrane is as a passive one. Integrate-and-fire: Intervals are more regular than the model has them.',
    )
    expect(report.features.sweeps.length).toBe(6)
    const again = await reportOf(estimateCell(fakeCompute(), '1.0.0', work))
    expect(again.recording.digest).toBe(report.recording.digest)
  })

  it('of one sweep has features, and says why no model', async () => {
    const work = { source: source([300]), recordingId: null, models: ['membrane', 'gif'] as const }
    const report = await reportOf(estimateCell(fakeCompute(), '1.0.0', work))
    expect(report.verdict).toMatchObject({ level: 'unreliable', reasons: [{ check: 'sweepCount' }] })
    expect(report.membrane?.parameters).toEqual([])
    expect(report.features.sweeps[0].spikes).toBeGreaterThan(5)
  })

  it('stops where it is told to', async () => {
    const stopped = new AbortController()
    stopped.abort()
    const work = {
      source: source(),
      recordingId: null,
      models: ['gif'] as const,
      signal: stopped.signal,
    }
    expect((await failureOf(reportOf(estimateCell(fakeCompute(), '1.0.0', work)))).code).toBe('CANCELLED')
  })

  it('tells how far a fit is, and stops within it', async () => {
    const stopped = new AbortController()
    const made = { pieces: 0 }
    const cellFits: CellFits = {
      ...madeFits,
      *fitGifBySteps() {
        for (; made.pieces < 100; made.pieces++) yield made.pieces / 100
        throw new Error('it went on to the end')
      },
    }
    const work = {
      source: source(),
      recordingId: null,
      models: ['membrane', 'gif'] as const,
      signal: stopped.signal,
    }
    const progress: number[] = []
    const events = async () => {
      for await (const event of estimateCell(fakeCompute({ cellFits }), '1.0.0', work)) {
        if (event.type === 'stage') progress.push(event.share ?? 0)
        if (made.pieces === 5) stopped.abort()
      }
    }
    expect((await failureOf(events())).code).toBe('CANCELLED')
    expect(made.pieces).toBeGreaterThanOrEqual(5)
    expect(made.pieces).toBeLessThan(100)
    expect(progress.length).toBeGreaterThan(6)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  })

  it('the heavy process refuses a file of samples that is too short', async () => {
    const { protocol } = madeFamily(amplitudes)
    const events = computeCell(
      {
        samplesFile: write(new Uint8Array(80)),
        points: 10,
        samplingInterval: 0.1,
        start: 0,
        sweeps: [{ name: 'a', index: 0 }],
        protocol,
        models: ['gif'],
        seed: 1,
      },
      undefined,
      madeFits,
    )
    expect((await events.next()).value).toMatchObject({ type: 'stage' })
    await expect(events.next()).rejects.toThrow('expected 2 columns of 10 samples')
  })
})

describe('the services of cells', () => {
  it('estimate, keep, list, export, predict, remove, restore', async () => {
    const { client } = await openTestWorkbench(fakeCompute())
    const { id: recordingId } = await client.recordings.import({ file: csv() })
    // The stand-in reads model units, which are no cell's.
    expect((await failureOf(client.cells.protocol({ recordingId, leaveOut: [] }))).code).toBe(
      'UNITS_IMPLAUSIBLE',
    )
    await client.recordings.setUnits({ id: recordingId, voltageUnit: 'mV' })
    expect((await failureOf(client.cells.protocol({ recordingId, leaveOut: [] }))).code).toBe(
      'CURRENT_UNKNOWN',
    )
    const stated = { onset: 20, duration: 50, amplitudes: [10, 20], holding: 0 }
    const protocol = await client.cells.protocol({ recordingId, leaveOut: [], stated })
    expect(protocol).toMatchObject({ from: 'stated', amplitudes: [10, 20] })
    const report = await reportOf(await client.cells.estimate({ recordingId, stated, seed: 3 }))
    expect(report.recording.id).toBe(recordingId)
    const { id } = report
    expect(await client.cells.list()).toMatchObject([{ id, level: 'caution' }])
    expect(await client.cells.get({ id })).toEqual(report)
    expect(await client.cells.damaged()).toEqual([])
    const table = await client.cells.export({ id, as: 'csv' })
    expect(await table.text()).toContain('membrane,rIn,MΩ,120,1,118,120,122,,')
    expect(JSON.parse(await (await client.cells.export({ id, as: 'json' })).text())).toEqual(report)
    const prediction = await client.cells.predict({ id, command: { interval: 0.5, current: [0, 10, 10] } })
    expect(prediction).toMatchObject({ t: [0, 0.5, 1], count: { mean: 2 } })
    expect(prediction.notes).toEqual([
      'fitted on step of 10, 20 pA',
      'The fit has cautions of its own: Intervals are more regular than the model has them.',
    ])
    // Whatever the membrane's verdict, the prediction has the doubt of its own fit.
    const refused = { ...report, verdict: { ...report.verdict, level: 'unreliable' as const } }
    const again = await predictCell(fakeCompute(), refused, { interval: 0.5, current: [0, 10, 10] }, 1)
    expect(again.notes).toEqual(prediction.notes)
    await client.cells.remove({ id })
    expect(await client.cells.list()).toEqual([])
    expect(await client.cells.restore({ id })).toEqual(report)
  })

  it('no prediction without an integrate-and-fire fit', async () => {
    const { client } = await openTestWorkbench(fakeCompute())
    const { id: recordingId } = await client.recordings.import({ file: csv() })
    await client.recordings.setUnits({ id: recordingId, voltageUnit: 'mV' })
    const stated = { onset: 20, duration: 50, amplitudes: [10, 20], holding: 0 }
    const { id } = await reportOf(await client.cells.estimate({ recordingId, stated, models: ['membrane'] }))
    const failure = await failureOf(client.cells.predict({ id, command: { interval: 1, current: [0, 1] } }))
    expect(failure.message).toMatch(/has no integrate-and-fire fit to simulate; none was requested/)
  })
})

describe('nagumo estimate --model gif', () => {
  it('prints, and writes JSON and CSV', async () => {
    const out = await temporaryFolder()
    const path = await file()
    const {
      code,
      out: lines,
      err,
    } = await nagumo(['estimate', path, '--model', 'gif', ...command, '--seed', '4', '--out', out])
    expect(err).toEqual([])
    expect(code).toBe(0)
    expect(lines[1]).toContain('Steps of −100 to 400 pA, 200 to 700 ms')
    expect(lines.join('\n')).toMatch(/caution: Intervals are more regular/)
    expect(lines.join('\n')).toMatch(/spike counts off by 10 %/)
    const json = await nagumo(['estimate', path, '--model=gif', ...command, '--seed', '4', '--json'])
    expect(JSON.parse(json.out[0])).toMatchObject({
      recording: path,
      model: 'gif',
      seed: 4,
      parameters: { tau: { q50: 12 } },
      notes: { tau: 'a note on the interval' },
      diagnostics: { verdict: 'caution', heldOut: { countError: 0.1 } },
      doubts: [],
    })
    const written = (await readdir(out)).sort()
    expect(written.map((name) => name.split('.').at(-1))).toEqual(['csv', 'json'])
    expect(JSON.parse(await readFile(join(out, written[1]), 'utf8'))).toMatchObject({ format: 'nagumo-cell' })
  })

  it('of a current that the voltage contradicts has no parameters, in words, and features with the doubt', async () => {
    const path = await file()
    const turned = ['--command', '200:500:100,50,0,-100,-300,-400']
    for (const model of ['membrane', 'gif']) {
      const told = await nagumo(['estimate', path, '--model', model, ...turned, '--seed', '4', '--json'])
      const line = JSON.parse(told.out[0])
      expect(line).toMatchObject({ parameters: {}, doubts: [{ code: 'CURRENT_SIGN' }] })
      expect(line.diagnostics.verdict).toBe('unreliable')
      expect(line.diagnostics.headline).toContain('The voltage changes opposite to the current')
    }
    const seen = await nagumo(['features', path, '--family', ...turned])
    expect(seen.err.join('\n')).toContain('Doubt: The voltage changes opposite to the current')
    expect(seen.out.join('\n')).toContain('Resting potential')
  })

  it('leaves sweeps out by name, and refuses what does not apply', async () => {
    const path = await file()
    const some = await nagumo([
      'estimate',
      path,
      '--model',
      'membrane',
      ...command,
      '--sweeps',
      's0_mV,s2_mV',
      '--json',
    ])
    expect(JSON.parse(some.out[0])).toMatchObject({
      sweeps: ['s0_mV', 's2_mV'],
      protocol: { amplitudes: [-100, 0] },
    })
    const refused = await nagumo(['estimate', path, '--model', 'gif', '--window', '0:100'])
    expect(refused.code).toBe(2)
    expect(refused.err[0]).toMatch(/--window does not go with --model gif: each sweep is used entirely/)
    const wrong = await nagumo(['estimate', path, '--model', 'gif', '--command', '10:20'])
    expect(wrong.code).toBe(2)
    expect(wrong.err[0]).toMatch(/--command takes onset:duration:first:step/)
    const none = await nagumo(['estimate', path, '--model', 'gif', '--json'])
    expect(none.code).toBe(1)
    expect(JSON.parse(none.out[0])).toMatchObject({ error: { code: 'CURRENT_UNKNOWN' } })
  })
})

describe('nagumo features --family', () => {
  it('a table of sweeps and what they tell of the cell', async () => {
    const path = await file()
    const { code, out } = await nagumo(['features', path, '--family', ...command])
    expect(code).toBe(0)
    expect(out.join('\n')).toMatch(/Rheobase \(pA\) +300 +100 to 300 \(bracket\)/)
    const json = await nagumo(['features', path, '--family', ...command, '--json'])
    const line = JSON.parse(json.out[0])
    expect(line.sweeps.length).toBe(6)
    expect(line.cell.find((one: { name: string }) => one.name === 'rheobase')).toMatchObject({ value: 300 })
    const refused = await nagumo(['features', path, '--family', '--stimulus', '1:2'])
    expect(refused.code).toBe(2)
  })
})

describe('nagumo predict', () => {
  it('bands under steps and under a command of a file, as CSV', async () => {
    const out = await temporaryFolder()
    await nagumo(['estimate', await file(), '--model', 'gif', ...command, '--seed', '4', '--out', out])
    const report = join(out, (await readdir(out)).find((name) => name.endsWith('.json'))!)
    const to = join(out, 'predicted.csv')
    const { code, out: lines, err } = await nagumo(['predict', report, '--steps', '20:50:10,30', '--out', to])
    expect(code).toBe(0)
    expect(lines).toEqual(['10 pA: 2.0 spikes, 90 % band 1 to 3', '30 pA: 2.0 spikes, 90 % band 1 to 3'])
    expect(err[0]).toBe('fitted on step of -100, -50, 0, 100, 300, 400 pA')
    expect((await readFile(to, 'utf8')).split('\r\n').slice(0, 3)).toEqual([
      'amplitude_pA,quantity,unit,t_ms,q05,q50,q95',
      '10,spikes,,,1,2,3',
      '10,voltage,mV,0,0,0,0',
    ])
    const drawn = write('time_ms,current_pA\n0,0\n0.5,100\n1,100\n')
    const json = await nagumo(['predict', report, '--command-file', drawn, '--json'])
    expect(JSON.parse(json.out[0])).toMatchObject({ t: [0, 0.5, 1], amplitude: null })
    const uneven = await nagumo(['predict', report, '--command-file', write('0,0\n1,1\n5,1\n')])
    expect(uneven).toMatchObject({ code: 1 })
    expect(uneven.err[0]).toMatch(/times in ms at even steps were expected/)
    const words = await nagumo(['predict', report, '--command-file', write('0,0\n1,a\n')])
    expect(words.err[0]).toMatch(/line 2: a time in ms and a current in pA were expected/)
    const other = await nagumo(['predict', drawn, '--steps', '20:50:10'])
    expect(other.err[0]).toMatch(/is not a report of a cell/)
    expect((await nagumo(['predict', report])).code).toBe(2)
  })
})
