// @ts-check
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Runs a program of node_modules, or any other script, with this Node, and captures its output.
 * @param {string[]} args @param {{ show?: boolean }} [options] show: also print it while it runs
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runNode(args, { show = false } = {}) {
  return run(process.execPath, args, show)
}

/**
 * Runs npm, preferably the one that started this script.
 * @param {string[]} args @param {{ show?: boolean }} [options] show: also print its output while it runs
 */
export function runNpm(args, { show = true } = {}) {
  const npm = process.env.npm_execpath
  if (npm && /\.c?js$/.test(npm)) return run(process.execPath, [npm, ...args], show)
  return run('npm', args, show)
}

/** @param {string} command @param {string[]} args @param {boolean} show */
function run(command, args, show) {
  return new Promise((resolve) => {
    // npm is a script on Windows, which needs a shell.
    const shell = process.platform === 'win32' && command === 'npm'
    const child = spawn(command, args, { cwd: root, shell, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (/** @type {Buffer} */ chunk) => {
        output += chunk
        if (show) process.stderr.write(chunk)
      })
    }
    child.on('error', (error) => resolve({ code: 1, output: `${output}${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
