import { describe, expect, it } from 'vitest';
import { black, blue, media, onePage, onOfdBench, picture, red, white } from './ofd-bench.ts';
import { entriesOf, ofdOf, pageXml, rectangle, xmlFile } from './ofd-files.ts';
import { paperOf } from './pixels.ts';
import { zipOf } from './zip-files.ts';

const { drawn, importBytes } = onOfdBench();

describe('importing an OFD', () => {
  it('OFD-1 pages come in order at the size of their boxes and the resolution asked for', async () => {
    const { pages, errors } = await importBytes(
      ofdOf({
        pages: [{ content: rectangle(10, 10, 20, 20) }, { content: '', box: '0 0 100 50' }],
      }),
      200,
    );
    expect(errors).toEqual([]);
    expect(pages).toMatchObject([
      { pageNumber: 1, dpi: 200, dpiBy: 'file', method: 'rendered', warnings: [], invoice: null },
      { pageNumber: 2, dpi: 200 },
    ]);
    expect([pages[0]?.image.width, pages[0]?.image.height]).toEqual([1654, 2339]);
    expect([pages[1]?.image.width, pages[1]?.image.height]).toEqual([787, 394]);
  });

  it('OFD-2 files are found by relative and absolute locations, by either slash, in letters of either case', async () => {
    const bytes = zipOf([
      {
        name: 'ofd.xml',
        bytes: xmlFile(
          '<ofd:OFD><ofd:DocBody><ofd:DocRoot>/DOC_0\\document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
        ),
      },
      {
        name: 'Doc_0\\Document.xml',
        bytes: xmlFile(
          '<ofd:Document><ofd:CommonData><ofd:DocumentRes>Res/../DocumentRes.xml</ofd:DocumentRes></ofd:CommonData>' +
            '<ofd:Pages><ofd:Page ID="1" BaseLoc="./pages/P.xml"/></ofd:Pages></ofd:Document>',
        ),
      },
      {
        name: 'Doc_0/DocumentRes.xml',
        bytes: xmlFile(`<ofd:Res BaseLoc="Res">${media(5, 'RED.png')}</ofd:Res>`),
      },
      { name: 'Doc_0/Res/red.png', bytes: await picture('#f00') },
      {
        name: 'Doc_0/Pages/P.xml',
        bytes: pageXml({
          content: '<ofd:ImageObject ID="1" Boundary="10 10 40 40" CTM="40 0 0 40 0 0" ResourceID="5"/>',
        }),
      },
    ]);
    const { pages, errors } = await importBytes(bytes);
    expect(errors).toEqual([]);
    expect((await paperOf(pages[0])).at(30, 30)).toEqual(red);
  });

  it('OFD-3 all documents of a file are imported, one after the other', async () => {
    const first = entriesOf({ pages: [{ content: rectangle(0, 0, 50, 50, { colour: '255 0 0' }) }] });
    const second = entriesOf({ pages: [{ content: rectangle(0, 0, 50, 50, { colour: '0 0 255' }) }] });
    const main = xmlFile(
      '<ofd:OFD><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>' +
        '<ofd:DocBody><ofd:DocRoot>Doc_1/Document.xml</ofd:DocRoot></ofd:DocBody>' +
        '<ofd:DocBody><ofd:DocRoot>Doc_2/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>',
    );
    const bytes = zipOf([
      { name: 'OFD.xml', bytes: main },
      ...first.slice(1),
      ...second.slice(1).map((entry) => ({ ...entry, name: String(entry.name).replace('Doc_0', 'Doc_1') })),
    ]);
    const { pages, errors } = await importBytes(bytes);
    expect(pages.map((page) => page.pageNumber)).toEqual([1, 2]);
    expect((await paperOf(pages[0])).at(20, 20)).toEqual(red);
    expect((await paperOf(pages[1])).at(20, 20)).toEqual(blue);
    expect(errors).toEqual([{ type: 'FileDamaged', name: 'file.ofd', detail: 'no Doc_2/Document.xml' }]);
  });

  it('OFD-4 a page that cannot be read is told by its number and the rest goes on', async () => {
    const entries = entriesOf({
      pages: [{ content: '' }, { content: '' }, { content: rectangle(0, 0, 50, 50) }],
    });
    const bytes = zipOf(
      entries.flatMap((entry) => {
        if (entry.name === 'Doc_0/Pages/Page_0/Content.xml') return [];
        return [entry.name === 'Doc_0/Pages/Page_1/Content.xml' ? { ...entry, bytes: '<a><b></a>' } : entry];
      }),
    );
    const { pages, errors } = await importBytes(bytes);
    expect(pages.map((page) => page.pageNumber)).toEqual([3]);
    expect(errors).toMatchObject([
      { type: 'PageDamaged', pageNumber: 1, detail: 'no Pages/Page_0/Content.xml' },
      { type: 'PageDamaged', pageNumber: 2 },
    ]);
  });

  it('OFD-5 templates lie behind or before the page, layers in their order', async () => {
    const template = (id: number, colour: string) => ({
      name: `Doc_0/Tpls/Tpl_${id}.xml`,
      bytes: pageXml({ content: rectangle(0, 0, 40, 40, { colour }) }),
    });
    const { paper } = await drawn({
      common:
        '<ofd:TemplatePage ID="50" BaseLoc="Tpls/Tpl_50.xml"/>' +
        '<ofd:TemplatePage ID="51" ZOrder="Foreground" BaseLoc="Tpls/Tpl_51.xml"/>',
      pages: [
        {
          content: '',
          head: '<ofd:Template TemplateID="50" ZOrder="Background"/><ofd:Template TemplateID="51" ZOrder="Foreground"/>',
          layers:
            `<ofd:Layer ID="1" Type="Foreground">${rectangle(20, 20, 40, 40, { colour: '0 0 255' })}</ofd:Layer>` +
            `<ofd:Layer ID="2" Type="Body">${rectangle(20, 20, 60, 40, { colour: '0 255 0' })}</ofd:Layer>`,
        },
      ],
      files: [
        template(50, '255 0 0'),
        {
          name: 'Doc_0/Tpls/Tpl_51.xml',
          bytes: pageXml({ content: rectangle(50, 50, 60, 60, { colour: '0 0 0' }) }),
        },
      ],
    });
    expect(paper.at(10, 10)).toEqual(red);
    expect(paper.at(30, 30)).toEqual(blue);
    expect(paper.at(70, 30)).toEqual([0, 255, 0]);
    expect(paper.at(55, 55)).toEqual(black);
    expect(paper.at(150, 150)).toEqual(white);
  });
});

