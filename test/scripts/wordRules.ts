/** A way of writing that our texts avoid, and what stands for it instead. */
interface WordRule {
  readonly pattern: RegExp;
  readonly instead: string;
}

/**
 * What no English text of ours says, after Microsoft’s writing style guide: contractions, plain verbs, “keep” and
 * “delete” for what becomes of a tag.
 */
const english: readonly WordRule[] = [
  {
    pattern: /\b(can|will)not\b|\b(do|does|did|is|are|was|were|has|have|had|could|should|would|will) not\b/i,
    instead: 'a contraction',
  },
  { pattern: /\b(goes|gone|stays?|stayed)\b|\btags? go\b|\b(must|may|that) go\b/i, instead: 'delete, keep' },
  { pattern: /\blook(s|ed|ing)? (at|for|whether|through)\b/i, instead: 'check, find, load, review' },
  { pattern: /\b(?<!there )(is|are) no\b(?! longer)/i, instead: 'isn’t a, has no' },
  { pattern: /\bforet(ell|old)\b/i, instead: 'predict' },
  { pattern: /\bit said\b/i, instead: 'Response:' },
  { pattern: /\bthrown away\b|\bthrow away\b/i, instead: 'removed' },
  { pattern: /\bany more\b/i, instead: 'no longer' },
  { pattern: /\buser name\b/i, instead: 'username' },
  { pattern: /\b(some|every|any)body\b/i, instead: 'someone, everyone, anyone' },
  { pattern: /\bas long as\b/i, instead: 'until, while' },
  { pattern: /\bpoints? at\b/i, instead: 'points to' },
  { pattern: /\blook only\b|\blooking only\b/i, instead: 'read-only' },
  { pattern: /\bis what is\b|\bnot there\b/i, instead: 'a plain sentence' },
  { pattern: /\bcancelled\b|\borganisation\b|\bcolour\b/i, instead: 'American spelling' },
  { pattern: /(?<!\bLinux), \w+ (and|or) \w+/, instead: 'a serial comma' },
];

/** One term for one thing, as in GitLab’s own Chinese: registry 容器镜像库, repository 镜像仓库. */
const chinese: readonly WordRule[] = [
  { pattern: /容器镜像仓库/, instead: '容器镜像库 (registry) or 镜像仓库 (repository)' },
  { pattern: /(?<!容器)镜像库/, instead: '容器镜像库' },
  { pattern: /(?<!镜像|Git )仓库/, instead: '镜像仓库' },
  { pattern: /[\u4e00-\u9fff],|,[\u4e00-\u9fff]/, instead: '，' },
  { pattern: /测试模式/, instead: '测试正则表达式' },
];

function against(rules: readonly WordRule[], text: string): readonly string[] {
  return rules.flatMap(({ pattern, instead }) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`“${found}” → ${instead}`];
  });
}

/** What is wrong with an English text, one line each. */
export function englishFaults(text: string): readonly string[] {
  return against(english, text);
}

/** What is wrong with the Chinese text for an English one, one line each. */
export function chineseFaults(text: string, source: string): readonly string[] {
  const faults = [...against(chinese, text)];
  if (text.includes('容器镜像库') && !/registr/i.test(source))
    faults.push('容器镜像库 stands for a registry');
  if (text.includes('镜像仓库') && !/repositor/i.test(source))
    faults.push('镜像仓库 stands for a repository');
  return faults;
}
