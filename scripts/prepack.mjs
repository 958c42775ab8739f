// @ts-check
// Before npm pack: rebuilds if necessary, and checks that the notices are up to date. All output goes to standard
// error, since npm pack --json writes to standard output.
import { join } from 'node:path'
import { ensureBuilt } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root, runNode } from './steps/run.mjs'

checkNode()
if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)
const { code, output } = await runNode([join(root, 'scripts/notices.mjs'), '--check'])
if (code !== 0) console.error(output)
process.exit(code)
