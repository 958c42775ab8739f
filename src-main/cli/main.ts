import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { version } from '../../package.json'
import { createCompute } from '../compute/process/client.ts'
import { forkUnderNode } from '../compute/process/fork-node.ts'
import { guardNative } from '../compute/process/guard-native.ts'
import { defaultLibraryFolder } from '../library/index.ts'
import { runCli } from './run.ts'

const program = join(dirname(fileURLToPath(import.meta.url)), '..', '..')

const fork = guardNative(forkUnderNode())
const interrupted = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupted.abort())
// The reader of a pipe may close it early (`nagumo models | head -1`).
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(1)
  throw error
})

void runCli(process.argv.slice(2), {
  version,
  libraryFolder: defaultLibraryFolder(process.env, process.platform),
  modelsFolder: join(program, 'models'),
  createCompute: (options) => createCompute(fork, options),
  print: (line) => process.stdout.write(`${line}\n`),
  say: (line) => process.stderr.write(`${line}\n`),
  progress: (text) => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`)
  },
  signal: interrupted.signal,
}).then((code) => {
  process.exitCode = code
})
