import { expect, it } from 'vitest'
import { createAcknowledged } from '../../faults/acknowledged.ts'
import type { Client } from '../../faults/programs.ts'
import { runFaults } from './run-faults.ts'

// The short form of `npm run faults`: docs/faults.md. Two files, so that they run side by side.
it('nothing that was kept is lost to full disks, damage, programs side by side and a clock set back', () =>
  runFaults('disk,damage,together,clock'))

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
