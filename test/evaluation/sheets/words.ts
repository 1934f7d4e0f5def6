import type { Random } from '../random.ts';
import type { Script } from './faces.ts';

const latin =
  'the of and to in for with by from this that all any which under these goods supplied account balance enclosed please remit payment within thirty days after receipt department travel hotel lodging per diem mileage voucher approved signed manager quarterly budget project number reference tax rate gross net total shipping customs freight storage maintenance licence subscription consulting quality inspection agreed contract schedule appendix warranty clause party hereby notice return original copy kept archive'.split(
    ' ',
  );
const han =
  '本公司与贵方就下列货物及服务达成一致双应按照合同约定履行各自义务付款期限为收到发票后三十日内逾支按利息计算质量标准参照国家有关规定执验货时间地点由需求部门确认采购申请单编号供商名称账户开银行地址电话联系人备注项目预算科经费负责审批签字会议纪要培训差旅住宿交通餐饮办用品维修租赁水物业管理咨询广告印刷快递保险软件许可技术固资产折旧摊销税额价合计小写大壹贰叁肆伍陆柒捌玖拾佰仟万元整';

/** About `count` letters of running text: with stops and commas, figures now and then. */
export function textOf(script: Script, count: number, random: Random): string {
  let text = '';
  while (text.length < count) {
    if (random.chance(0.06)) text += figure(random) + (script === 'latin' ? ' ' : '');
    else if (script === 'latin') text += latinPiece(random);
    else text += hanPiece(random);
  }
  return text.trimEnd();
}

export function wordOf(script: Script, random: Random): string {
  if (script === 'latin') {
    const word = random.pick(latin);
    return word.slice(0, 1).toUpperCase() + word.slice(1);
  }
  const from = random.whole(0, han.length - 5);
  return han.slice(from, from + random.whole(2, 4));
}

/** An amount, a date, or a number. */
export function figure(random: Random): string {
  switch (random.whole(0, 3)) {
    case 0:
      return random.between(1, 99_999).toFixed(2);
    case 1:
      return `2026-${String(random.whole(1, 12)).padStart(2, '0')}-${String(random.whole(1, 28)).padStart(2, '0')}`;
    case 2:
      return String(random.whole(10_000_000, 99_999_999));
    default:
      return `${random.whole(1, 20)}%`;
  }
}

function latinPiece(random: Random): string {
  const word = random.pick(latin);
  const shown = random.chance(0.12) ? word.slice(0, 1).toUpperCase() + word.slice(1) : word;
  return shown + (random.chance(0.1) ? random.pick([', ', '. ', '; ', ' - ']) : ' ');
}

function hanPiece(random: Random): string {
  const from = random.whole(0, han.length - 8);
  const piece = han.slice(from, from + random.whole(2, 7));
  return piece + (random.chance(0.35) ? random.pick(['，', '。', '、', '：']) : '');
}
