import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { firstAvailable, run } from './command.mjs'
import { lastLines, Problem } from './problem.mjs'

const DECLARATIONS = join(dirname(fileURLToPath(import.meta.url)), 'include')

/** TensorFlow headers that the binding includes; each redirects to libtensorflow.h. */
const INCLUDED = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/core/platform/ctstring_internal.h',
]

/** The C++ compiler of this machine; CXX takes precedence. */
export async function findCompiler() {
  /** @type {[string, ...string[]][]} */
  const candidates = [['g++'], ['c++'], ['clang++']]
  if (process.env.CXX) candidates.unshift([process.env.CXX])
  const compiler = await firstAvailable(candidates)
  if (!compiler)
    throw new Problem(
      'No C++ compiler is there to build the bridge between Node and libtensorflow: ' +
        `${candidates.map(([name]) => name).join(', ')} were tried. Install one ` +
        '(Debian and Ubuntu: apt install g++; Fedora: dnf install gcc-c++) and run this again.',
    )
  return compiler
}

/** Candidate folders of node_api.h: the package node-api-headers, or this Node. */
function headerFolders() {
  const folders = [
    join(dirname(dirname(process.execPath)), 'include', 'node'),
    '/usr/include/node',
    '/usr/include/nodejs/src',
  ]
  try {
    return [createRequire(import.meta.url)('node-api-headers').include_dir, ...folders]
  } catch {
    // Not installed (a production install): the headers beside Node also work.
    return folders
  }
}

/** The folder of node_api.h. @param {string[]} folders looked into */
export function findNodeHeaders(folders = headerFolders()) {
  const found = folders.find((folder) => existsSync(join(folder, 'node_api.h')))
  if (!found)
    throw new Problem(
      `Node’s headers (node_api.h) are in none of ${folders.join(', ')}. ` +
        'Run npm install --ignore-scripts in the checkout, which brings them, then this again.',
    )
  return found
}

/**
 * Compiles the package's own binding against the two libraries.
 * @param {{compiler: string, headers: string, packageFolder: string, libraries: string, addon: string}} job
 */
export async function compileAddon({ compiler, headers, packageFolder, libraries, addon }) {
  const scratch = await mkdtemp(join(tmpdir(), 'nagumo-native-'))
  try {
    for (const header of INCLUDED) {
      await mkdir(join(scratch, dirname(header)), { recursive: true })
      await writeFile(join(scratch, header), '#include "libtensorflow.h"\n')
    }
    const common = [
      ...['-O2', '-std=c++17', '-fPIC', '-shared', '-s', '-DNAPI_VERSION=8'],
      ...['-I', headers, '-I', scratch, '-I', DECLARATIONS, '-I', packageFolder],
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(packageFolder, 'binding', name)),
      ...['-L', libraries, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
      // Bound at load time, so that a function missing from this libtensorflow is detected immediately.
      ...['-Wl,-z,now', '-Wl,-rpath,$ORIGIN/../../deps/lib', '-o', addon],
    ]
    // A static C++ runtime makes the addon portable to older machines; not every distribution has one.
    const self = await run(compiler, ['-static-libstdc++', '-static-libgcc', ...common])
    const built = self.ok ? self : await run(compiler, common)
    if (!built.ok)
      throw new Problem(
        `${compiler} could not compile the bridge to libtensorflow. It said:\n${lastLines(built.output, 12)}`,
        { final: true },
      )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}
