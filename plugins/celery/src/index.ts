/**
 * The Celery plugin for Backstage's frontend system: the entity card
 * *Scaling*, which shows how much work waits, how much runs, and how many
 * workers there are and why.
 *
 * @packageDocumentation
 */
export { celeryPlugin as default } from './plugin';
export { celeryViewModule } from './viewModule';
export * from './api';
