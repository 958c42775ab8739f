import { basename } from 'node:path'
import { isRateOpen } from '../contract/doubt-words.ts'
import { NagumoError } from '../contract/errors.ts'
import type { Doubt, ReadingChoice } from '../contract/recordings.ts'
import type { StatedSteps } from '../contract/stated-steps.ts'
import type { FamilySource } from '../recording/family/family-source.ts'
import { ofRecordingData } from '../recording/family/of-recording-data.ts'
import { statedOf } from './cell-options.ts'
import { readFile } from './read-file.ts'

/** How to read a file as one cell's family of sweeps. */
export interface CellOptions {
  choice: ReadingChoice
  /** Names of the sweeps to use; null: all. */
  sweeps: readonly string[] | null
  /** As it was typed. */
  command: string | undefined
}

export interface CellFile {
  source: FamilySource
  leaveOut: number[]
  stated: StatedSteps | undefined
  doubts: readonly Doubt[]
}

/**
 * The sweeps of a file as one cell's, read directly.
 * @throws NagumoError of the file, NO_TIME_COLUMN where only the user can know the sampling rate, NOT_FOUND of a sweep,
 * USAGE
 */
export async function readCell(
  path: string,
  { choice, sweeps, command }: CellOptions,
  signal: AbortSignal,
): Promise<CellFile> {
  const { data, recording, sha256 } = await readFile(path, choice, signal)
  const { doubts } = recording.reading
  const asked = doubts.find(isRateOpen)
  if (asked)
    throw new NagumoError('NO_TIME_COLUMN', `${basename(path)}: ${asked.text} Give it with --rate HZ.`)
  const names = recording.sweeps.map(({ name }) => name)
  const unknown = sweeps?.find((name) => !names.includes(name))
  if (unknown !== undefined) {
    const known = names.map((name) => `“${name}”`).join(', ')
    throw new NagumoError('NOT_FOUND', `There is no sweep “${unknown}”; the file has ${known}.`)
  }
  return {
    source: { ...ofRecordingData(data, recording), sha256, choice },
    leaveOut: names.flatMap((name, index) => (sweeps && !sweeps.includes(name) ? [index] : [])),
    stated: statedOf(command, names.length),
    doubts,
  }
}
