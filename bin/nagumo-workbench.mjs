#!/usr/bin/env node
// @ts-check
// nagumo-workbench [--no-open]: the workbench in the browser, of an installed package as of a checkout.
import { run } from './program.mjs'

await run('host', process.argv.slice(2))
