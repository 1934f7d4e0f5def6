import { describe, expect, it } from 'vitest';
import { compileCacheFolder } from '../../src/workers/compile-cache.ts';

describe('where compiled code is kept', () => {
  it('CAP-13 in the folder of the user, on every system', () => {
    expect(compileCacheFolder({}, 'linux', '/home/desk')).toBe('/home/desk/.cache/platen/compiled');
    expect(compileCacheFolder({ XDG_CACHE_HOME: '/c' }, 'linux', '/home/desk')).toBe('/c/platen/compiled');
    expect(compileCacheFolder({ LOCALAPPDATA: '/u/Local' }, 'win32', '/u')).toContain('Platen');
    expect(compileCacheFolder({}, 'win32', '/u')).toContain('/u');
  });

  it('CAP-13 or where the environment says', () => {
    expect(compileCacheFolder({ NODE_COMPILE_CACHE: '/set' }, 'linux', '/home/desk')).toBe('/set');
  });
});
