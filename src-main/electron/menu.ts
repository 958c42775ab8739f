import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The menu that every program has on this system; the window's own keys are the window's. */
export function setMenu(): void {
  const menus: MenuItemConstructorOptions[] = [
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { role: 'viewMenu' },
    { role: 'windowMenu' },
  ]
  if (process.platform === 'darwin') menus.unshift({ role: 'appMenu' })
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus))
}
