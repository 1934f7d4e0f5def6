import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boxFont } from './font-files.ts';
import { jbig2Of } from './jbig2-files.ts';
import {
  entriesOf,
  type OfdSpec,
  ofdOf,
  pageXml,
  rectangle,
  sealOf,
  signatureFiles,
  signaturesOfBody,
  songFont,
  text,
  xmlFile,
} from './ofd-files.ts';
import { paperOf } from './pixels.ts';
import { type Bench, openBench, runImport } from './run-import.ts';
import { zipOf } from './zip-files.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.remove());

const white = [255, 255, 255];
const black = [0, 0, 0];
const red = [255, 0, 0];
const blue = [0, 0, 255];

async function importBytes(bytes: Buffer, dpi = 100) {
  return await runImport(bench, await bench.write('file.ofd', bytes), 'file.ofd', dpi);
}

async function drawn(spec: OfdSpec) {
  const { pages, errors } = await importBytes(ofdOf(spec));
  expect(errors).toEqual([]);
  return { page: pages[0], paper: await paperOf(pages[0]) };
}

const onePage = (content: string, more: Partial<OfdSpec> = {}): OfdSpec => ({
  pages: [{ content }],
  ...more,
});

async function picture(colour: string, width = 20, height = 20): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();
}

const media = (id: number, file: string) =>
  `<ofd:MultiMedias><ofd:MultiMedia ID="${id}" Type="Image"><ofd:MediaFile>${file}</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>`;

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

