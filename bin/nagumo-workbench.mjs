#!/usr/bin/env node
// @ts-check
// nagumo-workbench [--no-open]: the workbench in the browser, of an installed package as of a checkout.
import { parseArgs } from 'node:util'
import { run } from './program.mjs'

const usage = `Usage: nagumo-workbench [--no-open]

Opens the workbench of Nagumo, which estimates parameters of neuron models from voltage traces, in the browser of
this computer. It runs until Ctrl+C.

  --no-open   print the address, and open no browser
  --help, -h  print this

On the command line: nagumo --help`

const options = /** @type {const} */ ({
  'no-open': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
})
const args = process.argv.slice(2)
const wrong = wrongOption()
if (wrong !== null) {
  console.error(`${wrong}\n\n${usage}`)
  process.exitCode = 2
} else if (parseArgs({ args, options }).values.help) console.log(usage)
else await run('host', args)

/** What is wrong with the options, in words; null where nothing is. */
function wrongOption() {
  const { tokens } = parseArgs({ args, options, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional')
      return `“${token.value}” is not expected: nagumo-workbench takes options only.`
    if (token.kind !== 'option') continue
    if (!(token.name in options)) return `There is no option ${token.rawName}.`
    if (token.value !== undefined) return `${token.rawName} takes no value, found “${token.value}”.`
  }
  return null
}
