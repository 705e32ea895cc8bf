/** Which program reads the YAML: GitLab does with Ruby's Psych, Helm and Kustomize with Go's yaml. */
export type YamlReader = 'ruby' | 'go';

/**
 * What a number without quotes is once YAML 1.1 has read it and somebody writes it as text again: `1.20` is `1.2`, `012345` is
 * `5349`, `1_000` is `1000`; `1.0` stays in Ruby and is `1` in Go. `undefined` where the text stays what it is.
 */
export function changedByYaml(text: string, reader: YamlReader): string | undefined {
  if (text.length > 40) return undefined;
  const [, sign = '', digits = ''] = /^([-+]?)(.*)$/s.exec(text.replaceAll('_', '')) ?? [];
  const number = wholeNumber(digits) ?? (reader === 'ruby' ? rubyFloat(digits) : goFloat(digits));
  const written = number === undefined ? undefined : (sign === '-' ? '-' : '') + number;
  return written === text ? undefined : written;
}

function wholeNumber(digits: string): string | undefined {
  if (/^0[0-7]+$/.test(digits)) return BigInt(`0o${digits.slice(1)}`).toString();
  if (/^0(?:x[\da-f]+|b[01]+)$/i.test(digits)) return BigInt(digits.toLowerCase()).toString();
  return /^(?:0|[1-9]\d*)$/.test(digits) ? digits : undefined;
}

function rubyFloat(digits: string): string | undefined {
  if (!/^(?:\d+\.\d*|\.\d+)$/.test(digits)) return undefined;
  const value = Number(digits);
  // From 10^16 on Ruby writes an exponent; no version is that large.
  if (value >= 1e15) return digits;
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function goFloat(digits: string): string | undefined {
  if (!/^(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? String(value) : digits;
}
