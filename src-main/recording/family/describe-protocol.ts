import type { CellProtocol } from '../../contract/cells.ts'
import { plain } from '../../contract/quantities.ts'
import { median } from '../../signal/robust.ts'
import {
  flatLevel,
  type Shape,
  shapeOf,
  slowNoise,
  steadyNoise,
  toleranceOf,
  type Waveform,
} from './shape.ts'

/** Commands of the sweeps in pA, including holding, with their sampling. */
export interface Commands {
  samplingInterval: number
  start: number
  commands: readonly Float64Array[]
}

/** The protocol inferred from the commands, and their noise: SD in pA at constant command; 0 if not measured. */
export interface Described {
  protocol: Omit<CellProtocol, 'from' | 'doubts'>
  noise: number
}

/** Initial fraction of a sweep used to detect whether a current is measured. */
const steadyShare = 0.02
const fewestSteady = 20
/** Minimum ratio of a command's range to its initial noise; below it, the command is noise alone. */
const widerThan = 12

/** Describes the stimulus: holding, shape, timing, amplitudes, and a sentence. All commands are equally long. */
export function describeProtocol({ samplingInterval, start, commands }: Commands): Described {
  const points = commands[0].length
  const steady = Math.min(points, Math.max(fewestSteady, Math.round(steadyShare * points)))
  const levels = commands.map((command) => median(command.subarray(0, steady)))
  const ends = commands.map((command) => command[points - 1])
  const range = Math.max(...commands.map((command, s) => farthest(command, levels[s])))
  const fast = median(commands.map((command) => steadyNoise(command, 0, steady)))
  const slow = median(commands.map((command) => slowNoise(command, 0, steady)))
  // A range no wider than the initial noise is all noise.
  const noise = range > widerThan * slow ? Math.max(fast, slow) : fast
  const tolerance = Math.max(...commands.map((command, s) => toleranceOf(command, levels[s], noise)))
  const time = (sample: number): number => round(start + sample * samplingInterval)
  const same = (values: readonly number[]): boolean =>
    values.every((one) => Math.abs(one - values[0]) <= 2 * tolerance)
  const finish = (
    shape: Shape,
    holding: number,
    [from, to]: readonly [number | null, number | null],
    amplitudes: readonly number[],
    further = '',
  ): Described => {
    const said = {
      shape,
      holding: round(holding),
      onset: from === null ? null : time(from),
      offset: to === null ? null : time(to),
      amplitudes: amplitudes.map(round),
    }
    return { protocol: { ...said, text: `${sentence(said)}${further}` }, noise }
  }
  // It fluctuates throughout, with the same range as at its beginning.
  if (noise > 0 && range < widerThan * noise) {
    const holding = median(commands.map((command) => median(command)))
    const shape = noise > 5 ? 'noise' : 'constant'
    const excursions = commands.map((command) => signedFarthest(command, holding))
    return shape === 'noise'
      ? finish('noise', holding, [0, points], excursions)
      : finish(
          'constant',
          holding,
          [null, null],
          levels.map((level) => level - holding),
        )
  }
  const flat = commands.map((command) => flatLevel(command, 0, points, tolerance))
  if (flat.every((level) => level !== null)) {
    const holding = median(flat)
    return finish(
      'constant',
      holding,
      [null, null],
      flat.map((level) => level - holding),
    )
  }
  const holdings = same(levels) ? levels : same(ends) ? ends : levels
  const holding = median(holdings)
  const varying = varyingSteps(commands, holding, tolerance)
  if (varying) {
    const { from, to, amplitudes, further } = varying
    return finish('step', holding, [from, to], amplitudes, further)
  }
  const waves = commands.map((command, s) =>
    shapeOf(command, same(holdings) ? holding : holdings[s], tolerance),
  )
  const shape = same(holdings) ? commonShape(waves) : 'other'
  const moving = waves.filter((wave) => wave.from !== null)
  const from = Math.min(...moving.map((wave) => wave.from ?? 0))
  const to = Math.max(...moving.map((wave) => wave.to ?? 0))
  return finish(
    shape,
    holding,
    [from, to],
    waves.map(({ amplitude }) => amplitude),
  )
}

/** The shape common to all sweeps that have one, with steps at the same time; else `other`. */
function commonShape(waves: readonly Waveform[]): Shape {
  const moving = waves.filter(({ from }) => from !== null)
  const [first] = moving
  const alike = moving.every(
    ({ shape, from, to }) =>
      shape === first.shape && (shape !== 'step' || (from === first.from && to === first.to)),
  )
  return alike ? first.shape : 'other'
}

/** Steps of a family, and other components of its commands. */
interface Steps {
  from: number
  to: number
  amplitudes: number[]
  /** Text for the description; empty if there are none. */
  further: string
}

