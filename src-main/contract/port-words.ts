/** Words between the window and Electron's preload, which makes a port and hands over its ends. */
export const askForPort = 'nagumo:port?'
export const herePort = 'nagumo:port'
