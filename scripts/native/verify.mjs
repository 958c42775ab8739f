import { judgeAnswer, PROBE } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { lastLines } from './problem.mjs'

/**
 * Runs an operation on the package in a child process.
 * @param {string} packageFolder
 * @param {number} [patience] timeout in ms; a first load from a slow disk may take many seconds
 * @returns {Promise<{version: string} | {reason: string}>} libtensorflow's version, or why it does not work
 */
export async function verify(packageFolder, patience = 120_000) {
  const result = await run(process.execPath, ['-e', PROBE, packageFolder], { timeout: patience })
  const answer = judgeAnswer(result.output)
  if (answer) return answer
  if (result.stopped) return { reason: `it was not ready within ${patience / 1000} s` }
  const how = result.signal
    ? `it crashed when it was loaded (${result.signal})`
    : `loading it ended with code ${result.code}`
  return { reason: `${how}. It said:\n${lastLines(result.output) || '    nothing'}` }
}
