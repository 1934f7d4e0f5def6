/**
 * True if any image of the file is shown otherwise than its stream says: colours turned over by `Decode`, parts hidden
 * by a mask. PDFium does not tell this of one image, so a file that has such a thing anywhere is drawn instead.
 * Dictionaries of images always stand in plain text: a stream cannot lie within another.
 */
export function hasImageModifiers(file: Buffer): boolean {
  return (
    someAfter(file, '/SMask', (after) => !/^(InData|\s*\/None)/.test(after)) ||
    someAfter(file, '/Mask', (after) => /^[\s[]/.test(after)) ||
    someAfter(file, '/Decode', (after) => !/^(Parms|\s*\[(\s*0(\.0)?\s+1(\.0)?)+\s*\])/.test(after))
  );
}

function someAfter(file: Buffer, name: string, test: (after: string) => boolean): boolean {
  for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 1)) {
    const start = at + name.length;
    if (test(file.toString('latin1', start, start + 48))) return true;
  }
  return false;
}
