/** Sentences of nb2pkg: what stands between backticks in them is code. All of it is text, none of it markup. */

import * as React from 'react';
import { pieces } from './model';

export function Said(props: { text: string }): JSX.Element {
  return (
    <>
      {pieces(props.text).map((piece, index) =>
        piece.isCode ? <code key={index}>{piece.text}</code> : piece.text
      )}
    </>
  );
}

/** The same outside of React. */
export function appendSaid(node: HTMLElement, text: string): void {
  for (const piece of pieces(text)) {
    if (piece.isCode) {
      node.appendChild(document.createElement('code')).textContent = piece.text;
    } else {
      node.appendChild(document.createTextNode(piece.text));
    }
  }
}
