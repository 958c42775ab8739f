import type { Session } from 'electron'
import { isOwnDownload, isOwnOrigin, isOwnPage } from './own-pages.ts'

/** Permissions of the window's page: write to the clipboard ("Copy table"). */
const allowed = ['clipboard-sanitized-write']

/**
 * Permissions of a session's pages: clipboard writes from the window's own page; no devices, no screen capture, no
 * external requests, and downloads only of files created by the window, with a save dialog.
 */
export function closeSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide, { requestingUrl, isMainFrame }) =>
    decide(allowed.includes(permission) && isMainFrame && isOwnPage(requestingUrl)),
  )
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => allowed.includes(permission) && isOwnOrigin(origin),
  )
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !/^(app|blob|data|devtools):/.test(url) })
  })
  session.on('will-download', (event, item) => {
    if (!isOwnDownload(item.getURL())) event.preventDefault()
  })
}
