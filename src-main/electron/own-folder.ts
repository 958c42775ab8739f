import { accessSync, constants, mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { app } from 'electron'

/**
 * Without a folder that it can write to the browser engine ends at once, and says nothing. Where the user's is not
 * writable, one in the system's temporary folder takes its place; the system deletes it. Call it before anything uses the folder.
 * @returns what to tell the user; null where nothing is wrong
 */
export function ensureOwnFolder(): string | null {
  const folder = join(app.getPath('appData'), app.getName())
  try {
    // Electron fails here too, where it can't create it.
    app.getPath('userData')
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK | constants.X_OK)
    return null
  } catch {
    const temporary = mkdtempSync(join(tmpdir(), 'nagumo-window-'))
    app.setPath('userData', temporary)
    return `The folder ${folder} can’t be written to: perhaps your home is read-only or its disk is full. The window works, and a second start opens a second window. Make the folder writable for you and start Nagumo again.`
  }
}
