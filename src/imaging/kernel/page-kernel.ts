import { readFileSync } from 'node:fs';
import type { Raster } from '../raster.ts';

/**
 * The functions of native/page-kernel. Addresses are bytes from the beginning of its memory; what each does, and how
 * long its arguments must be, stands at its source.
 */
export interface KernelFunctions {
  reduceGray(from: number, width: number, height: number, factor: number, to: number): void;
  reduceColour(
    from: number,
    width: number,
    height: number,
    factor: number,
    rgb: number,
    gray: number,
  ): void;
}

/**
 * WebAssembly with SIMD for the loops that see every pixel. One memory a thread: the page in hand lies at its
 * beginning, above it a stack of scratch. Views of it are good until something is taken that makes it grow, and
 * until the next page is held.
 */
export interface PageKernel {
  readonly run: KernelFunctions;
  /** Address of the page's pixels; copied in and everything above dropped, unless it is the page in hand. */
  hold(raster: Raster): number;
  /** Room on the stack, 16-byte aligned, its content whatever was there. */
  take(bytes: number): number;
  /** Takes room for some bytes and copies them there. */
  put(bytes: Uint8Array): number;
  view(address: number, bytes: number): Uint8Array;
  /** Top of the stack, for `release`. */
  mark(): number;
  release(mark: number): void;
}

const pageBytes = 65_536;

let kernel: PageKernel | null = null;

/** The kernel of this thread, compiled when first asked for. */
export function pageKernel(): PageKernel {
  kernel ??= openKernel();
  return kernel;
}

function openKernel(): PageKernel {
  const module = new WebAssembly.Module(readFileSync(new URL('page-kernel.wasm', import.meta.url)));
  const instance = new WebAssembly.Instance(module, {});
  const { memory, __heap_base: heapBase, ...run } = instance.exports as unknown as KernelFunctions & {
    readonly memory: WebAssembly.Memory;
    readonly __heap_base: WebAssembly.Global;
  };
  const base = align(heapBase.value as number);
  let held: Uint8Array | null = null;
  let top = base;

  function take(bytes: number): number {
    const address = top;
    top = align(address + bytes);
    // Whole vectors may be read and written past the last byte.
    const missing = top + 64 - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
    return address;
  }

  function put(bytes: Uint8Array): number {
    const address = take(bytes.length);
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  return {
    run,
    take,
    put,
    hold({ data }) {
      if (held === data) return base;
      top = base;
      put(data);
      held = data;
      return base;
    },
    view: (address, bytes) => new Uint8Array(memory.buffer, address, bytes),
    mark: () => top,
    release(mark) {
      top = mark;
    },
  };
}

function align(address: number): number {
  return (address + 15) & ~15;
}
