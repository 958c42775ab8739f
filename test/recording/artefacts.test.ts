import { expect, it } from 'vitest'
import { membrane, read, table } from './files.ts'

const v = membrane(2000)
const file = (...columns: number[][]): string =>
  table(
    v.map((_, i) => [(i / 10).toFixed(1), ...columns.map((c) => c[i])].join(',')),
    ['time_ms', ...columns.map((_, k) => `V${k + 1}_mV`)].join(','),
  )
const told = async (...columns: number[][]) =>
  (await read(file(...columns))).reading.doubts.map(({ code, text }) => [code, text])

it('nothing is told of a recording without artefacts', async () => {
  expect(await told(v, v)).toEqual([])
})

it('what is held at the end of the range, and what no neuron makes, is told', async () => {
  const clipped = v.map((x) => Math.min(x, 0))
  expect(await told(clipped)).toEqual([
    ['CLIPPED', expect.stringMatching(/clipped: .* held at its maximum, 0 mV/)],
  ])
  const switched = v.map((x, i) => (i === 720 || i === 721 ? 400 : x))
  expect(await told(switched)).toEqual([
    [
      'ARTEFACTS',
      expect.stringMatching(
        /One excursion \(at 72 ms\) is too large or too steep for a neuron.*2 samples are treated as missing/,
      ),
    ],
  ])
})

it('of several sweeps the first is named, and how many others', async () => {
  const clipped = v.map((x) => Math.min(x, 0))
  expect(await told(v, clipped, clipped)).toEqual([
    ['CLIPPED', expect.stringMatching(/^V2_mV: .* lost\. So in another sweep\.$/)],
  ])
})
