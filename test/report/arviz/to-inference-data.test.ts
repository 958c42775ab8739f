import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { sha256Of } from '../../../src-main/integrity/sha256.ts'
import {
  cellToInferenceData,
  reportToInferenceData,
  seriesToInferenceData,
} from '../../../src-main/report/arviz/to-inference-data.ts'
import { fullSeries } from '../reports.ts'
import { openNetcdf } from './open-netcdf.ts'
import { pythonWithArviz } from './python-with-arviz.ts'
import { cellWithDraws, reportWithDraws, seriesWithDraws } from './reports.ts'

interface Found {
  sha256: string
  groups: Record<string, Record<string, number>>
  warnings: string[]
  summary: Record<string, number[]>
  columns: string[]
  /** Mean of the draws, axes of plot_ppc, and whether it drew them. */
  predictive: [number, number, boolean]
  series: {
    sha256: string
    groups: Record<string, Record<string, number>>
    rows: string[]
    means: Record<string, (number | null)[]>
    [other: string]: unknown
  }
  [other: string]: unknown
}

const recordFile = join(import.meta.dirname, 'inference-data.json')
const python = pythonWithArviz()
let bytes: Uint8Array
let seriesBytes: Uint8Array
let record: Found

beforeAll(async () => {
  bytes = await reportToInferenceData(reportWithDraws())
  seriesBytes = await seriesToInferenceData(seriesWithDraws())
  if (process.env.NAGUMO_ARVIZ_RECORD) await writeFile(recordFile, await askArviz())
  record = JSON.parse(await readFile(recordFile, 'utf8'))
})

