/** What native/page-kernel is built to. Two folders up from here, and from the flat bundles Electron runs. */
export const kernelBinary = new URL('../../assets/page-kernel.wasm', import.meta.url);
