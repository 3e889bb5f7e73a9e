/** To a place in a notebook, wherever it has been scrolled to. */

import { NotebookPanel } from '@jupyterlab/notebook';
import { ISpan } from './model';
import { rangeOf } from './places';

const TRIES = 60;
const PAUSE = 100;

/** Makes a cell the active one, brings it into view, and puts the cursor at a place in it. */
export async function jumpTo(
  panel: NotebookPanel,
  index: number,
  span: ISpan | null
): Promise<void> {
  const notebook = panel.content;
  const cell = notebook.widgets[index];
  if (!cell) {
    return;
  }
  notebook.deselectAll();
  notebook.activeCellIndex = index;
  // Cells are attached late, and the list refuses to scroll while it is being laid out.
  for (let attempt = 0; attempt < TRIES && !isInView(cell.node, notebook.node); attempt++) {
    await notebook.scrollToItem(index, 'smart').catch(() => undefined);
    await new Promise(resolve => setTimeout(resolve, PAUSE));
    if (notebook.activeCellIndex !== index || panel.isDisposed) {
      return; // the user has gone elsewhere
    }
  }
  await cell.ready;
  const editor = cell.editor;
  if (editor && span) {
    const { from, to } = rangeOf(cell.model.sharedModel.getSource(), span);
    const [start, end] = [editor.getPositionAt(from), editor.getPositionAt(to)];
    if (start && end) {
      editor.setSelection({ start, end });
      editor.revealPosition(start);
    }
    // A notebook that has just been activated gives the focus to the cell around the editor, a moment later.
    await new Promise(resolve => setTimeout(resolve));
    notebook.mode = 'edit'; // focuses the editor
  }
}

function isInView(node: HTMLElement, viewport: HTMLElement): boolean {
  const inner = node.getBoundingClientRect();
  const outer = viewport.getBoundingClientRect();
  const isAttached = node.isConnected && inner.height > 0;
  return isAttached && inner.top < outer.bottom - 20 && inner.bottom > outer.top + 20;
}
