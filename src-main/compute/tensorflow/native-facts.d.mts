/** Types of native-facts.mjs, which stays plain JavaScript for the build script. */
export declare const NATIVE_PACKAGE: '@tensorflow/tfjs-node'
export declare const ADDON: string
export declare const AVOID_NATIVE: string
export declare const STAMP: string
export declare const MARKER: string
export declare function isKnownLibtensorflow(version: string): boolean
export declare function userCacheFolder(env?: Record<string, string | undefined>, platform?: string): string
export declare const PROBE_MARK: string
export declare const PROBE: string
export declare function judgeTrial(answer: Record<string, unknown>): { version: string } | { reason: string }
export declare function judgeAnswer(output: string): { version: string } | { reason: string } | null
