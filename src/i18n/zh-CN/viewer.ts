/** The page, large. */
export const viewer = {
  'viewer.label': '影像查看',
  'viewer.empty.title': '把纸放入扫描仪，按 {key_scan}',
  'viewer.empty.hint': '顺序：封面、发票、附件，下一张单据的封面…… 分单与分类自动完成。',
  'viewer.noSelection': '在左侧选择一份影像',
  'viewer.page.alt': '影像页：{title}',
  'viewer.position': '{position, number} / {count, number}',
  'viewer.position.aria': '第 {position} 页，共 {count} 页',
  'viewer.zoom.fit': '适合 {percent}',
  'viewer.zoom.free': '{percent}',
  'viewer.original': '原图',
  'viewer.rendering': '正在生成成品图…',
  'viewer.crumb.page': '第 {page} 页',
  'viewer.crumb.skew': '校正 {degrees}°',
  'viewer.crumb.dpi': '{dpi} dpi',
  'viewer.failed': '这页的图像没有读出来',
  'viewer.retry': '重新读取',
} as const;
