// @ts-check
// Before npm pack: builds what changed, and sees that the notices are those of what is bundled. All it says goes to
// standard error, since npm pack --json answers on the other.
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
