/** Bit of the general flags that says that the name is UTF-8. */
const utf8Flag = 0x800;

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });
const chinese = new TextDecoder('gb18030');

/**
 * The name of an entry as a key: forward slashes, none in front, no `.` parts. Null for folders and for names that
 * climb out of the archive. Names that are not UTF-8 are taken for Chinese ones of older Windows programs.
 */
export function entryName(raw: Buffer, flags: number): string | null {
  const text = decode(raw, flags).replaceAll('\\', '/');
  if (text === '' || text.endsWith('/') || text.includes('\0')) return null;
  const parts = text.split('/').filter((part) => part !== '' && part !== '.');
  return parts.length === 0 || parts.includes('..') ? null : parts.join('/');
}

function decode(raw: Buffer, flags: number): string {
  try {
    return strictUtf8.decode(raw);
  } catch {
    return (flags & utf8Flag) === 0 ? chinese.decode(raw) : raw.toString('utf8');
  }
}
