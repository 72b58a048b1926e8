import { generateSecretString } from '../../../../local/kinds/secrets-manager/generate-secret-string';

test('a password of 32 characters of every kind by default', () => {
  const password = generateSecretString({});
  expect(password).toHaveLength(32);
  for (const kind of [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/]) expect(password).toMatch(kind);
  expect(generateSecretString({})).not.toBe(password);
});

test('one key of a JSON object, without the excluded characters', () => {
  const excluded = ' %+~`#$&*()|[]{}:;<>?!\'/@"\\';
  for (let i = 0; i < 50; i++) {
    const secret = JSON.parse(
      generateSecretString({
        SecretStringTemplate: '{"username":"cdc"}',
        GenerateStringKey: 'password',
        PasswordLength: 30,
        ExcludeCharacters: excluded,
      }),
    );
    expect(Object.keys(secret)).toEqual(['username', 'password']);
    expect(secret.password).toHaveLength(30);
    for (const character of secret.password) expect(excluded).not.toContain(character);
  }
});

test('kinds that are left out', () => {
  const only = { ExcludePunctuation: true, ExcludeUppercase: true, ExcludeNumbers: true, PasswordLength: 12 };
  expect(generateSecretString(only)).toMatch(/^[a-z]{12}$/);
});
