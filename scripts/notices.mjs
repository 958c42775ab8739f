// @ts-check
// npm run notices: writes THIRD-PARTY-NOTICES.md from the bundled packages: versions, licences and their texts. With
// --check it only reports whether the file is up to date. Fails where a package has no licence text.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundledModules, packagesOf } from './notices/bundled.mjs'
import { fontsEntry } from './notices/fonts.mjs'
import { licenceNamedIn, licenceTextOf } from './notices/licences.mjs'
import { noticesPage } from './notices/page.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { root } from './steps/run.mjs'

const name = 'THIRD-PARTY-NOTICES.md'
const file = join(root, name)

if (!(await ensureBuilt())) process.exit(1)
try {
  const packages = packagesOf(bundledModules(root), root)
  const entries = packages.map((pkg) => {
    const text = licenceTextOf(pkg)
    return { package: { ...pkg, licence: pkg.licence || licenceNamedIn(text) }, text }
  })
  const page = noticesPage([...entries, fontsEntry(root)])
  if (!process.argv.includes('--check')) {
    writeFileSync(file, page)
    console.log(`${name}: ${packages.length} packages`)
  } else if (present() !== page) {
    console.error(`${name} is out of date: run npm run notices`)
    process.exitCode = 1
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

function present() {
  try {
    // On Windows git may have changed the line endings.
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  } catch {
    return null
  }
}