async function askArviz(): Promise<string> {
  if (python === null) throw new Error('there is no Python with arviz')
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-arviz-'))
  try {
    const path = join(folder, 'report.nc')
    const seriesPath = join(folder, 'series.nc')
    await writeFile(path, bytes)
    await writeFile(seriesPath, seriesBytes)
    return execFileSync(python, [join(import.meta.dirname, 'read-inference-data.py'), path, seriesPath], {
      encoding: 'utf8',
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const column = (j: number): number[] => reportWithDraws().draws.map((row) => row[j])
const mean = (x: readonly number[]): number => x.reduce((sum, one) => sum + one, 0) / x.length

/** The shortest interval that holds 90 % of the draws, as ArviZ has it (unimodal, by order statistics). */
function highestDensity(draws: readonly number[]): [number, number] {
  const sorted = [...draws].sort((a, b) => a - b)
  const inside = Math.floor(0.9 * sorted.length)
  const starts = sorted.slice(0, sorted.length - inside)
  const widths = starts.map((from, k) => sorted[k + inside] - from)
  const k = widths.indexOf(Math.min(...widths))
  return [sorted[k], sorted[k + inside]]
}

describe('a report as InferenceData', () => {
  it('is the very file that ArviZ was asked about', () => {
    expect(sha256Of(bytes)).toBe(record.sha256)
    expect(sha256Of(seriesBytes)).toBe(record.series.sha256)
  })

  it('has in ArviZ the groups, summaries and attributes of the report', () => {
    expect(record.groups).toEqual({
      posterior: { chain: 1, draw: 400 },
      sample_stats: { round: 1 },
      prior: { chain: 1, draw: 2000 },
      observed_data: { time: 6 },
      posterior_predictive: { chain: 1, draw: 20, time: 6 },
      posterior_predictive_summary: { quantile: 3, interval_end: 2, time: 6 },
      network_posterior: { chain: 1, draw: 100 },
    })
    expect(record.warnings).toEqual([])
    expect(record.columns).toEqual(['mean', 'sd', 'hdi_5%', 'hdi_95%'])
    reportWithDraws().parameters.forEach(({ name, symbol, meaning, unit }, j) => {
      const draws = column(j)
      const m = mean(draws)
      const sd = Math.sqrt(draws.reduce((sum, x) => sum + (x - m) ** 2, 0) / (draws.length - 1))
      const expected = [m, sd, ...highestDensity(draws)]
      record.summary[name].forEach((x, k) => void expect(x).toBeCloseTo(expected[k], 12))
      expect(record.variables).toMatchObject({ [name]: { symbol, long_name: meaning, units: unit ?? '1' } })
    })
    const { fit } = reportWithDraws()
    expect(record).toMatchObject({
      observed: fit.observed,
      time: fit.t,
      band: fit.predictive.q95,
      logEvidence: 123.4,
      seed: 7,
      verdict: 'caution',
      library: 'nagumo',
    })
    expect(record.correlation).toBeCloseTo(0.8, 1)
  })

  it('has predictive draws that plot_ppc draws beside the data', () => {
    const drawn = reportWithDraws().fit.predictiveDraws?.flat() ?? []
    expect(record.predictive[0]).toBeCloseTo(mean(drawn), 12)
    expect(record.predictive.slice(1)).toEqual([1, true])
  })

  it.skipIf(python === null)('is opened by the ArviZ that is here, to the same answer', async () => {
    const { arviz: _, ...now } = JSON.parse(await askArviz())
    const { arviz: __, ...recorded } = record
    expect(now).toEqual(recorded)
  })

  it('draws from the prior as its density says', () => {
    // A triangle from j over j + 1 to j + 3: mean j + 4/3, variance 7/18. Of 2,000 draws the mean's standard error is 0.014.
    const prior = record.prior as Record<string, [number, number]>
    reportWithDraws().parameters.forEach(({ name }, j) => {
      expect(Math.abs(prior[name][0] - (j + 4 / 3))).toBeLessThan(0.06)
      expect(Math.abs(prior[name][1] - Math.sqrt(7 / 18))).toBeLessThan(0.04)
    })
  })

  it('gives the same bytes at any time', async () => {
    const clock = vi.spyOn(Date, 'now').mockReturnValue(4e12)
    const again = await reportToInferenceData(reportWithDraws())
    clock.mockRestore()
    expect(Buffer.from(again).equals(Buffer.from(bytes))).toBe(true)
    const other = await reportToInferenceData(reportWithDraws({ seed: 8 }))
    expect(Buffer.from(other).equals(Buffer.from(bytes))).toBe(false)
  })

  it('holds what the report holds, read by HDF5 alone', async () => {
    await openNetcdf(bytes, (file) => {
      // The rows of the report in another order: copies of a draw do not stand side by side.
      const pairs = (one: readonly number[], other: readonly number[]) =>
        one.map((x, k) => `${x} ${other[k]}`).sort()
      const theta1 = file.values('/posterior/theta1') as number[]
      expect(pairs(theta1, file.values('/posterior/rho') as number[])).toEqual(pairs(column(1), column(3)))
      expect(theta1).not.toEqual(column(1))
      expect(file.values('/network_posterior/rho')).toEqual(
        reportWithDraws().networkDraws?.map((row) => row[3]),
      )
      expect(file.scales('/posterior/theta1')).toEqual(['/posterior/chain', '/posterior/draw'])
      expect(file.attribute('/', 'model_checksum')).toBe('ab'.repeat(32))
      expect(file.attribute('/', 'window_to_ms')).toBe(200n)
      expect(file.attribute('/posterior/theta0', 'symbol')).toBe('θ₀')
    })
  })

  it('is its data alone where there are no numbers', async () => {
    const empty = reportWithDraws({ draws: [], networkDraws: [], parameters: [] })
    const without = { ...empty, fit: { ...empty.fit, u: { q05: [], q50: [], q95: [] }, predictiveDraws: [] } }
    await openNetcdf(await reportToInferenceData(without), (file) => {
      expect(file.names('/')).toEqual(['observed_data'])
    })
  })

  it('says what is too long for an attribute up to where it may', async () => {
    const { verdict } = reportWithDraws()
    const long = reportWithDraws({ verdict: { ...verdict, headline: 'θ'.repeat(100_000) } })
    await openNetcdf(await reportToInferenceData(long), (file) => {
      expect(file.attribute('/', 'verdict_headline')).toBe(`${'θ'.repeat(16_000)}…`)
    })
  })
})

describe('a cell as InferenceData', () => {
  it('has its draws, its sweeps, and its membrane in five numbers', async () => {
    const cell = cellWithDraws()
    await openNetcdf(await cellToInferenceData(cell), (file) => {
      expect(file.names('/')).toEqual(['posterior', 'observed_data', 'constant_data', 'membrane_summary'])
      expect(file.values('/posterior/tau')).toEqual(cell.gif?.draws.tau)
      expect(file.names('/posterior')).toContain('eta_1')
      expect(file.values('/observed_data/spikes')).toEqual([4, 9])
      expect(file.values('/membrane_summary/rIn')).toEqual([120, 2, 117, 120, 123])
      expect(file.attribute('/posterior/tau', 'units')).toBe('ms')
    })
  })
})

describe('a series as InferenceData', () => {
  it('has in ArviZ a posterior with a coordinate for the windows, with nothing where one is silent', () => {
    const { windows } = seriesWithDraws()
    const { groups, rows, means } = record.series
    expect(groups).toEqual({
      posterior: { chain: 1, draw: 50, window: 4 },
      observed_data: { window: 4 },
      constant_data: { window: 4 },
      posterior_summary: { number: 5, window: 4 },
    })
    expect(rows).toEqual([0, 1, 2, 3].map((k) => `theta0[${k}]`))
    windows.forEach(({ draws }, k) => {
      const told = means.theta0[k]
      if (draws) expect(told).toBeCloseTo(mean(draws.map(([x]) => x)), 12)
      else expect(told).toBeNull()
    })
    expect(record.series).toMatchObject({
      from: windows.map(({ window }) => window.from),
      verdict: [0, 0, 2, 2],
      q95: windows.map(({ parameters }) => parameters[0]?.posterior.q95 ?? null),
      noise: 'AR(1) noise',
    })
  })

  it('without draws, as earlier programs wrote it, has the five numbers of each window', async () => {
    await openNetcdf(await seriesToInferenceData(fullSeries()), (file) => {
      expect(file.names('/')).toEqual(['observed_data', 'constant_data', 'posterior_summary'])
      const medians = file.values('/posterior_summary/theta0').slice(18, 24)
      expect(medians).toEqual([0.3, 0.3, 0.6, 0.6, 0.6, Number.NaN])
    })
  })
})
