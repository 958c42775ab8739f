import { spawnSync } from 'node:child_process'
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MARKER, STAMP } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { type Checkout, makeCheckout } from './support/checkout.ts'
import { bareFiles, builtFiles, libraryText, writeFiles } from './support/fake-library.ts'

const works = 'Native TensorFlow works: libtensorflow 2.15.1, an operation was run'
const onWasm = 'Until this works, Nagumo computes with WebAssembly.'
const asItWas = 'What was there before is as it was.'

const nobody = 65534
const isRoot = process.getuid?.() === 0
// Root’s own Node may lie where nobody else can go.
const otherUserCanRunNode =
  !isRoot || spawnSync(process.execPath, ['-v'], { uid: nobody, cwd: '/' }).status === 0

let checkout: Checkout
beforeEach(async () => {
  checkout = await makeCheckout()
  await checkout.setSources()
})
afterEach(() => checkout.remove())

const addPackage = () => writeFiles(checkout.packageFolder, bareFiles)
const addBuild = (...of: Parameters<typeof builtFiles>) =>
  writeFiles(checkout.packageFolder, { ...bareFiles, ...builtFiles(...of) })
const marker = () => join(checkout.root, MARKER)
const library = () => join(checkout.packageFolder, 'deps/lib/libtensorflow_cc.so.2')

/** Expects a failure that says `message` and leaves every file as it was. */
async function expectNothingDone(message: string | RegExp, left: string, args: string[] = []): Promise<void> {
  const before = await checkout.everything()
  const { code, complained } = await checkout.run(args)
  expect(complained).toMatch(message)
  expect(complained).toContain(left)
  expect(complained).not.toMatch(/\n\s+at /)
  expect(code).toBe(1)
  const after = await checkout.everything()
  // The folder of the cache may be there now, empty.
  for (const path of Object.keys(after)) if (checkout.cache.startsWith(path)) delete after[path]
  for (const path of Object.keys(before)) if (checkout.cache.startsWith(path)) delete before[path]
  expect(after).toEqual(before)
}

