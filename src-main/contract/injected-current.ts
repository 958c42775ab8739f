/** Current units by name, with their size in picoamperes. */
const picoamperes: readonly [RegExp, number][] = [
  [/^(pA|pico ?amp(ere)?s?)$/i, 1],
  [/^(nA|nano ?amp(ere)?s?)$/i, 1e3],
  [/^([uµμ]A|micro ?amp(ere)?s?)$/i, 1e6],
  [/^(mA|milli ?amp(ere)?s?)$/, 1e9],
  [/^(fA|femto ?amp(ere)?s?)$/, 1e-3],
  [/^(A|amps?|amperes?)$/, 1e12],
]

/** Picoamperes per unit; null if it is not a unit of current. */
export function picoamperesIn(unit: string | null): number | null {
  if (unit === null) return null
  return picoamperes.find(([spelling]) => spelling.test(unit.trim()))?.[1] ?? null
}

const commanded = /comm?and|cmd|stim|inject|dac|ao ?\d|protocol/i
const measured = /meas|monitor|record|primary|secondary|(^|[\s_])im([\s_(\d]|$)|read/i

/** Whether the name indicates a measured current. */
export const isMeasured = (name: string): boolean => measured.test(name)
/** Whether the name indicates a command current. */
export const isCommand = (name: string): boolean => commanded.test(name) && !isMeasured(name)

/**
 * Selects the injected current: the only one, the only one named as a command, or the only one not named as measured;
 * null if the names are ambiguous.
 */
export function injectedOf<T extends { name: string }>(currents: readonly T[]): T | null {
  if (currents.length === 1) return currents[0]
  const commands = currents.filter(({ name }) => isCommand(name))
  if (commands.length === 1) return commands[0]
  const unmeasured = currents.filter(({ name }) => !isMeasured(name))
  return unmeasured.length === 1 ? unmeasured[0] : null
}
