import { ipcRenderer } from 'electron'
import { askForPort, herePort } from '../contract/port-words.ts'

// Ports cannot cross the contextBridge, so the window requests one by a message and receives its end by another. No
// other part of Electron is exposed to the window.
window.addEventListener('message', (event) => {
  if (event.source !== window || event.data !== askForPort) return
  const { port1, port2 } = new MessageChannel()
  ipcRenderer.postMessage(herePort, null, [port2])
  window.postMessage(herePort, location.origin, [port1])
})
