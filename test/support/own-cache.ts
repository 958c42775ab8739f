import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A cache folder of the tests' own: some kill processes that native TensorFlow is at work in, which is noted there, and
 * neither the next test nor the person's own Nagumo may leave it out for that.
 */
export default function ownCache(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'nagumo-test-cache-'))
  process.env.XDG_CACHE_HOME = folder
  return () => rmSync(folder, { recursive: true, force: true })
}
