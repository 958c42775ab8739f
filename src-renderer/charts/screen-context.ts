import { screenNumbers } from '../numbers/screen-numbers.svelte.ts'

/**
 * The context of an on-screen canvas; draws and measures numbers in the user's number format. A canvas that becomes a
 * file uses the decimal point, like all files.
 */
export function screenContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext('2d')!
  const { fillText, measureText } = CanvasRenderingContext2D.prototype
  return Object.assign(context, {
    fillText: (text: string, ...rest: [number, number, number?]) =>
      fillText.call(context, screenNumbers.text(text), ...rest),
    measureText: (text: string) => measureText.call(context, screenNumbers.text(text)),
  })
}
