import { diagnosisMessagesJa } from '@celery-keda/backstage-plugin-celery-common';
import { japaneseMessages } from './messages.ja';

export default { ...japaneseMessages, ...diagnosisMessagesJa };
