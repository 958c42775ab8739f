// @ts-check
import { existsSync } from 'node:fs'
import { checkNode } from '../scripts/steps/check-node.mjs'

/**
 * Runs a built program in this process. A package comes built; a checkout has the script that installs and builds.
 * @param {'cli' | 'host'} program @param {string[]} args
 */
export async function run(program, args) {
  checkNode()
  const inCheckout = new URL('../scripts/program.mjs', import.meta.url)
  if (existsSync(inCheckout)) {
    process.argv.splice(2, process.argv.length, program, ...args)
    await import(inCheckout.href)
  } else {
    process.argv.splice(2, process.argv.length, ...args)
    await import(new URL(`../out/main/${program}.cjs`, import.meta.url).href)
  }
}
