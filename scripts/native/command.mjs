import { spawn } from 'node:child_process'

/**
 * Runs a program to its end and never throws.
 * @param {string} program
 * @param {string[]} args
 * @param {{cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number}} [options] timeout in milliseconds
 * @returns {Promise<{ok: boolean, missing: boolean, stopped: boolean, output: string, code: number | null, signal: string | null}>}
 */
export function run(program, args, { timeout = 600_000, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    let stopped = false
    const collect = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk).slice(-100_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    const timer = setTimeout(() => {
      stopped = true
      output += `\nstopped, since it was not done after ${timeout / 1000} s`
      child.kill('SIGKILL')
    }, timeout)
    child.on('error', (error) => {
      clearTimeout(timer)
      const missing = 'code' in error && (error.code === 'ENOENT' || error.code === 'EACCES')
      resolve({
        ok: false,
        missing,
        stopped,
        output: `${program}: ${error.message}`,
        code: null,
        signal: null,
      })
    })
    child.on('close', (code, signal) => {
      clearTimeout(timer)
      resolve({ ok: code === 0, missing: false, stopped, output, code, signal })
    })
  })
}

/**
 * The first of several commands that answers to its version flag.
 * @param {[string, ...string[]][]} candidates
 * @returns {Promise<{command: [string, ...string[]], version: string} | null>}
 */
export async function firstAvailable(candidates, flag = '--version') {
  for (const command of candidates) {
    const { ok, output } = await run(command[0], [...command.slice(1), flag], { timeout: 60_000 })
    if (ok) return { command, version: output.trim().split('\n')[0] }
  }
  return null
}
