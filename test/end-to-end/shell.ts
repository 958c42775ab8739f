import type { WorkbenchPage } from './workbench-page.ts'

/** A shell of the workbench: the same window in Electron, or in a browser. */
export interface Shell {
  /** “in a browser” */
  where: string
  /** Whether its browser or its Electron is on this computer. */
  there: boolean
  /** Whether files can be sent between window and program. */
  carriesFiles: boolean
  /** Starts the program and opens its window. @param library folder of an earlier start, or a new one */
  start(library: string): Promise<Program>
  /** After the last program. */
  close(): Promise<void>
}

/** A program that runs, with its window. */
export interface Program {
  window: WorkbenchPage
  /** Hands it a file, as a person does: chosen in the dialog, or dropped on the program's icon. */
  give(path: string): Promise<void>
  /** Ids of the processes that compute. */
  numerics(): Promise<number[]>
  /** @param act makes the window save a file @returns the file */
  saved(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }>
  /** Errors of the page, and requests to anywhere else. */
  complaints(): readonly string[]
  /** Ends it as a person does: by closing the window, or by Ctrl+C. */
  end(): Promise<void>
}

/** Collects what must stay empty. */
export function complaintsOf({ page }: WorkbenchPage, isOwn: (url: URL) => boolean): readonly string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.protocol !== 'blob:' && url.origin !== 'null' && !isOwn(url))
      complaints.push(`a request to ${request.url()}`)
  })
  return complaints
}
