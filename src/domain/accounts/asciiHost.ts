/** Longer names no host has (RFC 1035, 2.3.4); what is longer is left as it is. */
const longest = 255;

/**
 * The name of a host as it is sent: lower case, and labels in other scripts in Punycode. Example: `Bücher.example:5050` → `xn--bcher-kva.example:5050`.
 * What is ASCII already stays, but for its letters' case. Sources: RFC 3492; UTS #46 (its mappings as far as NFKC and lower case are them; the
 * dots of other scripts separate, too).
 */
export function asciiHost(host: string): string {
  const lower = host.toLowerCase();
  if (host.length > longest || !/[^\x00-\x7f]/.test(lower)) return lower;
  return lower
    .normalize('NFKC')
    .toLowerCase()
    .split(/[.\u3002\uff0e\uff61]/)
    .map(asciiLabel)
    .join('.');
}

/** A last label may have a port behind it. */
function asciiLabel(label: string): string {
  const [, name = '', port = ''] = /^(.*?)(:\d{1,5})?$/s.exec(label) ?? [];
  return /[^\x00-\x7f]/.test(name) ? `xn--${punycode(Array.from(name))}${port}` : label;
}

/** RFC 3492, 5 and 6.3: base 36, tmin 1, tmax 26, skew 38, damp 700, initial bias 72 and n 128. */
function punycode(points: readonly string[]): string {
  const codes = points.map((point) => point.codePointAt(0) ?? 0);
  const basic = codes.filter((code) => code < 128);
  let output = String.fromCharCode(...basic) + (basic.length > 0 ? '-' : '');
  let [n, delta, bias, handled] = [128, 0, 72, basic.length];
  while (handled < codes.length) {
    const next = Math.min(...codes.filter((code) => code >= n));
    delta += (next - n) * (handled + 1);
    n = next;
    for (const code of codes) {
      if (code < n) delta += 1;
      if (code !== n) continue;
      output += variableLength(delta, bias);
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    n += 1;
  }
  return output;
}

function variableLength(delta: number, bias: number): string {
  let [rest, output] = [delta, ''];
  for (let k = 36; ; k += 36) {
    const threshold = Math.min(Math.max(k - bias, 1), 26);
    if (rest < threshold) return output + rest.toString(36).replace(/./g, digit);
    output += digit((((rest - threshold) % (36 - threshold)) + threshold).toString(36));
    rest = Math.floor((rest - threshold) / (36 - threshold));
  }
}

/** Base 36 counts 0-9a-z, Punycode a-z0-9. */
function digit(base36: string): string {
  return 'abcdefghijklmnopqrstuvwxyz0123456789'[Number.parseInt(base36, 36)] ?? '';
}

function adapt(delta: number, points: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? 700 : 2));
  rest += Math.floor(rest / points);
  let k = 0;
  for (; rest > 455; k += 36) rest = Math.floor(rest / 35);
  return k + Math.floor((36 * rest) / (rest + 38));
}
