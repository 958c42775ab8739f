import { expect } from 'vitest'
import { runBuilt } from './run-built.ts'

/** Runs scenarios of `npm run faults` in their short form (docs/faults.md), and demands that nothing is lost. */
export async function runFaults(scenarios: string): Promise<void> {
  const { code, said } = await runBuilt('faults', ['--short', '--only', scenarios])
  expect(code, said).toBe(0)
}
