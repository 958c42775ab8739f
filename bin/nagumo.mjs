#!/usr/bin/env node
// @ts-check
// nagumo COMMAND: the command line, of an installed package as of a checkout, where what is missing is installed and
// built first.
import { run } from './program.mjs'

await run('cli', process.argv.slice(2))
