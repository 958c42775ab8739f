import { median } from './figure.ts'

/** Rates of several tasks, measured alternately, so that slowdowns of the machine affect all of them. */
export interface Rates {
  /** Median of the rounds, units per second. */
  of(task: string): number
  /** Median of the rounds' ratios. */
  ratio(task: string, to: string): number
}

export interface Task {
  units: number
  run: () => unknown
}

/** @param units of work per `run` */
export function task(units: number, run: () => unknown): Task {
  return { units, run }
}

/** @param seconds total, approximately @param now milliseconds */
export async function interleaved(
  tasks: Record<string, Task>,
  seconds: number,
  now = (): number => performance.now(),
): Promise<Rates> {
  const rates = new Map<string, number[]>(Object.keys(tasks).map((name) => [name, []]))
  // Warm-up: the first run compiles and is not measured.
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
