/** Full-width forms (，０Ａ：) as their half-width twins, as they come from Chinese keyboards and some encoders; upper case stays. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}
