export { celeryTranslationRef } from './ref';
export { useDiagnosisText } from './useDiagnosisText';
