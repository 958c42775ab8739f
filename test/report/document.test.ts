import { describe, expect, it } from 'vitest'
import { Report } from '../../src-main/contract/reports.ts'
import { fitzHughNagumo } from '../../src-main/model/dynamics/fitzhugh-nagumo/fitzhugh-nagumo.ts'
import { documentOf } from '../../src-main/report/any-report.ts'
import { copiedTable, toTabs } from '../../src-main/report/document/copied-table.ts'
import type { ReportDocument, TableBlock } from '../../src-main/report/document/document.ts'
import { parameterTable } from '../../src-main/report/document/report/parameters.ts'
import { phasePlaneOf } from '../../src-main/report/document/report/phase-plane.ts'
import { cycleReport } from '../support/cycle/cycle-report.ts'
import { fullCell, fullReport, fullSeries } from './reports.ts'

const tableOf = ({ blocks }: ReportDocument, caption: RegExp): TableBlock => {
  const found = blocks.find((one): one is TableBlock => one.kind === 'table' && caption.test(one.caption))
  if (!found) throw new Error(`no table ${caption}`)
  return found
}
const headings = ({ blocks }: ReportDocument): string[] =>
  blocks.flatMap((one) => (one.kind === 'heading' && one.level === 2 ? [one.text] : []))
const figures = ({ blocks }: ReportDocument): string[] =>
  blocks.flatMap((one) => (one.kind === 'figure' ? [one.name] : []))

/** A number as it is printed, and half a unit of its last digit. */
function read(text: string): { value: number; half: number } {
  const decimals = text.split('.')[1]?.length ?? 0
  return { value: Number(text.replace('−', '-')), half: 0.5 * 10 ** -decimals }
}

/** That a printed number is the report’s, rounded at its last digit. */
function expectRounded(text: string, value: number): void {
  const { value: printed, half } = read(text)
  // Half a unit of the last digit, and what a number in binary is off by.
  expect(Math.abs(printed - value)).toBeLessThanOrEqual(half * (1 + 1e-9) + 1e-12 * Math.abs(value))
}

function ends(text: string): [string, string] {
  const [from, to] = text.includes(' to ') ? text.split(' to ') : text.split('–')
  return [from, to]
}

