import type { PdfEngine } from './engine.ts';

/** Size and box of a page in points, before its rotation. */
interface PageBox {
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
  readonly top: number;
}

/** The one image that fills a page, and whether nothing else is on it. */
export interface FillingImage {
  readonly object: number;
  readonly width: number;
  readonly height: number;
  readonly dpiX: number;
  readonly dpiY: number;
  /** Upright, unclipped, opaque, alone, and its stream is a bare JPEG: it may be taken out as it is. */
  readonly isBareJpeg: boolean;
}

const imageType = 3;
/** Gray, RGB, calibrated ones of both, and profiles. */
const plainColourSpaces = [1, 2, 4, 5, 7];
/** How far the image's box may differ from the page's, in points: rounding of page sizes. */
const boxTolerance = 2;
const colourSpaceAt = 20;

/** The image that fills the page where there is exactly one image object and it does; null otherwise. */
export function findFillingImage(engine: PdfEngine, page: number): FillingImage | null {
  const { api } = engine;
  const objects = api.FPDFPage_CountObjects(page);
  let object = 0;
  // A scan has one image and perhaps a text layer: with more objects than this it is a drawing.
  if (objects === 0 || objects > 5_000) return null;
  for (let index = 0; index < objects; index++) {
    const candidate = api.FPDFPage_GetObject(page, index);
    if (api.FPDFPageObj_GetType(candidate) !== imageType) continue;
    if (object !== 0) return null;
    object = candidate;
  }
  if (object === 0) return null;
  const box = pageBox(engine, page);
  const bounds = objectBounds(engine, object);
  if (!box || !bounds || !isSameBox(box, bounds)) return null;
  const size = pixelSize(engine, object);
  if (!size) return null;
  const isSideways = matrixKind(engine, object) === 'sideways';
  const across = isSideways ? size.height : size.width;
  const down = isSideways ? size.width : size.height;
  return {
    object,
    ...size,
    dpiX: (across / (box.right - box.left)) * 72,
    dpiY: (down / (box.top - box.bottom)) * 72,
    isBareJpeg:
      objects === 1 &&
      api.FPDFPage_GetRotation(page) === 0 &&
      api.FPDFPage_GetAnnotCount(page) === 0 &&
      matrixKind(engine, object) === 'upright' &&
      !api.FPDFPageObj_HasTransparency(object) &&
      !isClipped(engine, object) &&
      isJpegStream(engine, object) &&
      plainColourSpaces.includes(colourSpace(engine, object, page)),
  };
}

/** The stream of an image object as it stands in the file. */
export function rawStream(engine: PdfEngine, object: number): Buffer {
  const length = engine.api.FPDFImageObj_GetImageDataRaw(object, 0, 0);
  return engine.withScratch(length, (pointer) => {
    engine.api.FPDFImageObj_GetImageDataRaw(object, pointer, length);
    return Buffer.from(engine.heap().subarray(pointer, pointer + length));
  });
}

function pageBox(engine: PdfEngine, page: number): PageBox | null {
  return engine.withScratch(16, (pointer, view) => {
    if (!engine.api.FPDF_GetPageBoundingBox(page, pointer)) return null;
    const [left, top, right, bottom] = floats(view(), 4);
    return toBox(left, bottom, right, top);
  });
}

function objectBounds(engine: PdfEngine, object: number): PageBox | null {
  return engine.withScratch(16, (pointer, view) => {
    if (!engine.api.FPDFPageObj_GetBounds(object, pointer, pointer + 4, pointer + 8, pointer + 12))
      return null;
    const [left, bottom, right, top] = floats(view(), 4);
    return toBox(left, bottom, right, top);
  });
}

function toBox(left = 0, bottom = 0, right = 0, top = 0): PageBox | null {
  return right > left && top > bottom ? { left, bottom, right, top } : null;
}

function isSameBox(a: PageBox, b: PageBox): boolean {
  return (['left', 'bottom', 'right', 'top'] as const).every(
    (side) => Math.abs(a[side] - b[side]) <= boxTolerance,
  );
}

function pixelSize(engine: PdfEngine, object: number): { width: number; height: number } | null {
  return engine.withScratch(8, (pointer, view) => {
    if (!engine.api.FPDFImageObj_GetImagePixelSize(object, pointer, pointer + 4)) return null;
    const width = view().getUint32(0, true);
    const height = view().getUint32(4, true);
    return width > 0 && height > 0 ? { width, height } : null;
  });
}

function matrixKind(engine: PdfEngine, object: number): 'upright' | 'sideways' | 'other' {
  return engine.withScratch(24, (pointer, view) => {
    if (!engine.api.FPDFPageObj_GetMatrix(object, pointer)) return 'other';
    const [a = 0, b = 0, c = 0, d = 0] = floats(view(), 4);
    const isZero = (value: number): boolean => Math.abs(value) < 0.01;
    if (isZero(b) && isZero(c) && a > 0 && d > 0) return 'upright';
    return isZero(a) && isZero(d) ? 'sideways' : 'other';
  });
}

function isClipped(engine: PdfEngine, object: number): boolean {
  const clip = engine.api.FPDFPageObj_GetClipPath(object);
  return clip !== 0 && engine.api.FPDFClipPath_CountPaths(clip) > 0;
}

function isJpegStream(engine: PdfEngine, object: number): boolean {
  const { api } = engine;
  if (api.FPDFImageObj_GetImageFilterCount(object) !== 1) return false;
  return engine.withScratch(32, (pointer) => {
    const length = api.FPDFImageObj_GetImageFilter(object, 0, pointer, 32);
    const name = Buffer.from(engine.heap().subarray(pointer, pointer + Math.max(0, length - 1)));
    return length <= 32 && name.toString('latin1') === 'DCTDecode';
  });
}

/** From FPDF_IMAGEOBJ_METADATA: width, height, two resolutions, bits, colour space, marked content. */
function colourSpace(engine: PdfEngine, object: number, page: number): number {
  return engine.withScratch(28, (pointer, view) =>
    engine.api.FPDFImageObj_GetImageMetadata(object, page, pointer)
      ? view().getInt32(colourSpaceAt, true)
      : 0,
  );
}

function floats(view: DataView, count: number): number[] {
  return Array.from({ length: count }, (_, index) => view.getFloat32(index * 4, true));
}
