/**
 * The way between the heavy process and its parent. Strings and bytes are calls and their answers (oRPC's);
 * objects are words of our own.
 */

/** The process says that a call is over: nothing of it runs any more. */
export interface CallEnded {
  ended: string
}

/** The process says that it has received a call: what it may have done from now on is not undone by its end. */
export interface CallBegun {
  begun: string
}

/** The parent says that a call is no longer wanted. It may come before the call itself does, or where none will come. */
export interface CallAborted {
  abort: string
}

/** The parent asks whether the process still hears, and the process answers by the same word. */
export interface Heartbeat {
  heartbeat: true
}

/** The process says that native TensorFlow is at work in it from now on, which it may die of. */
export interface NativeInUse {
  /** Which build of it (native-failure.ts). */
  native: string
}

/** Header that carries a call's number to the process. */
export const callHeader = 'nagumo-call'

export function isCallEnded(message: unknown): message is CallEnded {
  return typeof message === 'object' && message !== null && 'ended' in message
}

export function isCallBegun(message: unknown): message is CallBegun {
  return typeof message === 'object' && message !== null && 'begun' in message
}

export function isCallAborted(message: unknown): message is CallAborted {
  return typeof message === 'object' && message !== null && 'abort' in message
}

export function isHeartbeat(message: unknown): message is Heartbeat {
  return typeof message === 'object' && message !== null && 'heartbeat' in message
}

export function isNativeInUse(message: unknown): message is NativeInUse {
  return typeof message === 'object' && message !== null && 'native' in message
}

type Listener = (event: { data: unknown }) => void

/** As much of a MessagePort as oRPC needs, over any way of sending. */
export interface Channel {
  addEventListener(type: string, listener: Listener): void
  postMessage(message: unknown): void
  /** Hands on what arrived. */
  receive(message: unknown): void
  /** Ends all calls. */
  close(): void
}

export function createChannel(send: (message: unknown) => void): Channel {
  const target = new EventTarget()
  return {
    addEventListener(type, listener) {
      target.addEventListener(type, (event) => listener(event as MessageEvent))
    },
    postMessage: send,
    receive(message) {
      target.dispatchEvent(Object.assign(new Event('message'), { data: message }))
    },
    close() {
      target.dispatchEvent(new Event('close'))
    },
  }
}
