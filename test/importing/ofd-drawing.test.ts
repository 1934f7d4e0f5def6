import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jbig2Of } from './jbig2-files.ts';
import { black, blue, media, onePage, onOfdBench, picture, red, white } from './ofd-bench.ts';
import { rectangle } from './ofd-files.ts';

const { drawn } = onOfdBench();

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
