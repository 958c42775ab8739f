import { fileURLToPath } from 'node:url'
import { app, BrowserWindow, nativeTheme, type Session, type WebContents } from 'electron'
import { windowAddress } from './content.ts'

const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))

/** Opens the window; it has no way to Node, and stays on its own pages. */
export function openWindow(): { window: BrowserWindow; loaded: Promise<void> } {
  const window = new BrowserWindow({
    width: 1280,
    height: 860,
    minWidth: 900,
    minHeight: 600,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181b' : '#fcfcfa',
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  reloadAfterCrash(window)
  return { window, loaded: window.loadURL(windowAddress) }
}

/** For every page there may be: no other pages, windows or webviews. */
export function keepToOwnPages(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-attach-webview', (event) => event.preventDefault())
  const stay = (event: { preventDefault(): void }, url: string) => {
    // Behind “#” stands where in the window it is.
    if (url.split('#')[0] !== windowAddress) event.preventDefault()
  }
  contents.on('will-navigate', stay)
  contents.on('will-redirect', stay)
}

/** No permissions but writing to the clipboard, and no requests to anywhere. */
export function closeSession(session: Session): void {
  const allowed = ['clipboard-sanitized-write']
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(allowed.includes(permission)))
  session.setPermissionCheckHandler((_contents, permission) => allowed.includes(permission))
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !/^(app|blob|data|devtools):/.test(details.url) })
  })
}

/** A page that crashes is loaded again, but not in a loop. */
function reloadAfterCrash(window: BrowserWindow): void {
  let last = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    const now = performance.now()
    if (reason === 'clean-exit' || now - last < 10_000) return
    last = now
    window.reload()
  })
}
