import { setTimeout } from 'node:timers/promises'
import { app, type BrowserWindow, dialog, session } from 'electron'
import { fromRpcError } from '../rpc/errors.ts'
import { handleFaults } from '../rpc/faults.ts'
import { openWorkbench } from '../workbench.ts'
import { answerCalls } from './calls.ts'
import { declareScheme, serveContent } from './content.ts'
import { forkUtility } from './fork-utility.ts'
import { setMenu } from './menu.ts'
import { gatherOpened } from './open-with.ts'
import { ensureOwnFolder } from './own-folder.ts'
import { keepToOwnPages } from './page-rules.ts'
import { closeSession } from './session-rules.ts'
import { openWindow } from './window.ts'

let window: BrowserWindow | null = null
/** Shows a notice to the users of the window, once there is a workbench. */
let tell: (text: string) => void = () => undefined

/** Developer tools, only on request and when run from source. */
const devTools = !app.isPackaged && process.env.NAGUMO_DEVTOOLS === '1'

// It would override --no-sandbox, without which root in a container cannot start Electron.
const sandboxed = !app.commandLine.hasSwitch('no-sandbox')
if (sandboxed) app.enableSandbox()
declareScheme()
const unwritable = ensureOwnFolder()

if (app.requestSingleInstanceLock()) start()
else app.quit()

function start(): void {
  const opened = gatherOpened()
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  app.on('web-contents-created', (_event, contents) => keepToOwnPages(contents))
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })
  app
    .whenReady()
    .then(() => open(opened))
    .catch((error: unknown) => {
      tellFault('Nagumo did not start', error)
      app.exit(1)
    })
  handleFaults(
    (error) => {
      // Its stack trace is already printed.
      dialog.showErrorBox('Nagumo has to close', fromRpcError(error).message)
      app.quit()
    },
    (text) => tell(text),
  )
}

const noSandbox =
  'The window runs outside the sandbox of its browser engine (--no-sandbox): a flaw in the engine would have all your permissions. Start Nagumo without --no-sandbox; it is needed only as root in a container.'

function tellFault(title: string, error: unknown): void {
  console.error(error)
  dialog.showErrorBox(title, fromRpcError(error).message)
}

async function open(opened: ReturnType<typeof gatherOpened>): Promise<void> {
  const workbench = await openWorkbench('electron', forkUtility, chooseFolder)
  tell = workbench.tell
  if (!sandboxed) {
    console.error(noSandbox)
    tell(noSandbox)
  }
  if (unwritable !== null) {
    console.error(unwritable)
    tell(unwritable)
  }
  closeSession(session.defaultSession)
  serveContent(workbench.pages)
  const callsEnded = answerCalls(workbench.router, () => window)
  setMenu(devTools)
  endWith(callsEnded, workbench.close)
  const showAgain = () => {
    show().catch((error: unknown) => tellFault('The window did not open', error))
  }
  app.on('activate', showAgain)
  await show()
  opened.whenTaken((paths) => {
    void workbench.give(paths)
    // On macOS the program runs on without a window.
    showAgain()
  })
}

/** The system's folder dialog, modal to the window. */
async function chooseFolder(): Promise<string | null> {
  const options = { properties: ['openDirectory' as const, 'createDirectory' as const] }
  const { filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options))
  return filePaths[0] ?? null
}

async function show(): Promise<void> {
  if (window) return
  const opening = openWindow(devTools)
  window = opening.window
  window.on('closed', () => {
    window = null
  })
  try {
    await opening.loaded
  } catch (error) {
    // Closed before it had loaded.
    if (window !== null) throw error
  }
}

/** Longest wait at exit, ms: for the work that the window sent as it closed, then for the compute process. */
const patience = 3000

/** Saves what the window sent as it closed, and closes the compute process, before the program exits. */
function endWith(callsEnded: () => Promise<void>, close: () => Promise<void>): void {
  let closed = false
  app.on('will-quit', (event) => {
    if (closed) return
    event.preventDefault()
    void within(callsEnded())
      .then(() => within(close()))
      .then(() => {
        closed = true
        // Deferred: Electron ignores a second quit until it has cancelled the first.
        setImmediate(() => app.quit())
      })
  })
}

async function within(work: Promise<void>): Promise<void> {
  await Promise.race([work.catch((error: unknown) => console.error(error)), setTimeout(patience)])
}
