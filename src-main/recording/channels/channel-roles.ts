import type { ColumnRole } from '../../contract/recordings.ts'
import { readName } from '../meaning/roles.ts'
import { parseUnit } from '../meaning/units.ts'
import type { Channel } from './channel.ts'

/** What a channel is by its name and unit, as a text column of that name and unit would be. */
export type ChannelRole = 'voltage' | 'unnamed' | 'stimulus' | 'other'

/** A channel that is named for the amplifier's mode: in a unit of voltage it is the membrane potential. */
const inCurrentClamp = /i[\s_-]?clamp|current[\s_-]?clamp/i
/** Names that a program or a digitizer gives to a plug, whatever is on it. */
const plug = /^(in|ai|adc|ch|channel|input|analog ?in(put)?)[\s_#-]*\d+$/i

/** @returns unnamed: nothing but its unit, or that it has none, says that it is a voltage */
export function roleOfChannel({ name, unit }: Channel): ChannelRole {
  if (unit === '' || unit === '?') return readName(name).role === 'stimulus' ? 'stimulus' : 'unnamed'
  const parsed = parseUnit(unit)
  if (parsed?.kind !== 'voltage' || parsed.unit === 'none') return 'other'
  if (inCurrentClamp.test(name)) return 'voltage'
  const { role } = readName(name)
  return role === 'stimulus' || role === 'other' ? role : 'voltage'
}

/** Whether a channel has the name of its plug only, so that its values have to say what it is. */
export function isPlugName({ name }: Pick<Channel, 'name'>): boolean {
  return plug.test(name) || readName(name).role === 'unknown'
}

/** Whether a channel records a current. */
export function isCurrent({ unit }: Pick<Channel, 'unit'>): boolean {
  return /^[pnuµμm]?A$/.test(unit)
}

/** Roles as a person chose them, where they fit the file. */
export function chosenRoles(
  channels: readonly Channel[],
  roles: readonly ColumnRole[] | undefined,
): readonly ColumnRole[] | null {
  return roles?.length === channels.length ? roles : null
}
