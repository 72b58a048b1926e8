import { randomInt } from 'node:crypto';

const DEFAULT_LENGTH = 32;
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** `GenerateSecretString` of a template. */
export interface GenerateSecretString {
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludeLowercase?: boolean;
  readonly ExcludeUppercase?: boolean;
  readonly ExcludeNumbers?: boolean;
  readonly ExcludePunctuation?: boolean;
  readonly IncludeSpace?: boolean;
  readonly RequireEachIncludedType?: boolean;
}

/** Makes a secret's value as Secrets Manager does: a random password, alone or as one key of a JSON object. */
export function generateSecretString(request: GenerateSecretString): string {
  const password = generatePassword(request);
  if (request.SecretStringTemplate === undefined || request.GenerateStringKey === undefined) return password;
  const template = JSON.parse(request.SecretStringTemplate) as Record<string, unknown>;
  return JSON.stringify({ ...template, [request.GenerateStringKey]: password });
}

function generatePassword(request: GenerateSecretString): string {
  const excluded = new Set(request.ExcludeCharacters ?? '');
  const groups = [
    request.ExcludeLowercase ? '' : LOWER,
    request.ExcludeUppercase ? '' : UPPER,
    request.ExcludeNumbers ? '' : DIGITS,
    request.ExcludePunctuation ? '' : PUNCTUATION,
    request.IncludeSpace ? ' ' : '',
  ]
    .map((group) => [...group].filter((character) => !excluded.has(character)))
    .filter((group) => group.length > 0);
  const all = groups.flat();
  const length = Number(request.PasswordLength ?? DEFAULT_LENGTH);
  const required = (request.RequireEachIncludedType ?? true) ? groups.map(pick) : [];
  const characters = [...required, ...Array.from({ length: length - required.length }, () => pick(all))];
  return shuffle(characters).join('');
}

function pick(characters: readonly string[]): string {
  return characters[randomInt(characters.length)] ?? '';
}

function shuffle(characters: readonly string[]): string[] {
  const shuffled: string[] = [];
  for (const character of characters) shuffled.splice(randomInt(shuffled.length + 1), 0, character);
  return shuffled;
}
