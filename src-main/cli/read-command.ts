import { readFile, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { DrawnCommand } from '../contract/cells.ts'
import { NagumoError } from '../contract/errors.ts'
import { issueText } from '../contract/issue-words.ts'
import { plain } from '../contract/quantities.ts'
import { numberOf, usage } from './arguments.ts'

const mostBytes = 20 * 1024 * 1024
/** Largest deviation of a time step from the mean, as a fraction of it. */
const evenness = 0.01
/** Sampling interval of stated steps, and time simulated after the last one, ms. */
const [stepInterval, tail] = [0.1, 200]

/**
 * A command from a file: two columns, time in ms and current in pA, with or without a header.
 * @throws NagumoError FILE_NOT_FOUND, FILE_TOO_LARGE, CELL_NOT_A_NUMBER, TIME_UNEVEN, TOO_FEW_POINTS
 */
export async function readCommandFile(path: string): Promise<DrawnCommand> {
  const name = basename(path)
  const found = await stat(path).catch(() => null)
  if (!found?.isFile()) throw new NagumoError('FILE_NOT_FOUND', `There is no file ${path}.`)
  if (found.size > mostBytes)
    throw new NagumoError('FILE_TOO_LARGE', `${name} is larger than 20 MB. Give fewer samples.`)
  const lines = (await readFile(path, 'utf8')).split(/\r?\n/).filter((line) => line.trim() !== '')
  const cells = lines.map((line) => line.trim().split(/[,;\t ]+/))
  const hasHead = cells.length > 0 && cells[0].some((cell) => !Number.isFinite(Number(cell)))
  const rows = (hasHead ? cells.slice(1) : cells).map((row, k) => {
    const [t, current] = row.map(Number)
    if (row.length !== 2 || !Number.isFinite(t) || !Number.isFinite(current)) {
      throw new NagumoError(
        'CELL_NOT_A_NUMBER',
        `${name}, line ${k + (hasHead ? 2 : 1)}: a time in ms and a current in pA were expected; found “${row.join(' ').slice(0, 60)}”.`,
      )
    }
    return { t, current }
  })
  if (rows.length < 2)
    throw new NagumoError('TOO_FEW_POINTS', `${name} has ${rows.length} samples; two at least were expected.`)
  const interval = (rows[rows.length - 1].t - rows[0].t) / (rows.length - 1)
  const off = rows.findIndex(
    ({ t }, k) => k > 0 && !(Math.abs(t - rows[k - 1].t - interval) <= evenness * interval),
  )
  if (off > 0 || !(interval > 0)) {
    throw new NagumoError(
      'TIME_UNEVEN',
      `${name}: times in ms at even steps were expected; at ${plain(rows[Math.max(off, 0)].t)} they are not.`,
    )
  }
  return checked({ interval, current: rows.map(({ current }) => current) }, name)
}

/**
 * Steps as typed: onset:duration:amplitude[,amplitude…][:holding], ms and pA above holding; a command for each
 * amplitude.
 * @throws NagumoError USAGE
 */
export function stepCommands(text: string): { amplitude: number; command: DrawnCommand }[] {
  const parts = text.split(':')
  if (parts.length < 3 || parts.length > 4)
    throw usage(
      `--steps takes onset:duration:amplitude,amplitude…[:holding], such as 100:500:50,100; found “${text}”.`,
    )
  const number = (part: string): number => numberOf(part, '--steps')
  const [onset, duration] = [number(parts[0]), number(parts[1])]
  const holding = parts[3] === undefined ? 0 : number(parts[3])
  if (onset < 0 || duration <= 0 || onset + duration > 15_000)
    throw usage(`--steps takes an onset from 0 ms on and a duration, 15 s at most in all; found “${text}”.`)
  return parts[2]
    .split(',')
    .map(number)
    .map((amplitude) => {
      const current = new Array<number>(Math.round((onset + duration + tail) / stepInterval)).fill(holding)
      current.fill(
        holding + amplitude,
        Math.round(onset / stepInterval),
        Math.round((onset + duration) / stepInterval),
      )
      return { amplitude, command: checked({ interval: stepInterval, current }, '--steps') }
    })
}

function checked(command: DrawnCommand, name: string): DrawnCommand {
  const { success, data, error } = DrawnCommand.safeParse(command)
  if (success) return data
  throw usage(`${name}: ${issueText(error)}.`)
}
