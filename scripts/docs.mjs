// @ts-check
// npm run docs: writes what the pages of docs/ show of the program: the help of its commands into docs/command-line.md,
// and, where a browser is there, the pictures of its window into docs/images. --help-only leaves the pictures out.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandsIn, helpSections, withHelp } from './docs/command-line-page.mjs'
import { docs } from './docs/contents.mjs'
import { ensureBuilt } from './steps/build.mjs'
import { checkNode } from './steps/check-node.mjs'
import { ensureInstalled } from './steps/install.mjs'
import { root, runNode } from './steps/run.mjs'

checkNode()
if (!(await ensureInstalled()) || !(await ensureBuilt())) process.exit(1)

const overview = await helpOf('')
const helps = [{ command: '', text: overview }]
for (const command of commandsIn(overview)) helps.push({ command, text: await helpOf(command) })
const page = join(docs, 'command-line.md')
writeFileSync(page, withHelp(readFileSync(page, 'utf8'), helpSections(helps)))
console.error('Wrote docs/command-line.md.')

if (!process.argv.includes('--help-only')) {
  const { takePictures } = await import('./docs/pictures.mjs')
  if (!(await takePictures())) process.exitCode = 1
}

/** @param {string} command */
async function helpOf(command) {
  const args = [...(command === '' ? [] : [command]), '--help']
  const { code, output } = await runNode([join(root, 'out/main/cli.cjs'), ...args])
  if (code !== 0) throw new Error(`nagumo ${args.join(' ')} failed: ${output}`)
  return output
}
