import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './programs.ts'

// The short form of `npm run faults`: docs/faults.md. Killing while training takes minutes and is left to the long form.
it('nothing that was kept is lost to full disks, damage, programs side by side and a clock set back', async () => {
  const harness = spawn(
    process.execPath,
    [join(root, 'out/main/faults.cjs'), '--short', '--only', 'disk,damage,together,clock'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let said = ''
  for (const stream of [harness.stdout, harness.stderr])
    stream.on('data', (chunk) => {
      said += chunk
    })
  const [code] = await once(harness, 'close')
  expect(code, said).toBe(0)
})
