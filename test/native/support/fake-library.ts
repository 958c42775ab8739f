import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ADDON } from '../../../src-main/compute/tensorflow/native-facts.mjs'

/** What a made-up libtensorflow does when it is loaded. */
export type Behaviour =
  | 'works'
  | 'crashes'
  | 'aborts'
  | 'hangs'
  | 'junk'
  | 'throws'
  | 'only in the trial'
  | 'dies after the trial'

export interface FakeLibrary {
  version: string
  does: Behaviour
  sum?: number
  /** What it dies of. */
  by?: 'SIGSEGV' | 'SIGKILL' | 'a full heap'
}

/** The content of the made-up library, which the made-up package reads. */
export function libraryText(library: Partial<FakeLibrary> = {}): string {
  return JSON.stringify({ version: '2.15.1', does: 'works', ...library })
}

/** What @tensorflow/tfjs-node is made of as npm brings it, before anything was built. */
export const bareFiles: Record<string, string> = {
  'package.json': JSON.stringify({ name: '@tensorflow/tfjs-node', version: '4.22.0', main: 'index.js' }),
  'binding/tfjs_backend.cc': '// made up',
  'binding/tfjs_binding.cc': '// made up',
  'index.js': `
const { accessSync, readFileSync, writeSync } = require('node:fs')
const { join } = require('node:path')
accessSync(join(__dirname, ${JSON.stringify(ADDON)}))
const library = JSON.parse(readFileSync(join(__dirname, 'deps/lib/libtensorflow_cc.so.2'), 'utf8'))
if (library.does === 'crashes') process.kill(process.pid, 'SIGSEGV')
if (library.does === 'aborts') { writeSync(2, 'F0000 no AVX on this processor\\n'); process.abort() }
if (library.does === 'hangs') for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
if (library.does === 'junk') { writeSync(1, '\\n@nagumo-probe {"version": 2\\n'); process.exit(0) }
if (library.does === 'throws') throw new Error('libtensorflow_cc.so.2: invalid ELF header')
if (library.does === 'only in the trial' && !process.execArgv.includes('-e'))
  throw new Error('there was no thread left')
if (library.does === 'dies after the trial' && !process.execArgv.includes('-e')) {
  if (library.by !== 'a full heap') process.kill(process.pid, library.by)
  writeSync(2, 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\\n')
  process.abort()
}
exports.backend = () => ({ binding: { TF_Version: library.version } })
exports.getBackend = () => 'tensorflow'
exports.tensor2d = (values) => values
exports.matMul = (a, b) => a
exports.sum = () => ({ dataSync: () => [library.sum ?? 20] })
`,
}

/** What a build adds to the package. */
export function builtFiles(library: Partial<FakeLibrary> = {}): Record<string, string> {
  return {
    [ADDON]: 'a bridge',
    'deps/lib/libtensorflow_cc.so.2': libraryText(library),
    'deps/lib/libtensorflow_framework.so.2': 'the other library',
  }
}

export async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true })
    await writeFile(join(folder, name), text)
  }
}
