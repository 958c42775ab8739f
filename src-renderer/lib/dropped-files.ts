import { recordingEndings } from '../../src-main/contract/recording-format.ts'
import { noteLimits, tidyLine } from '../../src-main/contract/written.ts'

/** Files from folders: those that may be recordings, and the folder of each. */
export interface FilesInFolders<Of = File> {
  files: readonly Of[]
  folders: ReadonlyMap<Of, string>
}

/** A file, and the names of its parent folders, starting with the chosen one. */
interface Placed {
  file: File
  path: readonly string[]
}

/** A drop may contain folders: their files are included. Must be called before the event ends. */
export async function droppedFiles(transfer: DataTransfer): Promise<FilesInFolders> {
  // The event's data are gone after the first await.
  const entries = [...transfer.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null))
  const files = [...transfer.files]
  if (!entries.some((entry) => entry?.isDirectory)) return { files, folders: new Map() }
  const placed = await Promise.all(
    entries.map((entry, k) => (entry?.isDirectory ? below(entry, []) : [{ file: files[k], path: [] }])),
  )
  return inFolders(placed.flat().filter(({ file }) => file !== undefined))
}

/** Files of a folder chosen in the system's dialog. */
export function chosenFiles(files: readonly File[]): FilesInFolders {
  return inFolders(files.map((file) => ({ file, path: file.webkitRelativePath.split('/').slice(0, -1) })))
}

/**
 * Files in folders that may be recordings, sorted by name. A folder keeps its name; two of the same name in different
 * places are prefixed with their parents' names.
 */
export function inFolders(placed: readonly Placed[]): FilesInFolders {
  const usable = placed
    .filter(({ file, path }) => path.length === 0 || mayBeRecording(file.name, path))
    .sort((a, b) => pathOf(a).localeCompare(pathOf(b), undefined, { numeric: true }))
  const places = new Map<string, Set<string>>()
  for (const { path } of usable) {
    const name = path.at(-1) ?? ''
    places.set(name, (places.get(name) ?? new Set()).add(path.join('/')))
  }
  const nameOf = (path: readonly string[]): string => {
    const name = path.at(-1) ?? ''
    const whole = (places.get(name)?.size ?? 0) > 1 ? path.join('/') : name
    return tidyLine(whole.normalize('NFC')).slice(0, noteLimits.line)
  }
  return {
    files: usable.map(({ file }) => file),
    folders: new Map(usable.map(({ file, path }) => [file, nameOf(path)])),
  }
}

function pathOf({ file, path }: Placed): string {
  return [...path, file.name].join('/')
}

/** Hidden files are skipped. */
function mayBeRecording(name: string, path: readonly string[]): boolean {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  return recordingEndings.includes(ending) && ![name, ...path].some((one) => one.startsWith('.'))
}

async function below(entry: FileSystemEntry, path: readonly string[]): Promise<Placed[]> {
  if (isFile(entry)) {
    const file = await new Promise<File | null>((resolve) => entry.file(resolve, () => resolve(null)))
    return file ? [{ file, path }] : []
  }
  if (!isDirectory(entry)) return []
  const reader = entry.createReader()
  const found: Placed[] = []
  // Entries arrive by the hundred, until none are left.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve) =>
      reader.readEntries(resolve, () => resolve([])),
    )
    if (some.length === 0) return found
    found.push(...(await Promise.all(some.map((one) => below(one, [...path, entry.name])))).flat())
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isDirectory(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
