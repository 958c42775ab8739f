import { expect, it } from 'vitest'
import { runBuilt } from './run-built.ts'

// The short form of `npm run soak`: docs/faults.md. Memory is not flat yet in so short a run.
it('a host that works for a while leaves nothing over, and has all that it made', async () => {
  const { code, said } = await runBuilt('soak', [
    ...['--estimates', '20'],
    ...['--trainings', '2'],
    ...['--imports', '6'],
    '--no-window',
  ])
  const complaints = said.split('\n').filter((line) => line.startsWith('NOT AS IT SHOULD BE'))
  expect(
    complaints.filter((line) => !/the memory of .* grew/.test(line)),
    said,
  ).toEqual([])
  expect(said).toMatch(/28 pieces of work in \d+ s/)
  expect(code, said).toBe(complaints.length === 0 ? 0 : 1)
})
