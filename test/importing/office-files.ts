import { zipOf } from './zip-files.ts';

/* Office files as small as their programs take them, with a known number of pages. */

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const packageRelations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const officeRelations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const mainTypes = 'application/vnd.openxmlformats-officedocument';

/** A Word file with one line a page. */
export function docxOf(
  lines: readonly string[],
  more: { readonly body?: string; readonly linkedPicture?: string } = {},
): Buffer {
  const w = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const paragraphs = lines.map((line, index) => {
    const turn = index === 0 ? '' : '<w:r><w:br w:type="page"/></w:r>';
    return `<w:p>${turn}<w:r><w:t>${line}</w:t></w:r></w:p>`;
  });
  const size = '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>';
  return packed('word/document.xml', 'wordprocessingml.document', {
    'word/document.xml': `${xml}<w:document xmlns:w="${w}"><w:body>${paragraphs.join('')}${more.linkedPicture ? linkedPicture : ''}${more.body ?? ''}${size}</w:body></w:document>`,
    ...(more.linkedPicture && {
      'word/_rels/document.xml.rels': relations([
        { type: `${officeRelations}/image`, target: `${more.linkedPicture}" TargetMode="External` },
      ]),
    }),
  });
}

const drawing = 'http://schemas.openxmlformats.org/drawingml/2006';
/** A picture that is not in the file: its relation says where it is. */
const linkedPicture =
  `<w:p><w:r><w:drawing><wp:inline xmlns:wp="${drawing}/wordprocessingDrawing"><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="p"/>` +
  `<a:graphic xmlns:a="${drawing}/main"><a:graphicData uri="${drawing}/picture"><pic:pic xmlns:pic="${drawing}/picture"><pic:nvPicPr><pic:cNvPr id="1" name="p"/><pic:cNvPicPr/></pic:nvPicPr>` +
  `<pic:blipFill><a:blip xmlns:r="${officeRelations}" r:link="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`;

/** An Excel file with one filled sheet a name: each is a page of its own. */
export function xlsxOf(names: readonly string[]): Buffer {
  const x = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const sheets = names.map(
    (name, index) => `<sheet name="${name}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`,
  );
  const parts: Record<string, string> = {
    'xl/workbook.xml': `${xml}<workbook xmlns="${x}" xmlns:r="${officeRelations}"><sheets>${sheets.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      names.map((_, index) => ({
        type: `${officeRelations}/worksheet`,
        target: `worksheets/sheet${index + 1}.xml`,
      })),
    ),
  };
  names.forEach((name, index) => {
    parts[`xl/worksheets/sheet${index + 1}.xml`] =
      `${xml}<worksheet xmlns="${x}"><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>${name}</t></is></c><c r="B1"><v>12345.67</v></c></row></sheetData></worksheet>`;
  });
  return packed('xl/workbook.xml', 'spreadsheetml.sheet.main', parts, {
    sheet: 'spreadsheetml.worksheet',
    folder: '/xl/worksheets/sheet',
    count: names.length,
  });
}

/** A PowerPoint file with one slide a title. */
export function pptxOf(titles: readonly string[]): Buffer {
  const p = 'http://schemas.openxmlformats.org/presentationml/2006/main';
  const a = 'http://schemas.openxmlformats.org/drawingml/2006/main';
  const ids = titles.map((_, index) => `<p:sldId id="${256 + index}" r:id="rId${index + 1}"/>`);
  const parts: Record<string, string> = {
    'ppt/presentation.xml': `${xml}<p:presentation xmlns:p="${p}" xmlns:a="${a}" xmlns:r="${officeRelations}"><p:sldIdLst>${ids.join('')}</p:sldIdLst><p:sldSz cx="9144000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/></p:presentation>`,
    'ppt/_rels/presentation.xml.rels': relations(
      titles.map((_, index) => ({
        type: `${officeRelations}/slide`,
        target: `slides/slide${index + 1}.xml`,
      })),
    ),
  };
  titles.forEach((title, index) => {
    parts[`ppt/slides/slide${index + 1}.xml`] =
      `${xml}<p:sld xmlns:p="${p}" xmlns:a="${a}"><p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>` +
      `<p:sp><p:nvSpPr><p:cNvPr id="2" name="t"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="914400" y="914400"/><a:ext cx="7000000" cy="1000000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>` +
      `<p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="zh-CN" sz="3200"/><a:t>${title}</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>`;
  });
  return packed('ppt/presentation.xml', 'presentationml.presentation.main', parts, {
    sheet: 'presentationml.slide',
    folder: '/ppt/slides/slide',
    count: titles.length,
  });
}

interface Numbered {
  readonly sheet: string;
  readonly folder: string;
  readonly count: number;
}

function packed(
  main: string,
  mainType: string,
  parts: Readonly<Record<string, string>>,
  numbered: Numbered | null = null,
): Buffer {
  const type = mainType.endsWith('.main') ? mainType : `${mainType}.main`;
  const more = Array.from({ length: numbered?.count ?? 0 }, (_, index) => {
    const { folder, sheet } = numbered ?? { folder: '', sheet: '' };
    return `<Override PartName="${folder}${index + 1}.xml" ContentType="${mainTypes}.${sheet}+xml"/>`;
  });
  const types =
    `${xml}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    `<Override PartName="/${main}" ContentType="${mainTypes}.${type}+xml"/>${more.join('')}</Types>`;
  return zipOf([
    { name: '[Content_Types].xml', bytes: types },
    { name: '_rels/.rels', bytes: relations([{ type: `${officeRelations}/officeDocument`, target: main }]) },
    ...Object.entries(parts).map(([name, bytes]) => ({ name, bytes })),
  ]);
}

function relations(list: readonly { readonly type: string; readonly target: string }[]): string {
  const each = list.map(
    ({ type, target }, index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${xml}<Relationships xmlns="${packageRelations}">${each.join('')}</Relationships>`;
}
