import { chineseAmount } from './chinese-amount.ts';
import { drawCode128, drawQr } from './codes.ts';
import { box, cell, columnEdges, type Frame, type Pen, paragraph, rule, text } from './pen.ts';
import { type CoverLine, chineseDate, groupedYuan, type SampleBill } from './sample.ts';

const left = 18;
const width = 174;

/** The bill's cover (封面), A4: its number as Code 128 and as QR, its lines and who signs. */
export function drawCover(pen: Pen, bill: SampleBill, lines: readonly CoverLine[]): void {
  text(pen, '星屿远帆科技（杭州）有限公司', 105, 21, { size: 4.2, align: 'center', colour: '#444' });
  text(pen, bill.title, 105, 33, { size: 9, weight: 'Bold', align: 'center' });
  rule(pen, 70, 36.5, 140, 36.5, { width: 0.5 });
  rule(pen, 70, 37.6, 140, 37.6, { width: 0.2 });

  drawQr(pen, bill.number, 24, 44, 25);
  drawCode128(pen, bill.number, 112, 46, 70, 15);
  text(pen, bill.number, 147, 66.5, { size: 4, weight: 'Medium', align: 'center' });
  text(pen, '单据编号', 58, 52, { size: 3.2, colour: '#555' });
  text(pen, bill.number, 58, 59, { size: 5, weight: 'Bold' });
  text(pen, '请将本页置于票据首页，条码朝上', 58, 66.5, { size: 2.7, colour: '#666', maxWidth: 48 });

  drawHead(pen, bill);
  const bottom = drawLines(pen, lines, 106);
  drawSignatures(pen, bill, bottom + 8);
  text(pen, '样例单据，公司、人员与金额均为虚构', 105, 285, { size: 2.6, align: 'center', colour: '#888' });
}

/** Printed on the back of some covers. */
export function drawCoverNotes(pen: Pen): void {
  text(pen, '报销须知', 105, 36, { size: 7, weight: 'Bold', align: 'center' });
  const notes = [
    '一、报销人应在费用发生后三十日内提交报销申请，逾期须由部门负责人说明原因并签字确认。',
    '二、发票抬头、纳税人识别号须与公司信息一致；数电票请同时上传原始文件，打印件仅作为审核附件。',
    '三、票据按封面、发票、附件的顺序整理，小票请平整粘贴，勿使用订书钉，勿遮挡二维码与金额。',
    '四、差旅费报销须附行程单、住宿清单；业务招待费须注明招待对象、人数与事由。',
    '五、金额涂改、票面缺损、重复报销的票据不予受理；发现虚假票据的，按公司制度处理。',
    '六、扫描完成后，纸质票据由扫描岗统一归档，保管期限不少于三十年。',
  ];
  let y = 54;
  for (const note of notes)
    y = paragraph(pen, note, { x: 24, y, width: 162 }, { size: 4.2, lineHeight: 8 }) + 4;
}

function drawHead(pen: Pen, bill: SampleBill): void {
  const rows = [
    ['申 请 人', bill.applicant, '所属部门', bill.department],
    ['申请日期', chineseDate(bill.date), '费用归属', bill.department],
  ];
  const edges = columnEdges(left, [26, 61, 26, 61]);
  rows.forEach((row, index) => {
    row.forEach((words, column) => {
      const frame = cellFrame(edges, column, 74 + index * 8, 8);
      box(pen, frame);
      cell(pen, words, frame, { size: 3.6, weight: column % 2 === 0 ? 'Medium' : 'Regular' });
    });
  });
  const label = { x: left, y: 90, width: 26, height: 10 };
  const reason = { x: left + 26, y: 90, width: width - 26, height: 10 };
  box(pen, label);
  box(pen, reason);
  cell(pen, '事　　由', label, { size: 3.6, weight: 'Medium' });
  cell(pen, bill.reason, reason, { size: 3.8, align: 'left' });
}

function drawLines(pen: Pen, lines: readonly CoverLine[], top: number): number {
  const edges = columnEdges(left, [14, 40, 76, 44]);
  const rowHeight = 8.5;
  const rows = Math.max(6, lines.length);
  const head = ['序号', '费用类别', '用途说明', '金额（元）'];
  for (let row = 0; row <= rows; row += 1) {
    const line = row === 0 ? undefined : lines[row - 1];
    const words =
      row === 0
        ? head
        : line
          ? [String(row), line.category, line.purpose, groupedYuan(line.amountMinor)]
          : ['', '', '', ''];
    words.forEach((word, column) => {
      const frame = cellFrame(edges, column, top + row * rowHeight, rowHeight);
      box(pen, frame);
      const align = row > 0 && column === 3 ? 'right' : row > 0 && column === 2 ? 'left' : 'center';
      cell(pen, word, frame, { size: 3.6, weight: row === 0 ? 'Medium' : 'Regular', align });
    });
  }
  const total = lines.reduce((sum, line) => sum + line.amountMinor, 0);
  const y = top + (rows + 1) * rowHeight;
  const inWords = { x: left, y, width: 130, height: 10 };
  const inFigures = { x: left + 130, y, width: 44, height: 10 };
  box(pen, inWords);
  box(pen, inFigures);
  cell(pen, `合计（大写）：${chineseAmount(total)}`, inWords, { size: 3.8, weight: 'Medium', align: 'left' });
  cell(pen, `¥ ${groupedYuan(total)}`, inFigures, { size: 4, weight: 'Bold', align: 'right' });
  return y + 10;
}

function drawSignatures(pen: Pen, bill: SampleBill, top: number): void {
  const people = ['申请人', '部门负责人', '财务审核', '总经理', '出纳'];
  const each = width / people.length;
  people.forEach((person, index) => {
    const frame = { x: left + index * each, y: top, width: each, height: 26 };
    box(pen, frame);
    rule(pen, frame.x, top + 7.5, frame.x + each, top + 7.5);
    cell(pen, person, { ...frame, height: 7.5 }, { size: 3.4, weight: 'Medium' });
    if (index === 0)
      cell(
        pen,
        bill.applicant,
        { ...frame, y: top + 8, height: 12 },
        { size: 5.4, weight: 'Light', colour: '#1b2f6b' },
      );
    cell(
      pen,
      index === 0 ? bill.date : '　　年　月　日',
      { ...frame, y: top + 19, height: 6 },
      { size: 2.7, colour: '#555' },
    );
  });
  text(pen, `附件张数：${bill.sheets.length - 1} 张`, left, top + 34, { size: 3.6 });
  text(pen, '收款方式：银行转账', left + 60, top + 34, { size: 3.6 });
}

function cellFrame(edges: readonly number[], column: number, y: number, height: number): Frame {
  const x = edges[column] ?? 0;
  return { x, y, width: (edges[column + 1] ?? x) - x, height };
}
