/**
 * The channel between the compute process and its parent. Strings and bytes are calls and their responses (oRPC's);
 * objects are control messages.
 */

/** Process to parent: a call has ended; nothing of it runs any more. */
export interface CallEnded {
  ended: string
}

/** Process to parent: a call was received; from now on its effects may persist if the process ends. */
export interface CallBegun {
  begun: string
}

/** Parent to process: abort a call. May arrive before the call, or without one. */
export interface CallAborted {
  abort: string
}

/** Heartbeat request by the parent; the process responds with the same message. */
export interface Heartbeat {
  heartbeat: true
}

/** Process to parent: native TensorFlow is in use from now on, and may crash the process. */
export interface NativeInUse {
  /** Its build (native-failure.ts). */
  native: string
}

/** Header with the call's number. */
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

/** The subset of MessagePort that oRPC needs, over any transport. */
export interface Channel {
  addEventListener(type: string, listener: Listener): void
  postMessage(message: unknown): void
  /** Passes on a received message. */
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
