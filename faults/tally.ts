/** Results for one kind of fault. */
interface Row {
  tries: number
  losses: number
}

/** Counts trials and losses, and prints how to reproduce each loss. */
export interface Tally {
  /** One trial: it counts as survived unless `work` throws. */
  attempt(scenario: string, kind: string, step: number, work: () => Promise<void>): Promise<boolean>
  /** What could not be tried here, and why. */
  leaveOut(scenario: string, why: string): void
  losses(): number
  table(): string
}

export function createTally(seed: number, say: (line: string) => void): Tally {
  const rows = new Map<string, Row>()
  const leftOut: string[] = []
  return {
    async attempt(scenario, kind, step, work) {
      const name = `${scenario}: ${kind}`
      const row = rows.get(name) ?? { tries: 0, losses: 0 }
      rows.set(name, row)
      try {
        await work()
        row.tries++
        return true
      } catch (error) {
        row.tries++
        row.losses++
        const text = error instanceof Error ? error.message : String(error)
        say(`LOSS ${name}, step ${step}: ${text}`)
        say(`  again: npm run faults -- --seed ${seed} --only ${scenario} (step ${step})`)
        return false
      }
    },
    leaveOut: (scenario, why) => void leftOut.push(`${scenario}: not tried, ${why}`),
    losses: () => [...rows.values()].reduce((sum, { losses }) => sum + losses, 0),
    table() {
      const width = Math.max(20, ...[...rows.keys()].map((name) => name.length))
      const line = (name: string, ...cells: (string | number)[]) =>
        name.padEnd(width) + cells.map((cell) => String(cell).padStart(10)).join('')
      const all = [...rows.values()].reduce((sum, { tries }) => sum + tries, 0)
      return [
        line('FAULT', 'ATTEMPTS', 'SURVIVED', 'LOSSES'),
        ...[...rows].map(([name, { tries, losses }]) => line(name, tries, tries - losses, losses)),
        line('all', all, all - this.losses(), this.losses()),
        ...leftOut,
      ].join('\n')
    },
  }
}

/** @throws Error with the message where the condition is false */
export function must(holds: boolean, message: string): asserts holds {
  if (!holds) throw new Error(message)
}
