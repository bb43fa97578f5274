import { wrap } from './wrap';

describe('wrap', () => {
  it('breaks a text where the width ends', () => {
    expect(wrap('one two three four', 9)).toBe('one two\nthree\nfour');
  });

  it('keeps a longer word whole', () => {
    expect(wrap('a extraordinary b', 5)).toBe('a\nextraordinary\nb');
  });

  it('leaves nothing of the breaks that were there', () => {
    expect(wrap(' one\n\n two ', 20)).toBe('one two');
  });
});
