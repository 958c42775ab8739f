import type { ProjectSwitch } from '../../src-main/services/dependencies.ts'

/** A shell whose one project is a library's folder: for tests of what is within a project. */
export function oneProject(folder: string): ProjectSwitch {
  const never = () => Promise.reject(new Error('This test has one project.'))
  return {
    home: folder,
    homeName: async () => 'Default library',
    current: async () => ({ folder, name: 'Default library', isDefault: true }),
    recent: { list: async () => [], forget: never },
    open: never,
    renamed: never,
    importModel: never,
    chooseFolder: null,
  }
}