describe('drawing of an OFD', () => {
  it('OFD-6 paths: moves, curves, arcs, both fill rules, lines by draw parameters that refer to others', async () => {
    const { paper } = await drawn(
      onePage(
        // A ring: the inner square is left out by the even-odd rule.
        '<ofd:PathObject ID="1" Boundary="10 10 30 30" Fill="true" Stroke="false" Rule="Even-Odd">' +
          '<ofd:FillColor Value="#FF 0 0"/><ofd:AbbreviatedData>S 0 0 L 30 0 L 30 30 L 0 30 C M 10 10 L 20 10 L 20 20 L 10 20 C</ofd:AbbreviatedData></ofd:PathObject>' +
          // A disc of two arcs.
          '<ofd:PathObject ID="2" Boundary="60 10 30 30" Fill="true" Stroke="false">' +
          '<ofd:FillColor Value="0 0 255"/><ofd:AbbreviatedData>M 0 15 A 15 15 0 0 1 30 15 A 15 15 0 0 1 0 15 C</ofd:AbbreviatedData></ofd:PathObject>' +
          // A line whose colour and width stand in parameters it refers to.
          '<ofd:PathObject ID="3" Boundary="10 60 100 0" DrawParam="8"><ofd:AbbreviatedData>M 0 0 L 100 0</ofd:AbbreviatedData></ofd:PathObject>' +
          '<ofd:PathObject ID="4" Boundary="10 80 50 20" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 0"/>' +
          '<ofd:AbbreviatedData>M 0 0 Q 0 20 25 20 B 40 20 50 10 50 0 C</ofd:AbbreviatedData></ofd:PathObject>',
        {
          resources:
            '<ofd:DrawParams><ofd:DrawParam ID="7" LineWidth="4"><ofd:StrokeColor Value="255 0 0"/></ofd:DrawParam>' +
            '<ofd:DrawParam ID="8" Relative="7" Cap="Round"/></ofd:DrawParams>',
        },
      ),
    );
    expect(paper.at(15, 15)).toEqual(red);
    expect(paper.at(25, 25)).toEqual(white);
    expect(paper.at(75, 25)).toEqual(blue);
    expect(paper.at(61, 11)).toEqual(white);
    expect(paper.at(50, 61.5)).toEqual(red);
    expect(paper.at(50, 63)).toEqual(white);
    expect(paper.at(35, 90)).toEqual(black);
    expect(paper.at(12, 98)).toEqual(white);
  });

  it('OFD-7 transforms, clips, boundaries and alpha', async () => {
    const clip =
      '<ofd:Clips><ofd:Clip><ofd:Area><ofd:Path Boundary="0 0 10 40"><ofd:AbbreviatedData>M 0 0 L 10 0 L 10 40 L 0 40 C</ofd:AbbreviatedData></ofd:Path></ofd:Area>' +
      '<ofd:Area><ofd:Path Boundary="30 0 10 40"><ofd:AbbreviatedData>M 0 0 L 10 0 L 10 40 L 0 40 C</ofd:AbbreviatedData></ofd:Path></ofd:Area></ofd:Clip></ofd:Clips>';
    const { paper } = await drawn(
      onePage(
        rectangle(10, 10, 40, 40, { children: clip }) +
          // Twice as large as its data.
          '<ofd:PathObject ID="2" Boundary="70 10 40 40" CTM="2 0 0 2 0 0" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 255"/>' +
          '<ofd:AbbreviatedData>M 0 0 L 20 0 L 20 20 L 0 20 C</ofd:AbbreviatedData></ofd:PathObject>' +
          // Data that goes beyond its boundary.
          '<ofd:PathObject ID="3" Boundary="10 70 20 20" Fill="true" Stroke="false"><ofd:FillColor Value="255 0 0"/>' +
          '<ofd:AbbreviatedData>M 0 0 L 90 0 L 90 90 L 0 90 C</ofd:AbbreviatedData></ofd:PathObject>' +
          rectangle(120, 10, 20, 20, { attributes: 'Alpha="128"' }) +
          rectangle(120, 40, 20, 20, { fill: '<ofd:FillColor Value="0 0 0" Alpha="128"/>' }) +
          rectangle(150, 40, 20, 20, { attributes: 'Visible="false"' }),
      ),
    );
    expect([15, 25, 45].map((x) => paper.at(x, 30))).toEqual([black, white, black]);
    expect(paper.at(105, 45)).toEqual(blue);
    expect(paper.at(20, 80)).toEqual(red);
    expect(paper.at(50, 95)).toEqual(white);
    for (const y of [20, 50]) expect(Math.abs((paper.at(130, y)[0] ?? 0) - 127)).toBeLessThan(3);
    expect(paper.at(160, 50)).toEqual(white);
  });

  it('OFD-8 shadings along an axis, repeated and not extended; colours gray, CMYK and of a palette', async () => {
    const axial = (attributes: string) =>
      `<ofd:FillColor><ofd:AxialShd ${attributes}><ofd:Segment Position="0"><ofd:Color Value="0 0 0"/></ofd:Segment>` +
      '<ofd:Segment Position="1"><ofd:Color Value="255 255 255"/></ofd:Segment></ofd:AxialShd></ofd:FillColor>';
    const { page, paper } = await drawn(
      onePage(
        rectangle(10, 10, 100, 20, { fill: axial('StartPoint="0 0" EndPoint="100 0" Extend="3"') }) +
          rectangle(10, 40, 100, 20, {
            fill: axial('StartPoint="0 0" EndPoint="100 0" MapType="Repeat" MapUnit="50" Extend="3"'),
          }) +
          rectangle(10, 70, 100, 20, { fill: axial('StartPoint="50 0" EndPoint="90 0"') }) +
          rectangle(10, 100, 20, 20, { fill: '<ofd:FillColor ColorSpace="21" Value="128"/>' }) +
          rectangle(40, 100, 20, 20, { fill: '<ofd:FillColor ColorSpace="22" Value="0 255 255 0"/>' }) +
          rectangle(70, 100, 20, 20, { fill: '<ofd:FillColor ColorSpace="23" Index="1"/>' }) +
          rectangle(100, 100, 20, 20, {
            fill: '<ofd:FillColor><ofd:Pattern Width="1" Height="1"><ofd:CellContent><ofd:PathObject><ofd:FillColor Value="0 0 255"/></ofd:PathObject></ofd:CellContent></ofd:Pattern></ofd:FillColor>',
          }),
        {
          resources:
            '<ofd:ColorSpaces><ofd:ColorSpace ID="21" Type="GRAY"/><ofd:ColorSpace ID="22" Type="CMYK"/>' +
            '<ofd:ColorSpace ID="23" Type="RGB"><ofd:Palette><ofd:CV>0 0 0</ofd:CV><ofd:CV>255 0 0</ofd:CV></ofd:Palette></ofd:ColorSpace></ofd:ColorSpaces>',
        },
      ),
    );
    const gray = (x: number, y: number) => paper.at(x, y)[0] ?? 0;
    expect(gray(12, 20)).toBeLessThan(15);
    expect(Math.abs(gray(60, 20) - 128)).toBeLessThan(6);
    expect(gray(108, 20)).toBeGreaterThan(240);
    expect(gray(58, 50)).toBeGreaterThan(230);
    expect(gray(62, 50)).toBeLessThan(25);
    expect(gray(30, 80)).toBe(255);
    expect(gray(62, 80)).toBeLessThan(25);
    expect(paper.at(20, 110)).toEqual([128, 128, 128]);
    expect(paper.at(50, 110)).toEqual(red);
    expect(paper.at(80, 110)).toEqual(red);
    expect(paper.at(110, 110)).toEqual(blue);
    expect(page?.warnings).toEqual(['approximated']);
  });

  it('OFD-9 images, images under a mask, composites and blocks within blocks', async () => {
    const mask = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000' } })
      .composite([{ input: await picture('#fff', 10, 20), left: 0, top: 0 }])
      .png()
      .toBuffer();
    const image = (x: number, attributes: string) =>
      `<ofd:ImageObject ID="1" Boundary="${x} 10 40 40" CTM="40 0 0 40 0 0" ${attributes}/>`;
    const { page, paper } = await drawn(
      onePage(
        image(10, 'ResourceID="5"') +
          image(60, 'ResourceID="5" ImageMask="6"') +
          image(110, 'ResourceID="5" Alpha="0"') +
          '<ofd:PageBlock ID="2"><ofd:PageBlock ID="3"><ofd:CompositeObject ID="4" Boundary="10 60 40 40" ResourceID="30"/></ofd:PageBlock></ofd:PageBlock>',
        {
          resources:
            media(5, 'red.png') +
            media(6, 'mask.png') +
            `<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="30" Width="40" Height="40"><ofd:Content>${rectangle(0, 0, 200, 20)}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>`,
          files: [
            { name: 'Doc_0/Res/red.png', bytes: await picture('#f00') },
            { name: 'Doc_0/Res/mask.png', bytes: mask },
          ],
        },
      ),
    );
    expect(page?.warnings).toEqual([]);
    expect(paper.at(30, 30)).toEqual(red);
    expect(paper.at(70, 30)).toEqual(red);
    expect(paper.at(90, 30)).toEqual(white);
    expect(paper.at(130, 30)).toEqual(white);
    expect(paper.at(30, 70)).toEqual(black);
    expect(paper.at(80, 70)).toEqual(white);
  });

  it.each(['sequential', 'random access', 'bare segments'] as const)(
    'OFD-23 a JBIG2 picture is decoded (%s)',
    async (order) => {
      const { page, paper } = await drawn(
        onePage('<ofd:ImageObject ID="1" Boundary="10 10 40 40" CTM="40 0 0 40 0 0" ResourceID="5"/>', {
          resources: media(5, 'scan.jb2').replace('ID="5"', 'ID="5" Format="GBIG2"'),
          files: [{ name: 'Doc_0/Res/scan.jb2', bytes: await jbig2Of(order) }],
        }),
      );
      expect(page?.warnings).toEqual([]);
      expect(paper.at(20, 30)).toEqual(black);
      expect(paper.at(40, 30)).toEqual(white);
    },
  );

  it('OFD-10 a picture that is missing or of an unknown kind is left out, and the page says so', async () => {
    const bad = await drawn(
      onePage('<ofd:ImageObject ID="1" Boundary="10 10 40 40" CTM="40 0 0 40 0 0" ResourceID="5"/>', {
        resources: media(5, 'scan.jb2'),
        files: [{ name: 'Doc_0/Res/scan.jb2', bytes: Buffer.from('\x97JB2\r\n\x1a\n') }],
      }),
    );
    expect(bad.page?.warnings).toEqual(['image-skipped']);
    const gone = await drawn(
      onePage('<ofd:ImageObject ID="1" Boundary="10 10 40 40" CTM="40 0 0 40 0 0" ResourceID="5"/>'),
    );
    expect(gone.page?.warnings).toEqual(['image-skipped']);
  });
});

