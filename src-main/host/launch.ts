import { randomBytes } from 'node:crypto'
import { rmSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sameSecret } from './gate.ts'

/**
 * How the browser that the program opens gets access. Process arguments are visible to every user of the computer, so
 * the browser is given a file, readable by its owner only, with a one-time secret that the window exchanges for the
 * token of this launch.
 */
export interface Launch {
  /** Path of the file. */
  file: string
  /** Whether this is the secret; true once only, and deletes the file. */
  redeem(secret: string): boolean
  remove(): void
}

/** @param origin where the window is served: http://127.0.0.1:PORT */
export async function createLaunch(origin: string): Promise<Launch> {
  const secret = randomBytes(32).toString('base64url')
  // mkdtemp creates it with mode 0700.
  const folder = await mkdtemp(join(tmpdir(), 'nagumo-launch-'))
  const file = join(folder, 'open-nagumo.html')
  await writeFile(file, pageTo(`${origin}/#launch=${secret}`), { mode: 0o600, flag: 'wx' })
  const remove = (): void => rmSync(folder, { recursive: true, force: true })
  let used = false
  return {
    file,
    redeem(offered) {
      if (used || !sameSecret(offered, secret)) return false
      used = true
      remove()
      return true
    },
    remove,
  }
}

function pageTo(address: string): string {
  return `<!doctype html>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Nagumo</title>
<p>Opening <a href="${address}">Nagumo</a>.</p>
`
}
