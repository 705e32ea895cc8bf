import type { FaultAction, PlainReply } from '../../../gitlab/faultAction.ts';

/**
 * What a server did when a write went wrong. `before`: nothing. `after`: what it was asked for, before what was heard. `late`: the same, but
 * some time after that.
 */
export type Acted = 'before' | 'after' | 'late';

/** One way in which a write goes wrong. */
export interface MatrixFault {
  readonly name: string;
  readonly acted: Acted;
  /** Only the first write is hit; without it all of the case. */
  readonly isOnce: boolean;
  /** From the write on, nothing answers any more, so that nothing can be read. */
  readonly isAllDown: boolean;
  readonly act: FaultAction;
}

/** Where a fault's answer comes from: the registry has words of its own for its refusals. */
export type Speaker = 'gitlab' | 'registry';

/** When the late ones act, in ms after what was heard. */
export const lateMs = 350;

const json = { 'content-type': 'application/json' };
const html = { 'content-type': 'text/html; charset=utf-8' };
const page = '<!DOCTYPE html><html><head><title>Gateway</title></head><body>Gateway</body></html>';
const graphqlErrors =
  '{"data":{"destroyContainerRepositoryTags":null},"errors":[{"message":"Internal server error","path":["destroyContainerRepositoryTags"]}]}';
const registryCodes: Readonly<Record<number, string>> = {
  401: 'UNAUTHORIZED',
  403: 'DENIED',
  404: 'MANIFEST_UNKNOWN',
  409: 'UNSUPPORTED',
  429: 'TOOMANYREQUESTS',
};

/** `elsewhere`: the address of a server that must never see a credential. */
export function matrixFaults(speaker: Speaker, elsewhere: string): readonly MatrixFault[] {
  const replies = Object.entries(repliesOf(speaker, elsewhere));
  const heard = replies.flatMap(([name, reply]): readonly Draft[] => [
    { name, acted: 'before', act: { kind: 'status', ...reply } },
    { name, acted: 'after', act: { kind: 'actedBut', ...reply } },
  ]);
  const unheard: readonly Draft[] = [
    ...(['before', 'after'] as const).flatMap((when): readonly Draft[] => [
      { name: 'reset', acted: when, act: { kind: 'reset', when } },
      { name: 'hang', acted: when, act: { kind: 'silence', when } },
    ]),
    { name: 'slow body', acted: 'after', act: { kind: 'slowBody', pauseMs: 10_000, pieceBytes: 1 } },
    { name: 'cut before the body', acted: 'after', act: { kind: 'cutBody', afterBytes: 0 } },
    { name: 'cut in the body', acted: 'after', act: { kind: 'cutBody', afterBytes: 2 } },
  ];
  return [
    ...[...heard, ...unheard].flatMap((draft) => [
      { ...draft, isOnce: true, isAllDown: false },
      { ...draft, isOnce: false, isAllDown: false },
    ]),
    ...lateOnes(Object.fromEntries(replies)).map((draft) => ({ ...draft, isOnce: true, isAllDown: false })),
    ...allDown(Object.fromEntries(replies)).map((draft) => ({ ...draft, isOnce: true, isAllDown: true })),
  ];
}

type Draft = Omit<MatrixFault, 'isOnce' | 'isAllDown'>;

function repliesOf(speaker: Speaker, elsewhere: string): Readonly<Record<string, PlainReply>> {
  const status = (code: number, headers: PlainReply['headers'] = {}): PlainReply => ({
    status: code,
    headers: { ...json, ...headers },
    body: refusalBody(speaker, code),
  });
  const soon = new Date(Date.now() + 3000).toUTCString();
  const plain = [401, 403, 404, 408, 409, 422, 500, 502, 503, 504];
  return {
    ...Object.fromEntries(plain.map((code) => [String(code), status(code)])),
    '429, again at once': status(429, { 'retry-after': '0' }),
    '429, again in a second': status(429, { 'retry-after': '1' }),
    '429, again at a date': status(429, { 'retry-after': soon }),
    'a page with 200': { status: 200, headers: html, body: page },
    'a page with 502': { status: 502, headers: html, body: page },
    '302 to elsewhere': { status: 302, headers: { location: `${elsewhere}/302` } },
    '307 to elsewhere': { status: 307, headers: { location: `${elsewhere}/307` } },
    'an empty 200': { status: 200 },
    '{} with 200': { status: 200, headers: json, body: '{}' },
    '[] with 200': { status: 200, headers: json, body: '[]' },
    'errors with 200': { status: 200, headers: json, body: graphqlErrors },
  };
}

function refusalBody(speaker: Speaker, code: number): string {
  if (speaker === 'gitlab') return JSON.stringify({ message: `${code} from a test` });
  const said = registryCodes[code];
  return said === undefined ? '{}' : JSON.stringify({ errors: [{ code: said, message: 'from a test' }] });
}

function lateOnes(replies: Readonly<Record<string, PlainReply>>): readonly Draft[] {
  const late = (name: string, answer: PlainReply | 'silence' | 'reset'): Draft => ({
    name,
    acted: 'late',
    act: { kind: 'late', ms: lateMs, answer },
  });
  const statuses = ['408', '500', '502', '503', '504', 'a page with 502'];
  return [
    late('hang', 'silence'),
    late('reset', 'reset'),
    ...statuses.flatMap((name) => {
      const reply = replies[name];
      return reply === undefined ? [] : [late(name, reply)];
    }),
  ];
}

function allDown(replies: Readonly<Record<string, PlainReply>>): readonly Draft[] {
  const gateway = replies['504'] ?? { status: 504 };
  const forbidden = replies['403'] ?? { status: 403 };
  return [
    { name: 'reset, then all down', acted: 'after', act: { kind: 'reset', when: 'after' } },
    { name: 'reset, then all down', acted: 'before', act: { kind: 'reset', when: 'before' } },
    { name: '504, then all down', acted: 'after', act: { kind: 'actedBut', ...gateway } },
    { name: '403, then all down', acted: 'after', act: { kind: 'actedBut', ...forbidden } },
    { name: '403, then all down', acted: 'before', act: { kind: 'status', ...forbidden } },
    { name: '504, then all down', acted: 'late', act: { kind: 'late', ms: lateMs, answer: gateway } },
  ];
}
