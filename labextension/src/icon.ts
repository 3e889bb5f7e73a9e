import { LabIcon } from '@jupyterlab/ui-components';

/** A parcel, as the panel's tab and the button have it. */
export const packageIcon = new LabIcon({
  name: 'nb2pkg:icon',
  svgstr: `<svg xmlns="http://www.w3.org/2000/svg" width="16" viewBox="0 0 24 24">
  <path class="jp-icon3 jp-icon-selectable" fill="#616161" fill-rule="evenodd"
    d="M12 1.6 21.5 6.4v11.2L12 22.4 2.5 17.6V6.4zm0 2.2L6.2 6.7 12 9.6l2.3-1.15-5.8-2.9zM16.6 7.3l1.2-.6-5.8-2.9-1.3.65zM4.5 8.1v8.3l6.5 3.3v-8.3zm15 0L13 11.4v8.3l6.5-3.3z"/>
</svg>`
});
