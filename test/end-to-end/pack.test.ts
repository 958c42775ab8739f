import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { electronDist } from '../../scripts/pack/electron-dist.mjs'
import { fusesIn } from '../../scripts/pack/fuses.mjs'
import { findElectron } from '../../scripts/steps/electron-binary.mjs'
import { abf2, plainPlan } from '../recording/abf-files.ts'
import { hashesIn, programIn, startPacked } from './packed-program.ts'
import { type Display, openDisplay, root } from './programs.ts'

const binary = findElectron()
const display = binary && process.platform === 'linux' ? await openDisplay() : null

afterAll(() => display?.close())

/** Of the packages that only packing needs; they are there once it was done. */
const packaging = createRequire(join(root, 'packaging/package.json'))

const canMakeDeb = spawnSync('dpkg-deb', ['--version']).status === 0

function pack(out: string, what: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/pack.mjs'), what, '--out', out],
    {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, DPKG_DEB_COMPRESSOR_TYPE: 'none' },
    },
  )
  expect({ status, stderr }).toMatchObject({ status: 0 })
}

describe.skipIf(!binary || !display)('the packed program', () => {
  // As people name their folders: with a space, and with letters that are not ASCII.
  let place: string
  let packed: ReturnType<typeof programIn>
  let before: Record<string, string>
  const from = (name: string) => join(place, 'Rohdaten für Übung', name)
  const environment = (): NodeJS.ProcessEnv => ({
    ...process.env,
    NAGUMO_LIBRARY: join(place, 'Bibliothek'),
    XDG_CONFIG_HOME: join(place, 'Einstellungen'),
    DISPLAY: (display as Display).name,
  })
  const options = () => ({ env: environment(), cwd: from('.') })
  const names = (page: Page) => page.getByRole('listbox', { name: 'Recordings' }).getByRole('option')

  beforeAll(async () => {
    place = await mkdtemp(join(tmpdir(), 'nagumo-pack-'))
    await mkdir(from('.'))
    writeFileSync(from('Zelle 1.abf'), abf2(plainPlan()))
    copyFileSync(join(root, 'test/recording/nwb/current-clamp.nwb'), from('Zelle 2 µ.nwb'))
    pack(join(place, 'Größe und Raum'), '--dir')
    packed = programIn(join(place, 'Größe und Raum'))
    before = await hashesIn(packed.folder)
  })
  afterAll(() => rm(place, { recursive: true, force: true }))

  it('is the same, file by file, when it is packed again', async () => {
    const again = join(place, 'again')
    pack(again, canMakeDeb ? 'deb' : '--dir')
    expect(await hashesIn(programIn(again).folder)).toEqual(before)
    await rm(programIn(again).folder, { recursive: true })
  })

  it.skipIf(!canMakeDeb)(
    'is in the deb as it is, for root alone to change, with the files that it opens',
    async () => {
      const [file] = readdirSync(join(place, 'again')).filter((name) => name.endsWith('.deb'))
      const deb = join(place, 'again', file)
      const installed = join(place, 'installed')
      const ask = (...args: string[]) =>
        execFileSync('dpkg-deb', args, { encoding: 'utf8', maxBuffer: 2 ** 26 })
      expect(ask('--field', deb, 'Package', 'Architecture').split('\n')).toContain('Package: nagumo')
      const rows = ask('--contents', deb).trim().split('\n')
      expect(rows.filter((row) => !/^[-dl]\S{9} root\/root /.test(row))).toEqual([])
      // Only root may change any of it, and only Chromium's sandbox runs as root.
      expect(rows.filter((row) => /^[^l].{4}w|^[^l].{7}w/.test(row))).toEqual([])
      expect(rows.filter((row) => /^.{3}s/.test(row)).map((row) => row.split(' ').at(-1))).toEqual([
        './opt/Nagumo/chrome-sandbox',
      ])
      ask('--extract', deb, installed)
      expect(await hashesIn(join(installed, 'opt/Nagumo'))).toEqual(before)
      expect(realpathSync(join(installed, 'usr/bin/nagumo'))).toBe(
        realpathSync(join(installed, 'opt/Nagumo/nagumo')),
      )
      const share = (path: string) => readFileSync(join(installed, 'usr/share', path), 'utf8')
      const opened = [...share('mime/packages/nagumo.xml').matchAll(/type="(.*)"[\s\S]*?pattern="\*\.(.*)"/g)]
      expect(opened.map(([, , extension]) => extension)).toEqual(['nagumo', 'nagumo-model', 'abf', 'nwb'])
      expect(/^MimeType=(.*);$/m.exec(share('applications/nagumo.desktop'))?.[1].split(';')).toEqual(
        opened.map(([, type]) => type),
      )
      expect(share('doc/nagumo/copyright')).toContain('MIT')
      await Promise.all(['again', 'installed'].map((name) => rm(join(place, name), { recursive: true })))
    },
  )

  it('has its fuses flipped, all that its Electron has', async () => {
    const wire = await packaging('@electron/fuses').getCurrentFuseWire(packed.binary)
    const others = fusesIn(wire).filter(({ state }) => state !== 'as wanted')
    const old = electronDist()?.old
    // Electron 22, which smoke tests run on, has no such fuse yet.
    expect(others).toEqual(old ? [{ name: 'GrantFileProtocolExtraPrivileges', state: 'missing' }] : [])
  })

  it('holds the program, models, samples and licences, and nothing that is for developers or for updates', () => {
    const archive = join(packed.resources, 'app.asar')
    const paths: string[] = packaging('@electron/asar')
      .listPackage(archive)
      .map((path: string) => path.replaceAll('\\', '/').slice(1))
    expect([...new Set(paths.map((path) => path.split('/')[0]))].sort()).toEqual([
      'CHANGELOG.md',
      'CITATION.cff',
      'LICENSE',
      'README.md',
      'THIRD-PARTY-NOTICES.md',
      'models',
      'out',
      'package.json',
      'resources',
    ])
    expect(paths.filter((path) => /\.(map|ts|svelte)$|(^|\/)test\//.test(path))).toEqual([])
    const programs = paths.filter((path) => /^out\/main\/(?!part-|before)[^/]+\.cjs$/.test(path))
    const wanted = ['batch-worker', 'compute', 'electron', 'hdf5-worker', 'simulation-worker']
    expect(programs.sort()).toEqual(wanted.map((name) => `out/main/${name}.cjs`))
    const beside = [
      'LICENSE',
      'THIRD-PARTY-NOTICES.md',
      'app.asar',
      'app-update.yml',
      'app',
      'default_app.asar',
    ]
    expect(beside.map((name) => existsSync(join(packed.resources, name)))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ])
    expect(existsSync(join(packed.folder, 'LICENSES.chromium.html'))).toBe(true)
    expect(readFileSync(join(packed.resources, 'LICENSE'), 'utf8')).toBe(
      readFileSync(join(root, 'LICENSE'), 'utf8'),
    )
  })

  it('runs no script as Node, and listens to no inspector', async () => {
    const env = { ...environment(), ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '--require=./mischief.cjs' }
    writeFileSync(from('mischief.cjs'), `require('node:fs').writeFileSync('mischief', '')\n`)
    const { page, said, end } = await startPacked(packed.binary, ['--inspect=0', '-e', '1'], {
      ...options(),
      env,
    })
    // It opened its window, which Node has none of.
    await page.getByRole('button', { name: 'Try the sample' }).waitFor()
    await end()
    expect(said()).not.toContain('Debugger listening')
    expect(existsSync(from('mischief'))).toBe(false)
  })

  it('opens files that it is started with, and those of a second start', async () => {
    const { page, program, end } = await startPacked(packed.binary, ['Zelle 1.abf'], options())
    await names(page).filter({ hasText: 'Zelle 1.abf' }).waitFor()
    const second = spawn(packed.binary, ['--no-sandbox', '--disable-gpu', 'Zelle 2 µ.nwb'], {
      ...options(),
      stdio: 'ignore',
    })
    const [code] = await once(second, 'exit')
    expect(code).toBe(0)
    await names(page).filter({ hasText: 'Zelle 2 µ.nwb' }).waitFor()
    await end()
    expect(program.exitCode).toBe(0)
  })

  it('estimates the sample, and ends', async () => {
    await rm(join(place, 'Bibliothek'), { recursive: true, force: true })
    const { page, program, end } = await startPacked(packed.binary, [], options())
    await page.getByRole('button', { name: 'Try the sample' }).click()
    await names(page).first().waitFor()
    await page.locator('header').getByRole('button', { name: 'Estimate', exact: true }).click()
    await page.getByRole('heading', { name: 'Parameters' }).waitFor()
    await page.getByRole('button', { name: 'Run again' }).waitFor()
    expect((await page.getByRole('alert').textContent())?.trim()).toBe('')
    await end()
    expect(program.exitCode).toBe(0)
  })

  it('has written nothing into its own folder', async () => {
    expect(await hashesIn(packed.folder)).toEqual(before)
  })
})
