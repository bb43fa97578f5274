export {
  nameMessages,
  type NameMessageKey,
  type NameProblem,
} from './messages';
export * from './place';
export * from './serviceName';
