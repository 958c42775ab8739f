import type { CellProtocol } from '../../contract/cells.ts'
import { NagumoError } from '../../contract/errors.ts'
import { plain } from '../../contract/quantities.ts'
import type { OpenDoubt } from '../../contract/reports.ts'
import type { StatedSteps } from '../../contract/stated-steps.ts'
import { millivolts } from '../../contract/units.ts'
import { withoutArtefacts } from '../../signal/artefacts/without-artefacts.ts'
import type { Family, FamilySweep } from '../../signal/family/family.ts'
import { describeProtocol } from './describe-protocol.ts'
import type { FamilySource } from './family-source.ts'
import { type FoundCommand, findCommand, howToState } from './find-command.ts'
import { checkStated, statedCommand } from './stated-command.ts'

export interface FamilyOptions {
  /** Indices of sweeps to exclude. */
  leaveOut?: readonly number[] | undefined
  /** Replaces the file's command. */
  stated?: StatedSteps | undefined
}

/** Minimum noise of a measured current at constant command, as a fraction of its range. */
const measuredShare = 1e-4

/**
 * The sweeps of a recording as those of one cell under known currents, with the protocol.
 * @throws NagumoError UNITS_IMPLAUSIBLE (model units), TIME_UNEVEN, VOLTAGE_CLAMP, CURRENT_UNKNOWN, CURRENT_MISMATCH,
 *   SWEEPS_UNFIT where none is left, or they are from several cells
 */
export async function readFamily(
  source: FamilySource,
  { leaveOut = [], stated }: FamilyOptions = {},
): Promise<{ family: Family; protocol: CellProtocol }> {
  const { name, samplingInterval, start, voltageUnit, points } = source
  const indices = source.sweeps.map((_, index) => index).filter((index) => !leaveOut.includes(index))
  refuseOther(source, indices, stated !== undefined)
  if (voltageUnit === 'none') throw inModelUnits(name)
  if (stated) checkStated(source, stated)
  const found = stated ? statedInstead(source) : await findCommand(source, indices)
  const sweeps: FamilySweep[] = []
  for (const [k, index] of indices.entries()) {
    const sweep = source.sweeps[index]
    const samples = cleanedOf(source, await sweep.samples())
    const voltage = samples.map((v) => v * millivolts[voltageUnit])
    const command = stated
      ? statedCommand(source, stated, stated.amplitudes[index])
      : await commandOf(source, found, k, { voltage, name: sweep.name })
    sweeps.push({ name: sweep.name, index, voltage, command })
  }
  if (points < 2) throw new NagumoError('SWEEPS_UNFIT', `The sweeps of ${name} have only one sample.`)
  endAsOthers(sweeps)
  const { protocol, noise } = describeProtocol({
    samplingInterval,
    start,
    commands: sweeps.map(({ command }) => command),
  })
  const doubts = [...found.doubts, ...measuredDoubt(found, protocol, noise)]
  return {
    family: { samplingInterval, start, sweeps },
    protocol: { from: stated ? 'stated' : 'file', ...protocol, ...(doubts.length > 0 && { doubts }) },
  }
}

/** Without artefacts, if any were detected on reading. */
function cleanedOf(source: FamilySource, samples: Float64Array): Float64Array {
  const seen = source.doubts.some(({ code }) => code === 'CLIPPED' || code === 'ARTEFACTS')
  return seen ? withoutArtefacts({ ...source, samples }).forSpikes : samples
}

/** @throws NagumoError where the recording is not from one cell under known currents */
function refuseOther(source: FamilySource, indices: readonly number[], stated: boolean): void {
  const { name, uneven, voltageUnit, doubts, sweeps } = source
  if (indices.length === 0)
    throw new NagumoError(
      'SWEEPS_UNFIT',
      `No sweep of ${name} remains: all are excluded. Include at least one.`,
    )
  if (voltageUnit === 'none') throw inModelUnits(name)
  if (uneven) {
    throw new NagumoError(
      'TIME_UNEVEN',
      `The samples of ${name} are not evenly spaced; a cell is estimated from evenly spaced ones. Read the file with its samples interpolated at even times (--resample).`,
    )
  }
  const clamp = doubts.find(({ code }) => code === 'VOLTAGE_CLAMP')
  if (clamp && !stated) {
    throw new NagumoError(
      'VOLTAGE_CLAMP',
      `${name}: ${clamp.text} If it was recorded in current clamp after all, state the injected steps. ${howToState}`,
    )
  }
  // “IN 0, sweep 2”: each voltage channel is a different cell.
  const cells = new Set(
    indices
      .map((index) => sweeps[index].name)
      .flatMap((one) => (/^(.+), sweep \d+$/.exec(one) ?? []).slice(1)),
  )
  if (cells.size > 1) {
    throw new NagumoError(
      'SWEEPS_UNFIT',
      `${name} has voltages of ${cells.size} channels (${[...cells].join(', ')}), each a separate cell. Exclude the sweeps of all but one.`,
    )
  }
}

