import { JupyterFrontEndPlugin } from '@jupyterlab/application';
const plugin: JupyterFrontEndPlugin<void> = { id: 'nb2pkg-jupyterlab:plugin', autoStart: true, activate: () => { console.log('nb2pkg'); } };
export default plugin;
