import { entriesOf, type OfdSpec, rectangle, songFont, text, xmlFile } from './ofd-files.ts';
import { type ZipEntry, zipOf } from './zip-files.ts';

/** Fields as they stand on the invoices below; nobody bears these names or numbers. */
export const digitalNumber = '25952000000000000042';

const line = (x: number, y: number, width: number, height: number) =>
  `<ofd:PathObject ID="70" Boundary="${x} ${y} ${width} ${height}" LineWidth="0.3"><ofd:StrokeColor Value="128 0 0"/>` +
  `<ofd:AbbreviatedData>M 0 0 L ${width} ${height}</ofd:AbbreviatedData></ofd:PathObject>`;

const brown = '<ofd:FillColor Value="128 0 0"/>';

const colouredText = (id: number, x: number, y: number, size: number, words: string) =>
  text(id, x, y, size, words).replace('<ofd:TextCode', `${brown}<ofd:TextCode`);

const page = {
  box: '0 0 210 140',
  content:
    colouredText(20, 62, 14, 6, '电子发票（普通发票）') +
    colouredText(30, 145, 12, 3.5, '发票号码：') +
    text(21, 163, 12, 3.5, digitalNumber, 'DeltaX="g 19 1.9"') +
    colouredText(31, 145, 18, 3.5, '开票日期：') +
    text(22, 163, 18, 3.5, '2025年03月18日', 'DeltaX="g 4 1.9 3.5 1.9 1.9 3.5 1.9 1.9"') +
    colouredText(32, 12, 34, 3.5, '购买方名称：') +
    text(23, 34, 34, 3.5, '示例采购有限公司') +
    colouredText(33, 112, 34, 3.5, '销售方名称：') +
    text(24, 134, 34, 3.5, '示例销售有限公司') +
    colouredText(34, 12, 60, 3.5, '项目名称') +
    text(35, 12, 68, 3.5, '*办公用品*打印纸') +
    colouredText(36, 12, 105, 3.5, '合计') +
    text(25, 120, 105, 3.5, '¥', '') +
    text(26, 123, 105, 3.5, '1000.00', 'DeltaX="g 6 1.9"') +
    text(27, 170, 105, 3.5, '¥130.00', 'DeltaX="g 6 1.9"') +
    colouredText(37, 12, 114, 3.5, '价税合计（大写）') +
    text(38, 60, 114, 3.5, '壹仟壹佰叁拾圆整') +
    colouredText(39, 140, 114, 3.5, '（小写）') +
    text(28, 158, 114, 3.5, '¥1130.00', 'DeltaX="g 7 1.9"') +
    [26, 52, 72, 108, 118].map((y) => line(10, y, 190, 0)).join('') +
    [10, 105, 200].map((x) => line(x, 26, 0, 92)).join('') +
    rectangle(170, 120, 30, 12, { colour: '230 230 230' }),
};

const reference = (name: string, ...ids: readonly number[]) =>
  `<${name}>${ids.map((id) => `<ofd:ObjectRef PageRef="1">${id}</ofd:ObjectRef>`).join('')}</${name}>`;

const tagFiles: readonly ZipEntry[] = [
  {
    name: 'Doc_0/Tags/CustomTags.xml',
    bytes: xmlFile(
      '<ofd:CustomTags><ofd:CustomTag NameSpace="n"><ofd:FileLoc>CustomTag.xml</ofd:FileLoc></ofd:CustomTag></ofd:CustomTags>',
    ),
  },
  {
    name: 'Doc_0/Tags/CustomTag.xml',
    bytes: xmlFile(
      `<ofd:eInvoice>${reference('InvoiceNo', 21)}${reference('IssueDate', 22)}` +
        `<Buyer>${reference('BuyerName', 23)}</Buyer><Seller>${reference('SellerName', 24)}</Seller>` +
        `${reference('TaxExclusiveTotalAmount', 25, 26)}${reference('TaxTotalAmount', 27)}` +
        `${reference('TaxInclusiveTotalAmount', 28)}` +
        `<GoodsInfos><GoodsInfo>${reference('Amount', 26)}</GoodsInfo></GoodsInfos></ofd:eInvoice>`,
    ),
  },
];

/** A fully digitalised invoice, whose fields are tags on the text of its page. */
export const taggedInvoice: OfdSpec = {
  pages: [page, { content: text(90, 20, 30, 5, '附页'), box: '0 0 210 140' }],
  resources: songFont,
  document: '<ofd:CustomTags>Tags/CustomTags.xml</ofd:CustomTags>',
  info: '<ofd:CustomDatas><ofd:CustomData Name="合计金额">1000.00</ofd:CustomData></ofd:CustomDatas>',
  files: tagFiles,
};

export function digitalInvoiceOfd(): Buffer {
  return zipOf(entriesOf(taggedInvoice));
}

/** An invoice of the tax-control era, whose XML is attached. */
export function legacyInvoiceXml(): string {
  return (
    '<fp:eInvoice xmlns:fp="http://www.edrm.org.cn/schema/e-invoice/2019"><fp:InvoiceCode>012002000011</fp:InvoiceCode>' +
    '<fp:InvoiceNo>00000042</fp:InvoiceNo><fp:IssueDate>2020年04月05日</fp:IssueDate>' +
    '<fp:InvoiceCheckCode>00001 11112 22223 33334</fp:InvoiceCheckCode>' +
    '<fp:Buyer><fp:BuyerName>示例采购有限公司</fp:BuyerName></fp:Buyer><fp:Seller><fp:SellerName>示例销售有限公司</fp:SellerName></fp:Seller>' +
    '<fp:GoodsInfos><fp:GoodsInfo><fp:TaxTotalAmount>9.99</fp:TaxTotalAmount></fp:GoodsInfo></fp:GoodsInfos>' +
    '<fp:TaxExclusiveTotalAmount>100.00</fp:TaxExclusiveTotalAmount><fp:TaxTotalAmount>6.00</fp:TaxTotalAmount>' +
    '<fp:TaxInclusiveTotalAmount>106.00</fp:TaxInclusiveTotalAmount></fp:eInvoice>'
  );
}
