/** A text as a sentence begins. Greek letters are symbols, and stay: τ is no Τ. */
export function capital(text: string): string {
  return /^[a-z]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text
}
