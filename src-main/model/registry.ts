/** The values of one kind by name; more may be registered. */
export interface Registry<T> {
  /** In order of registration. */
  all(): readonly T[]
  find(name: string): T | null
  /** “There is no neuron model “x”. Known: a, b.” */
  unknown(name: string): string
  /** @throws Error where the name is taken */
  register(value: T): void
}

/** @param what name of the kind @param nameOf the name by which a value is found */
export function createRegistry<T>(
  what: string,
  nameOf: (value: T) => string,
  first: readonly T[],
): Registry<T> {
  const values = [...first]
  const find = (name: string): T | null => values.find((value) => nameOf(value) === name) ?? null
  return {
    all: () => values,
    find,
    unknown: (name) => `There is no ${what} “${name}”. Known: ${values.map(nameOf).join(', ')}.`,
    register(value) {
      if (find(nameOf(value))) throw new Error(`There is a ${what} “${nameOf(value)}” already.`)
      values.push(value)
    },
  }
}
