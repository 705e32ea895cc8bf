import * as vscode from 'vscode';
import { isDigest } from '../../domain/digest.ts';

/** `package.json` names it too, so that folders which were open come back after a restart. */
export const filesScheme = 'gitlab-image';

/** An image of one platform, by the digest of its manifest. */
export interface FilesPlace {
  readonly connectionId: string;
  /** `registry.host[:port]/group/project[/name]`. */
  readonly location: string;
  readonly digest: string;
}

/**
 * The address of a file of an image: `gitlab-image://<connection>/<host>~<group>~<project>@sha256-<hex>/etc/motd`. The image is the
 * first name of the path, since VS Code drops queries here and there; `~` stands in no repository's path.
 */
export function filesUri(
  { connectionId, location, digest }: FilesPlace,
  names: readonly string[],
): vscode.Uri {
  const image = `${location.replaceAll('/', '~')}@${digest.replace(':', '-')}`;
  const path = ['', image, ...names].join('/');
  return vscode.Uri.from({ scheme: filesScheme, authority: connectionId, path });
}

/** Which image an address is of, and the names that lead to the file in it. Throws `FileNotFound`. */
export function readFilesUri({ authority, path }: vscode.Uri): {
  readonly place: FilesPlace;
  readonly names: readonly string[];
} {
  const [image = '', ...names] = path.split('/').filter((name) => name !== '');
  const at = image.lastIndexOf('@');
  const digest = image.slice(at + 1).replace('-', ':');
  if (at < 0 || !isDigest(digest)) throw vscode.FileSystemError.FileNotFound();
  const location = image.slice(0, at).replaceAll('~', '/');
  return { place: { connectionId: authority, location, digest }, names };
}
