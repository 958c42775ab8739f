import { type ScreenId, screenList } from '../../src-renderer/lib/screens.svelte.ts'

/** The key that shows a screen. */
export const keyOf = (screen: ScreenId): string => String(screenList.findIndex(({ id }) => id === screen) + 1)
