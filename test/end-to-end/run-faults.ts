import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { root } from './programs.ts'

/** Runs scenarios of `npm run faults` in their short form (docs/faults.md), and demands that nothing is lost. */
export async function runFaults(scenarios: string): Promise<void> {
  const harness = spawn(
    process.execPath,
    [join(root, 'out/main/faults.cjs'), '--short', '--only', scenarios],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  onTestFinished(() => void harness.kill())
  let said = ''
  for (const stream of [harness.stdout, harness.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const [code] = await once(harness, 'close')
  expect(code, said).toBe(0)
}