describe.skipIf(process.platform !== 'linux' || process.arch !== 'x64')('npm run native', () => {
  describe('builds', () => {
    beforeEach(async () => {
      await checkout.addCompiler()
    })

    it('with pip, keeps the archive, leaves word, and has nothing to do the next time', async () => {
      await addPackage()
      await checkout.addClient('pip')
      const first = await checkout.run()
      expect(first.complained).toBe('')
      expect(first.said).toContain('Fetching the archive of pip with python3 -m pip')
      expect(first.said).toContain(works)
      expect(first.code).toBe(0)
      expect(await readdir(checkout.cache)).toEqual(['pip.zip'])
      const word = JSON.parse(await readFile(marker(), 'utf8'))
      expect(word).toMatchObject({ package: '4.22.0', libtensorflow: '2.15.1', from: 'the archive of pip' })
      expect(JSON.parse(await readFile(join(checkout.packageFolder, STAMP), 'utf8'))).toEqual(word)

      const second = await checkout.run()
      expect(second.said).toBe(
        'Native TensorFlow works already: libtensorflow 2.15.1. (--force builds anew.)\n',
      )
      expect(second.code).toBe(0)
    })

    it('with Maven where there is no pip', async () => {
      await addPackage()
      await checkout.addClient('maven')
      const { said, code } = await checkout.run()
      expect(said).toContain('Fetching the archive of maven with mvn')
      expect(said).toContain(works)
      expect(code).toBe(0)
    })

    it('with Maven where pip fails', async () => {
      await addPackage()
      await checkout.addClient('pip', "console.error('ERROR: 403'); process.exit(1)")
      await checkout.addClient('maven')
      const { said, code } = await checkout.run()
      expect(said).toContain('python3 -m pip could not fetch the archive of pip. It said:\n    ERROR: 403')
      expect(said).toContain('Trying the archive of maven instead.')
      expect(said).toContain(works)
      expect(code).toBe(0)
    })

    it('without any client or network where the archive was fetched before', async () => {
      await addPackage()
      await writeFiles(checkout.cache, { 'pip.zip': '' })
      await writeFile(join(checkout.cache, 'pip.zip'), await readFile(checkout.archives.pip))
      const { said, code } = await checkout.run()
      expect(said).toContain(`Using the archive of pip from ${checkout.cache}.`)
      expect(said).toContain(works)
      expect(code).toBe(0)
    })

    it('after a download that was cut off, and sweeps it', async () => {
      await addPackage()
      await writeFiles(checkout.cache, { 'partial-4194999/pip.zip': 'PK', 'pip.zip': 'half of it' })
      await checkout.addClient('pip')
      expect((await checkout.run()).said).toContain(works)
      expect(await readdir(checkout.cache)).toEqual(['pip.zip'])
    })

    it('the package that npm removed, and says so', async () => {
      await addPackage()
      await checkout.addClient('pip')
      await checkout.addNpm()
      await checkout.run()
      await rm(checkout.packageFolder, { recursive: true })
      const { said, code } = await checkout.run()
      expect(said).toMatch(
        /^Native TensorFlow was built here \(\d{4}-\d\d-\d\d\); an npm install has removed it since. Bringing it back.\nPutting @tensorflow\/tfjs-node 4.22.0 into node_modules with npm./,
      )
      expect(said).toContain(works)
      expect(code).toBe(0)
    })

    it.each([
      [{ version: '2.16.1' }, 'libtensorflow 2.16.1 is installed; expected 2.5 to 2.15. Building anew.'],
      [{ does: 'crashes' as const }, 'does not work: it crashed when it was loaded (SIGSEGV)'],
      [{ does: 'throws' as const }, 'loading it failed: libtensorflow_cc.so.2: invalid ELF header'],
      [{ sum: 3 }, 'it computed 3 where 20 was expected'],
    ])('in place of a build that does not work: %j', async (old, reason) => {
      await addBuild(old)
      await checkout.addClient('pip')
      const { said, code } = await checkout.run()
      expect(said).toContain(reason)
      expect(said).toContain(works)
      expect(code).toBe(0)
      expect(await readFile(library(), 'utf8')).toBe(libraryText())
    })

    it('anew if asked to', async () => {
      await addBuild({ version: '2.9.1' })
      await checkout.addClient('pip')
      expect((await checkout.run()).said).toContain('works already: libtensorflow 2.9.1')
      expect((await checkout.run(['--force'])).said).toContain(works)
    })

    it('also where no word of it can be left', async () => {
      await addPackage()
      await checkout.addClient('pip')
      await writeFile(join(checkout.root, '.cache'), 'a file')
      const { said, code } = await checkout.run()
      expect(said).toContain('No word of it could be left')
      expect(said).toContain(works)
      expect(code).toBe(0)
    })
  })

  describe('takes up a build that was cut off', () => {
    const half = {
      'nagumo-native.old/lib/napi-v8/tfjs_binding.node': 'a bridge',
      'nagumo-native.old/deps/lib/libtensorflow_cc.so.2': libraryText({ version: '2.9.1' }),
      'nagumo-native.partial/lib/napi-v8/tfjs_binding.node': 'half a br',
    }

    it('between the old parts and the new: the old ones come back', async () => {
      await addBuild({ does: 'crashes' })
      await writeFiles(checkout.packageFolder, half)
      const { said, code } = await checkout.run()
      expect(said).toContain('works already: libtensorflow 2.9.1')
      expect(code).toBe(0)
      const names = await readdir(checkout.packageFolder)
      expect(names.filter((name) => name.startsWith('nagumo-native'))).toEqual([STAMP])
    })

    it('before there was an old one: nothing of it stays', async () => {
      await addBuild({ does: 'crashes' })
      for (const part of ['deps', 'lib'])
        await mkdir(join(checkout.packageFolder, 'nagumo-native.old', part), { recursive: true })
      const { complained, code } = await checkout.run()
      expect(complained).toContain('No C++ compiler')
      expect(code).toBe(1)
      const names = await readdir(checkout.packageFolder)
      expect(names.sort()).toEqual(Object.keys(await bareNames()).sort())
    })
  })

  describe('says what is missing and changes nothing', () => {
    it('without a compiler', async () => {
      await addPackage()
      await checkout.addClient('pip')
      await expectNothingDone(
        /^No C\+\+ compiler is there .*: g\+\+, c\+\+, clang\+\+ were tried. Install one \(Debian and Ubuntu: apt install g\+\+;/,
        onWasm,
      )
    })

    it('without pip or Maven', async () => {
      await addPackage()
      await checkout.addCompiler()
      await expectNothingDone(
        /^Neither pip nor Maven \(python3 -m pip, pip3, pip, python -m pip, mvn\) is there to fetch libtensorflow with\. Install one/,
        onWasm,
      )
      await expectNothingDone(/^No Maven \(mvn\) is there/, onWasm, ['--from', 'maven'])
    })

    it('where npm can’t write into node_modules', async () => {
      await checkout.addCompiler()
      await checkout.addClient('pip')
      await checkout.addNpm("console.error('npm error EROFS: read-only file system'); process.exit(1)")
      await expectNothingDone(
        /^npm could not install @tensorflow\/tfjs-node 4.22.0. It said:\n {4}npm error EROFS: read-only file system/,
        onWasm,
      )
    })

    it.skipIf(!otherUserCanRunNode)('where nothing may be written', async () => {
      await addPackage()
      await checkout.addCompiler()
      await checkout.addClient('pip')
      const before = await checkout.everything()
      await chmod(dirname(checkout.root), 0o755)
      // Else the test is that of a person who may write: root.
      if (!isRoot) await chmod(checkout.packageFolder, 0o555)
      const { code, complained } = await checkout.run([], undefined, isRoot ? nobody : undefined)
      if (!isRoot) await chmod(checkout.packageFolder, 0o755)
      expect(complained).toBe(
        `${checkout.packageFolder} cannot be written to (EACCES). Give yourself the right to write there and run this again.\n\n${onWasm}\n`,
      )
      expect(code).toBe(1)
      expect(await checkout.everything()).toEqual(before)
    })

    it('without npm', async () => {
      await checkout.addCompiler()
      await checkout.addClient('pip')
      await expectNothingDone('npm is not there to install @tensorflow/tfjs-node with.', onWasm)
    })

    it('without room on the disk', async () => {
      await addPackage()
      await checkout.addCompiler()
      await checkout.addClient('pip')
      await checkout.setSources(libraryText(), { unpackedBytes: 1e15 })
      await expectNothingDone(
        /^Native TensorFlow needs 2000000100 MB of free disk space at .* there are \d+ MB/,
        onWasm,
      )
    })
  })

  describe.each([
    ['a build that works', () => addBuild({ version: '2.9.1' }), asItWas],
    ['a bare package', addPackage, onWasm],
  ])('leaves %s as it was', (_, prepare, left) => {
    beforeEach(async () => {
      await prepare()
      await checkout.addCompiler()
      await checkout.addClient('pip')
    })

    it('where the archive can’t be fetched', async () => {
      await checkout.addClient('pip', "console.error('ERROR: No matching distribution'); process.exit(1)")
      await expectNothingDone(
        /^python3 -m pip could not fetch the archive of pip. It said:\n {4}ERROR: No matching distribution/,
        left,
        ['--force'],
      )
    })

    it('where something else is served', async () => {
      await checkout.addClient('pip', "fs.writeFileSync(folder + '/pip.zip', 'Please log in')")
      await expectNothingDone(/is not the expected file: its size or SHA-256 differs/, left, ['--force'])
    })

    it('where the disk fills up under the client', async () => {
      await checkout.addClient(
        'pip',
        "fs.writeFileSync(folder + '/pip.zip', 'PK'); console.error('[Errno 28] No space left on device'); process.exit(1)",
      )
      await expectNothingDone(/\[Errno 28\] No space left on device/, left, ['--force'])
    })

    it('where the compiler fails, and tries no other archive', async () => {
      await checkout.addClient('maven', "throw new Error('not to be asked')")
      await checkout.addCompiler("console.error('tfjs_backend.cc:1: error: no <string>'); process.exit(1)")
      await keepArchive()
      await expectNothingDone(
        /^g\+\+ could not compile the bridge to libtensorflow. It said:\n {4}tfjs_backend.cc:1: error: no <string>/,
        left,
        ['--force'],
      )
    })

    it.each([
      ['crashes', 'so it was taken away again: it crashed when it was loaded \\(SIGSEGV\\)'],
      ['junk', 'so it was taken away again: its answer to a trial could not be read'],
      ['throws', 'so it was taken away again: loading it failed: libtensorflow_cc.so.2: invalid ELF header'],
    ] as const)('where the library %s', async (does, message) => {
      await checkout.setSources(libraryText({ does }))
      await keepArchive()
      await expectNothingDone(new RegExp(message), left, ['--force', '--from', 'pip'])
    })

    it('where the library is of another version', async () => {
      await checkout.setSources(libraryText({ version: '2.18.0' }))
      await keepArchive()
      await expectNothingDone(
        'Expected libtensorflow 2.15.1 from the archive of pip; the library says it is 2.18.0.',
        left,
        ['--force', '--from', 'pip'],
      )
    })

    it('where the archive lacks the library', async () => {
      await checkout.setSources(libraryText(), { libraries: { 'libtensorflow_cc.so.2': 'elsewhere' } })
      await keepArchive()
      await expectNothingDone('pip.zip lacks elsewhere.', left, ['--force', '--from', 'pip'])
    })
  })

  it('refuses what it does not know', async () => {
    const { code, complained } = await checkout.run(['--from', 'conda'])
    expect(complained).toContain('--from is pip or maven, not “conda”.')
    expect(code).toBe(2)
    expect((await checkout.run(['--fast'])).code).toBe(2)
  })
})

/** A whole archive that was fetched is kept, and is no change. */
async function keepArchive(): Promise<void> {
  await mkdir(checkout.cache, { recursive: true })
  await writeFile(join(checkout.cache, 'pip.zip'), await readFile(checkout.archives.pip))
}

async function bareNames(): Promise<Record<string, true>> {
  return Object.fromEntries(Object.keys(bareFiles).map((name) => [name.split('/')[0], true]))
}
