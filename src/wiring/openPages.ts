import { imageDocuments } from '../catalog/images/imageDocuments.ts';
import { namesOfRepository } from '../catalog/lists/repositoryTags.ts';
import { tagsBeside } from '../catalog/lists/tagsBeside.ts';
import { pickRepository } from '../commands/shared/pickRepository.ts';
import { AccessPages } from '../panels/access/pages.ts';
import { connectionDetailsPage } from '../panels/connections/handlers.ts';
import { connectionFacts } from '../panels/connections/facts.ts';
import { DeletionPages } from '../panels/deletion/pages.ts';
import { JournalPages } from '../panels/journal/pages.ts';
import { ManifestPages } from '../panels/images/pages.ts';
import { Panels, type PanelContext } from '../panels/shared/panel.ts';
import { CleanupWorkbenches } from '../panels/cleanup/pages.ts';
import { RegexTesters, type NameSource } from '../panels/regexTester/pages.ts';
import type { ImagesTree } from '../tree/imagesTree.ts';
import { namesOfProject, testedPatterns } from './testedNames.ts';
import { ImageDocuments } from '../ui/documents/imageDocuments.ts';
import { serveReports } from '../ui/documents/reportDocument.ts';
import type { Data } from './openData.ts';

/** Every kind of page; a page is made when it is first shown. */
export function openPages(context: PanelContext, data: Data, tree: ImagesTree) {
  const { connections, catalog, signIn, images } = data;
  const nameOf = (id: string) => connections.list().find((one) => one.id === id)?.name;
  const details = connectionDetailsPage({
    onDidChange: connections.onDidChange,
    nameOf,
    read: async (id, { isFresh, signal }) => {
      if (isFresh) await signIn.refreshAccount(id, signal);
      return connectionFacts(connections.get(id), catalog.ladderStates(id));
    },
  });
  const namesOf: NameSource['namesOf'] = ({ path, ...project }, signal) =>
    path === undefined
      ? namesOfProject(data.policies, project, signal)
      : namesOfRepository(catalog, { ...project, path }, signal);
  const documents = new ImageDocuments(imageDocuments(images));
  const manifests = new ManifestPages({ ...data, documents, tags: tagsBeside(catalog) }, context);
  const testing: NameSource = {
    namesOf,
    policyOf: async (project, signal) => testedPatterns(await data.policies.project(project, signal)),
    usePatterns: (project, { deletes, keeps }) =>
      cleanupPages.show(project, { nameRegex: deletes, nameRegexKeep: keeps }),
    choose: () => pickRepository(tree),
  };
  const regexTesters = new RegexTesters(testing, context);
  const journal = new JournalPages(data.deletions, nameOf, context);
  const tagDeletion = new DeletionPages({ ...data, journal }, context);
  const cleanupPages = new CleanupWorkbenches(data, { regexTesters, tagDeletion }, context);
  const accessPages = new AccessPages(data, tree, context);
  const reports = serveReports();
  const pages = {
    regexTesters,
    cleanupPages,
    accessPages,
    manifests,
    documents,
    journal,
    tagDeletion,
    reports,
  };
  return { details: new Panels(details, context), ...pages };
}
