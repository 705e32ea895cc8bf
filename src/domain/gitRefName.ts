/** What git forbids anywhere in the name of a branch or tag. Source: git-check-ref-format(1). */
const forbidden = /[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|^[/.]|[/.]$|^@$/;

/** Whether a text can be the name of a branch or git tag, without `refs/heads/` in front. It may be 1,024 UTF-16 units long. */
export function isRefName(text: string): boolean {
  return text !== '' && text.length <= 1024 && !forbidden.test(text);
}
