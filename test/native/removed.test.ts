import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MARKER } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { type Checkout, makeCheckout } from './support/checkout.ts'
import { bareFiles, builtFiles, writeFiles } from './support/fake-library.ts'

const line =
  'An npm install has removed the native TensorFlow that was built here; npm run native brings it back. Until then Nagumo computes with WebAssembly.\n'
const script = 'scripts/installed.mjs'

let checkout: Checkout
beforeEach(async () => {
  checkout = await makeCheckout()
  // What npm start and npm test begin with.
  await writeFile(
    join(checkout.root, script),
    "import { ensureInstalled } from './steps/install.mjs'\nconsole.log(await ensureInstalled())\n",
  )
  await setLock('package-lock.json')
  await setLock('node_modules/.package-lock.json')
  await mkdir(join(checkout.root, '.cache'))
  await writeFile(join(checkout.root, MARKER), '{}')
})
afterEach(() => checkout.remove())

/** Both locks list the optional package; npm leaves it in the first alone where it could not be installed. */
const setLock = (name: string, version = '1.0.0') =>
  writeFile(
    join(checkout.root, name),
    JSON.stringify({
      packages: {
        '': {},
        'node_modules/zod': { version },
        'node_modules/@tensorflow/tfjs-node': { version: '4.22.0', optional: true },
      },
    }),
  )
const built = () => writeFiles(checkout.packageFolder, { ...bareFiles, ...builtFiles() })

describe('npm start and npm test', () => {
  it('say nothing where native TensorFlow is as it was built', async () => {
    await built()
    expect(await checkout.run([], script)).toEqual({ code: 0, said: 'true\n', complained: '' })
  })

  it('say that an npm install has removed it', async () => {
    expect(await checkout.run([], script)).toEqual({ code: 0, said: 'true\n', complained: line })
  })

  it('say that it was removed by their own', async () => {
    await built()
    await setLock('package-lock.json', '2.0.0')
    await checkout.addTool(
      'npm',
      `fs.rmSync(${JSON.stringify(checkout.packageFolder)}, { recursive: true }); console.error('added 1 package')`,
    )
    const { said, complained } = await checkout.run([], script)
    expect(said).toBe('true\n')
    expect(complained).toBe(
      `Installing packages (zod is not up to date); this takes a minute or two.\nadded 1 package\n${line}`,
    )
  })

  it('say nothing where it never was', async () => {
    await rm(join(checkout.root, MARKER))
    expect((await checkout.run([], script)).complained).toBe('')
  })
})
