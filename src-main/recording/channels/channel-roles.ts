import type { ColumnRole } from '../../contract/recordings.ts'
import { readName } from '../meaning/roles.ts'
import { parseUnit } from '../meaning/units.ts'
import type { Channel } from './channel.ts'

/** Role of a channel by name and unit, as for a text column of that name and unit. */
export type ChannelRole = 'voltage' | 'unnamed' | 'stimulus' | 'other'

/** A channel named after the amplifier mode: in a voltage unit it is the membrane potential. */
const inCurrentClamp = /i[\s_-]?clamp|current[\s_-]?clamp/i
/** Default names of physical inputs, whatever is connected. */
const plug = /^(in|ai|adc|ch|channel|input|analog ?in(put)?)[\s_#-]*\d+$/i

/** @returns unnamed where only its unit, or the lack of one, suggests a voltage */
export function roleOfChannel({ name, unit }: Channel): ChannelRole {
  if (unit === '' || unit === '?') return readName(name).role === 'stimulus' ? 'stimulus' : 'unnamed'
  const parsed = parseUnit(unit)
  if (parsed?.kind !== 'voltage' || parsed.unit === 'none') return 'other'
  if (inCurrentClamp.test(name)) return 'voltage'
  const { role } = readName(name)
  return role === 'stimulus' || role === 'other' ? role : 'voltage'
}

/** Whether a channel has only the default name of its input, so that its values must determine its role. */
export function isPlugName({ name }: Pick<Channel, 'name'>): boolean {
  return plug.test(name) || readName(name).role === 'unknown'
}

/** Whether a channel records a current. */
export function isCurrent({ unit }: Pick<Channel, 'unit'>): boolean {
  return /^[pnuµμm]?A$/.test(unit)
}

/** Roles chosen by the user, if they fit the file. */
export function chosenRoles(
  channels: readonly Channel[],
  roles: readonly ColumnRole[] | undefined,
): readonly ColumnRole[] | null {
  return roles?.length === channels.length ? roles : null
}
