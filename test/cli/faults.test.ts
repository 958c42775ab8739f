import { afterEach, expect, it, vi } from 'vitest'
import { fakeCompute } from '../services/fake-compute.ts'
import { nagumo } from './terminal.ts'

// A fault of our own ends the command, is told as one, and shows where it arose; of the trace nothing is said.

afterEach(() => vi.restoreAllMocks())

async function estimateWith(failure: unknown, args: string[] = []) {
  const trace = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const compute = fakeCompute({
    // biome-ignore lint/correctness/useYield: it fails before it could
    estimate: async function* () {
      throw failure
    },
  })
  const answer = await nagumo(['estimate', 'resources/samples/example-neuron.csv', '--seed', '1', ...args], {
    compute,
    modelsFolder: 'models',
  })
  return { ...answer, trace: trace.mock.calls.flat().map(String).join('\n') }
}

it.each([[[]], [['--over-time=100']]])(
  'is told as a fault of the program, with its trace (%j)',
  async (args) => {
    const { code, out, err, trace } = await estimateWith(new TypeError('weights is undefined'), args)
    expect(code).toBe(1)
    expect(out).toEqual([])
    expect(err.join('\n')).toMatch(/stopped because of an internal error/)
    expect(err.join('\n')).not.toContain('weights is undefined')
    expect(trace).toContain('TypeError: weights is undefined')
  },
)

it('has a code in JSON', async () => {
  const { code, out } = await estimateWith(new RangeError('out of bounds'), ['--json'])
  expect(code).toBe(1)
  expect(JSON.parse(out[0]).error).toMatchObject({ code: 'INTERNAL' })
})
