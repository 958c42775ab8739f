// @ts-check
// npm run lengths: fails where a file of src-main or src-renderer exceeds the maximum length, and lists such files.
import { root } from './steps/run.mjs'
import { longFiles, mostLines } from './steps/source-lengths.mjs'

const found = longFiles(root)
for (const { path, lines } of found) {
  console.error(
    `${path} has ${lines} lines; a file has at most ${mostLines}. Part it by what its pieces do, each with a name that says it.`,
  )
}
if (found.length > 0) process.exitCode = 1
