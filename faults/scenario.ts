import type { Chance } from './random.ts'
import type { Tally } from './tally.ts'

/** What a scenario is given. */
export interface Setting {
  seed: number
  /** The form for continuous integration: a few of each. */
  short: boolean
  /** A folder of its own, which is removed afterwards. */
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
