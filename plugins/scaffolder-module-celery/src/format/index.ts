export { type Formats, useFormats } from './useFormats';
