import { box, cell, columnEdges, type Pen, paragraph, rule, text } from './pen.ts';
import { seededRandom } from './random.ts';
import { companyOf, groupedYuan, sample } from './sample.ts';
import { roundSeal } from './seal.ts';

/** A ruled table (明细表), A4. */
export function drawTable(pen: Pen, title: string, seed: string): void {
  const random = seededRandom(`table ${seed}`);
  text(pen, title, 105, 28, { size: 7, weight: 'Bold', align: 'center' });
  text(pen, `单位：${sample.buyer.name}`, 16, 38, { size: 3.2 });
  text(pen, '第 1 页 共 1 页', 194, 38, { size: 3.2, align: 'right' });
  const heads = ['序号', '名称', '部门', '日期', '数量', '单价', '金额', '签收'];
  const widths = [12, 42, 26, 26, 14, 20, 22, 16];
  const names = [
    '复印纸',
    '中性笔',
    '文件夹',
    '便签本',
    '订书机',
    '计算器',
    '白板笔',
    '档案盒',
    '电池',
    '鼠标垫',
  ];
  const departments = ['行政部', '市场部', '研发中心', '信息部', '销售部'];
  const edges = columnEdges(16, widths);
  let total = 0;
  for (let row = 0; row <= 24; row += 1) {
    const quantity = 1 + Math.floor(random() * 9);
    const price = 300 + Math.floor(random() * 5000);
    const line = [
      String(row),
      names[Math.floor(random() * names.length)] ?? '',
      departments[Math.floor(random() * departments.length)] ?? '',
      `2026-03-${String(1 + Math.floor(random() * 28)).padStart(2, '0')}`,
      String(quantity),
      groupedYuan(price),
      groupedYuan(quantity * price),
      '',
    ];
    if (row > 0) total += quantity * price;
    (row === 0 ? heads : line).forEach((words, column) => {
      const frame = { x: edges[column] ?? 0, y: 42 + row * 8.6, width: widths[column] ?? 0, height: 8.6 };
      box(pen, frame, { width: row === 0 ? 0.4 : 0.2 });
      const align = row > 0 && column >= 4 ? 'right' : 'center';
      cell(pen, words, frame, { size: 3.4, weight: row === 0 ? 'Medium' : 'Regular', align });
    });
  }
  text(pen, `合计：¥${groupedYuan(total)}`, 194, 266, { size: 4.2, weight: 'Medium', align: 'right' });
  text(pen, '制表：林知远　　审核：沈星河', 16, 266, { size: 3.6 });
}

/** A letter with a company's head, red rule and seal, A4. */
export function drawLetter(pen: Pen, title: string, party: string): void {
  const company = companyOf(party);
  text(pen, company.name, 105, 30, { size: 8, weight: 'Bold', align: 'center', colour: '#b3202a' });
  rule(pen, 22, 36, 188, 36, { width: 0.9, colour: '#b3202a' });
  rule(pen, 22, 37.6, 188, 37.6, { width: 0.3, colour: '#b3202a' });
  text(pen, title, 105, 58, { size: 6.6, weight: 'Bold', align: 'center' });
  text(pen, `${sample.buyer.name}：`, 26, 76, { size: 4.4 });
  const paragraphs = [
    '　　贵我双方就本次业务的执行情况已逐项核对。我方确认所交付的货物与服务符合双方约定的数量、规格与质量要求，随附单据齐全，未发现影响结算的事项。',
    '　　请贵方按照合同约定的账户与期限办理付款手续。如对本函所述内容有异议，请于收到之日起五个工作日内以书面形式提出，逾期视为无异议。',
    '　　感谢贵方一直以来的信任与支持，期待继续合作。',
    '　　特此函告。',
  ];
  let y = 88;
  for (const words of paragraphs)
    y = paragraph(pen, words, { x: 26, y, width: 158 }, { size: 4.4, lineHeight: 9 }) + 2;
  text(pen, company.name, 178, y + 24, { size: 4.4, align: 'right' });
  text(pen, '2026年03月30日', 172, y + 34, { size: 4.4, align: 'right' });
  roundSeal(pen, company.name, 146, y + 26, 20);
  text(pen, `地址：${company.address}`, 105, 280, { size: 2.9, align: 'center', colour: '#666' });
}

