const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿'];

/** An amount in fen as invoices spell it: 123405 is 壹仟贰佰叁拾肆元零伍分. Not negative, below 10^12 yuan. */
export function chineseAmount(fen: number): string {
  const yuan = Math.floor(fen / 100);
  const jiao = Math.floor((fen % 100) / 10);
  const rest = fen % 10;
  const whole = yuan > 0 ? `${spellWhole(yuan)}元` : '';
  if (jiao === 0 && rest === 0) return `${whole || '零元'}整`;
  if (rest === 0) return `${whole}${digits[jiao]}角整`;
  const tenths = jiao > 0 ? `${digits[jiao]}角` : whole ? '零' : '';
  return `${whole}${tenths}${digits[rest]}分`;
}

function spellWhole(value: number): string {
  const figures = String(value);
  let spelled = '';
  let isZeroDue = false;
  [...figures].forEach((figure, index) => {
    const place = figures.length - 1 - index;
    if (figure === '0') {
      isZeroDue = true;
    } else {
      spelled += `${isZeroDue ? '零' : ''}${digits[Number(figure)]}${places[place % 4]}`;
      isZeroDue = false;
    }
    const isGroupEnd = place > 0 && place % 4 === 0;
    const group = Number(figures.slice(Math.max(0, index - 3), index + 1));
    if (isGroupEnd && group > 0) {
      spelled += groups[place / 4];
      isZeroDue = false;
    }
  });
  return spelled;
}
