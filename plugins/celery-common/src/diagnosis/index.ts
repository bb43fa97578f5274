export { diagnose } from './diagnose';
export {
  messageTranslator,
  renderMessage,
  renderMessages,
  type DiagnosisMessageKey,
  type DiagnosisMessages,
  type Message,
  type TranslateMessage,
} from './messages';
export { diagnosisMessages } from './messages.en';
export { diagnosisMessagesJa } from './messages.ja';
export { compareDiagnoses } from './states';
export { secondsUntilDone } from './timeLeft';
export * from './types';
