import type { AbfFile } from './abf-file.ts'
import { type AbfMode, gapFree, variableLength } from './header.ts'

/** Maximum number of sweeps. */
const mostSweeps = 10_000
const entryBytes = 8

interface Layout {
  mode: AbfMode
  channels: number
  /** Total number of values, over all channels. */
  dataCount: number
  /** From the header; 0 if not filled in. */
  episodes: number
  /** Location of the list of sweep starts and lengths. */
  list: { start: number; count: number }
}

/**
 * Values in each sweep, over all channels. They share the data evenly unless the list of sweeps differs.
 * @throws NagumoError FILE_UNREADABLE where the numbers are impossible
 */
export async function sweepCounts(file: AbfFile, layout: Layout): Promise<number[]> {
  const { mode, channels, dataCount, list } = layout
  const episodes = mode === gapFree ? 1 : Math.max(1, layout.episodes)
  if (!(episodes <= mostSweeps)) {
    throw file.damaged(`it counts ${episodes} sweeps, while ${mostSweeps} are the most that are read`)
  }
  if (mode === gapFree || episodes === 1) return [wholeScans(dataCount, channels)]
  if (list.count === episodes) {
    const view = await file.read(list.start, list.count * entryBytes, 'its list of sweeps')
    const lengths = Array.from({ length: episodes }, (_, k) => view.getInt32(k * entryBytes + 4, true))
    const total = lengths.reduce((sum, length) => sum + length, 0)
    const uneven = lengths.some((length) => length !== lengths[0])
    if (uneven && lengths.every((length) => length >= 0) && total <= dataCount) return lengths
    if (uneven)
      throw file.damaged(`its list of sweeps adds up to ${total} values, while ${dataCount} were recorded`)
  } else if (mode === variableLength) {
    throw file.damaged(
      `its list of sweeps has ${list.count} entries, while ${episodes} sweeps of variable length were recorded`,
    )
  }
  const each = wholeScans(dataCount / episodes, channels)
  return Array.from({ length: episodes }, () => each)
}

function wholeScans(values: number, channels: number): number {
  return Math.floor(values / channels) * channels
}
