import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createAcknowledged } from '../../faults/acknowledged.ts'
import type { Client } from '../../faults/programs.ts'
import { root } from './programs.ts'

// The short form of `npm run faults`: docs/faults.md. Killing while training takes minutes and is left to the long form.
it('nothing that was kept is lost to full disks, damage, programs side by side and a clock set back', async () => {
  const harness = spawn(
    process.execPath,
    [join(root, 'out/main/faults.cjs'), '--short', '--only', 'disk,damage,together,clock'],
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
})

it('what was acknowledged just before a kill and is not there after it is a loss', async () => {
  const client = {} as Client
  const acknowledged = createAcknowledged()
  acknowledged.kept('report a')
  acknowledged.promised('a model’s name', async () => true)
  await acknowledged.require(client, new Map([['report a', 'ab']]))
  await expect(acknowledged.require(client, new Map())).rejects.toThrow(/report a was acknowledged.*is gone/)
  acknowledged.promised('a model’s name', async () => false)
  await expect(acknowledged.require(client, new Map([['report a', 'ab']]))).rejects.toThrow(/name.*not hold/)
})
