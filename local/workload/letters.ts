/** Letters that MySQL's character sets have beyond ASCII. Of one that is not here only ASCII is drawn. */
const BEYOND_ASCII: Readonly<Record<string, string>> = {
  armscii8: 'Բարեւ',
  big5: '中文漢字',
  cp1250: 'ąčęłžß',
  cp1251: 'Приветё',
  cp1256: 'سلام',
  cp1257: 'ąčęėž',
  cp850: 'äößÉñ',
  cp852: 'ąčęłž',
  cp866: 'Приветё',
  cp932: '日本語カナ',
  dec8: 'äößÉñ',
  eucjpms: '日本語カナ',
  euckr: '한국어',
  gb18030: '中文汉字😀',
  gb2312: '中文汉字',
  gbk: '中文漢字',
  geostd8: 'გამარ',
  greek: 'αβγΩ',
  hebrew: 'שלום',
  hp8: 'äößÉñ',
  keybcs2: 'čšžů',
  koi8r: 'Приветё',
  koi8u: 'Привітё',
  latin1: 'äößÉñ€',
  latin2: 'ąčęłžß',
  latin5: 'ğışĞß',
  latin7: 'ąčęėž',
  macce: 'ąčęłž',
  macroman: 'äößÉñ',
  sjis: '日本語カナ',
  tis620: 'สวัสดี',
  ucs2: 'äßЖא世界한',
  ujis: '日本語カナ',
  utf16: 'äßЖא世界한😀𝄞',
  utf16le: 'äßЖא世界한😀𝄞',
  utf32: 'äßЖא世界한😀𝄞',
  utf8: 'äßЖא世界한',
  utf8mb3: 'äßЖא世界한',
  utf8mb4: 'äßЖא世界한😀𝄞',
};

/** Characters that somebody forgets to escape. `swe7` has other letters in the place of some. */
const AWKWARD = `"\\'\`%_{}[]<>&;,/?\n\t\r`;
const AWKWARD_IN_SWE7 = `"'%_<>&;,/?\n\t\r`;

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** One entry per character. */
export interface Letters {
  readonly plain: readonly string[];
  readonly awkward: readonly string[];
  /** May be empty. */
  readonly beyondAscii: readonly string[];
}

const known = new Map<string, Letters>();

/** What a text in a character set of MySQL may be made of. */
export function lettersOf(characterSet: string): Letters {
  const letters = known.get(characterSet) ?? {
    plain: [...PLAIN],
    awkward: [...(characterSet === 'swe7' ? AWKWARD_IN_SWE7 : AWKWARD)],
    beyondAscii: [...(BEYOND_ASCII[characterSet] ?? '')],
  };
  known.set(characterSet, letters);
  return letters;
}
