import { l10n } from 'vscode';
import type { RunNote } from '../../domain/cleanup/runNotes.ts';
import { count } from './numbers.ts';

/** What to know about a run in one repository, as a sentence. */
export function runNoteText(note: RunNote): string {
  switch (note.code) {
    case 'sample':
      return l10n.t(
        '{0} tags match. Without the metadata database, each run checks {1} of them at random and deletes up to {2} of the {3} that may be deleted.',
        count(note.candidates),
        count(note.sampled),
        count(note.upTo),
        count(note.deletable),
      );
    case 'ties':
      return l10n.t('Several tags have the same date; which of them are among the newest is left to chance.');
    case 'keepNPerPage':
      return l10n.t(
        'More than 1,000 tags: GitLab keeps the newest {0} of every 1,000 by name, so up to {1} are kept.',
        count(note.keepN),
        count(note.keepN * note.pages),
      );
    case 'undatedKept':
      return l10n.t('{0} tags without a date count as the newest.', count(note.tags));
    case 'buildDates':
      return l10n.t(
        'Without the metadata database, dates show when images were built, not when they were pushed.',
      );
    case 'listLimit':
      return l10n.t('GitLab lists no more than {0} tags of such a registry.', count(note.limit));
    case 'timeLimit':
      return l10n.t(
        'GitLab stops a run after about {0} seconds: {1} deletions may take several runs.',
        count(note.seconds),
        count(note.deletions),
      );
    case 'allProtected':
      return l10n.t(
        'All tags that would be deleted are protected. GitLab will report the run as unfinished.',
      );
  }
}