function inModelUnits(name: string): NagumoError {
  return new NagumoError(
    'UNITS_IMPLAUSIBLE',
    `${name} is in model units; a cell under an injected current is estimated in mV. Set its voltage unit if it was recorded from a cell.`,
  )
}

/** The stated steps replace the file's own stimuli, which are only mentioned. */
function statedInstead({ stimuli }: FamilySource): FoundCommand {
  const text = 'The injected current was stated; the one in the file was not used.'
  return { of: [], doubts: stimuli.length === 0 ? [] : [{ code: 'CURRENT_STATED', text }] }
}

/**
 * The command of a sweep, pA. After the end of the sweep it stays at its last value.
 * @throws NagumoError CURRENT_MISMATCH where it is unknown while the sweep has samples
 */
async function commandOf(
  { name, samplingInterval, start }: FamilySource,
  { of }: FoundCommand,
  place: number,
  sweep: { voltage: Float64Array; name: string },
): Promise<Float64Array> {
  const { stimulus, factor } = of[place]
  const samples = await stimulus.samples()
  const { voltage } = sweep
  let missing = 0
  let last = -1
  for (let i = 0; i < voltage.length; i++) {
    const known = i < samples.length && Number.isFinite(samples[i])
    if (known) last = i
    else if (!Number.isNaN(voltage[i])) missing++
  }
  if (missing > 0) {
    const ended = start + (last + 1) * samplingInterval
    throw new NagumoError(
      'CURRENT_MISMATCH',
      `The current “${stimulus.name}” of ${name} is not known for ${missing} of the samples of ${sweep.name}; the last known one is at ${plain(ended - samplingInterval)} ms. A current for each sample was expected. ${howToState}`,
    )
  }
  const command = new Float64Array(voltage.length)
  let before = last < 0 ? 0 : samples.find((x) => Number.isFinite(x))! * factor
  for (let i = 0; i < command.length; i++) {
    if (i < samples.length && Number.isFinite(samples[i])) before = samples[i] * factor
    command[i] = before
  }
  return command
}

/**
 * Extends the commands of shorter sweeps beyond their ends, following the longest sweep from its step level back to
 * holding, so that steps are recognized in sweeps of unequal length.
 */
function endAsOthers(sweeps: readonly FamilySweep[]): void {
  const ends = sweeps.map(({ voltage }) => voltage.findLastIndex((v) => !Number.isNaN(v)) + 1)
  const longest = ends.indexOf(Math.max(...ends))
  const whole = sweeps[longest].command
  sweeps.forEach(({ command }, s) => {
    const end = ends[s]
    if (end === 0 || end >= ends[longest]) return
    const last = command[end - 1]
    for (let i = end; i < ends[longest]; i++) {
      command[i] = sameAs(whole[i], whole[end - 1])
        ? last
        : sameAs(whole[i], whole[0])
          ? command[0]
          : command[i]
    }
  })
}

/** Whether two currents are equal within 0.001 pA. */
function sameAs(a: number, b: number): boolean {
  return Math.abs(a - b) < 1e-3
}

/** Doubt that a current fluctuates where it should be constant. */
function measuredDoubt(
  { of }: FoundCommand,
  { amplitudes, shape }: { amplitudes: number[]; shape: CellProtocol['shape'] },
  noise: number,
): OpenDoubt[] {
  const range = Math.max(...amplitudes.map(Math.abs), 1)
  if (of.length === 0 || shape === 'noise' || noise <= measuredShare * range) return []
  return [
    {
      code: 'CURRENT_MEASURED',
      text: `The current “${of[0].stimulus.name}” fluctuates by ${plain(noise, 2)} pA where it should be constant, so it seems to be measured rather than commanded. A measured current may lack what the amplifier adds; the command is more reliable.`,
    },
  ]
}
