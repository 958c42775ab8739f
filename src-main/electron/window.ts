import { fileURLToPath } from 'node:url'
import { BrowserWindow, nativeTheme } from 'electron'
import { windowAddress } from './own-pages.ts'

const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))

/**
 * Opens the window; it has no Node access, and stays on its own pages.
 * @param devTools whether the developer tools can be opened
 */
export function openWindow(devTools: boolean): { window: BrowserWindow; loaded: Promise<void> } {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 640,
    minHeight: 400,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181b' : '#fcfcfa',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools,
    },
  })
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window)
  return { window, loaded: window.loadURL(windowAddress) }
}

/** Reloads a crashed page, but not in a loop. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason === 'clean-exit' || now - last < 10_000) return
    last = now
    window.reload()
  })
}
