import { afterEach, describe, expect, it, vi } from 'vitest';
import { page } from 'vitest/browser';
import type { CaptureJob } from '../../src/contract/queries.ts';
import type { Text } from '../../src/i18n/text.ts';
import type { FixtureStation } from '../renderer/fixture-station.ts';
import { press, showWindow } from './render.tsx';

const languages = ['zh-CN', 'en-US'] as const;
const ways = ['button', 'Control+F2', 'Escape'] as const;
const each = languages.flatMap((language) => ways.map((way) => ({ language, way })));

afterEach(() => vi.restoreAllMocks());

const progress = (text: Text) => page.getByRole('status', { name: text('scan.progress.title') });

async function stop(text: Text, way: (typeof ways)[number]): Promise<void> {
  if (way === 'button')
    await progress(text)
      .getByRole('button', { name: text('scan.progress.stop') })
      .click();
  else await press(way);
}

describe('reading files in', () => {
  it.each(each)(
    'COMP-40 is stopped before anything is in, by $way ($language)',
    async ({ language, way }) => {
      const { text, fixture } = await showWindow({ language });
      const run = vi.spyOn(fixture, 'run');
      const usual = globalThis.fetch;
      vi.spyOn(globalThis, 'fetch').mockImplementation((address, init) =>
        String(address).startsWith('uploads')
          ? // A slow disk: it never comes to its end by itself.
            new Promise((_, reject) =>
              init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError'))),
            )
          : usual(address, init),
      );
      dropFiles(['a.pdf', 'b.pdf']);
      await expect
        .element(progress(text))
        .toMatchTextContent(text('scan.import.uploading', { done: 1, total: 2 }));
      await stop(text, way);
      await expect.element(progress(text)).not.toBeInTheDocument();
      await expect.element(page.getByText(text('scan.import.notBegun', { total: 2 }))).toBeVisible();
      expect(run.mock.calls.map(([name]) => name)).not.toContain('import.start');
    },
  );

  it.each(each)('COMP-40 is stopped in the midst of it, by $way ($language)', async ({ language, way }) => {
    const { text, fixture } = await showWindow({ language });
    const run = vi.spyOn(fixture, 'run');
    const job = importing(fixture);
    fixture.emit({ type: 'capture.changed', job });
    await expect
      .element(progress(text))
      .toMatchTextContent(text('scan.progress.files', { done: 1, total: 3 }));
    await stop(text, way);
    await vi.waitFor(() => expect(run).toHaveBeenCalledWith('capture.cancel', { captureJobId: job.id }));
    const failures: CaptureJob['failures'] = [
      { type: 'ImportStopped', name: 'half.pdf', pages: 4 },
      { type: 'ImportStopped', name: 'next.pdf', pages: 0 },
    ];
    fixture.emit({ type: 'capture.changed', job: { ...job, state: 'cancelled', failures } });
    await expect.element(progress(text)).not.toBeInTheDocument();
    const left = page.getByRole('alertdialog', { name: text('scan.import.stopped', { count: 2 }) });
    await expect.element(left).toMatchTextContent(text('scan.import.stopped.kept', { files: 1 }));
    for (const { name, pages } of [
      { name: 'half.pdf', pages: 4 },
      { name: 'next.pdf', pages: 0 },
    ])
      await expect.element(left).toMatchTextContent(text('error.ImportStopped.what', { name, pages }));
  });

  it('COMP-40 is stopped while it is being begun', async () => {
    const { text, fixture } = await showWindow();
    const usual = globalThis.fetch;
    vi.spyOn(globalThis, 'fetch').mockImplementation(async (address, init) =>
      String(address).startsWith('uploads') ? Response.json({ uploadId: 'u' }) : usual(address, init),
    );
    const captureJobId = 'capture:00000000-0000-4000-8000-0000000000f2' as const;
    const started = Promise.withResolvers<{ ok: true; value: { captureJobId: typeof captureJobId } }>();
    const answer = fixture.run.bind(fixture);
    const run = vi
      .spyOn(fixture, 'run')
      .mockImplementation((name, input) => (name === 'import.start' ? started.promise : answer(name, input)));
    dropFiles(['a.pdf']);
    await vi.waitFor(() => expect(run.mock.calls.map(([name]) => name)).toContain('import.start'));
    await stop(text, 'Escape');
    started.resolve({ ok: true, value: { captureJobId } });
    await vi.waitFor(() => expect(run).toHaveBeenCalledWith('capture.cancel', { captureJobId }));
    await expect.element(progress(text)).not.toBeInTheDocument();
  });

  it('COMP-40 Escape lets go of ticks first, and never stops a scan', async () => {
    const { text, fixture } = await showWindow();
    const run = vi.spyOn(fixture, 'run');
    const cancelled = () => run.mock.calls.filter(([name]) => name === 'capture.cancel').length;
    const job = importing(fixture);
    fixture.emit({ type: 'capture.changed', job });
    await expect.element(progress(text)).toBeVisible();
    page.getByRole('tree').element().focus();
    await press('Home', 'ArrowDown', ' ', 'Escape');
    expect(cancelled()).toBe(0);
    fixture.emit({ type: 'capture.changed', job: { ...job, kind: 'scan' } });
    await press('Escape');
    expect(cancelled()).toBe(0);
    fixture.emit({ type: 'capture.changed', job });
    await press('Escape');
    await vi.waitFor(() => expect(cancelled()).toBe(1));
  });
});

function importing(fixture: FixtureStation): CaptureJob {
  const [scan] = fixture.captures();
  if (!scan) throw new Error('the case was captured by nothing');
  const id = 'capture:00000000-0000-4000-8000-0000000000f1';
  return {
    ...scan,
    id,
    kind: 'import',
    state: 'running',
    startedAt: Date.now(),
    filesTotal: 3,
    filesDone: 1,
  };
}

function dropFiles(names: readonly string[]): void {
  const dataTransfer = new DataTransfer();
  for (const name of names) dataTransfer.items.add(new File(['x'], name));
  document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}
