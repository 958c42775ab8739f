import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { root } from './programs.ts'

/** Runs a built program of this repository (faults, soak), which is ended with the test. @returns all that it said */
export async function runBuilt(
  name: string,
  args: readonly string[],
): Promise<{ code: number | null; said: string }> {
  const program = spawn(process.execPath, [join(root, `out/main/${name}.cjs`), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void program.kill())
  let said = ''
  for (const stream of [program.stdout, program.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const [code] = await once(program, 'close')
  return { code, said }
}
