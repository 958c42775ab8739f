import type { Doubt, VoltageUnit } from '../contract/recordings.ts'
import { describeArtefacts } from '../signal/artefacts/describe.ts'
import { artefactsOf } from '../signal/artefacts/without-artefacts.ts'
import type { RecordingData } from './recording-data.ts'

/** Maximum number of samples searched, enough for a file of several minutes. */
const mostLooked = 5_000_000

/**
 * Doubts, one per kind of artefact, about samples that are not the cell's voltage; features and estimates exclude them.
 */
export function artefactDoubts(data: RecordingData, voltageUnit: VoltageUnit): Doubt[] {
  const { samplingInterval, start, sweeps } = data
  if (data.places) return []
  const found = { held: [] as string[], strays: [] as string[] }
  let looked = 0
  for (const { name, samples } of sweeps) {
    if (looked + samples.length > mostLooked) break
    looked += samples.length
    const source = { samples, samplingInterval, start, voltageUnit }
    const { held, strays } = describeArtefacts(artefactsOf(source), source)
    const where = sweeps.length > 1 ? `${name}: ` : ''
    if (held) found.held.push(`${where}${held.text}`)
    if (strays) found.strays.push(`${where}${strays}`)
  }
  const told = (code: Doubt['code'], texts: readonly string[]): Doubt[] =>
    texts.length === 0
      ? []
      : [
          {
            code,
            about: 'samples',
            text: texts[0] + (texts.length > 1 ? ` So ${others(texts.length - 1)}.` : ''),
          },
        ]
  return [...told('CLIPPED', found.held), ...told('ARTEFACTS', found.strays)]
}

function others(count: number): string {
  return count === 1 ? 'in another sweep' : `in ${count} other sweeps`
}
