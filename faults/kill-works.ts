import type { Acknowledged } from './acknowledged.ts'
import { numericsOf } from './processes.ts'
import type { Client, Host } from './programs.ts'
import { estimate, estimateOverTime, longTrace, shortTrace, tinyTraining, trained } from './work.ts'

/** Entries stored beforehand, and never removed. */
export interface Kept {
  recording: string
  longRecording: string
  report: string
  model: string
  modelFile: File
}

/** A task during which a process is killed. */
export interface Work {
  name: string
  /** Which process to kill. */
  victims: ('host' | 'numerics')[]
  /** Its share of 200 kills. */
  share: number
  run(host: Host, kept: Kept, step: number, acknowledged: Acknowledged): Promise<unknown>
  /** Entries it may leave changed. */
  touches?(kept: Kept): string[]
}

export const works: Work[] = [
  {
    name: 'import',
    victims: ['host'],
    share: 28,
    async run({ client }, _, step, acknowledged) {
      const { id } = await client.recordings.import({ file: longTrace(20, `import-${step}.csv`) })
      acknowledged.kept(`recording ${id}`)
    },
  },
  {
    name: 'estimate and report write',
    victims: ['numerics', 'host'],
    share: 44,
    async run({ client }, { recording }, _, acknowledged) {
      const { report, notKept } = await estimate(client, recording)
      if (notKept === undefined) acknowledged.kept(`report ${report.id}`)
    },
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
    async run({ client }, { longRecording }, _, acknowledged) {
      const id = await estimateOverTime(client, longRecording, (id, done) =>
        acknowledged.promised(`window ${done} of a series`, async (next) => {
          const { windows } = await next.series.get({ id })
          return windows.length >= done
        }),
      )
      acknowledged.kept(`series ${id}`)
    },
  },
  {
    name: 'training',
    victims: ['numerics', 'host'],
    share: 26,
    async run({ client }, _, step, acknowledged) {
      const { id } = await client.trainings.start(tinyTraining(`Run ${step}`))
      acknowledged.kept(`training ${id}`)
      acknowledged.kept(`model ${await trained(client, id)}`)
    },
  },
  {
    name: 'model duplicate, rename, note',
    victims: ['host'],
    share: 26,
    touches: ({ model }) => [`model ${model}`],
    async run({ client }, { model }, step, acknowledged) {
      const copy = await client.models.duplicate({ id: model, name: `Copy ${step}` })
      acknowledged.kept(`model ${copy.id}`)
      const asked = { name: `Renamed ${step}`, note: `A note ${step}` }
      await client.models.rename({ id: model, name: asked.name })
      const found = (next: Client) => next.models.get({ id: model })
      acknowledged.promised('a model’s name', async (next) => (await found(next)).name === asked.name)
      await client.models.note({ id: model, note: asked.note })
      acknowledged.promised('a model’s note', async (next) => (await found(next)).note === asked.note)
    },
  },
  {
    name: 'model import',
    victims: ['host'],
    share: 20,
    async run({ client }, { modelFile }, _, acknowledged) {
      const { model, already } = await client.models.import({ file: modelFile })
      if (already) throw new Error(`“${model.name}” is taken for the model that is imported`)
      acknowledged.kept(`model ${model.id}`)
    },
  },
]

/** The process to kill now. */
export function victimsNow({ pid }: Host, victim: 'host' | 'numerics'): number[] {
  return victim === 'host' ? [pid] : numericsOf(pid)
}

/** A library with an entry of each kind. */
export async function furnish({ client }: Host): Promise<Kept> {
  const recording = await client.recordings.import({ file: shortTrace() })
  const long = await client.recordings.import({ file: longTrace(3) })
  const { report } = await estimate(client, recording.id)
  const { id } = await client.trainings.start(tinyTraining('Furnished'))
  const model = await trained(client, id)
  // With different weights: importing an existing model only returns it.
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