describe('limits of an OFD', () => {
  const bare = { name: 'file.ofd' };

  it('OFD-17 a huge page is drawn within 60 MP, its real resolution recorded, with a warning', async () => {
    const { pages } = await importBytes(ofdOf({ pages: [{ content: '', box: '0 0 3000 3000' }] }), 300);
    expect(pages).toMatchObject([{ warnings: ['dpi-lowered'] }]);
    const [page] = pages;
    expect((page?.image.width ?? 0) * (page?.image.height ?? 0)).toBeLessThanOrEqual(60_010_000);
    expect(page?.dpi).toBeCloseTo(65.6, 0);
  });

  it('OFD-18 what passes a limit of archives ends in its own error', async () => {
    const files = [{ name: 'Doc_0/bomb', bytes: Buffer.alloc(20 * 1024 * 1024) }];
    expect((await importBytes(ofdOf(onePage('', { files })))).errors).toMatchObject([
      { type: 'ArchiveTooLarge', measure: 'ratio', limit: 200, ...bare },
    ]);
    const pages = Array.from({ length: 1_001 }, () => ({ content: '' }));
    expect((await importBytes(ofdOf({ pages }))).errors).toEqual([
      { type: 'FileTooManyPages', pages: 1_001, limit: 1_000, ...bare },
    ]);
  });

  it('OFD-19 XML with a document type, entities or endless nesting is refused; characters by number are read', async () => {
    const withMain = (bytes: string) =>
      zipOf([{ name: 'OFD.xml', bytes }, ...entriesOf(onePage(rectangle(0, 0, 50, 50))).slice(1)]);
    const bomb = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>';
    expect((await importBytes(withMain(bomb))).errors).toEqual([
      { type: 'FileDamaged', detail: 'the XML has a document type', ...bare },
    ]);
    const deep = `<a>${'<b>'.repeat(100_000)}${'</b>'.repeat(100_000)}</a>`;
    expect((await importBytes(withMain(deep))).errors).toMatchObject([{ type: 'FileDamaged', ...bare }]);
    const numbered = '\ufeff<OFD><DocBody><DocRoot>Doc&#95;0/Docu&#x6d;ent.xml</DocRoot></DocBody></OFD>';
    expect((await importBytes(withMain(numbered))).pages).toHaveLength(1);
  });

  it('OFD-20 a page of more than 200,000 objects, or that goes round in circles, is refused and its neighbours stand', async () => {
    const many = '<ofd:PathObject Visible="false"/>'.repeat(200_001);
    const circle =
      '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30"><ofd:Content><ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="30"/></ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>';
    const { pages, errors } = await importBytes(
      // Not packed: so many objects alike would be refused as a bomb.
      zipOf(
        entriesOf({
          resources: circle,
          pages: [
            { content: many },
            { content: '<ofd:CompositeObject ID="1" Boundary="0 0 9 9" ResourceID="30"/>' },
            { content: rectangle(0, 0, 50, 50) },
          ],
        }).map((entry) => ({ ...entry, packed: false })),
      ),
    );
    expect(pages.map((page) => page.pageNumber)).toEqual([3]);
    expect(errors).toMatchObject([
      { type: 'PageDamaged', pageNumber: 1, detail: 'more than 200000 objects' },
      { type: 'PageDamaged', pageNumber: 2, detail: 'nested more than 16 deep' },
    ]);
  });

  it('OFD-21 one without its main file, its pages or its first bytes ends in an error that names it', async () => {
    const [main, ...rest] = entriesOf(onePage(''));
    expect((await importBytes(zipOf([{ name: 'a/OFD.xml', bytes: 'x' }, ...rest]))).errors).toEqual([
      { type: 'FileDamaged', detail: 'no OFD.xml', ...bare },
    ]);
    expect((await importBytes(ofdOf({ pages: [] }))).errors).toEqual([
      { type: 'FileDamaged', detail: 'no pages', ...bare },
    ]);
    const whole = zipOf([...(main ? [main] : []), ...rest]);
    expect((await importBytes(whole.subarray(0, whole.length - 60))).errors).toMatchObject([
      { type: 'FileDamaged', ...bare },
    ]);
    const locked = '<ofd:OFD><ofd:DocBody><ofd:Encryptions>E.xml</ofd:Encryptions></ofd:DocBody></ofd:OFD>';
    expect((await importBytes(zipOf([{ name: 'OFD.xml', bytes: xmlFile(locked) }]))).errors).toEqual([
      { type: 'FileEncrypted', ...bare },
    ]);
  });
});
