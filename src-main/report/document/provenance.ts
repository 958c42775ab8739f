import type { PriorFile } from '../../contract/priors.ts'
import { secondsText } from '../../contract/report-words.ts'
import { section, table } from './blocks.ts'
import type { Block } from './document.ts'
import { priorRows } from './prior-words.ts'

/** What the results of traces, of series and of cells all say of where they come from. */
export interface Origin {
  /** What it is called: “Report”, “Series”. */
  kind: string
  id: string
  createdAt: string
  recording: { name: string; sha256?: string | undefined }
  seed: number
  program: { version: string; backend?: string }
  model?: { name: string; checksum: string }
  /** s; where it is not told elsewhere. */
  seconds?: number
}

/** From what, by what and how the numbers were made, so that they can be made again. */
export function provenanceSection(
  { kind, id, createdAt, recording, seed, program, model, seconds }: Origin,
  own: {
    /** What was taken of the recording, and how. */
    data: readonly (readonly string[])[]
    /** The prior, where there is one to tell of. */
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
    table('Where the numbers come from', ['what', 'value'], rows),
    ...(own.below ?? []),
  ])
}

/** The prior that stood in for the model's own; nothing where none did. */
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
