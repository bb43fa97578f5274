export {
  nameMessages,
  type NameMessageKey,
  type NameProblem,
} from './messages';
export * from './serviceName';
