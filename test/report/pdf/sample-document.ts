import { traceData } from '../../../src-main/contract/data.ts'
import { describeFit, fitSpec } from '../../../src-main/figures/charts/fit-chart.ts'
import { cornerOf, describeCorner } from '../../../src-main/figures/corner/corner.ts'
import { cornerFigure } from '../../../src-main/figures/corner-figure.ts'
import { plotFigure } from '../../../src-main/figures/plot-figure.ts'
import type { Block, ReportDocument } from '../../../src-main/report/document/document.ts'
import { makeSample } from '../../charts/gallery/fixture.ts'

const sample = makeSample([0.64, -0.09, 0.07, 0.8], 7)

/** A made-up report with every kind of block, and with what is hard to set: long words, marks, wide tables. */
export const sampleDocument: ReportDocument = {
  title: 'cell07 & sweep 2 <120–320 ms>: FitzHugh–Nagumo',
  subtitle: 'Estimated by Nagumo with the model Rudi 2022, seed 42',
  createdAt: '2026-11-02T09:30:00.000Z',
  blocks: [
    {
      kind: 'verdict',
      level: 'caution',
      headline: 'The posterior is truncated by the prior of θ₁ (upper limit).',
    },
    {
      kind: 'paragraph',
      text: 'The residuals match the noise model: σ = 0.071, ρ = 0.80. '.repeat(6).trim(),
    },
    { kind: 'heading', level: 2, text: 'Parameters' },
    {
      kind: 'table',
      caption: 'Posterior of each parameter',
      columns: [
        { head: 'Parameter', numeric: false },
        { head: 'Median', numeric: true },
        { head: '90 % interval', numeric: true },
        { head: 'Meaning', numeric: false },
      ],
      rows: [
        ['θ₀', '0.642', '0.627 – 0.657', 'recovery offset'],
        ['θ₁', '−0.0891', '−0.11 – −0.07', 'recovery damping'],
        ['σ', '0.0714', '0.068 – 0.075', 'standard deviation of the noise'],
        ['C', '21', '19 – 23', 'membrane capacitance, µF/cm²'],
      ],
      note: 'k̂ and R̂ are said where they were computed.',
    },
    { kind: 'heading', level: 3, text: 'Where they come from' },
    {
      kind: 'list',
      items: [
        'File: a-very-long-name-of-a-recording_with_underscores/and/a/path/cell07_2026_11_02_0001_sweep_0002.abf',
        `SHA-256: ${'0123456789abcdef'.repeat(8)}`,
        'Seed 42, 800 draws, ESS 41 %.',
      ],
    },
    { kind: 'heading', level: 2, text: 'Data and model' },
    {
      kind: 'figure',
      name: 'fit',
      caption: 'Recorded potential and posterior predictive band (90 %).',
      description: describeFit(sample.fit),
      draw: (width) => plotFigure(fitSpec(sample.fit, 'mV', traceData), width, 260),
    },
    {
      kind: 'figure',
      name: 'corner',
      caption: 'Posterior of each parameter, and of each two against each other.',
      description: describeCorner(cornerOf(sample.parameters, sample.draws)),
      draw: (width) => cornerFigure(cornerOf(sample.parameters, sample.draws), width),
    },
    { kind: 'heading', level: 2, text: 'Spikes' },
    longTable(140),
    { kind: 'heading', level: 3, text: 'A table that is too wide' },
    wideTable(14),
    { kind: 'paragraph', quiet: true, text: 'A small remark at the end.' },
  ],
}

/** A table over several pages. */
function longTable(rows: number): Block {
  return {
    kind: 'table',
    caption: `${rows} spikes`,
    columns: ['Spike', 'Time, ms', 'Height, mV', 'Width, ms'].map((head) => ({ head, numeric: true })),
    rows: Array.from({ length: rows }, (_, i) => [
      `${i + 1}`,
      (i * 12.345).toFixed(2),
      (30 - (i % 7) * 1.5).toFixed(i % 3),
      '1.2',
    ]),
  }
}

function wideTable(columns: number): Block {
  return {
    kind: 'table',
    caption: 'Widths',
    columns: Array.from({ length: columns }, (_, i) => ({
      head: `Conductance density ${i + 1}, mS/cm²`,
      numeric: i > 0,
    })),
    rows: [Array.from({ length: columns }, (_, i) => (i ? `${i}.25` : 'gNa_Supercalifragilistic'))],
  }
}
