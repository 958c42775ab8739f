// @ts-check
// npm run site: builds the documentation site from docs/ into out/site. The pages need no network: fonts are the
// system's, and the search index is a file beside them. VitePress is installed into site/ when it is first needed.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled, installIn } from './steps/install.mjs'
import { root, runNode } from './steps/run.mjs'

checkNode()
if (!(await ensureInstalled()) || !(await installIn('site', 'Installing VitePress'))) process.exit(1)
const { brokenLinksHere } = await import('./docs/check-links.mjs')
const broken = brokenLinksHere()
if (broken.length > 0) {
  console.error(`The site was not built: links lead nowhere.\n${broken.join('\n')}`)
  process.exit(1)
}
rmSync(join(root, 'out/site'), { recursive: true, force: true })
const vitepress = join(root, 'site/node_modules/vitepress/bin/vitepress.js')
const { code } = await runNode([vitepress, 'build', 'site'], { show: true })
if (code === 0) console.error('The site is in out/site; a web server of your choice shows it.')
process.exitCode = code
