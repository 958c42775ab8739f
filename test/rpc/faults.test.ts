import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildScript } from '../shells/build-script.ts'

let built: Awaited<ReturnType<typeof buildScript>>
beforeAll(async () => {
  built = await buildScript(fileURLToPath(new URL('./fixtures/faulty.ts', import.meta.url)))
})
afterAll(() => built.remove())

describe('a fault that no call answers for', () => {
  it('is told once; a promise nobody waits for ends nothing, an error out of an event ends in order', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [built.script], { encoding: 'utf8' })
    expect(stdout.match(/in the background.*your work continues/g)).toHaveLength(2)
    expect(stdout).toMatch(/went on\nended in order\n$/)
    expect(status).toBe(1)
    expect(stderr.match(/a background task failed/g)).toHaveLength(1)
    expect(stderr.match(/an uncaught error/g)).toHaveLength(1)
    expect(stderr).toContain('a promise')
    expect(stderr).toContain('an event')
  })
})
