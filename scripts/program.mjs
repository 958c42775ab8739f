// @ts-check
// Runs a built program (bench, faults, soak …) with the given arguments, after installing and building what is missing.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root } from './steps/run.mjs'

checkNode()
if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)
const [program] = process.argv.splice(2, 1)
await import(pathToFileURL(join(root, `out/main/${program}.cjs`)).href)