describe('a report as a document', () => {
  it('has every number of every parameter as the report has it, to the last digit that is printed', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const report = fullReport({}, seed)
      const { rows } = parameterTable(report)
      expect(rows).toHaveLength(report.parameters.length)
      report.parameters.forEach(({ symbol, posterior: p, intervals, prior, unit }, j) => {
        const [name, median, mean, sd, half, most, before, said] = rows[j]
        expect([name, said]).toEqual([symbol, unit ?? '–'])
        expectRounded(median, p.q50)
        expectRounded(mean, p.mean)
        expectRounded(sd, p.sd)
        const [fifty] = intervals?.posterior ?? []
        for (const [text, [from, to]] of [
          [half, [fifty.from, fifty.to]],
          [most, [p.q05, p.q95]],
          [before, [prior.q05, prior.q95]],
        ] as const) {
          const [low, high] = ends(text)
          expectRounded(low, from)
          expectRounded(high, to)
        }
        // Two significant digits of the interval’s width at least, so that nothing is rounded away.
        expect(read(median).half * 2).toBeLessThanOrEqual((p.q95 - p.q05) / 10)
      })
    }
  })

  it('says the verdict first, then data, numbers, their making and their source', () => {
    const document = documentOf(fullReport())
    expect(document.blocks[0]).toMatchObject({ kind: 'verdict', level: 'caution' })
    expect(headings(document)).toEqual([
      'Recording and model',
      'Parameters',
      'In physical units',
      'Given',
      'Joint posterior',
      'Phase plane',
      'Residuals',
      'Diagnostics',
      'Methods',
      'Provenance',
    ])
    expect(figures(document)).toEqual(
      expect.arrayContaining(['trace', 'intervals', 'corner', 'phase-plane', 'residuals', 'innovations']),
    )
  })

  it('has the doubt in the caption of every table of estimates where the verdict is “not reliable”', () => {
    const base = fullReport()
    const captions = (level: 'ok' | 'unreliable'): string[] =>
      documentOf({ ...base, verdict: { ...base.verdict, level } }).blocks.flatMap((one) =>
        one.kind === 'table' || one.kind === 'figure' ? [one.caption] : [],
      )
    const estimates = /Parameters:|units of the recording|Fixed values|correlations|Posterior/
    const told = captions('unreliable').filter((caption) => estimates.test(caption))
    expect(told).toHaveLength(6)
    for (const caption of told) expect(caption).toMatch(/^Not reliable\. /)
    expect(captions('ok').filter((caption) => caption.startsWith('Not reliable'))).toEqual([])
  })

  it('counts passed checks in one sentence and lists the others', () => {
    const { blocks } = documentOf(fullReport())
    expect(blocks[1]).toEqual({ kind: 'list', items: ['The neuron model: One spike is missing. (9 of 10)'] })
    expect(blocks[2]).toMatchObject({ kind: 'paragraph', text: '1 of 2 checks passed.' })
  })

  it('names assumptions, quantities in physical units, the file’s checksum and what the reading left open', () => {
    const base = fullReport()
    const sha256 = '12'.repeat(32)
    const document = documentOf({
      ...base,
      recording: {
        ...base.recording,
        sha256,
        doubts: [{ code: 'UNSPECIFIED', text: 'The voltage unit was guessed.' }],
      },
    })
    expect(tableOf(document, /units of the recording/).rows[0].slice(0, 3)).toEqual([
      'correlation time',
      'ρ',
      '2.50',
    ])
    expect(tableOf(document, /Origin of the numbers/).rows).toContainEqual(['SHA-256 of the file', sha256])
    expect(headings(document)[0]).toBe('Open questions about the recording')
    expect(document.blocks).toContainEqual({ kind: 'list', items: ['The voltage unit was guessed.'] })
    const cycle = documentOf(Report.parse(cycleReport()))
    const lists = cycle.blocks.flatMap((one) => (one.kind === 'list' ? one.items : []))
    expect(lists.find((item) => item.startsWith('gL: '))).toContain(
      'biased if the cell has currents that the model lacks',
    )
    expect(figures(cycle)).toEqual(
      expect.arrayContaining(['cycle', 'spike', 'phase-plane', 'currents', 'whitened']),
    )
  })

  it('has posterior correlations of its draws', () => {
    const report = fullReport()
    // The second parameter is the first one, turned round.
    const draws = report.draws.map(([a, , c, d]) => [a, -a, c, d])
    const { rows } = tableOf(documentOf({ ...report, draws }), /correlations/)
    expect(rows[0][1]).toBe('−1.00')
    expect(rows).toHaveLength(3)
  })

  it('draws every figure', () => {
    for (const one of [fullReport(), Report.parse(cycleReport()), fullSeries(), fullCell()]) {
      for (const block of documentOf(one).blocks) {
        if (block.kind !== 'figure') continue
        const { width, height } = block.draw(640)
        expect([block.name, width > 0 && width <= 640 && height > 0]).toEqual([block.name, true])
        expect(block.description).toMatch(/\w/)
        expect(block.description).not.toMatch(/NaN|undefined|Infinity/)
      }
    }
  })

  it('without parameters says so and has no table of them', () => {
    const { diagnostics } = fullReport()
    const empty = fullReport({
      parameters: [],
      draws: [],
      diagnostics: { ...diagnostics, simulations: 0, rounds: [] },
    })
    const document = documentOf(empty)
    expect(document.blocks.some((one) => one.kind === 'table' && /^Parameters/.test(one.caption))).toBe(false)
    expect(headings(document)).toContain('Parameters')
  })
})

