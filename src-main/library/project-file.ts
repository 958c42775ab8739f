import { open, readdir, stat } from 'node:fs/promises'
import { basename, isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { NagumoError } from '../contract/errors.ts'
import { ProjectName } from '../contract/projects.ts'
import { change } from './changes.ts'
import { loadJson, writeDurably } from './files.ts'
import { knownOf } from './known.ts'
import { replaceSealed } from './replace-file.ts'

const version = 1

const ProjectFile = z.object({
  format: z.literal('nagumo-project'),
  version: z.literal(version),
  name: ProjectName,
  createdAt: z.iso.datetime(),
  /** Version of the program that created it. */
  program: z.string(),
})
type ProjectFile = z.infer<typeof ProjectFile>

/** Extension of the file in a project's folder that the system opens with Nagumo, in place of the folder. */
export const projectFileExtension = '.nagumo'
const standsForIt = `project${projectFileExtension}`
const wordsInIt =
  'The folder of this file is a Nagumo project. Open this file with Nagumo to open the project.\n'

/** What a library may contain: by these a folder without project.json is recognized as one. */
const ownNames = ['recordings', 'originals', 'models', 'reports', 'series', 'cells', 'runs', 'settings.json']
/** What a folder may contain before a project is created in it: version control and documentation. */
const harmless = /^(\.git|\.gitignore|\.gitattributes|\.DS_Store|(README|LICENSE|LICENCE)(\.\w+)?)$/i

/**
 * .gitignore and .gitattributes: excludes machine-specific files, and line-end conversion, which would break the seals.
 */
const ignored = ['trash/', 'temporary/', 'lock/', 'runs/', 'series-under-way/', 'drafts/', '']
const attributes = ['* -text', '*.bin binary', 'originals/* binary', '']

const pathOf = (folder: string) => join(folder, 'project.json')

/** A project name as a folder name: without characters that file systems reject. */
export function folderName(name: string): string {
  const plain = name.replaceAll(/[<>:"/\\|?*\p{Cc}]/gu, '-').replace(/[. ]+$/, '')
  return plain === '' || /^\.+$/.test(plain) ? 'project' : plain
}

/**
 * Creates a project in a folder, and the folder where missing.
 * @throws NagumoError PROJECT_INVALID where the folder is not empty, LIBRARY_UNWRITABLE where it can't be written
 */
export async function beginProject(folder: string, name: string, program: string): Promise<void> {
  requireAbsolute(folder)
  const there = await namesIn(folder)
  if (there.includes('project.json')) {
    throw new NagumoError(
      'PROJECT_INVALID',
      `${folder} is already a project. Open it, or choose another name.`,
    )
  }
  const other = there.find((one) => !harmless.test(one))
  if (other !== undefined) {
    throw new NagumoError(
      'PROJECT_INVALID',
      `${folder} contains other files (${other}); a project needs a folder of its own. Choose another name or an empty folder.`,
    )
  }
  await change(folder, async () => {
    await writeUnlessThere(join(folder, '.gitignore'), ignored.join('\n'))
    await writeUnlessThere(join(folder, '.gitattributes'), attributes.join('\n'))
    await writeUnlessThere(join(folder, standsForIt), wordsInIt)
    const createdAt = new Date().toISOString()
    await replaceSealed(folder, pathOf(folder), fileOf({ name, createdAt, program }))
  })
}

/**
 * The name of the project in a folder: from its file, else the folder's own.
 * @throws NagumoError PROJECT_NOT_FOUND where there is none, PROJECT_INVALID where it is from a newer version of the
 * program
 */
export async function projectName(folder: string): Promise<string> {
  requireAbsolute(folder)
  const found = await stat(folder).catch(() => null)
  if (!found) {
    throw new NagumoError(
      'PROJECT_NOT_FOUND',
      `There is no folder ${folder}. If the project was moved, open it in its new place; if it is on another disk, connect that disk.`,
    )
  }
  if (!found.isDirectory())
    throw new NagumoError(
      'PROJECT_NOT_FOUND',
      `${folder} is a file, while a project is a folder. Choose the project’s folder.`,
    )
  const loaded = await loadJson(pathOf(folder), ProjectFile, version)
  if (loaded.value) return loaded.value.name
  if (loaded.why === 'newer') {
    throw new NagumoError(
      'PROJECT_INVALID',
      `The project ${folder} can’t be opened: ${loaded.damage}. Update Nagumo, or open another project.`,
    )
  }
  const there = await namesIn(folder)
  if (loaded.why === 'missing' && !there.some((one) => ownNames.includes(one))) {
    throw new NagumoError(
      'PROJECT_NOT_FOUND',
      `${folder} is not a project: it contains neither a project.json nor any data of Nagumo. Choose the project’s folder, or create a new project.`,
    )
  }
  if (loaded.why !== 'missing')
    knownOf(folder).tell(
      `The project’s name can’t be read: ${loaded.damage} (${pathOf(folder)}). Everything else in the project can be used; give it a name to write the file again.`,
    )
  return basename(folder)
}

/** @throws NagumoError LIBRARY_UNWRITABLE where it can't be written */
export async function renameProject(folder: string, name: string, program: string): Promise<void> {
  await change(folder, async () => {
    const { value } = await loadJson(pathOf(folder), ProjectFile, version)
    const before = value ?? { createdAt: new Date().toISOString(), program }
    await replaceSealed(folder, pathOf(folder), fileOf({ ...before, name }))
  })
}

function fileOf({
  name,
  createdAt,
  program,
}: Pick<ProjectFile, 'name' | 'createdAt' | 'program'>): ProjectFile {
  return { format: 'nagumo-project', version, name, createdAt, program }
}

function requireAbsolute(folder: string): void {
  if (isAbsolute(folder)) return
  throw new NagumoError(
    'PROJECT_NOT_FOUND',
    `A project’s folder must be given as an absolute path; found “${folder}”.`,
  )
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return []
    const why = code === 'ENOTDIR' ? 'there is a file of that name' : `system error ${code}`
    throw new NagumoError('PROJECT_NOT_FOUND', `The folder ${folder} can’t be read: ${why}.`)
  }
}

async function writeUnlessThere(path: string, text: string): Promise<void> {
  const file = await open(path, 'wx').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return null
    throw error
  })
  await file?.close()
  if (file) await writeDurably(path, text)
}
