import { ipcRenderer } from 'electron'
import { askForPort, herePort } from '../contract/port-words.ts'

// Ports cannot cross the contextBridge, so the window asks by a message and gets its end by one. Nothing else of
// Electron is within the window's reach.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== askForPort) return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage(herePort, null, [port2])
  window.postMessage(herePort, location.origin, [port1])
})
