// @ts-check
// npm run pack [-- --dir | deb | linux | mac | windows] [-- --out FOLDER]: builds the packaged program, which needs no
// Node, with the Electron that is installed. Without a system's name, or with --dir, an unpacked folder; with one, its
// installers, which can only be built on that system; deb: one of Linux's, without a network. npm runs
// scripts/prepack.mjs before it.
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { builderConfig } from './pack/builder-config.mjs'
import { makeDeb } from './pack/deb.mjs'
import { electronDist } from './pack/electron-dist.mjs'
import { gather, scriptOfOldElectron } from './pack/gather.mjs'
import { writeIcons } from './pack/icons.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled, installIn } from './steps/install.mjs'
import { root } from './steps/run.mjs'

/** What can be asked for: the system in Node's words, installers of electron-builder's, and whether a deb. */
const systems = /** @type {const} */ ({
  deb: { platform: 'linux', targets: [], deb: true },
  linux: { platform: 'linux', targets: ['AppImage'], deb: true },
  mac: { platform: 'darwin', targets: ['dmg'], deb: false },
  windows: { platform: 'win32', targets: ['nsis'], deb: false },
})

checkNode()
const { system, out } = options()
if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)
const electron = electronDist()
if (!electron)
  stop(
    'Electron’s own program is not here; npx install-electron installs it if its download can be reached, and ELECTRON_OVERRIDE_DIST_PATH names the folder of one that is elsewhere.',
  )
if (!(await installIn('packaging', 'Installing electron-builder'))) process.exit(1)

const say = (/** @type {string} */ text) => console.error(text)
const gathered = mkdtempSync(join(tmpdir(), 'nagumo-pack-'))
const folders = { app: join(gathered, 'app'), icons: join(gathered, 'icons'), out }
mkdirSync(out, { recursive: true })
const before = electron.old ? scriptOfOldElectron(electron.dist) : null
if (before) say(`Electron ${electron.version} is old: what its loader fills in goes before the program.`)
await gather(folders.app, before)
await writeIcons(folders.icons)

const packaging = createRequire(join(root, 'packaging/package.json'))
const builder = packaging('electron-builder')
// Generated files get the time of the last commit, so that builds are reproducible.
process.env.SOURCE_DATE_EPOCH ??= timeOfCommit()
try {
  const { targets, deb } = system ? systems[system] : { targets: [], deb: false }
  const config = builderConfig({ folders, electron, fuses: packaging('@electron/fuses'), say })
  const build = (/** @type {string} */ target) =>
    builder.build({
      projectDir: folders.app,
      targets: builder.Platform.current().createTarget([target]),
      publish: 'never',
      config,
    })
  if (deb || targets.length === 0) await build('dir')
  if (deb) {
    const unpacked = join(out, 'linux-unpacked')
    const stage = join(gathered, 'deb')
    say(`Packed ${makeDeb({ unpacked, icons: join(folders.icons, 'icons'), stage, out })}`)
  }
  for (const target of targets) await build(target)
} catch (error) {
  clearAway()
  const why = error instanceof Error ? error.message : String(error)
  const offline = /ENOTFOUND|ECONNREFUSED|ETIMEDOUT|EAI_AGAIN/.test(why)
  stop(
    offline
      ? `An installer was not made: electron-builder fetches the tools for installers when it first needs them, and they could not be reached (${why}). npm run pack -- --dir and -- deb need none of them.`
      : `It was not packed: ${why}`,
  )
}
clearAway()
say(`Packed into ${out}`)

/** Removes intermediate files. */
function clearAway() {
  rmSync(gathered, { recursive: true, force: true })
  for (const name of ['builder-debug.yml', 'builder-effective-config.yaml'])
    rmSync(join(out, name), { force: true })
}

/** @returns {{ system: keyof typeof systems | null, out: string }} */
function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { dir: { type: 'boolean' }, out: { type: 'string' } },
    })
    const [system = null, ...more] = positionals
    if (system !== null && !(system in systems)) throw new Error(`There is no package “${system}”.`)
    if (more.length > 0 || (system && values.dir))
      throw new Error('One of --dir, deb, linux, mac and windows is expected.')
    const known = /** @type {keyof typeof systems | null} */ (system)
    if (known && systems[known].platform !== process.platform)
      throw new Error(`Packages for ${systems[known].platform} are made there; this is ${process.platform}.`)
    return { system: known, out: resolve(values.out ?? join(root, 'dist')) }
  } catch (error) {
    stop(
      `${error instanceof Error ? error.message : error} Usage: npm run pack [-- --dir | deb | linux | mac | windows] [--out FOLDER]`,
      2,
    )
  }
}

/** Time of the last commit, in seconds; without a repository, a fixed day. */
function timeOfCommit() {
  try {
    return execFileSync('git', ['log', '-1', '--format=%ct'], { cwd: root, encoding: 'utf8' }).trim()
  } catch {
    return '1577836800'
  }
}

/** @param {string} text @returns {never} */
function stop(text, code = 1) {
  console.error(text)
  process.exit(code)
}
