import { spawnSync } from 'node:child_process'
import { mkdir } from 'node:fs/promises'

/** A file system of a few megabytes. */
export interface SmallDisk {
  readOnly(on: boolean): void
  unmount(): void
}

const mounted = new Set<SmallDisk>()

/** Cleanup at the end of the harness, however it ends. */
export function unmountAll(): void {
  for (const disk of mounted) disk.unmount()
}

/** Mounts one at a folder, or returns why that is not possible here. */
export async function mountSmallDisk(folder: string, megabytes: number): Promise<SmallDisk | string> {
  if (process.platform !== 'linux') return 'only Linux has a tmpfs'
  await mkdir(folder, { recursive: true })
  const run = (command: string, ...args: string[]): string | null => {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
    return status === 0 ? null : (error?.message ?? stderr.trim())
  }
  const failed = run('mount', '-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder)
  if (failed !== null) return `no small file system can be mounted here (${failed})`
  const disk: SmallDisk = {
    readOnly(on) {
      const why = run('mount', '-o', `remount,${on ? 'ro' : 'rw'}`, folder)
      if (why !== null) throw new Error(why)
    },
    unmount() {
      mounted.delete(disk)
      run('umount', '-l', folder)
    },
  }
  mounted.add(disk)
  return disk
}
