/** Links by which another system opens the station at a bill. */
export const links = {
  'action.openLink': '打开等待中的链接',
  'refusal.noLink': '没有等待打开的链接',
  'refusal.workFirst': '先完成或关闭手上的操作，再打开链接',
  'link.waiting.capture': '外部系统要打开单据 {number} 进行采集',
  'link.waiting.match': '外部系统要打开单据 {number} 的匹配结果',
  'link.waiting.hint': '你正在操作，画面没有动。完成后按 {key_link_open} 或点“打开”。',
  'link.open': '打开',
  'link.submitted': '单据 {number} 已提交。要重新采集，请按 {key_bill_recapture}。',
  'link.notSubmitted': '单据 {number} 还没有提交；右边是目前的匹配情况。',
  'link.awaited.title': '单据 {number} 在本机还没有影像',
  'link.awaited.hint':
    '已为它打开一个空批次。放入纸张，封面在最前，按 {key_scan}；封面上的编号读出后即归入这张单据。没有封面时，采集后在单据上按 {key_bill_number} 输入编号。',
};
