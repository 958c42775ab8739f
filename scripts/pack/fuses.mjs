// @ts-check
/**
 * Features disabled in a packed program: the fuses of the Electron binary, by their index in its fuse wire (version 1).
 */
export const wanted = [
  { at: 0, name: 'RunAsNode', on: false },
  { at: 2, name: 'EnableNodeOptionsEnvironmentVariable', on: false },
  { at: 3, name: 'EnableNodeCliInspectArguments', on: false },
  { at: 4, name: 'EnableEmbeddedAsarIntegrityValidation', on: true },
  { at: 5, name: 'OnlyLoadAppFromAsar', on: true },
  { at: 7, name: 'GrantFileProtocolExtraPrivileges', on: false },
]

/** Off and on, as encoded in the binary: '0' and '1'. */
const states = [48, 49]

/**
 * State of a binary's fuses.
 * @param {Record<string, unknown>} wire by index, the code of '0' or '1' (@electron/fuses' getCurrentFuseWire)
 */
export function fusesIn(wire) {
  return wanted.map(({ at, name, on }) => {
    const state = wire[at]
    return {
      name,
      state: state === states[Number(on)] ? 'as wanted' : state === states[Number(!on)] ? 'other' : 'missing',
    }
  })
}

/**
 * Flips the fuses of an Electron, reads them again, and throws where one is wrong. Only an old Electron may lack some,
 * whose names are returned.
 * @param {any} library the package @electron/fuses
 * @param {string} binary of Electron, or its .app
 * @param {{ old: boolean }} options
 * @returns {Promise<string[]>} names of missing fuses
 */
export async function flipFuses(library, binary, { old }) {
  const before = await library.getCurrentFuseWire(binary)
  const there = wanted.filter(({ at }) => states.includes(before[at]))
  await library.flipFuses(binary, {
    version: library.FuseVersion.V1,
    ...Object.fromEntries(there.map(({ at, on }) => [at, on])),
  })
  const after = fusesIn(await library.getCurrentFuseWire(binary))
  const wrong = after.filter(({ state }) => state === 'other' || (state === 'missing' && !old))
  if (wrong.length > 0)
    throw new Error(
      `Electron’s fuses are not as they must be: ${wrong.map(({ name, state }) => `${name} (${state})`).join(', ')}. A package without them is not made.`,
    )
  return after.filter(({ state }) => state === 'missing').map(({ name }) => name)
}