/**
 * Steps in the segment where sweeps differ, the longest if there are several with a common component between; null
 * where they do not differ, or not by levels alone, or as a train does.
 */
function varyingSteps(commands: readonly Float64Array[], holding: number, tolerance: number): Steps | null {
  const [first, ...others] = commands
  const differs = (i: number): boolean =>
    others.some((other) => Math.abs(other[i] - first[i]) > 2 * tolerance)
  const stretches = stretchesOf(first.length, differs)
  if (stretches.length === 0 || (stretches[0][0] === 0 && stretches[0][1] === first.length)) return null
  const levels = stretches.map(([from, to]) => levelsOf(commands, from, to, tolerance))
  if (!levels.every((all) => all !== null)) return null
  const longest = stretches.reduce((best, one) => (one[1] - one[0] > best[1] - best[0] ? one : best))
  const [from, to] = longest
  const elsewhere = beside(commands, holding, tolerance, longest)
  const inCommon = beside(commands, holding, tolerance, ...stretches)
  if (stretches.length > 1 && inCommon === 0) return null
  const further =
    elsewhere === 0
      ? ''
      : stretches.length === 1
        ? `; another component of up to ${plain(elsewhere, 4)} pA is the same in all sweeps`
        : `; other components of up to ${plain(elsewhere, 4)} pA`
  const amplitudes = levels[stretches.indexOf(longest)].map((level) => level - holding)
  return { from, to, amplitudes, further }
}

function stretchesOf(length: number, isIn: (i: number) => boolean): [from: number, to: number][] {
  const stretches: [number, number][] = []
  for (let i = 0; i < length; i++) {
    if (!isIn(i)) continue
    const last = stretches[stretches.length - 1]
    if (last && last[1] === i) last[1] = i + 1
    else stretches.push([i, i + 1])
  }
  return stretches
}

/** The level of each sweep in a segment; null where one is not constant. */
function levelsOf(
  commands: readonly Float64Array[],
  from: number,
  to: number,
  tolerance: number,
): number[] | null {
  const levels = commands.map((command) => flatLevel(command, from, to, tolerance))
  return levels.every((level) => level !== null) ? levels : null
}

/** The greatest signed excursion from holding outside some segments; 0 where there is none. */
function beside(
  commands: readonly Float64Array[],
  holding: number,
  tolerance: number,
  ...stretches: readonly (readonly [number, number])[]
): number {
  let most = 0
  for (const command of commands) {
    for (let i = 0; i < command.length; i++) {
      if (stretches.some(([from, to]) => i >= from && i < to)) continue
      const away = command[i] - holding
      if (Math.abs(away) > 2 * tolerance && Math.abs(away) > Math.abs(most)) most = away
    }
  }
  return round(most)
}

const names: Record<Shape, [one: string, more: string]> = {
  step: ['A step', 'Steps'],
  ramp: ['A ramp', 'Ramps'],
  pulses: ['Pulses', 'Pulses'],
  noise: ['Noise', 'Noise'],
  constant: ['A constant current', 'Constant currents'],
  other: ['A waveform', 'Waveforms'],
}

/** “Steps of −100 to 300 pA, 100 to 600 ms, above a holding current of 0 pA”. */
function sentence({
  shape,
  holding,
  onset,
  offset,
  amplitudes,
}: Omit<CellProtocol, 'from' | 'text'>): string {
  const [low, high] = [Math.min(...amplitudes), Math.max(...amplitudes)]
  const one = amplitudes.length === 1 || low === high
  const of = one ? plain(low, 4) : `${plain(low, 4)} to ${plain(high, 4)}`
  if (shape === 'constant' && low === 0 && high === 0) return `A constant current of ${plain(holding, 4)} pA`
  const reach = shape === 'step' || shape === 'pulses' || shape === 'constant' ? 'of' : 'reaching'
  const verb = reach === 'of' || one || shape === 'noise' ? reach : 'reaching'
  const when = onset === null || offset === null ? '' : `, ${plain(onset)} to ${plain(offset)} ms`
  return `${names[shape][one ? 0 : 1]} ${verb} ${of} pA${when}, above a holding current of ${plain(holding, 4)} pA`
}

function farthest(x: Float64Array, level: number): number {
  return Math.abs(signedFarthest(x, level))
}

function signedFarthest(x: Float64Array, level: number): number {
  let most = 0
  for (let i = 0; i < x.length; i++) if (Math.abs(x[i] - level) > Math.abs(most)) most = x[i] - level
  return most
}

/** Removes binary rounding errors. */
function round(x: number): number {
  const rounded = Number(x.toPrecision(10))
  return rounded === 0 ? 0 : rounded
}
