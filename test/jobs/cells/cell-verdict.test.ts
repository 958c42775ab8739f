import { expect, it } from 'vitest'
import { cellVerdict } from '../../../src-main/jobs/cells/cell-verdict.ts'
import { cellReasons } from '../../../src-renderer/lib/cell-reasons.ts'
import type { CellReport, Reason } from '../../../src-renderer/lib/types.ts'

const caution = (check: string, text: string, number = ''): Reason => ({
  check,
  level: 'caution',
  cause: 'recording',
  text,
  number,
})
const drift = caution(
  'familyDrift',
  'The resting potential falls by 6 mV, from the first sweep to the last.',
  'in order',
)
const layer = (headline: string, ...reasons: Reason[]) =>
  ({ level: 'caution', headline, reasons }) as NonNullable<CellReport['membrane']> &
    NonNullable<CellReport['gif']>
const membrane = layer(
  `The membrane is measured. But: ${drift.text}`,
  drift,
  caution('membraneSteady', 'The potential at the holding current drifts.', '−5.6 mV'),
)
const gif = layer(
  `Integrate-and-fire describes this cell. But: ${drift.text}`,
  drift,
  caution('restDrift', 'The membrane potential before the stimulus falls.', '−5.8 mV'),
  caution('ks', 'Intervals are too regular.'),
)

it('a doubt about the cell stands once in the headline of its verdict', () => {
  expect(cellVerdict({ membrane, gif }).headline).toBe(
    `The membrane is measured. Integrate-and-fire describes this cell. But: ${drift.text}`,
  )
  const other = layer('Integrate-and-fire describes this cell. But: Another.', drift)
  expect(cellVerdict({ membrane, gif: other }).headline).toBe(`${membrane.headline} ${other.headline}`)
})

it('the window says a drift of the cell once, with the numbers of both layers', () => {
  const verdict = cellVerdict({ membrane, gif })
  const { cell, layers } = cellReasons({ verdict, membrane, gif })
  expect(cell).toEqual([{ ...drift, number: 'in order; −5.6 mV; −5.8 mV' }])
  expect(layers.map(({ headline, reasons }) => [headline, reasons.map(({ check }) => check)])).toEqual([
    ['The membrane is measured.', []],
    ['Integrate-and-fire describes this cell.', ['ks']],
  ])
})

it('a layer that fails for its own drift says so', () => {
  const fails = caution('restDrift', 'The membrane potential falls by 14 mV.')
  const failed = layer(fails.text, fails, drift)
  const { layers } = cellReasons({ verdict: cellVerdict({ membrane, gif: failed }), membrane, gif: failed })
  expect(layers[1]).toMatchObject({ headline: fails.text, reasons: [fails] })
})

it('with one layer its reasons stay with it', () => {
  const verdict = cellVerdict({ membrane, gif: null })
  expect(cellReasons({ verdict, membrane, gif: null })).toMatchObject({
    cell: [],
    layers: [{ reasons: membrane.reasons }],
  })
})
