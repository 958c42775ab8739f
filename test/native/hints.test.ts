import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findNativePackage } from '../../src-main/compute/tensorflow/native-package.ts'
import { bareFiles, writeFiles } from './support/fake-library.ts'

let home: string
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'nagumo-hints-'))
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

it('an installed package is not told to run a script that only a checkout has', async () => {
  const program = join(home, 'node_modules/nagumo/out/main/compute.cjs')
  const bring = 'npm install @tensorflow/tfjs-node@4.22.0 installs it if its download can be reached'
  expect(findNativePackage(program)).toEqual({ missing: `it is not installed (${bring})` })
  await writeFiles(join(home, 'node_modules/@tensorflow/tfjs-node'), bareFiles)
  expect(findNativePackage(program)).toEqual({
    missing: `its binding to libtensorflow was not built (${bring})`,
  })
  expect(findNativePackage(join(home, 'out/main/compute.cjs'))).toEqual({
    missing: 'its binding to libtensorflow was not built (npm run native builds it)',
  })
})