describe('annotations and seals of an OFD', () => {
  it('OFD-14 annotations are drawn as they look, but not those that are hidden', async () => {
    const annotation = (more: string, x: number) =>
      `<ofd:Annot ID="${x}" Type="Watermark" ${more}><ofd:Appearance Boundary="${x} 10 40 40">${rectangle(0, 0, 40, 40)}</ofd:Appearance></ofd:Annot>`;
    const { paper } = await drawn(
      onePage('', {
        document: '<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>',
        files: [
          {
            name: 'Doc_0/Annots/Annotations.xml',
            bytes: xmlFile(
              '<ofd:Annotations><ofd:Page PageID="1"><ofd:FileLoc>Page_0/Annot.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>',
            ),
          },
          {
            name: 'Doc_0/Annots/Page_0/Annot.xml',
            bytes: xmlFile(
              `<ofd:PageAnnot>${annotation('', 10)}${annotation('Visible="false"', 100)}</ofd:PageAnnot>`,
            ),
          },
        ],
      }),
    );
    expect(paper.at(30, 30)).toEqual(black);
    expect(paper.at(120, 30)).toEqual(white);
  });

  it('OFD-22 a template, composite or list of annotations that cannot be read is told on the page, which is there all the same', async () => {
    for (const spec of [
      onePage(rectangle(0, 0, 50, 50), { document: '<ofd:Annotations>gone.xml</ofd:Annotations>' }),
      onePage(`${rectangle(0, 0, 50, 50)}<ofd:CompositeObject ID="4" Boundary="9 9 9 9" ResourceID="99"/>`),
      { pages: [{ content: rectangle(0, 0, 50, 50), head: '<ofd:Template TemplateID="50"/>' }] },
    ]) {
      const { page, paper } = await drawn(spec);
      expect(page?.warnings).toEqual(['part-skipped']);
      expect(paper.at(30, 30)).toEqual(black);
    }
  });

  it('OFD-15 a seal is found in its signature and multiplied onto the page, as far as its clip goes', async () => {
    const stamp = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40" Clip="0 0 20 40"/>';
    const { page, paper } = await drawn(
      onePage(rectangle(0, 0, 30, 100, { colour: '0 0 255' }), {
        body: signaturesOfBody,
        files: signatureFiles(stamp, sealOf('PNG', await picture('#ff0000'))),
      }),
    );
    expect(page?.warnings).toEqual([]);
    expect(paper.at(35, 40)).toEqual(red);
    // Red ink on blue ink.
    expect(paper.at(25, 40)).toEqual(black);
    expect(paper.at(50, 40)).toEqual(white);
  });

  it('OFD-16 a seal that is itself an OFD is drawn clear; one that cannot be read is told', async () => {
    const stamp = '<ofd:StampAnnot ID="1" PageRef="1" Boundary="20 20 40 40"/>';
    const seal = ofdOf({
      pages: [{ content: rectangle(0, 0, 10, 20, { colour: '255 0 0' }), box: '0 0 20 20' }],
    });
    const good = await drawn(
      onePage(rectangle(0, 50, 100, 100, { colour: '0 0 255' }), {
        body: signaturesOfBody,
        files: signatureFiles(stamp, sealOf('ofd', seal)),
      }),
    );
    expect(good.page?.warnings).toEqual([]);
    expect(good.paper.at(30, 30)).toEqual(red);
    expect(good.paper.at(50, 30)).toEqual(white);
    expect(good.paper.at(50, 55)).toEqual(blue);
    const bad = await drawn(
      onePage('', { body: signaturesOfBody, files: signatureFiles(stamp, Buffer.from('no DER')) }),
    );
    expect(bad.page?.warnings).toEqual(['seal-skipped']);
    const lost = await drawn(onePage('', { body: signaturesOfBody }));
    expect(lost.page?.warnings).toEqual(['seal-skipped']);
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

describe('text of an OFD', () => {
  it('OFD-11 text whose font is not in the file is drawn in ours and the page says so', async () => {
    const { page, paper } = await drawn(onePage(text(1, 20, 30, 10, '增值税发票'), { resources: songFont }));
    expect(page?.warnings).toEqual(['font-replaced']);
    for (const index of [0, 1, 2, 3, 4]) {
      expect(paper.ink(20 + index * 10, 20, 10, 11), `sign ${index}`).toBeGreaterThan(0.08);
    }
    expect(paper.ink(72, 18, 40, 16)).toBe(0);
  });

  it('OFD-12 offsets with repeat groups, both ways; signs made narrow and turned; runs without offsets', async () => {
    const { paper } = await drawn(
      onePage(
        text(1, 20, 20, 10, '国国国国', 'DeltaX="g 2 20 40"') +
          text(2, 20, 60, 10, '国国国', 'DeltaX="g 2 0" DeltaY="g 2 20"') +
          text(3, 60, 60, 10, '国', '', 'HScale="0.5"') +
          text(4, 100, 60, 10, '一', '', 'CharDirection="90"') +
          text(5, 120, 60, 10, '国国', '') +
          text(6, 160, 60, 10, '国国', '', 'ReadDirection="90"') +
          // Too few offsets: the last one goes on.
          text(7, 20, 130, 10, '国国国国', 'DeltaX="20"'),
        { resources: songFont },
      ),
    );
    const isInked = (x: number, y: number) => paper.ink(x, y, 10, 11) > 0.08;
    expect([20, 30, 40, 50, 60, 70, 80, 90, 100].map((x) => isInked(x, 10))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      false,
      false,
      true,
    ]);
    expect([50, 60, 70, 80, 90].map((y) => isInked(20, y))).toEqual([true, false, true, false, true]);
    expect([20, 30, 40, 50, 60, 70, 80].map((x) => isInked(x, 120))).toEqual([
      true,
      false,
      true,
      false,
      true,
      false,
      true,
    ]);
    expect(paper.ink(60, 50, 5, 11)).toBeGreaterThan(0.1);
    expect(paper.ink(65.5, 50, 6, 11)).toBe(0);
    // A stroke that lies now stands, right of its origin and below it.
    expect(paper.ink(100, 60, 8, 10)).toBeGreaterThan(0.02);
    expect(paper.ink(100, 50, 10, 8)).toBe(0);
    expect([120, 130, 140].map((x) => isInked(x, 50))).toEqual([true, true, false]);
    expect([50, 60, 70].map((y) => isInked(160, y))).toEqual([true, true, false]);
  });

  it('OFD-13 an embedded font is drawn by its outlines, by character or by the glyphs given', async () => {
    const object = (id: number, x: number, words: string, more = '') =>
      `<ofd:TextObject ID="${id}" Boundary="${x} 20 40 20" Font="${id}" Size="20">${more}<ofd:TextCode X="0" Y="20" DeltaX="20">${words}</ofd:TextCode></ofd:TextObject>`;
    const transform =
      '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="1"><ofd:Glyphs>1</ofd:Glyphs></ofd:CGTransform>';
    const several = transform.replace(
      '"1" GlyphCount="1"><ofd:Glyphs>1',
      '"2" GlyphCount="3"><ofd:Glyphs>1 1 1',
    );
    const { page, paper } = await drawn(
      onePage(
        object(2, 20, 'A') +
          object(3, 60, '国', transform) +
          // Two signs drawn as three glyphs, each with an offset, and a sign after them.
          object(2, 100, '国国A', several),
        {
          resources:
            '<ofd:Fonts><ofd:Font ID="2" FontName="Box"><ofd:FontFile>box.ttf</ofd:FontFile></ofd:Font>' +
            '<ofd:Font ID="3" FontName="Box"><ofd:FontFile>glyphs-only.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
          files: [
            { name: 'Doc_0/Res/box.ttf', bytes: boxFont() },
            { name: 'Doc_0/Res/glyphs-only.ttf', bytes: boxFont(['cmap']) },
          ],
        },
      ),
    );
    expect(page?.warnings).toEqual([]);
    // The glyph is a box as wide as half the size and as high.
    for (const x of [20, 60, 100, 120, 140, 160]) {
      expect(paper.ink(x + 1, 31, 8, 8)).toBe(1);
      expect(paper.ink(x + 11, 20, 8, 20)).toBe(0);
    }
    const broken = await drawn(
      onePage(object(2, 20, '国'), {
        resources:
          '<ofd:Fonts><ofd:Font ID="2" FontName="Box"><ofd:FontFile>box.ttf</ofd:FontFile></ofd:Font></ofd:Fonts>',
        files: [{ name: 'Doc_0/Res/box.ttf', bytes: Buffer.from('no font') }],
      }),
    );
    expect(broken.page?.warnings).toEqual(['font-replaced']);
    expect(broken.paper.ink(20, 20, 20, 20)).toBeGreaterThan(0.08);
  });
});
