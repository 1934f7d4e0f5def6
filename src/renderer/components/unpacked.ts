import { useEffect, useEffectEvent } from 'react';

/*
 * Pictures of pages unpacked by the window itself, which gives their memory back. What an <img> showed Chromium keeps
 * unpacked until memory is short: a walk over four hundred pages took half a gigabyte.
 */

/** Pixels are four bytes each. Some fifty pages as large as a small window shows them, ten of a large one. */
const mostBytes = 64e6;

export interface Wanted {
  readonly url: string;
  /** To be that many pixels across, the height following; null: as it comes. */
  readonly width: number | null;
}

interface Picture {
  readonly coming: Promise<ImageBitmap>;
  readonly fetching: AbortController;
  holders: number;
  /** Null while it is fetched and unpacked. */
  bitmap: ImageBitmap | null;
}

/** The one that came or was asked for last stands last. */
const pictures = new Map<string, Picture>();
/** Of all that came. */
let bytesHere = 0;

export interface Hold {
  /** Rejected where the picture cannot be had. To be drawn at once: later it may have been given back. */
  readonly picture: Promise<ImageBitmap>;
  /** What nobody holds any more before it came is not fetched to its end. */
  readonly letGo: () => void;
}

export function hold(wanted: Wanted, priority: RequestPriority = 'auto'): Hold {
  const key = keyOf(wanted);
  const picture = pictures.get(key) ?? begin(key, wanted, priority);
  picture.holders += 1;
  if (picture.bitmap) putLast(key, picture);
  return {
    picture: picture.coming,
    letGo: () => {
      picture.holders -= 1;
      // Whoever comes instead may hold the same one: it is asked for within the same turn.
      setTimeout(() => {
        if (picture.holders > 0 || picture.bitmap !== null) return;
        forget(key, picture);
        picture.fetching.abort();
      });
    },
  };
}

/** Null where it is not there yet, or no more. To be drawn at once. */
export function unpackedOf(wanted: Wanted): ImageBitmap | null {
  return pictures.get(keyOf(wanted))?.bitmap ?? null;
}

/** Runs once the picture is there and unpacked, or cannot be had. Null: nothing is waited for. */
export function useUnpacked(wanted: Wanted | null, then: () => void): void {
  const goOn = useEffectEvent(then);
  const { url = null, width = null } = wanted ?? {};
  useEffect(() => {
    if (url === null) return;
    let isWanted = true;
    const { picture, letGo } = hold({ url, width });
    picture
      // What is wrong with it is told where it is drawn.
      .catch(() => undefined)
      .then(() => {
        if (isWanted) goOn();
      });
    return () => {
      isWanted = false;
      letGo();
    };
  }, [url, width]);
}

function begin(key: string, wanted: Wanted, priority: RequestPriority): Picture {
  const fetching = new AbortController();
  const coming = unpack(wanted, { priority, signal: fetching.signal }).then((bitmap) => {
    picture.bitmap = bitmap;
    bytesHere += bytesOf(bitmap);
    putLast(key, picture);
    giveBack(picture);
    return bitmap;
  });
  const picture: Picture = { coming, fetching, holders: 0, bitmap: null };
  pictures.set(key, picture);
  // Whoever asks next asks anew.
  coming.catch(() => forget(key, picture));
  return picture;
}

async function unpack({ url, width }: Wanted, request: RequestInit): Promise<ImageBitmap> {
  const answer = await fetch(url, request);
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
  const file = await answer.blob();
  return width === null
    ? createImageBitmap(file)
    : createImageBitmap(file, { resizeWidth: width, resizeQuality: 'high' });
}

function keyOf({ url, width }: Wanted): string {
  return `${width} ${url}`;
}

function forget(key: string, picture: Picture): void {
  if (pictures.get(key) === picture) pictures.delete(key);
}

function putLast(key: string, picture: Picture): void {
  pictures.delete(key);
  pictures.set(key, picture);
}

/** The oldest first; the one that came last stays, whatever its size. */
function giveBack(last: Picture): void {
  for (const [key, picture] of pictures) {
    if (bytesHere <= mostBytes || picture === last) return;
    if (picture.bitmap === null) continue;
    bytesHere -= bytesOf(picture.bitmap);
    forget(key, picture);
    picture.bitmap.close();
  }
}

function bytesOf({ width, height }: ImageBitmap): number {
  return width * height * 4;
}