describe('a series and a cell as documents', () => {
  it('a series says what changes, and has a row for each window', () => {
    const document = documentOf(fullSeries())
    expect(document.blocks[0]).toMatchObject({
      kind: 'verdict',
      level: 'caution',
      headline: expect.stringContaining('θ₀'),
    })
    const { rows } = tableOf(document, /^Each window/)
    expect(rows.map((row) => row[1])).toEqual(['sound', 'sound', 'sound', 'sound', 'not reliable', 'silent'])
    expectRounded(rows[0][3].split(' ')[0], 0.3)
    expect(tableOf(document, /^Change/).rows[0].slice(0, 2)).toEqual(['θ₀', 'a step'])
  })

  it('a cell has its parameters, sweeps and curves', () => {
    const document = documentOf(fullCell())
    const [first] = tableOf(document, /^Membrane/).rows
    expectRounded(first[1], 302.5)
    expectRounded(first[3], 9.25)
    expect(tableOf(document, /^Each sweep/).rows).toHaveLength(3)
    expect(figures(document)).toEqual(
      expect.arrayContaining(['iv', 'fi', 'held-out-count', 'held-out-latency', 'kernel-1', 'sweep-2']),
    )
  })
})

describe('a copied table', () => {
  it('has a number in every cell that holds one, the interval’s limits in cells of their own', () => {
    const report = fullReport()
    const { head, rows } = copiedTable(report)
    const [symbol, ...others] = toTabs({ head, rows }).split('\n')[1].split('\t')
    expect(symbol).toBe(report.parameters[0].symbol)
    const at = (name: string): number => Number(others[head.indexOf(name) - 1])
    const { q05, q50, q95 } = report.parameters[0].posterior
    const close = (q95 - q05) / 10
    expect(Math.abs(at('median') - q50)).toBeLessThan(close)
    expect(Math.abs(at('5 %') - q05)).toBeLessThan(close)
    expect(Math.abs(at('95 %') - q95)).toBeLessThan(close)
    for (const one of [report, fullSeries(), fullCell()]) {
      const table = copiedTable(one)
      expect(table.rows.every((row) => row.length === table.head.length)).toBe(true)
      expect(toTabs(table)).not.toContain('−')
    }
  })
})

describe('the phase plane', () => {
  it('has its nullclines where the derivatives along the orbit change sign, and stands still where they cross', () => {
    const plane = phasePlaneOf(fullReport())
    if (!plane?.rest) throw new Error('no phase plane')
    const { orbit, nullclines, rest, cycles } = plane
    expect(cycles).toBe(true)
    expect(nullclines.u(rest.x)).toBeCloseTo(nullclines.v(rest.x), 9)
    for (let i = 1; i < orbit.length; i++) {
      const rises = orbit[i].x > orbit[i - 1].x
      const middle = { x: (orbit[i].x + orbit[i - 1].x) / 2, y: (orbit[i].y + orbit[i - 1].y) / 2 }
      const above = middle.y - nullclines.u(middle.x)
      // du/dt has the sign of v less its nullcline; within a step of it the chord may be on either side.
      if (Math.abs(above) > 0.02) expect(above > 0).toBe(rises)
    }
  })

  it('goes where the model’s own solver goes', () => {
    const report = fullReport()
    const plane = phasePlaneOf(report)
    if (!plane) throw new Error('no phase plane')
    const theta = report.parameters.slice(0, 2).map(({ posterior }) => posterior.q50)
    const u = new Float64Array(3201)
    fitzHughNagumo.solve(theta, [3, -0.4, 0, 0], { dt: 0.05, points: u.length, substeps: 1 }, null, u)
    const last = u.slice(-plane.orbit.length)
    // The same method at the same step: they differ by rounding only, which a stable cycle does not let grow.
    expect(Math.max(...plane.orbit.map(({ x }, i) => Math.abs(x - last[i])))).toBeLessThan(1e-9)
  })

  it('is left out under a current and of other neurons', () => {
    const { forward } = fullReport()
    if (!forward) throw new Error('no forward')
    const step = { from: 0, to: 10, current: 1 }
    const driven = { ...forward, protocol: { kind: 'steps' as const, holding: 0, steps: [step] } }
    expect(phasePlaneOf(fullReport({ forward: driven }))).toBeNull()
    expect(phasePlaneOf(Report.parse(cycleReport()))).toBeNull()
  })
})