const clauses = [
  [
    '标的与价款',
    '乙方按本合同附件所列名称、型号、数量向甲方供货，合同总价为含税价，包含运输、包装、安装调试及质保期内的维护费用。',
  ],
  [
    '交付',
    '乙方应于合同生效之日起四十五日内将货物运抵甲方指定地点，货物毁损、灭失的风险自甲方签收之时起转移。',
  ],
  [
    '验收',
    '甲方应在货物到达后十个工作日内完成验收，验收标准以附件技术规格为准；验收不合格的，乙方应在十五日内更换。',
  ],
  [
    '付款',
    '合同签订后支付百分之三十，验收合格并收到增值税专用发票后支付百分之六十五，余款作为质保金于质保期满后支付。',
  ],
  ['质量保证', '质保期为自验收合格之日起十二个月，质保期内因质量问题产生的维修、更换费用由乙方承担。'],
  ['保密', '双方对因履行本合同知悉的对方技术资料与商业信息负有保密义务，保密期限至该信息公开之日止。'],
  [
    '违约责任',
    '任何一方迟延履行的，每迟延一日应按迟延部分价款的万分之五支付违约金，累计不超过合同总价的百分之五。',
  ],
  [
    '不可抗力',
    '因不可抗力不能履行合同的，受影响一方应在三日内通知对方并在合理期限内提供证明，根据影响程度部分或全部免除责任。',
  ],
  ['争议解决', '因本合同产生的争议由双方协商解决；协商不成的，提交甲方所在地有管辖权的人民法院处理。'],
  ['其他', '本合同一式肆份，双方各执贰份，自双方签字盖章之日起生效；未尽事宜由双方另行签订补充协议。'],
] as const;

/** One page of a contract (合同), A4; the last one is signed and sealed by both. */
export function drawContract(
  pen: Pen,
  contract: { readonly title: string; readonly party: string; readonly page: number; readonly pages: number },
): void {
  const company = companyOf(contract.party);
  let y = 30;
  if (contract.page === 1) {
    text(pen, contract.title, 105, 36, { size: 8, weight: 'Bold', align: 'center' });
    text(pen, '合同编号：SYYF-2026-0317', 186, 48, { size: 3.6, align: 'right' });
    text(pen, `甲方（采购方）：${sample.buyer.name}`, 26, 60, { size: 4.2 });
    text(pen, `乙方（供货方）：${company.name}`, 26, 69, { size: 4.2 });
    y =
      paragraph(
        pen,
        '　　甲乙双方本着平等自愿、诚实信用的原则，经协商一致，订立本合同，共同遵守。',
        { x: 26, y: 82, width: 158 },
        { size: 4.2, lineHeight: 8.4 },
      ) + 3;
  }
  const perPage = Math.ceil(clauses.length / contract.pages);
  clauses.slice((contract.page - 1) * perPage, contract.page * perPage).forEach(([heading, words], index) => {
    const number = '一二三四五六七八九十'[(contract.page - 1) * perPage + index];
    text(pen, `第${number}条　${heading}`, 26, y, { size: 4.4, weight: 'Medium' });
    y = paragraph(pen, `　　${words}`, { x: 26, y: y + 9, width: 158 }, { size: 4.2, lineHeight: 8.4 }) + 4;
  });
  if (contract.page === contract.pages) {
    const top = Math.max(y + 14, 190);
    text(pen, '甲方（盖章）：', 28, top, { size: 4.2 });
    text(pen, '乙方（盖章）：', 112, top, { size: 4.2 });
    text(pen, '授权代表：周若川', 28, top + 14, { size: 4.2 });
    text(pen, '授权代表：齐云山', 112, top + 14, { size: 4.2 });
    text(pen, '日期：2026年03月10日', 28, top + 28, { size: 4.2 });
    text(pen, '日期：2026年03月10日', 112, top + 28, { size: 4.2 });
    roundSeal(pen, sample.buyer.name, 62, top + 10, 20);
    roundSeal(pen, company.name, 148, top + 10, 20);
  }
  text(pen, `第 ${contract.page} 页　共 ${contract.pages} 页`, 105, 284, {
    size: 3.2,
    align: 'center',
    colour: '#555',
  });
}
