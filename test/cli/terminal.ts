import type { CliContext } from '../../src-main/cli/context.ts'
import { runCli } from '../../src-main/cli/run.ts'
import type { Compute } from '../../src-main/compute/process/compute.ts'
import { fakeCompute } from '../services/fake-compute.ts'
import { modelsFolder, temporaryFolder } from '../services/fixtures.ts'

/** Runs the command line in this process. @returns its exit code and what it wrote */
export async function nagumo(args: string[], changes: Partial<CliContext> & { compute?: Compute } = {}) {
  const out: string[] = []
  const err: string[] = []
  let closed = 0
  const { compute = fakeCompute(), ...rest } = changes
  const context: CliContext = {
    version: '0.1.0',
    libraryFolder: rest.libraryFolder ?? (await temporaryFolder()),
    modelsFolder: rest.modelsFolder ?? (await modelsFolder()),
    createCompute: () => ({
      client: compute.client,
      close: async () => {
        closed++
      },
    }),
    print: (line) => out.push(line),
    say: (line) => err.push(line),
    progress: () => undefined,
    signal: new AbortController().signal,
    ...rest,
  }
  const code = await runCli(args, context)
  return { code, out, err, closed, context }
}
