import { afterEach, describe, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { Thumbnail } from '../../src/renderer/components/picture.tsx';
import { hold, unpackedOf } from '../../src/renderer/components/unpacked.ts';
import { PagePicture } from '../../src/renderer/features/viewer/page-picture.tsx';

afterEach(() => vi.restoreAllMocks());

/** A picture of that size at an address nobody asked for before. */
async function pictureOf(width: number, height: number): Promise<string> {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.fillRect(0, 0, width, height);
  return URL.createObjectURL(await canvas.convertToBlob());
}

const asItComes = (url: string) => ({ url, width: null });

function canvasIn({ container }: { container: HTMLElement }): HTMLCanvasElement {
  const canvas = container.querySelector('canvas');
  if (!canvas) throw new Error('there is a canvas');
  return canvas;
}

function pagePicture(url: string, onShown = () => {}, onFailed = () => {}) {
  return <PagePicture url={url} alt="page" isAsked isShown={false} onShown={onShown} onFailed={onFailed} />;
}

describe('pictures the window unpacks', () => {
  it('SPEED-15 of pages looked at the last few are kept unpacked, and the memory of the others is given back', async () => {
    const urls = await Promise.all(Array.from({ length: 4 }, () => pictureOf(2480, 3508)));
    const bitmaps: ImageBitmap[] = [];
    for (const url of urls) bitmaps.push(await hold(asItComes(url)).picture);
    // 35 MB each.
    expect(urls.map((url) => unpackedOf(asItComes(url)) !== null)).toEqual([false, false, false, true]);
    expect(bitmaps.map(({ width }) => width)).toEqual([0, 0, 0, 2480]);
    const small = await Promise.all(Array.from({ length: 20 }, () => pictureOf(480, 679)));
    for (const url of small) await hold(asItComes(url)).picture;
    expect(small.every((url) => unpackedOf(asItComes(url)) !== null)).toBe(true);
  });

  it('SPEED-15 one that is looked at again outlives those that came after it', async () => {
    const [first, second, third] = [
      await pictureOf(2000, 3500),
      await pictureOf(2000, 3500),
      await pictureOf(2000, 3500),
    ];
    await hold(asItComes(first)).picture;
    await hold(asItComes(second)).picture;
    await hold(asItComes(first)).picture;
    await hold(asItComes(third)).picture;
    expect([first, second, third].map((url) => unpackedOf(asItComes(url)) !== null)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('SPEED-16 a picture that is there stands in the first frame', async () => {
    const url = await pictureOf(480, 679);
    await hold(asItComes(url)).picture;
    let first = 0;
    const watch = new MutationObserver(() => {
      first ||= document.querySelector<HTMLCanvasElement>('canvas[data-picture]')?.width ?? 0;
    });
    watch.observe(document.body, { subtree: true, childList: true });
    const shown = await render(pagePicture(url));
    watch.disconnect();
    expect(first).toBe(480);
    expect(canvasIn(shown).dataset.picture).toBe(url);
  });

  it('SPEED-17 what only passes by is not fetched, and what is gone before it came is not fetched to its end', async () => {
    const url = await pictureOf(240, 340);
    const fetched = vi.spyOn(globalThis, 'fetch');
    const small = <Thumbnail url={url} width={40} height={54} turn={0} />;
    const passing = await render(small);
    await passing.unmount();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fetched).not.toHaveBeenCalled();

    const standing = await render(small);
    await expect.poll(() => canvasIn(standing).dataset.picture).toBe(url);
    expect(canvasIn(standing).width).toBe(Math.ceil(40 * devicePixelRatio));

    let signal: AbortSignal | null | undefined;
    fetched.mockImplementation((_, init) => {
      signal = init?.signal;
      return new Promise(() => {});
    });
    const gone = await render(pagePicture('pages/gone'));
    await expect.poll(() => signal).toBeDefined();
    expect(signal?.aborted).toBe(false);
    await gone.unmount();
    await expect.poll(() => signal?.aborted).toBe(true);
  });

  it('SPEED-17 whoever asks in the same turn goes on with what is under way', async () => {
    const url = await pictureOf(480, 679);
    const fetched = vi.spyOn(globalThis, 'fetch');
    const before = hold(asItComes(url));
    before.letGo();
    const after = hold(asItComes(url));
    expect((await after.picture).width).toBe(480);
    expect(fetched).toHaveBeenCalledTimes(1);
  });

  it('SPEED-15 what cannot be had is told, and fetched anew by the next who asks', async () => {
    const url = await pictureOf(480, 679);
    vi.spyOn(globalThis, 'fetch').mockResolvedValueOnce(new Response('', { status: 404 }));
    const [onShown, onFailed] = [vi.fn(), vi.fn()];
    const lost = await render(pagePicture(url, onShown, onFailed));
    await expect.poll(() => onFailed.mock.calls.length).toBe(1);
    expect(onShown).not.toHaveBeenCalled();
    await lost.unmount();
    const again = await render(pagePicture(url, onShown, onFailed));
    await expect.poll(() => onShown.mock.calls.length).toBe(1);
    expect(canvasIn(again).width).toBe(480);
    expect(onFailed).toHaveBeenCalledTimes(1);
  });

  it('SPEED-19 what a locked station would not give is asked for once it is unlocked', async () => {
    const url = await pictureOf(240, 340);
    const fetched = vi.spyOn(globalThis, 'fetch');
    const small = (isAsked: boolean) => (
      <Thumbnail url={url} width={40} height={54} turn={0} isAsked={isAsked} />
    );
    const shown = await render(small(false));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(fetched).not.toHaveBeenCalled();
    await shown.rerender(small(true));
    await expect.poll(() => canvasIn(shown).dataset.picture).toBe(url);
    // Locked again, what stands there stands, hidden by the cover.
    await shown.rerender(small(false));
    expect(canvasIn(shown).dataset.picture).toBe(url);
  });
});
