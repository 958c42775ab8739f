import { median } from './figure.ts'

/** Rates of several tasks, measured turn by turn, so that what slows the machine down slows all of them. */
export interface Rates {
  /** Median of the rounds, units a second. */
  of(task: string): number
  /** Median of the rounds' ratios. */
  ratio(task: string, to: string): number
}

export interface Task {
  units: number
  run: () => unknown
}

/** @param units of work that `run` does */
export function task(units: number, run: () => unknown): Task {
  return { units, run }
}

/** @param seconds in all, about @param now milliseconds */
export async function interleaved(
  tasks: Record<string, Task>,
  seconds: number,
  now = (): number => performance.now(),
): Promise<Rates> {
  const rates = new Map<string, number[]>(Object.keys(tasks).map((name) => [name, []]))
  // What runs first is compiled; that is not measured.
  for (const { run } of Object.values(tasks)) await run()
  const end = now() + 1000 * seconds
  for (let round = 0; round < 5 || now() < end; round++) {
    for (const [name, { units, run }] of Object.entries(tasks)) {
      const began = now()
      await run()
      rates.get(name)?.push((1000 * units) / (now() - began))
    }
  }
  const found = (name: string): number[] => {
    const values = rates.get(name)
    if (!values) throw new Error(`no task ${name}`)
    return values
  }
  return {
    of: (task) => median(found(task)),
    ratio: (task, to) => median(found(task).map((rate, i) => rate / found(to)[i])),
  }
}
