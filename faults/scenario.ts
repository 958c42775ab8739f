import type { Chance } from './random.ts'
import type { Tally } from './tally.ts'

/** Inputs of a scenario. */
export interface Setting {
  seed: number
  /** The short form for continuous integration: a few trials of each. */
  short: boolean
  /** Its own folder, removed afterwards. */
  folder: string
  tally: Tally
  chance(step: number): Chance
  say(line: string): void
}

export interface Scenario {
  name: string
  summary: string
  run(setting: Setting): Promise<void>
}
