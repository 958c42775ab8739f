// @ts-check
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../steps/run.mjs'
import { fileTypes } from './file-types.mjs'
import { flipFuses } from './fuses.mjs'
import { copyNative } from './native.mjs'

/** As electron-builder has them. */
const fileAssociations = fileTypes.map(({ owned, ...type }) => ({
  ...type,
  description: type.name,
  rank: owned ? 'Owner' : 'Alternate',
  role: owned ? 'Editor' : 'Viewer',
}))

/**
 * Configuration of electron-builder. Auto-update is off: there is no update server.
 * @param {{
 *   folders: { app: string, icons: string, out: string },
 *   electron: { dist: string, version: string, old: boolean },
 *   fuses: any,
 *   say: (text: string) => void,
 * }} given fuses: the package @electron/fuses
 */
export function builderConfig({ folders, electron, fuses, say }) {
  const icon = (/** @type {string} */ name) => join(folders.icons, name)
  return {
    appId: 'org.nagumo.workbench',
    productName: 'Nagumo',
    copyright: 'The Nagumo authors, MIT licence',
    // Placeholders of electron-builder.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it fills them in
    artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
    directories: { app: folders.app, output: folders.out, buildResources: folders.icons },
    electronDist: electron.dist,
    electronVersion: electron.version,
    npmRebuild: false,
    publish: null,
    asar: { smartUnpack: false },
    files: ['**/*'],
    // Readable without the program too.
    extraResources: ['LICENSE', 'THIRD-PARTY-NOTICES.md'].map((name) => ({
      from: join(root, name),
      to: name,
    })),
    fileAssociations,
    linux: {
      target: ['AppImage'],
      executableName: 'nagumo',
      syncDesktopName: true,
      icon: icon('icons'),
      category: 'Science',
      maintainer: 'The Nagumo authors',
      vendor: 'The Nagumo authors',
    },
    mac: {
      target: ['dmg'],
      icon: icon('icon.icns'),
      category: 'public.app-category.education',
      // Ad-hoc signature: Apple silicon runs nothing unsigned.
      identity: '-',
      hardenedRuntime: false,
    },
    dmg: { writeUpdateInfo: false },
    win: { target: ['nsis'], icon: icon('icon.ico') },
    nsis: {
      oneClick: false,
      allowToChangeInstallationDirectory: true,
      differentialPackage: false,
    },
    /** @param {PackContext} context */
    async afterExtract(context) {
      // Electron's default page, and the loader of an old one.
      for (const name of ['default_app.asar', 'app'])
        rmSync(join(extractedResources(context), name), { recursive: true, force: true })
    },
    /** @param {PackContext} context */
    async afterPack(context) {
      const missing = await flipFuses(fuses, binaryOf(context), {
        old: electron.old,
      })
      if (missing.length > 0)
        say(
          `Electron ${electron.version} is old and lacks these fuses, which stay as they are: ${missing.join(', ')}.`,
        )
      const native = copyNative(context.packager.getResourcesDir(context.appOutDir))
      say(
        native.length > 0
          ? 'Native TensorFlow goes in, beside the archive.'
          : 'Native TensorFlow is not built here: the program computes with WebAssembly.',
      )
    },
  }
}

/**
 * @typedef {{ appOutDir: string, electronPlatformName: string, packager: any }} PackContext
 *   of electron-builder; packager: that of the system it packs for
 */

/** Before the binary is renamed. @param {PackContext} context */
function extractedResources({ appOutDir, electronPlatformName }) {
  return join(appOutDir, electronPlatformName === 'darwin' ? 'Electron.app/Contents/Resources' : 'resources')
}

/** @param {PackContext} context */
function binaryOf({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename
  if (electronPlatformName === 'darwin') return join(appOutDir, `${name}.app`)
  if (electronPlatformName === 'win32') return join(appOutDir, `${name}.exe`)
  return join(appOutDir, packager.executableName)
}
