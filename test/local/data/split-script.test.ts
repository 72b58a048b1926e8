import { splitScript } from '../../../local/data/split-script';

const texts = (script: string): string[] => splitScript(script).map(({ text }) => text);

test.each([
  ['a;b', ['a', 'b']],
  ['a;\r\nb;\r\n', ['a', 'b']],
  ['x \'; # -- /* */\' "a"";" `;`; y', ['x \'; # -- /* */\' "a"";" `;`', 'y']],
  ["x 'it''s; \\'so'; y", ["x 'it''s; \\'so'", 'y']],
  ['a # b; c\n; d', ['a', 'd']],
  ['a -- b; c\n; d', ['a', 'd']],
  ['a --\n; d', ['a', 'd']],
  ['5--1; d', ['5--1', 'd']],
  ['a /* ; */ b; c', ['a   b', 'c']],
  ['/*!40101 SET x = 1 */; y', ['/*!40101 SET x = 1 */', 'y']],
  ['DELIMITER ;;\na; b;;\ndelimiter ;\nc; d', ['a; b', 'c', 'd']],
  ["DELIMITER //\nBEGIN # don't; //\n x; END//\nDELIMITER ;\ny;", ['BEGIN  \n x; END', 'y']],
  ['a\ndelimiter ; b', ['a\ndelimiter', 'b']],
  ['', []],
  ['-- only\n# comments\n/* here */', []],
  ["'open", ["'open"]],
])('%j', (script, expected) => {
  expect(texts(script)).toEqual(expected);
});

test('what is for MySQL alone is bare, and each statement knows its line', () => {
  expect(splitScript('\n-- c\n/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ TRIGGER t;\n\n\nx')).toEqual([
    {
      text: '/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`b`*/ TRIGGER t',
      bare: expect.stringMatching(/^CREATE\s+DEFINER=`a`@`b`\s+TRIGGER t$/),
      line: 3,
    },
    { text: 'x', bare: 'x', line: 6 },
  ]);
});

// Were each piece to cost as much as all before it, it would take hours.
test('rows of megabytes are one statement', () => {
  const row = `(1,'${'x'.repeat(80)}\\'# y','z')`;
  const script = `INSERT INTO t VALUES ${Array(40_000).fill(row).join(',\n')};`;
  expect(splitScript(script)).toEqual([{ text: script.slice(0, -1), bare: script.slice(0, -1), line: 1 }]);
}, 120_000);
