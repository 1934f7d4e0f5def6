import { readFileSync } from 'node:fs';
import { kernelBinary } from '../kernel-binary.ts';
import type { Raster } from '../raster.ts';

/** The profile of a reduction's ink along one of its sides, strip by strip. */
type StripProfiles = (
  ink: number,
  width: number,
  height: number,
  stripBits: number,
  slope: number,
  profiles: number,
  stride: number,
) => void;

/** The same of the page's own pixels, looked at where the reduction has print. */
type DetailProfiles = (
  factor: number,
  print: number,
  ink: number,
  width: number,
  height: number,
  every: number,
  stripBits: number,
  slope: number,
  scale: number,
  profiles: number,
  stride: number,
) => void;

/**
 * The functions of native/page-kernel. Addresses are bytes from the beginning of its memory; what each does, and how
 * long its arguments must be, stands at its source.
 */
export interface KernelFunctions {
  reduceGray(
    from: number,
    width: number,
    height: number,
    factor: number,
    gray: number,
    darkest: number,
    scratch: number,
  ): void;
  reduceColour(
    from: number,
    width: number,
    height: number,
    factor: number,
    rgb: number,
    gray: number,
    darkest: number,
    scratch: number,
  ): void;
  unlikeBed(
    from: number,
    width: number,
    height: number,
    channels: number,
    levels: number,
    reach: number,
    to: number,
  ): void;
  skylines(
    labels: number,
    width: number,
    height: number,
    wanted: number,
    rows: number,
    columns: number,
  ): void;
  lumaOf(from: number, count: number, to: number): void;
  packBits(
    from: number,
    width: number,
    height: number,
    levels: number,
    columns: number,
    scratch: number,
    to: number,
  ): void;
  turn(from: number, width: number, height: number, channels: number, degrees: number, to: number): void;
  setSource(at: number, width: number, height: number, channels: number): void;
  setLight(gains: number, papers: number, columns: number, rows: number, tileSize: number): void;
  setPaint(mask: number, width: number, height: number, factor: number, rows: number): void;
  warpLevel(
    to: number,
    width: number,
    height: number,
    x: number,
    y: number,
    xx: number,
    xy: number,
    yx: number,
    yy: number,
    cells: number,
  ): void;
  warp(
    to: number,
    width: number,
    height: number,
    a: number,
    b: number,
    c: number,
    d: number,
    e: number,
    f: number,
    g: number,
    h: number,
  ): void;
  countRuns(ink: number, width: number, height: number, threshold: number): number;
  findComponents(
    ink: number,
    width: number,
    height: number,
    threshold: number,
    labels: number,
    table: number,
    stride: number,
    runs: number,
    rows: number,
  ): number;
  inkOf(
    gray: number,
    width: number,
    height: number,
    left: number,
    right: number,
    levels: number,
    columns: number,
    rows: number,
    tileSize: number,
    scratch: number,
    to: number,
  ): void;
  selectInk(
    ink: number,
    labels: number,
    width: number,
    height: number,
    classes: number,
    wanted: number,
    pictures: number,
    columns: number,
    tileSize: number,
    to: number,
  ): number;
  tilesOf(
    gray: number,
    rgb: number,
    width: number,
    height: number,
    left: number,
    right: number,
    size: number,
    brightShare: number,
    flatShare: number,
    scratch: number,
    luma: number,
    spread: number,
    colours: number,
  ): void;
  whitePrint(
    ink: number,
    labels: number,
    width: number,
    height: number,
    classes: number,
    wanted: number,
    pictures: number,
    columns: number,
    tileSize: number,
    to: number,
  ): void;
  patterns(page: number, width: number, height: number, least: number, to: number, rows: number): number;
  halve(from: number, width: number, height: number, to: number): void;
  readonly profileColumns: StripProfiles;
  readonly profileRows: StripProfiles;
  readonly detailColumns: DetailProfiles;
  readonly detailRows: DetailProfiles;
  sweep(
    profiles: number,
    strips: number,
    stride: number,
    step: number,
    group: number,
    slopes: number,
    count: number,
    energies: number,
    scratch: number,
  ): void;
}

/**
 * WebAssembly with SIMD for the loops that see every pixel. One memory a thread: the page in hand lies at its
 * beginning, above it a stack of scratch. Views of it are good until something is taken that makes it grow, and
 * until the next page is held.
 */
export interface PageKernel {
  readonly run: KernelFunctions;
  /** Address of the page's pixels, copied in unless it is the page in hand. Everything above it is dropped. */
  hold(raster: Raster): number;
  /** Makes sure that taking so many bytes does not make the memory grow. */
  reserve(bytes: number): void;
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
const spareBytes = 128;

let kernel: PageKernel | null = null;

/** The kernel of this thread, compiled when first asked for. */
export function pageKernel(): PageKernel {
  kernel ??= openKernel();
  return kernel;
}

function openKernel(): PageKernel {
  const module = new WebAssembly.Module(readFileSync(kernelBinary));
  const instance = new WebAssembly.Instance(module, {});
  const { memory, staticEnd, ...run } = instance.exports as unknown as KernelFunctions & {
    readonly memory: WebAssembly.Memory;
    readonly staticEnd: WebAssembly.Global;
  };
  const base = align(staticEnd.value);
  let held: Uint8Array | null = null;
  let endOfHeld = base;
  let top = base;

  function reserve(bytes: number): void {
    // Whole vectors may be read and written past the last byte.
    const missing = top + bytes + spareBytes - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / pageBytes));
  }

  function take(bytes: number): number {
    reserve(bytes + 16);
    const address = top;
    top = align(address + bytes);
    return address;
  }

  function put(bytes: Uint8Array): number {
    const address = take(bytes.length);
    new Uint8Array(memory.buffer, address, bytes.length).set(bytes);
    return address;
  }

  return {
    run,
    reserve,
    take,
    put,
    hold({ data }) {
      if (held !== data) {
        top = base;
        put(data);
        take(spareBytes);
        held = data;
        endOfHeld = top;
      }
      top = endOfHeld;
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
