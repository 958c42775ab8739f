import { screenNumbers } from '../numbers/screen-numbers.svelte.ts'

/**
 * The context of a canvas on the screen, which writes and measures numbers in the person's format. A canvas that becomes a
 * file has the decimal point, as all files.
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
