import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Compute } from '../../compute/process/compute.ts'
import { writeSamples } from '../../compute/samples-file.ts'
import type { CellEvent, CellModel, CellPrediction, CellReport, DrawnCommand } from '../../contract/cells.ts'
import { NagumoError } from '../../contract/errors.ts'
import type { StatedSteps } from '../../contract/stated-steps.ts'
import { newId } from '../../library/ids.ts'
import type { FamilySource } from '../../recording/family/family-source.ts'
import { readFamily } from '../../recording/family/read-family.ts'
import { withSignal } from '../../rpc/with-signal.ts'
import { decided } from '../decided.ts'
import { throwIfCancelled } from '../estimate-trace.ts'
import { openDoubts } from '../open-doubts.ts'
import { cellVerdict } from './cell-verdict.ts'
import { digestOf } from './digest.ts'

/** What to estimate from a recording's sweeps. */
export interface CellWork {
  source: FamilySource
  /** In the library; null where the file was read directly. */
  recordingId: string | null
  models: readonly CellModel[]
  leaveOut?: readonly number[] | undefined
  stated?: StatedSteps | undefined
  seed?: number | undefined
  signal?: AbortSignal | undefined
}

/**
 * Estimates a cell from the sweeps of a recording: yields stages, then the report.
 * @param version of the program
 * @throws NagumoError of the recording (as `readFamily`), CANCELLED, or of the compute process
 */
export async function* estimateCell(
  compute: Compute,
  version: string,
  { source, recordingId, models, leaveOut, stated, seed = randomInt(2 ** 32), signal }: CellWork,
): AsyncGenerator<CellEvent> {
  yield { type: 'stage', text: 'reading the sweeps', share: 0, secondsLeft: null }
  const { family, protocol } = await readFamily(source, { leaveOut, stated })
  throwIfCancelled(signal)
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-cell-'))
  try {
    const samplesFile = join(folder, 'samples.bin')
    const columns = family.sweeps.flatMap(({ voltage, command }) => [voltage, command])
    await writeSamples(
      samplesFile,
      columns.map((samples) => ({ samples })),
    )
    const { samplingInterval, start } = family
    const job = {
      samplesFile,
      points: source.points,
      samplingInterval,
      start,
      sweeps: family.sweeps.map(({ name, index }) => ({ name, index })),
      protocol,
      models: [...models],
      seed,
    }
    const events = await compute.client().cell(job, withSignal(signal))
    for await (const event of events) {
      throwIfCancelled(signal)
      if (event.type === 'stage') {
        yield event
        continue
      }
      const { result } = event
      const { doubts = [] } = openDoubts(source.doubts)
      const open = [...doubts, ...(protocol.doubts ?? []), ...(result.features.doubts ?? [])]
      const report: CellReport = {
        format: 'nagumo-cell',
        version: 1,
        id: newId(`${source.name.replace(/\.[^.]*$/, '')} cell`),
        createdAt: new Date().toISOString(),
        recording: {
          id: recordingId,
          name: source.name,
          sweeps: family.sweeps.map(({ name }) => name),
          ...(open.length > 0 && { doubts: open }),
          digest: digestOf(columns, samplingInterval),
          ...(source.sha256 && { sha256: source.sha256 }),
          ...decided(source.choice),
        },
        protocol,
        ...(stated && { stated }),
        seed,
        program: { version },
        verdict: cellVerdict(result),
        ...result,
      }
      yield { type: 'report', report }
      return
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  throwIfCancelled(signal)
  throw new Error('the estimate of a cell ended without a result')
}

/**
 * Predicts a fitted cell's response to another command.
 * @throws NagumoError NOT_FOUND where its report has no integrate-and-fire fit
 */
export async function predictCell(
  compute: Compute,
  { gif, protocol, recording }: CellReport,
  command: DrawnCommand,
  seed: number = randomInt(2 ** 32),
  signal?: AbortSignal,
): Promise<CellPrediction> {
  if (!gif || gif.level === 'unreliable' || Object.keys(gif.draws).length === 0) {
    const why = gif ? `it was refused: ${gif.headline}` : 'none was requested'
    throw new NagumoError(
      'NOT_FOUND',
      `The report of ${recording.name} has no integrate-and-fire fit to simulate; ${why} Estimate the cell with the model gif, from sweeps with spikes.`,
    )
  }
  const { shape, holding, amplitudes } = protocol
  const prediction = await compute.client().predictCell(
    {
      draws: gif.draws,
      command,
      seed,
      fittedOn: { shape, holding, amplitudes },
    },
    withSignal(signal),
  )
  const cautions = gif.level === 'caution' ? [`The fit has cautions of its own: ${gif.headline}`] : []
  return { ...prediction, notes: [...prediction.notes, ...cautions] }
}
