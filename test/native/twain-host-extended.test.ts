import { expect, it } from 'vitest';
import { colour, describeHost } from './host-bench.ts';
import { frameOf, pagesOf } from './host-session.ts';
import { type PnmPage, somePages } from './pnm-pages.ts';

describeHost('extended information', (bench) => {
  it('TWAIN-11 duplex: sides and numbers as the source tells them, with its patches, codes and imprint', async () => {
    const [first, second, third, fourth] = somePages(4) as [PnmPage, PnmPage, PnmPage, PnmPage];
    await bench.load([
      { ...first, words: ['patch 1', 'code 4 HX-2026-000123', 'code 20 https://example.org/?a=1'] },
      second,
      { ...third, words: ['patch 5', 'code 99 odd'] },
      fourth,
    ]);
    const ended = await bench.run('scan', ['sides duplex', 'colour colour', 'imprint No. 7']);
    expect(
      pagesOf(ended).map(({ json }) => [json.side, json.pageNumber, json.documentNumber, json.paperCount]),
    ).toEqual([
      ['front', 1, 1, 1],
      ['back', 2, 1, 1],
      ['front', 3, 1, 2],
      ['back', 4, 1, 2],
    ]);
    expect(pagesOf(ended).map(({ json }) => json.patch)).toEqual(['2', null, 'T', null]);
    expect(pagesOf(ended).map(({ json }) => json.codes)).toEqual([
      [
        { type: 'Code128', text: 'HX-2026-000123' },
        { type: 'QRCode', text: 'https://example.org/?a=1' },
      ],
      [],
      [{ type: 'TWBT 99', text: 'odd' }],
      [],
    ]);
    expect(pagesOf(ended).map(({ json }) => json.imprinted)).toEqual(Array(4).fill('No. 7'));
    expect(frameOf(ended, 'end')).toMatchObject({ sheetCount: 2 });
  });

  it('TWAIN-11 a source without extended information: all of it is null', async () => {
    await bench.load(somePages(1), { VDS_LACKS: '112f' });
    const [page] = pagesOf(await bench.run('scan', colour));
    expect(page?.json).toMatchObject({
      side: null,
      pageNumber: null,
      paperCount: null,
      patch: null,
      codes: [],
      imprinted: null,
    });
  });
});
