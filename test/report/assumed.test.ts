import Papa from 'papaparse'
import { expect, it } from 'vitest'
import { jsonLine, textLines } from '../../src-main/cli/report-lines.ts'
import type { Assumed } from '../../src-main/contract/assumed.ts'
import { givenText } from '../../src-main/contract/assumed-text.ts'
import { Report } from '../../src-main/contract/reports.ts'
import { exportReport } from '../../src-main/report/export.ts'
import { freedText } from '../../src-renderer/lib/freed-text.ts'
import { report } from '../services/fixtures.ts'

/** θ₀ has an sd of 0.01, and so has θ₁. */
const gamma: Assumed = {
  name: 'gamma',
  symbol: 'γ',
  unit: null,
  value: 3,
  change: 0.1,
  moves: [
    { parameter: 'theta0', by: -0.0041, inSd: -0.41 },
    { parameter: 'theta1', by: 0.0622, inSd: 6.22 },
    { parameter: 'sigma', by: 0.0001, inSd: 0.03 },
    { parameter: 'rho', by: -0.0003, inSd: -0.02 },
  ],
}
const zeta: Assumed = { ...gamma, name: 'zeta', symbol: 'ζ', value: -0.4, moves: [] }
const reportWith = (assumed: Assumed[]) => report({ assumed })

it('says what is given', () => {
  expect(givenText([gamma, zeta, { ...gamma, name: 'eNa', symbol: 'ENa', unit: 'mV', value: 50 }])).toBe(
    'γ = 3, ζ = −0.4, ENa = 50 mV',
  )
})

it('is told on the command line, with what another value does to the estimates', () => {
  const lines = textLines('cell07.csv', reportWith([gamma, zeta])).map((line) => line.trim())
  expect(lines).toContain('given γ = 3, ζ = −0.4; with another value the estimates move:')
  expect(lines.find((line) => line.startsWith('γ = 3.1'))).toMatch(
    /^γ = 3\.1: θ₀ −0\.004 \(0\.4 sd\), θ₁ \+0\.062 \(6\.2 sd\), others by less than 0\.1 sd$/,
  )
  expect(lines.some((line) => line.startsWith('ζ ='))).toBe(false)
})

it('stands in the line of JSON and in the tables', () => {
  const line = JSON.parse(jsonLine('cell07.csv', reportWith([gamma, zeta])))
  expect(line.given.gamma).toMatchObject({
    value: 3,
    change: 0.1,
    moves: { theta1: { by: 0.0622, inSd: 6.22 } },
  })
  expect(line.given.zeta).toEqual({ value: -0.4, change: 0.1, moves: {} })
  const { data } = Papa.parse<Record<string, string>>(exportReport(reportWith([gamma]), 'csv').text, {
    header: true,
  })
  const row = (parameter: string) => data.find((one) => one.parameter === parameter)
  expect(row('given: gamma')).toMatchObject({ recording: 'cell07.csv', mean: '3', sd: '' })
  expect(row('theta1 moves for gamma = 3.1')).toMatchObject({ mean: '0.0622', prior_sd: '' })
})

it('is left out of reports from before, which open as they did', () => {
  expect('assumed' in report()).toBe(false)
  expect(Report.parse(JSON.parse(JSON.stringify(report())))).toEqual(report())
  expect(JSON.parse(jsonLine('cell07.csv', report()))).not.toHaveProperty('given')
  expect(textLines('cell07.csv', report()).join('\n')).not.toMatch(/given/)
})

it('tells of a constant that was set free what it is estimated to be', () => {
  const { parameters } = report()
  const free = { ...parameters[0], name: 'gamma', symbol: 'γ', unit: null }
  const posterior = { mean: 2.91, sd: 0.02, q05: 2.878, q50: 2.912, q95: 2.944 }
  const forward = {
    neuron: { id: 'fitzhugh-nagumo', name: 'FitzHugh–Nagumo' },
    observable: { kind: 'trace', name: 'traces' },
    noise: { kind: 'ar1', name: 'AR(1)' },
    protocol: { kind: 'none' as const },
  }
  expect(freedText(report({ forward, parameters: [...parameters, { ...free, posterior }] }))).toBe(
    'γ is estimated: 2.912 (2.878–2.944); 3 is usual.',
  )
  expect(freedText(report({ forward }))).toBe('')
})
