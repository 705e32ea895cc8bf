import { FileSystemError, Uri, workspace } from 'vscode';
import type { Expectation } from '../../protocol/regexTester.ts';
import { formatExpectations, parseExpectations } from './expectations.ts';
import type { RegexTesterSource } from './handlers.ts';

/** Below the first workspace folder. */
const path = ['.vscode', 'registry-cleanup-expectations.json'];

/** Keeps expectations in a file of the first workspace folder; without a folder, until the window closes. */
export function workspaceExpectations(): Pick<RegexTesterSource, 'readExpectations' | 'writeExpectations'> {
  let unsaved: ReadonlyMap<string, Expectation> = new Map();
  const file = (): Uri | undefined => {
    const folder = workspace.workspaceFolders?.[0];
    return folder && Uri.joinPath(folder.uri, ...path);
  };
  return {
    readExpectations: async () => {
      const uri = file();
      if (uri === undefined) return unsaved;
      try {
        return parseExpectations(new TextDecoder().decode(await workspace.fs.readFile(uri)));
      } catch (error) {
        if (error instanceof FileSystemError && error.code === 'FileNotFound') return new Map();
        throw error;
      }
    },
    writeExpectations: async (expectations, patterns) => {
      const uri = file();
      if (uri === undefined) unsaved = expectations;
      else
        await workspace.fs.writeFile(
          uri,
          new TextEncoder().encode(formatExpectations(expectations, patterns)),
        );
    },
  };
}
