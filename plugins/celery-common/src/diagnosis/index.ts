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
export {
  OUTLINE_LOOKS,
  OUTLINE_STATES,
  outlineOf,
  RECORD_HOLDS_SECONDS,
  type OutlineInput,
  type OutlineState,
} from './outline';
export { compareDiagnoses } from './states';
export { secondsUntilDone } from './timeLeft';
export * from './types';
