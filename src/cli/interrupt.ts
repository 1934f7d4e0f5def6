/** Resolves at Ctrl+C, at SIGTERM, or when the parent that started us goes away. */
export function untilInterrupted(): Promise<void> {
  return new Promise((resolve) => {
    const keepAlive = setInterval(() => undefined, 1 << 30);
    const end = () => {
      clearInterval(keepAlive);
      resolve();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
    process.once('disconnect', end);
  });
}
