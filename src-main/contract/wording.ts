/** Capitalizes a sentence. Greek letters are symbols and stay lower case. */
export function capital(text: string): string {
  return /^[a-z]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text
}

/** A number with its noun: “1 round”, “4 rounds”. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}
