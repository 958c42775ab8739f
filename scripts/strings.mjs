// @ts-check
// npm run strings [-- PART]: all texts of the program, on screen, on the command line and in reports, by file, for
// proofreading. PART: only files whose path contains it.

import { root } from './steps/run.mjs'
import { uiStrings } from './strings/ui-strings.mjs'

const part = process.argv[2] ?? ''
let last = ''
for (const { path, line, text } of uiStrings(root)) {
  if (!path.includes(part)) continue
  if (path !== last) console.log(`\n${path}`)
  last = path
  console.log(`${String(line).padStart(5)}  ${text}`)
}
