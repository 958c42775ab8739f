import type { CellParameter, CellReport } from '../../contract/cells.ts'
import type { VerdictLevel } from '../../contract/common.ts'
import { decimalsFor, rangeText } from '../../contract/estimate-text.ts'
import { fixed } from '../../contract/numbers.ts'
import { plain } from '../../contract/quantities.ts'
import { levelWords } from '../../contract/report-words.ts'
import { methodsOfCell } from '../methods/cell-methods.ts'
import { methodsBlocks } from '../methods/methods-blocks.ts'
import { doubted, list, paragraph, section, table, verdictBlocks } from './blocks.ts'
import { cellFigures, kernelFigures, sweepFigures } from './cell/figures.ts'
import { sweepTable } from './cell/sweeps.ts'
import type { Block, ReportDocument, TableBlock } from './document.ts'
import { none, summaryText } from './numbers.ts'
import { provenanceSection } from './provenance.ts'
import { doubtBlocks } from './report/diagnostics.ts'

/** A document of a cell under a known current, in the order of the window. */
export function documentOfCell(report: CellReport): ReportDocument {
  const { recording, protocol, features, membrane, gif, verdict, createdAt } = report
  const count = features.sweeps.length
  const doubts = [...(recording.doubts ?? []), ...(protocol.doubts ?? [])].filter(
    ({ text }, i, all) => all.findIndex((one) => one.text === text) === i,
  )
  return {
    title: recording.name,
    subtitle: `Cell, ${count === 1 ? '1 sweep' : `${count} sweeps`}; ${levelWords[verdict.level]}`,
    createdAt,
    blocks: [
      ...verdictBlocks(verdict),
      ...doubtBlocks(doubts),
      ...section('Injected current', [
        paragraph(
          `${protocol.text.replace(/\.$/, '')}${protocol.from === 'stated' ? ', as stated by hand' : ''}.`,
        ),
      ]),
      ...(membrane ? membraneBlocks(membrane) : []),
      ...(gif ? gifBlocks(gif) : []),
      ...cellFigures(report),
      ...(gif ? kernelFigures(gif) : []),
      ...section('Sweeps', [sweepTable(report), ...sweepFigures(report)]),
      ...featureBlocks(features.summary),
      ...methodsBlocks(methodsOfCell(report)),
      ...provenanceBlocks(report),
    ],
  }
}

function membraneBlocks({ parameters, range, level }: NonNullable<CellReport['membrane']>): Block[] {
  if (parameters.length === 0)
    return section('Membrane', [paragraph('No parameters; the reasons are given above.')])
  return section('Membrane', [
    ...(range
      ? [
          paragraph(
            `Measured from ${fixed(range.from, 0)} to ${fixed(range.to, 0)} mV; extrapolation beyond is not tested.`,
          ),
        ]
      : []),
    cellParameterTable('Membrane', parameters, level),
    ...list(parameters.map(meaningOf)),
  ])
}

function gifBlocks({ parameters, level }: NonNullable<CellReport['gif']>): Block[] {
  return section('Spikes, integrate-and-fire', [
    ...(level !== 'unreliable' && parameters.length > 0
      ? [cellParameterTable('Spikes', parameters, level), ...list(parameters.map(meaningOf))]
      : [paragraph('No parameters; the reasons are given above.')]),
  ])
}

/** What it is, and the assumption behind its interval. */
function meaningOf({ symbol, meaning, note }: CellParameter): string {
  return note ? `${symbol}: ${meaning}; ${note}` : `${symbol}: ${meaning}`
}

/** Parameters of one layer of a cell. */
export function cellParameterTable(
  label: string,
  parameters: readonly CellParameter[],
  level: VerdictLevel,
): TableBlock {
  const rows = parameters.map(({ symbol, unit, posterior, prior }) => {
    const text = summaryText(posterior, null)
    return [symbol, text.median, text.mean, text.sd, text.most, unit ?? none, prior ?? none]
  })
  return table(
    doubted(level, `${label}: posterior median, mean, standard deviation and 90 % interval`),
    ['parameter', '#median', '#mean', '#sd', '#90 % interval', 'unit', 'prior'],
    rows,
  )
}

function featureBlocks(features: CellReport['features']['summary']): Block[] {
  if (features.length === 0) return []
  const rows = features.map(({ label, value, interval, unit, note }) => {
    const decimals = interval ? decimalsFor(interval.to - interval.from) : null
    const text = (x: number): string => (decimals === null ? plain(x, 3) : fixed(x, decimals))
    return [
      label,
      value === null ? none : text(value),
      interval && value !== null ? rangeText(text(interval.from), text(interval.to)) : none,
      unit ?? none,
      note ?? '',
    ]
  })
  return section('Features of the cell', [
    table(
      'Features of the cell with 90 % intervals over the sweeps',
      ['feature', '#value', '#90 % interval', 'unit', 'note'],
      rows,
    ),
  ])
}

function provenanceBlocks(report: CellReport): Block[] {
  const { recording, protocol } = report
  return provenanceSection(
    { ...report, kind: 'Report' },
    {
      data: [
        ['Sweeps', recording.sweeps.join(', ')],
        [
          'Current',
          `${protocol.from === 'file' ? 'of the file' : 'stated'}, ${protocol.shape}; holding ${plain(protocol.holding)} pA`,
        ],
      ],
    },
  )
}
