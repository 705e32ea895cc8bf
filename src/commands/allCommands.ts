import type { PullTool } from '../domain/snippets/pullCommand.ts';
import type { Node, RepositoryNode } from '../tree/nodes.ts';
import type { CommandTable } from './shared/commandTable.ts';
import { clearTagFilter, filterTags } from './tags/filterTags.ts';
import { sortTags } from './tags/sortTags.ts';
import {
  compareTags,
  compareWithPreviousTag,
  type Comparing,
  type TagListing,
} from './images/compareTags.ts';
import { connectionCommands, type ConnectionNeeds } from './connectionCommands.ts';
import { engineLogins } from './connections/engineLogin.ts';
import { explainTag, type TagExplainer } from './cleanup/explainTag.ts';
import type { DigestSource } from './shared/lookUpDigests.ts';
import { ruleCommands, type RuleNeeds } from './ruleCommands.ts';
import { waysOut, type ProjectListing, type WaysOutNeeds } from './waysOut.ts';
import type { WriteClipboard } from './shared/copyLines.ts';
import { imageChanges, type ImageChangeNeeds } from './imageChanges.ts';
import { openCleanupWorkbench, type CleanupPages } from './cleanup/openCleanupWorkbench.ts';
import { groupTags } from './tags/groupTags.ts';
import { pinRepository, type Pins } from './tree/pinRepository.ts';
import { openInGitlab } from './snippets/openInGitlab.ts';
import { openRawDocument, type RawDocuments } from './images/openRawDocument.ts';
import { goToImage } from './tree/goToImage.ts';
import { copyFailure, stopWaiting } from './tree/failureRow.ts';
import { loadMore, refreshAll, refreshNode, type Refreshable } from './tree/refresh.ts';
import { showAccess, type AccessShowing } from './access/showAccess.ts';
import { showManifest, type ManifestShowing } from './images/showManifest.ts';
import { shownTag, type KnownRows } from './shared/shownTag.ts';
import { createTargets, type Rows, type Targets } from './shared/targets.ts';
import type { FileCommands as ImageFileCommands } from './shared/commandTable.ts';
import { notingUse, type UsedRepositories } from './shared/notingUse.ts';
import { testRegex, type RegexTesting } from './cleanup/testRegex.ts';
import type { WholeTags, ListedTags } from './shared/listedTags.ts';
import type { KnownImages } from './shared/knownImages.ts';
import type { TagViewStore } from './shared/tagViewStore.ts';

/** The commands that files need; they live with the help in files. */
export type FileCommands = Pick<
  CommandTable,
  'useTagInWorkspace' | 'updateImages' | 'pinImages' | 'unpinImages' | 'changeTag' | 'toggleInlayHints'
>;

/** What all commands together need. */
export interface CommandNeeds extends ConnectionNeeds, RuleNeeds, ImageChangeNeeds {
  readonly tree: { look(node?: Node): Promise<readonly Node[]> } & Rows &
    KnownRows &
    Refreshable &
    WholeTags &
    KnownImages &
    Parameters<typeof stopWaiting>[0];
  readonly selection: () => readonly Node[];
  readonly imageFiles: (targets: Targets) => ImageFileCommands;
  readonly reveal: (row: Node) => Thenable<void>;
  readonly images: { readonly manifests: ManifestShowing; readonly documents: RawDocuments & Comparing };
  readonly digests: DigestSource & TagListing & ListedTags & ProjectListing & ConnectionNeeds['digests'];
  readonly waysOut: WaysOutNeeds;
  readonly regexTesters: RegexTesting;
  readonly cleanupPages: CleanupPages;
  readonly accessPages: AccessShowing;
  readonly policies: TagExplainer;
  readonly tagViews: TagViewStore;
  readonly bookmarks: Pins & UsedRepositories;
  readonly fileCommands: FileCommands;
  /** Shows the row of a repository, where it is there already. */
  readonly revealImage: (node: unknown) => Promise<void>;
  readonly forgetRefusals: () => void;
  readonly writeClipboard: WriteClipboard;
  readonly preferredPullTool: () => PullTool;
  readonly showLog: () => void;
  readonly openWalkthrough: () => Thenable<unknown>;
}

/** The rows of the tree, without VS Code losing those that it shows. */
function lookingOnly(tree: CommandNeeds['tree']) {
  return {
    getChildren: (node?: Node) => tree.look(node),
    getTreeItem: (node: Node) => tree.getTreeItem(node),
    getParent: (node: Node) => tree.getParent(node),
    rows: () => tree.rows(),
    images: () => tree.images(),
    newestTags: (image: RepositoryNode) => tree.newestTags(image),
  };
}

/** Every command with what it needs. */
export function allCommands(needs: CommandNeeds): CommandTable {
  const { tree, digests } = needs;
  const rows = lookingOnly(tree);
  const shown = shownTag(tree, () => needs.images.manifests.active);
  const targets = notingUse(createTargets(rows, needs.selection, shown), needs.bookmarks);
  return {
    ...connectionCommands(targets, needs),
    ...needs.fileCommands,
    revealImage: needs.revealImage,
    refresh: refreshAll(tree, needs.forgetRefusals),
    refreshNode: refreshNode(tree),
    retry: refreshNode(tree),
    stopWaiting: stopWaiting(tree),
    copyFailure: copyFailure(needs.writeClipboard),
    loadMore: loadMore(tree),
    showLog: () => {
      needs.showLog();
      return Promise.resolve();
    },
    openWalkthrough: async () => needs.openWalkthrough(),
    openInGitlab: openInGitlab(targets),
    showManifest: showManifest(targets, needs.images.manifests),
    openRawManifest: openRawDocument(targets, needs.images.documents, 'manifest'),
    openRawConfig: openRawDocument(targets, needs.images.documents, 'config'),
    compareTags: compareTags(targets, needs.images.documents),
    compareWithPreviousTag: compareWithPreviousTag(targets, needs.images.documents, digests),
    ...waysOut(targets, { ...needs, logins: engineLogins(needs.signIn, digests) }),
    ...ruleCommands(targets, needs),
    ...needs.imageFiles(targets),
    ...imageChanges(targets, needs),
    sortTags: sortTags(targets, needs.tagViews),
    filterTags: filterTags(targets, needs.tagViews),
    clearTagFilter: clearTagFilter(targets, needs.tagViews),
    groupTags: groupTags(targets, needs.tagViews, true),
    ungroupTags: groupTags(targets, needs.tagViews, false),
    pinRepository: pinRepository(targets, needs.bookmarks, true),
    unpinRepository: pinRepository(targets, needs.bookmarks, false),
    goToImage: goToImage(rows, needs.reveal, Date.now),
    testRegex: testRegex(needs.regexTesters),
    openCleanupWorkbench: openCleanupWorkbench(targets, needs.cleanupPages),
    showAccess: showAccess(targets, needs.accessPages),
    explainTag: explainTag(targets, needs.policies, {
      pages: needs.cleanupPages,
      deletion: needs.tagDeletion,
    }),
  };
}
