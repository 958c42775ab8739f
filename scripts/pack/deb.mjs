// @ts-check
import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from '../steps/run.mjs'
import { fileTypes } from './file-types.mjs'

/** Debian's names of processors. */
const processors = { x64: 'amd64', arm64: 'arm64' }

/**
 * What Electron needs of a Debian or Ubuntu, as Electron's own packagers name it; the second of two is the package's
 * name since the change of time_t to 64 bits.
 */
const needs = [
  'libgtk-3-0 | libgtk-3-0t64',
  'libatspi2.0-0 | libatspi2.0-0t64',
  'libasound2 | libasound2t64',
  'libgbm1',
  'libnotify4',
  'libnss3',
  'libsecret-1-0',
  'libxss1',
  'libxtst6',
  'xdg-utils',
]

/**
 * Makes a Debian package of an unpacked program with dpkg-deb: the program in /opt/Nagumo, with entries for the menu,
 * for the file types it opens and for /usr/bin. No network, no root; dpkg-deb takes the times of files from
 * SOURCE_DATE_EPOCH, and the kind of compression from DPKG_DEB_COMPRESSOR_TYPE.
 * @param {{ unpacked: string, icons: string, stage: string, out: string }} folders
 *   the unpacked program, a folder of icons N×N.png, a folder that does not exist yet, the folder of the package
 * @returns {string} its path
 * @throws {Error} without dpkg-deb, or where it fails
 */
export function makeDeb({ unpacked, icons, stage, out }) {
  const { version, description } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const architecture = processors[/** @type {keyof typeof processors} */ (process.arch)]
  if (!architecture) throw new Error(`Debian packages are made for x64 and arm64; this is ${process.arch}.`)
  const at = (/** @type {string} */ path) => {
    mkdirSync(dirname(join(stage, path)), { recursive: true })
    return join(stage, path)
  }
  cpSync(unpacked, at('opt/Nagumo'), { recursive: true, verbatimSymlinks: true })
  // Chromium's sandbox, where the system lets no user make namespaces; dpkg-deb below makes root its owner.
  const sandbox = at('opt/Nagumo/chrome-sandbox')
  if (existsSync(sandbox)) chmodSync(sandbox, 0o4755)
  mkdirSync(join(stage, 'usr/bin'), { recursive: true })
  symlinkSync('../../opt/Nagumo/nagumo', join(stage, 'usr/bin/nagumo'))
  writeFileSync(at('usr/share/applications/nagumo.desktop'), desktopEntry(description))
  writeFileSync(at('usr/share/mime/packages/nagumo.xml'), mimeTypes())
  for (const name of readdirSync(icons))
    cpSync(join(icons, name), at(`usr/share/icons/hicolor/${name.replace('.png', '')}/apps/nagumo.png`))
  writeFileSync(at('usr/share/doc/nagumo/copyright'), copyright())
  const control = {
    Package: 'nagumo',
    Version: version.replace('-', '~'),
    Architecture: architecture,
    Maintainer: 'The Nagumo authors <nagumo@localhost>',
    'Installed-Size': String(Math.ceil(sizeOf(stage) / 1024)),
    Depends: needs.join(', '),
    Section: 'science',
    Priority: 'optional',
    Description: `estimates the parameters of neuron models from recordings\n ${description}`,
  }
  const lines = Object.entries(control).map(([name, value]) => `${name}: ${value}\n`)
  writeFileSync(at('DEBIAN/control'), lines.join(''))
  const file = join(out, `Nagumo-${version}-linux-${architecture}.deb`)
  const { status, stderr, error } = spawnSync('dpkg-deb', ['--root-owner-group', '--build', stage, file], {
    encoding: 'utf8',
    // Folders get the permissions that packages have, whatever the person's umask is.
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (error) throw new Error(`Debian packages are made by dpkg-deb, which is not here (${error.message}).`)
  if (status !== 0) throw new Error(`dpkg-deb failed: ${stderr}`)
  return file
}

/** @param {string} description */
function desktopEntry(description) {
  return `[Desktop Entry]
Type=Application
Name=Nagumo
Comment=${description}
Exec=/opt/Nagumo/nagumo %F
Icon=nagumo
Categories=Science;Education;
StartupWMClass=Nagumo
MimeType=${fileTypes.map(({ mimeType }) => `${mimeType};`).join('')}
`
}

function mimeTypes() {
  const types = fileTypes.map(
    ({ ext, name, mimeType }) =>
      `  <mime-type type="${mimeType}">
    <comment>${name}</comment>
    <glob pattern="*.${ext}"/>
  </mime-type>
`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
${types.join('')}</mime-info>
`
}

function copyright() {
  return `${readFileSync(join(root, 'LICENSE'), 'utf8')}
Licences of what Nagumo contains: /opt/Nagumo/resources/THIRD-PARTY-NOTICES.md,
/opt/Nagumo/LICENSE.electron.txt and /opt/Nagumo/LICENSES.chromium.html.
`
}

/** @param {string} folder @returns {number} bytes of its files */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}
