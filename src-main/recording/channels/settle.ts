import { plain } from '../../contract/quantities.ts'
import type { ColumnRole, Doubt } from '../../contract/recordings.ts'
import { millivolts } from '../../contract/units.ts'
import { quote } from '../table/problems.ts'
import type { Channel } from './channel.ts'
import { isCurrent, isPlugName } from './channel-roles.ts'
import { widestSwing } from './follows.ts'
import { type ChannelPlan, list, noVoltage, voltageUnitOf } from './plan-channels.ts'

/** mV that no membrane reaches; beyond it, a channel with a default input name is not a voltage. */
const beyondMembrane = 1000
/** Maximum change in mV of a clamped membrane apart from its command. */
const heldSwing = 10

/** Channel data needed to evaluate their values. */
interface Channels {
  channels: readonly Channel[]
}

/** The command that a channel is a copy of: one in volts that it follows one to one, or of any unit if `any`. */
export type CopiedCommand = (channel: number, any: boolean) => Channel | undefined

/** The samples of a channel, by sweep, in its unit. */
export type SweepsOf = (channel: number) => readonly Float64Array[]

/**
 * Revises the plan by the channels' values: recorded commands, signals that are not membrane potentials, and voltage
 * clamp.
 * @param plan by names and units
 * @throws NagumoError NO_VOLTAGE_COLUMN where no membrane potential is left
 */
export function settleByValues(
  name: string,
  header: Channels,
  plan: ChannelPlan,
  sweepsOf: SweepsOf,
  copiedCommand: CopiedCommand = () => undefined,
): ChannelPlan {
  const { channels } = header
  const evidence = [...plan.evidence]
  const moved: { channel: number; because: string }[] = []
  const beyond = (i: number): boolean =>
    sweepsOf(i).some((samples) => samples.some((v) => Math.abs(v) * scaleOf(header, i) > beyondMembrane))
  const within = plan.voltages.filter((i) => !beyond(i))
  const hasCurrent = channels.some(isCurrent)
  for (const channel of plan.voltages) {
    const others = plan.voltages.length > 1
    const command = copiedCommand(channel, others && isPlugName(channels[channel]))
    const { unit } = channels[channel]
    if (command) {
      moved.push({
        channel,
        because: `it follows the command ${quote(command.name)}, in ${command.unit || 'no unit'}`,
      })
    } else if (
      isPlugName(channels[channel]) &&
      !within.includes(channel) &&
      (hasCurrent || within.length > 0)
    ) {
      moved.push({
        channel,
        because: `it extends beyond ${plain(beyondMembrane / scaleOf(header, channel))} ${unit}`,
      })
    }
  }
  const left = moved.map(({ channel }) => channel)
  const voltages = plan.voltages.filter((i) => !left.includes(i))
  if (voltages.length === 0) {
    const because = moved.map(
      ({ channel, because }) => `${quote(channels[channel].name)} is not a membrane potential: ${because}`,
    )
    throw noVoltage(name, channels, because.join('; '))
  }
  const doubts = [...plan.doubts]
  for (const { channel, because } of moved) {
    evidence.push({ conclusion: `Kept as an additional channel: ${list(channels, [channel])}`, because })
    doubts.push(movedDoubt(header, voltages, channel, because))
  }
  if (hasCurrent && isHeld(header, voltages, sweepsOf)) doubts.push(heldDoubt(header, voltages))
  return { voltages, others: [...plan.others, ...left].sort((a, b) => a - b), evidence, doubts }
}

/** Whether a potential varies as an unclamped membrane does. */
export function isAlive(header: Channels, channel: number, sweepsOf: SweepsOf): boolean {
  return widestSwing(sweepsOf(channel)) * scaleOf(header, channel) > heldSwing
}

/** mV per unit of a channel. */
export function scaleOf({ channels }: Channels, channel: number): number {
  return millivolts[voltageUnitOf(channels[channel]) ?? 'mV']
}

/** Whether no potential varies and the recorded current comes first, as in voltage clamp. */
function isHeld(header: Channels, voltages: readonly number[], sweepsOf: SweepsOf): boolean {
  const current = header.channels.findIndex(isCurrent)
  return (
    voltages.every((i) => !isAlive(header, i, sweepsOf)) &&
    voltages.some((i) => current < i || isPlugName(header.channels[i]))
  )
}

function heldDoubt({ channels }: Channels, voltages: readonly number[]): Doubt {
  return {
    code: 'VOLTAGE_CLAMP',
    about: 'columns',
    text: `${list(channels, voltages)} changes by less than ${heldSwing} mV while a current was recorded, as in voltage clamp, where the membrane potential is held. A recording in current clamp is needed.`,
  }
}

function movedDoubt(
  { channels }: Channels,
  voltages: readonly number[],
  channel: number,
  because: string,
): Doubt {
  const roles = (role: ColumnRole): ColumnRole[] =>
    channels.map((_, i) => (i === channel ? role : voltages.includes(i) ? 'voltage' : 'stimulus'))
  return {
    code: 'STIMULUS_BY_VALUES',
    about: 'columns',
    text: `${list(channels, [channel])} was not read as a membrane potential: ${because}.`,
    answers: [
      { label: 'Stimulus', because, choice: { roles: roles('stimulus') } },
      { label: 'Sweep', because: 'a membrane potential, by its unit', choice: { roles: roles('voltage') } },
      { label: 'Not used', because: '', choice: { roles: roles('other') } },
    ],
  }
}
