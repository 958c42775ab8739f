import type { PriorFile } from '../../contract/priors.ts'
import { secondsText } from '../../contract/report-words.ts'
import { section, table } from './blocks.ts'
import type { Block } from './document.ts'
import { priorRows } from './prior-words.ts'

/** Provenance common to results of traces, series and cells. */
export interface Origin {
  /** Name of its kind: “Report”, “Series”. */
  kind: string
  id: string
  createdAt: string
  recording: { name: string; sha256?: string | undefined }
  seed: number
  program: { version: string; backend?: string }
  model?: { name: string; checksum: string }
  /** s; where not given elsewhere. */
  seconds?: number
}

/** Provenance of the numbers: data, program and settings, so that they can be reproduced. */
export function provenanceSection(
  { kind, id, createdAt, recording, seed, program, model, seconds }: Origin,
  own: {
    /** Data used, and how. */
    data: readonly (readonly string[])[]
    /** The prior, where there is one. */
    prior?: readonly (readonly string[])[]
    below?: readonly Block[]
  },
): Block[] {
  const rows = [
    ['Recording', recording.name],
    ['SHA-256 of the file', recording.sha256 ?? 'not recorded'],
    ...own.data,
    ...(model
      ? [
          ['Model', model.name],
          ['Checksum of the model', model.checksum],
        ]
      : []),
    ...(own.prior ?? []),
    ['Seed', String(seed)],
    [
      'Program',
      `Nagumo ${program.version}${program.backend === undefined ? '' : `, TensorFlow ${program.backend}`}`,
    ],
    ...(seconds === undefined ? [] : [['Time', secondsText(seconds)]]),
    [kind, `${id}, ${createdAt}`],
  ]
  return section('Provenance', [
    table('Origin of the numbers', ['what', 'value'], rows),
    ...(own.below ?? []),
  ])
}

/** The prior applied instead of the model's own; empty where there was none. */
export function appliedPriorTable(prior: PriorFile | null | undefined): Block[] {
  if (!prior) return []
  return [
    table(
      `The prior as applied, “${prior.name}”`,
      ['parameter or constant', 'distribution'],
      priorRows(prior),
    ),
  ]
}
