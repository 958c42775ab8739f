import { parseArgs } from 'node:util'
import { corrected } from './corrected.ts'
import { network } from './network.ts'
import { reference } from './reference.ts'

// Measurements of what the program promises: npm run bench -- NAME [--model FOLDER] [--traces N] [--seed N]
const measurements: Record<string, (options: BenchOptions) => Promise<void>> = {
  network,
  corrected,
  reference,
}

export interface BenchOptions {
  /** Folder of the model. */
  model: string
  traces: number
  seed: number
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      model: { type: 'string', default: 'models/rudi-2022' },
      traces: { type: 'string', default: '2000' },
      seed: { type: 'string', default: '20221' },
    },
  })
  const measure = measurements[positionals[0]]
  if (!measure) {
    console.error(
      `Usage: npm run bench -- ${Object.keys(measurements).join('|')} [--model FOLDER] [--traces N] [--seed N]`,
    )
    return 2
  }
  await measure({ model: values.model, traces: Number(values.traces), seed: Number(values.seed) })
  return 0
}

main().then((code) => {
  process.exitCode = code
})
