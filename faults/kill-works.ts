import { numericsOf } from './processes.ts'
import type { Host } from './programs.ts'
import { estimate, estimateOverTime, longTrace, shortTrace, tinyTraining, trained } from './work.ts'

/** What there is to work with: kept before, and never removed. */
export interface Kept {
  recording: string
  longRecording: string
  report: string
  model: string
  modelFile: File
}

/** Something that a program is killed in the middle of. */
export interface Work {
  name: string
  /** Whom to kill. */
  victims: ('host' | 'numerics')[]
  /** Of 200 kills. */
  share: number
  run(host: Host, kept: Kept, step: number): Promise<unknown>
  /** What it may leave other than before. */
  touches?(kept: Kept): string[]
  /** Resolves where the moment for the kill begins; at once where left out. */
  begins?: 'numerics'
}

export const works: Work[] = [
  {
    name: 'import',
    victims: ['host'],
    share: 28,
    run: ({ client }, _, step) => client.recordings.import({ file: longTrace(20, `import-${step}.csv`) }),
  },
  {
    name: 'estimate and report write',
    victims: ['numerics', 'host'],
    share: 44,
    run: ({ client }, { recording }) => estimate(client, recording),
  },
  {
    name: 'report removal and restore',
    victims: ['host'],
    share: 14,
    touches: ({ report }) => [`report ${report}`],
    async run({ client }, { report }) {
      await client.reports.remove({ id: report })
      await client.reports.restore({ id: report })
    },
  },
  {
    name: 'estimate over time',
    victims: ['numerics', 'host'],
    share: 22,
    run: ({ client }, { longRecording }) => estimateOverTime(client, longRecording),
  },
  {
    name: 'training',
    victims: ['numerics', 'host'],
    share: 26,
    async run({ client }, _, step) {
      const { id } = await client.trainings.start(tinyTraining(`Run ${step}`))
      return trained(client, id)
    },
  },
  {
    name: 'model duplicate, rename, note',
    victims: ['host'],
    share: 26,
    touches: ({ model }) => [`model ${model}`],
    async run({ client }, { model }, step) {
      await client.models.duplicate({ id: model, name: `Copy ${step}` })
      await client.models.rename({ id: model, name: `Renamed ${step}` })
      await client.models.note({ id: model, note: `A note ${step}` })
    },
  },
  {
    name: 'model import',
    victims: ['host'],
    share: 20,
    async run({ client }, { modelFile }) {
      const { model, already } = await client.models.import({ file: modelFile })
      if (already) throw new Error(`“${model.name}” is taken for the model that is imported`)
      await client.models.remove({ id: model.id })
    },
  },
]

/** Whom a kill is for, now. */
export function victimsNow({ pid }: Host, victim: 'host' | 'numerics'): number[] {
  return victim === 'host' ? [pid] : numericsOf(pid)
}

/** A library with something of each kind in it. */
export async function furnish({ client }: Host): Promise<Kept> {
  const recording = await client.recordings.import({ file: shortTrace() })
  const long = await client.recordings.import({ file: longTrace(3) })
  const { report } = await estimate(client, recording.id)
  const { id } = await client.trainings.start(tinyTraining('Furnished'))
  const model = await trained(client, id)
  // Of other weights: one that is there already is only given back by an import.
  const other = await client.trainings.start({ ...tinyTraining('For the file'), seed: 6 })
  const copy = await trained(client, other.id)
  const exportedFile = await client.models.export({ id: copy })
  await client.models.remove({ id: copy })
  return {
    recording: recording.id,
    longRecording: long.id,
    report: report.id,
    model,
    modelFile: new File([await exportedFile.arrayBuffer()], 'model.nagumo-model'),
  }
}
