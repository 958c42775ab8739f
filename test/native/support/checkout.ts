import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareFiles, libraryText, writeFiles } from './fake-library.ts'
import { zipOf } from './zip.ts'

/** How the command ended, and what it said. */
export interface Outcome {
  code: number
  said: string
  complained: string
}

type Client = 'pip' | 'maven'

const place = { pip: 'tensorflow/', maven: 'org/tensorflow/' }

/**
 * A checkout of its own with the real scripts, made-up archives in place of the real sources, and a PATH on which
 * nothing is but what a test puts there.
 */
export async function makeCheckout() {
  const home = await mkdtemp(join(tmpdir(), 'nagumo-native-test-'))
  const root = join(home, 'checkout')
  const tools = join(home, 'tools')
  const cache = join(home, 'cache')
  const packageFolder = join(root, 'node_modules/@tensorflow/tfjs-node')
  const archives = { pip: join(home, 'wheel.whl'), maven: join(home, 'archive.jar') }
  const facts = 'src-main/compute/tensorflow/native-facts.mjs'
  for (const path of ['scripts', facts]) cpSync(path, join(root, path), { recursive: true })
  await mkdir(tools)
  await writeFiles(root, {
    'package.json': JSON.stringify({
      type: 'module',
      optionalDependencies: { '@tensorflow/tfjs-node': '4.22.0' },
    }),
    'node_modules/node-api-headers/package.json': JSON.stringify({ version: '1.5.0', main: 'index.js' }),
    'node_modules/node-api-headers/index.js':
      "exports.include_dir = require('node:path').join(__dirname, 'in')",
    'node_modules/node-api-headers/in/node_api.h': '',
  })

  /** Makes the archives and pins them as the real ones are. */
  async function setSources(text = libraryText(), change: Record<string, unknown> = {}): Promise<void> {
    const sources = []
    for (const client of ['pip', 'maven'] as const) {
      const paths = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'].map((n) => place[client] + n)
      const archive = zipOf({ [paths[0]]: text, [paths[1]]: 'the other library' })
      await writeFile(archives[client], archive)
      sources.push({
        client,
        label: `the archive of ${client}`,
        libtensorflow: '2.15.1',
        file: `${client}.zip`,
        bytes: archive.length,
        sha256: createHash('sha256').update(archive).digest('hex'),
        unpackedBytes: 1000,
        libraries: { 'libtensorflow_cc.so.2': paths[0], 'libtensorflow_framework.so.2': paths[1] },
        ...change,
      })
    }
    const code = `export const SOURCES = ${JSON.stringify(sources)}\n`
    await writeFile(join(root, 'scripts/native/sources.mjs'), code)
  }

  /** Puts a program on the PATH: JavaScript with `args` and `fs`. */
  async function addTool(name: string, code: string): Promise<void> {
    const head = `#!${process.execPath}\nconst args = process.argv.slice(2)\nconst fs = require('node:fs')\n`
    // Folders that say “module” above would make this one.
    await writeFile(join(tools, name), `${head}${code}\n`, { mode: 0o755 })
  }

  return {
    root,
    cache: join(cache, 'nagumo/native'),
    packageFolder,
    archives,
    setSources,
    addTool,

    /** pip or Maven; `code` in place of handing over the archive. */
    async addClient(client: Client, code?: string): Promise<void> {
      const folder = client === 'pip' ? '--dest=' : '-DoutputDirectory='
      const fetch = `
if (args.includes('--version')) { console.log('${client} 1.0'); process.exit(0) }
const folder = args.find((text) => text.startsWith('${folder}')).split('=')[1]
${code ?? `fs.copyFileSync('${archives[client]}', folder + '/${client}.zip')`}`
      await addTool(client === 'pip' ? 'python3' : 'mvn', fetch)
    },

    /** A compiler that writes some file; `code` in place of that. */
    async addCompiler(code = "fs.writeFileSync(args[args.indexOf('-o') + 1], 'a bridge')"): Promise<void> {
      await addTool('g++', `if (args.includes('--version')) console.log('g++ 1.0')\nelse { ${code} }`)
    },

    /** An npm that puts the package back; `code` in place of that. */
    async addNpm(code?: string): Promise<void> {
      await writeFiles(join(home, 'registry'), bareFiles)
      const from = JSON.stringify(join(home, 'registry'))
      await addTool(
        'npm',
        code ?? `fs.cpSync(${from}, ${JSON.stringify(packageFolder)}, { recursive: true })`,
      )
    },

    /** Runs a script of the checkout, the command itself if none is named; as another user if `uid` says so. */
    run(args: string[] = [], script = 'scripts/native.mjs', uid?: number): Promise<Outcome> {
      const env = { PATH: tools, HOME: home, XDG_CACHE_HOME: cache, TMPDIR: tmpdir() }
      const command = [join(root, script), ...args]
      return new Promise((resolve) => {
        execFile(process.execPath, command, { env, cwd: root, uid }, (error, said, complained) =>
          resolve({ code: error ? Number(error.code) : 0, said, complained }),
        )
      })
    },

    /** All files of the checkout and of the cache, with their text. */
    async everything(): Promise<Record<string, string>> {
      const found: Record<string, string> = {}
      for (const folder of [root, cache]) {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
        for (const entry of entries) {
          const path = join(entry.parentPath, entry.name)
          found[path] = entry.isFile() ? await readFile(path, 'latin1') : 'a folder'
        }
      }
      return found
    },

    remove: () => rm(home, { recursive: true, force: true }),
  }
}

export type Checkout = Awaited<ReturnType<typeof makeCheckout>>
