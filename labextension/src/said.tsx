/** Sentences of nb2pkg: what stands between backticks in them is code. All of it is text, none of it markup. */

import { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';
import { IProblem, pieces } from './model';

export function Said(props: { text: string }): JSX.Element {
  return (
    <>
      {pieces(props.text).map((piece, index) =>
        piece.isCode ? <code key={index}>{piece.text}</code> : piece.text
      )}
    </>
  );
}

/** What went wrong, and how to mend it. */
export function Trouble(props: { problem: IProblem; trans: TranslationBundle }): JSX.Element {
  const { detail, hint } = inWords(props.problem, props.trans);
  return (
    <div className="nb2pkg-problem" role="alert">
      <Said text={detail} />
      {hint && (
        <div className="nb2pkg-note">
          <Said text={hint} />
        </div>
      )}
    </div>
  );
}

function inWords(problem: IProblem, trans: TranslationBundle): IProblem {
  switch (problem.lack) {
    case 'server':
      return {
        detail: trans.__('The Jupyter server does not answer.'),
        hint: trans.__('Is it still running?')
      };
    case 'extension':
      return {
        detail: trans.__('The server part of nb2pkg is not running.'),
        hint: trans.__('Install nb2pkg[lab] where the Jupyter server runs, and start it again.')
      };
    default:
      return problem;
  }
}

/** Such a sentence outside of React. */
export function appendSaid(node: HTMLElement, text: string): void {
  for (const piece of pieces(text)) {
    if (piece.isCode) {
      node.appendChild(document.createElement('code')).textContent = piece.text;
    } else {
      node.appendChild(document.createTextNode(piece.text));
    }
  }
}
