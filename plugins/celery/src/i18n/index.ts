export { celeryTranslationRef } from './ref';
export { useAnnotationText } from './useAnnotationText';
export { useDiagnosisText } from './useDiagnosisText';
