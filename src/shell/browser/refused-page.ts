/** For a browser without a session, in both languages: here no setting is known that would choose one. */
export const refusedPage = `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>Platen</title></head>
<body>
<h1>Platen</h1>
<p>此窗口没有会话。请使用启动扫描站时显示的地址打开；该地址只能使用一次。
如已用过，请关闭扫描站后重新启动（<code>npm start</code>）。</p>
<p lang="en">This window has no session. Open the station with the address shown when it started; that address works
once. If it was used already, end the station and start it again (<code>npm start</code>).</p>
</body>
</html>
`;
