import { BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'

/** The window opens it by its own key, at the page about its screen. */
const documentation: MenuItemConstructorOptions = {
  label: '&Documentation',
  accelerator: 'F1',
  registerAccelerator: false,
  click: () =>
    BrowserWindow.getFocusedWindow()?.webContents.sendInputEvent({ type: 'keyDown', keyCode: 'F1' }),
}

/**
 * The system's standard menu; keys of the window are handled by the window.
 * @param devTools whether it includes the developer tools
 */
export function setMenu(devTools: boolean): void {
  const view: MenuItemConstructorOptions[] = [
    { role: 'reload' },
    { type: 'separator' },
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
  if (devTools) view.push({ role: 'toggleDevTools' })
  const menus: MenuItemConstructorOptions[] = [
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: '&View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', submenu: [documentation] },
  ]
  if (process.platform === 'darwin') menus.unshift({ role: 'appMenu' })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus))
}
