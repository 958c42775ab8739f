import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { version } from '../../package.json'
import { root, sampleFile } from './programs.ts'
import { addressOf } from './running-host.ts'

const Packed = z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) })
const Manifest = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
})

// npm and npx are scripts on Windows, which only a shell can start.
const shell = process.platform === 'win32'

let folder: string
let archive: z.infer<typeof Packed>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nagumo-package-'))
  const { stdout, stderr, status } = tool('npm', ['pack', '--json', '--pack-destination', folder], root)
  expect({ status, stderr }).toMatchObject({ status: 0 })
  const [packed] = z.array(Packed).parse(JSON.parse(stdout))
  archive = packed
})
afterAll(() => rm(folder, { recursive: true, force: true }))

function tool(command: 'npm' | 'npx', args: string[], cwd: string) {
  const env = { ...process.env, NAGUMO_LIBRARY: join(folder, 'library') }
  return spawnSync(command, args, { cwd, shell, encoding: 'utf8', env, maxBuffer: 2 ** 26 })
}

const paths = () => archive.files.map(({ path }) => path)

describe('npm pack', () => {
  it('holds the programs, the window, models, samples and what is to be read with them', () => {
    expect([...new Set(paths().map((path) => path.split('/')[0]))].sort()).toEqual([
      'CHANGELOG.md',
      'CITATION.cff',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES.md',
      'bin',
      'models',
      'out',
      'package.json',
      'resources',
      'scripts',
    ])
    expect(paths()).toEqual(
      expect.arrayContaining([
        'out/main/cli.cjs',
        'out/main/compute.cjs',
        'out/main/host.cjs',
        'out/main/wasm/resvg.wasm',
        'out/main/wasm/tfjs-backend-wasm-simd.wasm',
        'out/renderer/index.html',
        'models/rudi-2022/weights.bin',
        'resources/fonts/DejaVuSans.ttf',
        'resources/samples/NOTICE.md',
      ]),
    )
  })

  it('holds nothing that is only for developers', () => {
    const scripts = ['check-node', 'node-versions', 'run'].map((name) => `scripts/steps/${name}.mjs`)
    expect(paths().filter((path) => path.startsWith('scripts/'))).toEqual(scripts)
    expect(paths().filter((path) => /\.(map|ts)$/.test(path))).toEqual([])
    // Programs are left out by name (files in package.json): a new one that measures or tests belongs there.
    const programs = paths().filter((path) => /^out\/main\/(?!part-)[^/]+\.cjs$/.test(path))
    const packed = ['batch-worker', 'cli', 'compute', 'electron', 'hdf5-worker', 'host', 'simulation-worker']
    expect(programs.sort()).toEqual(packed.map((name) => `out/main/${name}.cjs`))
  })

  it('dependencies are what the packed programs ask for when they run, and no more', async () => {
    const { dependencies, optionalDependencies } = Manifest.parse(
      JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
    )
    const optional = Object.keys(optionalDependencies)
    const programs = paths().filter((path) => path.endsWith('.cjs'))
    const asked = new Set(programs.flatMap(packagesOf))
    // Electron's shell is opened by Electron, which brings itself.
    expect(asked).toContain('electron')
    asked.delete('electron')
    expect([...asked].sort()).toEqual(Object.keys(dependencies).sort())
    // What may be missing is looked up by its name.
    const text = programs.map((path) => readFileSync(join(root, path), 'utf8')).join('\n')
    expect(optional.filter((name) => !text.includes(`"${name}"`))).toEqual([])
  })
})

/** Packages that a built program requires or imports. */
function packagesOf(path: string): string[] {
  const text = readFileSync(join(root, path), 'utf8')
  const names = [...text.matchAll(/\b(?:require|import)\(\s*["'`]([^"'`\n]+)["'`]\s*\)/g)].map(
    ([, name]) => name,
  )
  return names
    .filter((name) => /^[@a-z]/.test(name) && !isBuiltin(name))
    .map((name) => name.split('/', name.startsWith('@') ? 2 : 1).join('/'))
}

// Without what is optional nothing is asked of a registry, so that this holds without a network too.
describe('installed into an empty folder', () => {
  beforeAll(async () => {
    await writeFile(join(folder, 'package.json'), '{ "private": true }\n')
    await copyFile(sampleFile, join(folder, 'sample.csv'))
    const options = ['--omit=optional', '--ignore-scripts', '--offline', '--no-audit', '--no-fund']
    const { stderr, status } = tool('npm', ['install', `./${archive.filename}`, ...options], folder)
    expect({ status, stderr }).toMatchObject({ status: 0 })
  })
  const nagumo = (...args: string[]) => tool('npx', ['--no-install', 'nagumo', ...args], folder)

  it('it brings nothing else with it', async () => {
    const installed = await readdir(join(folder, 'node_modules'))
    expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['nagumo'])
    expect(nagumo('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
  })

  it('nagumo models names the models that are in it', () => {
    const { status, stdout } = nagumo('models')
    expect(status).toBe(0)
    expect(stdout).toContain('rudi-2022')
  })

  it('nagumo estimate writes its results, and nothing else, to standard output', () => {
    const { status, stdout, stderr } = nagumo('estimate', 'sample.csv', '--json', '--seed', '1')
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(JSON.parse(stdout)).toMatchObject({ recording: 'sample.csv', diagnostics: { verdict: 'ok' } })
  })

  it('nagumo ends with the code of a wrong usage', () => {
    expect(nagumo('estimate', '--wrong')).toMatchObject({ status: 2, stdout: '' })
  })

  it('nagumo-workbench serves the window, until it is ended', async () => {
    const program = join(folder, 'node_modules/nagumo/bin/nagumo-workbench.mjs')
    const host = spawn(process.execPath, [program, '--no-open'], {
      env: { ...process.env, NAGUMO_LIBRARY: join(folder, 'library') },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(host, 'exit')
    try {
      const page = await fetch(await addressOf(host))
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<title>Nagumo</title>')
    } finally {
      host.kill()
      await ended
    }
  })
})

it('a checkout has the same command', () => {
  const said = tool('npx', ['--no-install', 'nagumo', '--version'], root)
  expect(said).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' })
})
