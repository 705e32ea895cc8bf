import { html, nothing, type TemplateResult } from 'lit';
import type { ChangesView, FileChangeRow } from '../../src/protocol/changes.ts';
import { format } from '../shared/format.ts';
import type { ChangesModel } from './model.ts';
import { firstRows, moreView, type ChangesContext } from './context.ts';

const letters = { added: 'A', changed: 'M', removed: 'D' } as const;

/** The changed files by folder; what is in a folder is drawn once it is open. */
export function filesView(
  model: ChangesModel,
  { files }: ChangesView,
  context: ChangesContext,
): TemplateResult {
  if (files.rows.length === 0) return html`<p class="muted">${context.strings.sameFiles}</p>`;
  return rowsView('', files.rows, { ...context, model });
}

type Drawing = ChangesContext & { readonly model: ChangesModel };

function rowsView(path: string, rows: readonly FileChangeRow[], context: Drawing): TemplateResult {
  const { model, strings, actions } = context;
  const shown = model.whole.has(path) ? rows : rows.slice(0, firstRows);
  return html`<ul class="files">
      ${shown.map((row) => html`<li>${row.how === undefined ? folderView(row, context) : fileView(row, row.how, context)}</li>`)}
    </ul>
    ${shown.length < rows.length ? moreView(rows.length - shown.length, strings, () => actions.showAll(path)) : nothing}`;
}

function folderView(row: FileChangeRow, context: Drawing): TemplateResult {
  const { model, strings, actions } = context;
  const { path, name, added, removed, changed, sizes } = row;
  const isOpen = model.open.has(path);
  const toggled = ({ target }: Event): void => {
    const { open } = target as HTMLDetailsElement;
    if (open !== model.open.has(path)) actions.toggle(path, open);
  };
  return html`<details ?open=${isOpen} @toggle=${toggled}>
    <summary>
      <span class="codicon codicon-chevron-${isOpen ? 'down' : 'right'}" aria-hidden="true"></span>
      <span class="codicon codicon-folder" aria-hidden="true"></span>
      <span class="file-name">${name}</span>
      <span class="counts" title=${format(strings.folder, added, removed, changed)}
        >${added === 0 ? nothing : html`<span class="added">+${added}</span>`}
        ${removed === 0 ? nothing : html`<span class="removed">−${removed}</span>`}
        ${changed === 0 ? nothing : html`<span class="changed">~${changed}</span>`}</span
      >
      <span class="sizes muted">${sizes}</span>
    </summary>
    ${isOpen ? rowsView(path, row.children, context) : nothing}
  </details>`;
}

function fileView(
  { name, path, sizes }: FileChangeRow,
  how: 'added' | 'changed' | 'removed',
  { strings, actions }: Drawing,
): TemplateResult {
  return html`<button
    type="button"
    class="file ${how}"
    title="/${path}"
    @click=${() => actions.openFile(path, how)}
  >
    <span class="codicon codicon-file" aria-hidden="true"></span>
    <span class="file-name">${name}</span>
    <span class="letter" aria-label=${strings[how]}>${letters[how]}</span>
    <span class="sizes muted">${sizes}</span>
  </button>`;
}
