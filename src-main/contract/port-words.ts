/** Messages between the window and Electron's preload script, which creates and transfers a MessagePort. */
export const askForPort = 'nagumo:port?'
export const herePort = 'nagumo:port'
