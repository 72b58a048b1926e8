import { parseDuration } from '../../../local/jobs/parse-duration';

test.each([
  ['30s', 30],
  ['5m', 300],
  ['2h', 7200],
])('%s', (text, seconds) => {
  expect(parseDuration('--every', text)).toBe(seconds);
});

test.each(['30', '0s', '-1s', '1.5m', '5 m', '1d', '', 's'])('fails for %p', (text) => {
  expect(() => parseDuration('--every', text)).toThrow(
    `\`--every\` must be whole seconds, minutes or hours, such as 30s, 5m or 1h, got: ${text}`,
  );
});
