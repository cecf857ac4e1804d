// Files are named by tokens that nobody can guess, and a token gives no more than the person chose.
import { describe, expect, it } from 'vitest';
import { displayName, Grants } from '../../../src-main/grants.ts';

describe('grants', () => {
  it('mints tokens of 128 random bits that show nothing of the path', () => {
    const grants = new Grants();
    const tokens = Array.from({ length: 200 }, () => grants.file('/home/somebody/secret/photo.png', false));
    expect(new Set(tokens.map(({ token }) => token)).size).toBe(200);
    for (const { token, name } of tokens) {
      expect(Buffer.from(token, 'base64url')).toHaveLength(16);
      expect(name).toBe('photo.png');
    }
  });

  it('refuses unknown tokens, and writing to what was opened for reading', () => {
    const grants = new Grants();
    const read = grants.file('/photos/a.png', false);
    const save = grants.file('/photos/b.png', true);
    const pasted = grants.bytes('pasted.png', new Uint8Array(3));
    expect(() => grants.read('AAAAAAAAAAAAAAAAAAAAAA')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => grants.write(read.token)).toThrow(expect.objectContaining({ code: 'no-access' }));
    expect(() => grants.write(pasted.token)).toThrow(expect.objectContaining({ code: 'no-access' }));
    expect(grants.write(save.token).path).toBe('/photos/b.png');
    expect(new Grants().constructor).toBe(Grants);
    expect(() => new Grants().read(read.token)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('forgets the oldest, and holds only a few unopened uploads in memory', () => {
    const grants = new Grants();
    const uploads = Array.from({ length: 10 }, (_, n) => grants.bytes(`${n}.png`, new Uint8Array(1)));
    const alive = uploads.filter(({ token }) => {
      try {
        return Boolean(grants.read(token));
      } catch {
        return false;
      }
    });
    expect(alive.map(({ name }) => name)).toEqual(['6.png', '7.png', '8.png', '9.png']);
    const first = grants.file('/first.png', false);
    for (let n = 0; n < 1000; n++) grants.file(`/${n}.png`, false);
    expect(() => grants.read(first.token)).toThrow();
  });

  it.each([
    ['C:\\pictures\\cat.png', 'cat.png'],
    ['../../etc/passwd', 'passwd'],
    ['a\u0000b\n.png', 'ab.png'],
    ['', 'untitled'],
    ['x'.repeat(400), 'x'.repeat(255)],
  ])('shows %j as a plain name', (given, shown) => {
    expect(displayName(given)).toBe(shown);
  });
});
