import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../services/fixtures.ts'
import { spikesAt } from '../signal/features/synthetic.ts'
import { nagumo } from './terminal.ts'

const neuron = Array.from(spikesAt([40, 140, 240, 340, 440]).samples)
const times = neuron.map((_, i) => (i / 20).toFixed(2))

async function write(name: string, header: string, ...columns: (number | string)[][]): Promise<string> {
  const path = join(await temporaryFolder(), name)
  const rows = times.map((t, i) => [t, ...columns.map((x) => x[i])].join(','))
  await writeFile(path, `${header}${rows.join('\n')}\n`)
  return path
}

const good = (): Promise<string> =>
  write(
    'cell.csv',
    'time_ms,voltage_mV,I_pA\n',
    neuron,
    neuron.map((_, i) => (i > 999 ? 50 : 0)),
  )
/** Volts under mV, two sweeps. */
const doubted = (): Promise<string> => {
  const volts = neuron.map((v) => (v / 1000).toFixed(6))
  return write('odd.csv', 'time_ms,V1_mV,V2_mV\n', volts, volts)
}

describe('nagumo inspect', () => {
  it('prints one line of JSON for a file', async () => {
    const path = await good()
    const { code, out, err } = await nagumo(['inspect', path, '--json'])
    expect([code, err, out.length]).toEqual([0, [], 1])
    expect(JSON.parse(out[0])).toStrictEqual({
      recording: path,
      format: 'text',
      sweeps: [{ name: 'voltage_mV', samples: 10_000, rateHz: 20_000, unit: 'mV', lowest: -80, highest: 30 }],
      stimuli: [{ name: 'I_pA', unit: 'pA' }],
      doubts: [],
      questions: [],
    })
  })

  it('tells the length of each sweep, without what a shorter one lacks at its end', async () => {
    const shorter = neuron.map((v, i) => (i < 6000 ? v : ''))
    const path = await write('lengths.csv', 'time_ms,V1_mV,V2_mV\n', neuron, shorter)
    const { sweeps } = JSON.parse((await nagumo(['inspect', path, '--json'])).out[0])
    expect(sweeps.map(({ samples }: { samples: number }) => samples)).toEqual([10_000, 6000])
    expect((await nagumo(['inspect', path])).out[0]).toMatch(/2 sweeps of 6000 to 10000 samples/)
  })

  it('tells every doubt with its code, and of questions the readings', async () => {
    const { out } = await nagumo(['inspect', await doubted(), '--json'])
    const { doubts, questions } = JSON.parse(out[0])
    const message = expect.stringMatching(/^In millivolts this is not a membrane potential/)
    expect(doubts).toEqual([{ code: 'VOLTAGE_IMPLAUSIBLE', message }])
    expect(questions).toEqual([
      {
        code: 'VOLTAGE_IMPLAUSIBLE',
        message,
        readings: [
          'In millivolts: rest at −0.07 mV, spikes of 0.1 mV',
          'In volts: rest at −70 mV, spikes of 100 mV',
        ],
      },
    ])
  })

  it('model units have no unit', async () => {
    const path = await write(
      'u.csv',
      'time_ms,u\n',
      neuron.map((v) => (v / 30 + 1).toFixed(4)),
    )
    const { out } = await nagumo(['inspect', path, '--json'])
    expect(JSON.parse(out[0]).sweeps).toMatchObject([{ unit: null }])
  })

  it('goes on after a file that can’t be read, and fails at the end', async () => {
    const path = await good()
    const { code, out } = await nagumo(['inspect', '/nowhere/none.abf', path, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(out[0])).toEqual({
      recording: '/nowhere/none.abf',
      error: { code: 'FILE_NOT_FOUND', message: expect.any(String) },
    })
    expect(JSON.parse(out[1])).toMatchObject({ recording: path, format: 'text' })
    const lines = await nagumo(['inspect', '/nowhere/none.abf', path])
    expect(lines.err).toEqual([expect.stringContaining('none.abf')])
  })

  it('says to people what was concluded, and from what', async () => {
    const text = (await nagumo(['inspect', await good()])).out.join('\n')
    expect(text).toContain('cell.csv: text, one sweep of 10000 samples, 20 kHz')
    expect(text).toMatch(/voltage_mV +−80 to 30 mV/)
    expect(text).toMatch(/I_pA +0 to 50 pA/)
    expect(text).toMatch(/Time: column 1, in milliseconds; 20 kHz \(header “time_ms”/)
    const asked = (await nagumo(['inspect', await doubted()])).out.join('\n')
    expect(asked).toMatch(/Question: In millivolts this is not a membrane/)
    expect(asked).toContain('- In volts: rest at −70 mV')
  })

  it('reads as it is told to', async () => {
    const inspected = async (...args: string[]) =>
      JSON.parse((await nagumo(['inspect', ...args, '--json'])).out[0])
    const volts = await inspected(await doubted(), '--voltage-unit', 'V')
    expect([volts.sweeps[0].unit, volts.doubts]).toEqual(['V', []])
    const output = await write(
      'x10.csv',
      'time_ms,Vm\n',
      neuron.map((v) => (v / 100).toFixed(5)),
    )
    const divided = await inspected(output, '--voltage-unit', 'V', '--gain', '10')
    expect(divided.doubts).toEqual([])
    expect(divided.sweeps[0]).toMatchObject({ unit: 'V', lowest: -0.08, highest: 0.03 })
    const columns = await inspected(await good(), '--columns', 'time,other,voltage', '--voltage-unit', 'mV')
    expect(columns.sweeps).toMatchObject([{ name: 'I_pA', lowest: 0, highest: 50 }])
  })
})

describe('doubts beside numbers', () => {
  it('are in the JSON of every trace', async () => {
    const { out, err } = await nagumo(['features', await doubted(), '--json'])
    expect(err).toEqual([])
    expect(out.map((line) => JSON.parse(line))).toMatchObject([
      { sweep: 'V1_mV', doubts: [{ code: 'VOLTAGE_IMPLAUSIBLE' }], questions: [{ readings: [{}, {}] }] },
      { sweep: 'V2_mV', doubts: [{ code: 'VOLTAGE_IMPLAUSIBLE' }] },
    ])
  })

  it.each(['features', 'estimate'])('%s says them on standard error, once for a file', async (command) => {
    const { out, err } = await nagumo([command, await doubted()])
    expect(err.filter((line) => line.includes('not a membrane potential'))).toEqual([
      expect.stringMatching(/^odd\.csv: Question: In millivolts/),
    ])
    expect(err).toContain('  - In volts: rest at −70 mV, spikes of 100 mV')
    expect(out.join('\n')).not.toContain('not a membrane potential')
  })

  it('stay with a report that is written', async () => {
    const folder = await temporaryFolder()
    const { code, out } = await nagumo([
      'estimate',
      await doubted(),
      '--sweeps',
      'V1_mV',
      '--json',
      '--out',
      folder,
    ])
    expect(code).toBe(0)
    expect(JSON.parse(out[0])).toMatchObject({ doubts: [{ code: 'VOLTAGE_IMPLAUSIBLE' }] })
    const names = await readdir(folder)
    const report = names.find((name) => name.endsWith('.json'))!
    expect(JSON.parse(await readFile(join(folder, report), 'utf8')).recording.doubts).toEqual([
      { code: 'VOLTAGE_IMPLAUSIBLE', text: expect.stringMatching(/^In millivolts/) },
    ])
  })
})
