import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { readRecording } from '../../src-main/recording/index.ts'

// The files were made by nwb/make_icephys.py with pynwb.
const fixture = (name: string): string => fileURLToPath(new URL(`./nwb/${name}`, import.meta.url))
const read = (name: string) => readRecording(fixture(name), name)

interface Row {
  response: string
  first: number
  unit: string
  volts: number[]
  stimulus: string | null
  amperes: number[]
}

it('pairs responses and stimuli, and cuts series, as the tables of PyNWB 3 say', async () => {
  const { rows } = JSON.parse(readFileSync(fixture('icephys.json'), 'utf8')) as { rows: Row[] }
  const { sweeps, stimuli, reading } = await read('icephys.nwb')
  const wanted = rows.filter(({ unit }) => unit === 'volts')
  expect(sweeps.length).toBe(wanted.length)
  for (const { response, first, volts, stimulus, amperes } of wanted) {
    const at = sweeps.findIndex(
      ({ name }) => name === response || name.startsWith(`${response}, samples ${first + 1} to`),
    )
    expect(sweeps[at].samples.length).toBe(volts.length)
    sweeps[at].samples.forEach((v, i) => {
      expect(v).toBeCloseTo(1000 * volts[i], 5)
    })
    const given = stimuli.filter(({ sweep }) => sweep === at)
    expect(given.map(({ name, unit }) => [name, unit])).toEqual(stimulus ? [[stimulus, 'pA']] : [])
    amperes.forEach((x, i) => {
      expect(given[0].samples[i]).toBeCloseTo(1e12 * x, 3)
    })
  }
  expect(reading.evidence).toContainEqual({
    conclusion:
      'Stimulus sets: “long square” in 2 sweeps, “ramp” in 2 sweeps, “none” in one sweep, “hold” in one sweep',
    because: 'the file’s table of sequential recordings',
  })
  expect(reading.doubts).toEqual([])
})

it('tells the stimulus sets that MIES writes, and keeps electrodes of one sweep apart', async () => {
  const { sweeps, stimuli, reading } = await read('mies.nwb')
  expect(sweeps.map(({ name }) => name)).toEqual([0, 1, 2, 3, 4, 5].map((k) => `data_0000${k}_AD${k % 2}`))
  expect(stimuli.map(({ name, sweep, samples }) => [name, sweep, Math.round(samples[0])])).toEqual(
    [0, 1, 10, 11, 20, 21].map((pA, k) => [`data_0000${k}_DA${k % 2}`, k, pA]),
  )
  expect(reading.evidence).toContainEqual({
    conclusion: 'Stimulus sets: “X1PS_SubThresh_DA_0” in 2 sweeps, “X4PS_SupraThresh_DA_0” in 4 sweeps',
    because: 'the series’ stimulus_description',
  })
})

it('what was recorded outside the cell is refused in words', async () => {
  await expect(read('extracellular.nwb')).rejects.toMatchObject({
    code: 'NO_VOLTAGE_COLUMN',
    message: expect.stringMatching(/found “extension”, “lfp” \(it was recorded outside the cell\)/),
  })
})
