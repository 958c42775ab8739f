// @ts-check
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inWords, isWithin } from './node-versions.mjs'
import { root } from './run.mjs'

/** Exits with a plain message on an unsupported Node. Written so that old versions can parse it. */
export function checkNode() {
  const supported = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).engines.node
  if (isWithin(process.versions.node, supported)) return
  console.error(
    `Nagumo needs Node ${inWords(supported)}; this is ${process.versions.node}. Install such a one from nodejs.org and run this again.`,
  )
  process.exit(1)
}
