import { PROBE, PROBE_MARK, PROBE_SUM } from '../../src-main/compute/tensorflow/native-facts.mjs'
import { run } from './command.mjs'
import { lastLines } from './problem.mjs'

/**
 * Runs an operation on the package in a child process.
 * @param {string} packageFolder
 * @returns {Promise<{version: string} | {reason: string}>} libtensorflow's version, or why it does not work
 */
export async function verify(packageFolder) {
  const result = await run(process.execPath, ['-e', PROBE, packageFolder], { timeout: 120_000 })
  const line = result.output.split('\n').find((text) => text.startsWith(PROBE_MARK))
  if (!line) {
    const how = result.signal ? `was ended by ${result.signal}` : `ended with code ${result.code}`
    return { reason: `The process that loaded it ${how}. It said:\n${lastLines(result.output)}` }
  }
  const { version, backend, sum } = JSON.parse(line.slice(PROBE_MARK.length))
  if (backend !== 'tensorflow') return { reason: `It started the backend ${backend}; expected tensorflow.` }
  if (sum !== PROBE_SUM) return { reason: `It computed ${sum}; expected ${PROBE_SUM}.` }
  return { version }
}
