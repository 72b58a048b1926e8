import { attributeText } from '../../../../local/proofs/items/attribute-text';

test.each([
  [undefined, null],
  [{ NULL: true }, null],
  [{ S: '' }, ''],
  [{ N: '123456789012345678901234567890.12345678' }, '123456789012345678901234567890.12345678'],
  [{ BOOL: false }, 'false'],
  [{ B: Buffer.from('ab') }, 'YWI='],
  [
    { M: { wkb: { S: 'AQ==' }, srid: { N: '9007199254740993' }, none: { NULL: true } } },
    '{"wkb":"AQ==","srid":9007199254740993,"none":null}',
  ],
  [{ L: [{ S: 'a"' }, { BOOL: true }, { M: {} }] }, '["a\\"",true,{}]'],
] as const)('%j is %s', (attribute, text) => {
  expect(attributeText(attribute as never)).toBe(text);
});
